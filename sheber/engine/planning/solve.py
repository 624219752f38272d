"""Find a seat plan: stage after stage, each from the plan of the one before, then check it."""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from sheber.engine.errors import Infeasible
from sheber.engine.planning.check import check
from sheber.engine.planning.conflict import clash
from sheber.engine.planning.highs import Answer, Keep, Limits, minimise
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.plan import (
    ENGINE,
    Flow,
    Groups,
    Plan,
    Seats,
    Spending,
    Stage,
    Unmet,
)
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.rows import Floats
from sheber.engine.planning.stages import Goal, goals
from sheber.engine.planning.supply import payable
from sheber.engine.planning.validate import require_sound

KEEP = 1e-6
"""Later stages may give back this share of an earlier value (or this much, if it is below 1)."""

DIGITS = 9
"""Expected graduates are reported to this many decimal places."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the search stands: the plan in hand, the stages done and what they bind."""

    columns: Floats
    stages: tuple[Stage, ...]
    keeps: tuple[Keep, ...]


def solve(
    problem: Problem, *, gap: float, time_limit: float | None = None, nodes: int | None = None
) -> Plan:
    """Return a checked plan, every stage proven within ``gap`` unless a limit stopped it.

    ``nodes`` bounds the search of each stage and keeps it repeatable; ``time_limit`` (seconds for
    all stages together) does not. Raises InvalidProblem for a problem with faults, Infeasible when
    rows clash (the facts name a smallest set) or when no plan was found within the limits.
    """
    require_sound(problem)
    problem = canonical(problem)
    model = build(problem)
    stages = goals(model)
    share = None if time_limit is None else time_limit / (len(stages) + 1)
    found: _Found | None = None
    for goal in stages:
        # The first stage decides most, so it gets two shares of the time.
        seconds = share if share is None or found else 2 * share
        found = _stage(model, goal, Limits(gap, nodes, seconds), found)
    assert found is not None  # there is always the stage of unmet demand
    plan = _report(model, found.stages, _settle_flows(model, found))
    check(problem, plan)
    return plan


def _stage(model: Model, goal: Goal, limits: Limits, before: _Found | None) -> _Found:
    keeps = before.keeps if before else ()
    start = before.columns if before else None
    answer = minimise(model, goal.costs, limits, keeps=keeps, start=start)
    if answer.status == "nothing":
        raise Infeasible("no_plan_within_limits", {"stage": goal.name})
    if answer.status == "infeasible":
        raise Infeasible("rows_clash", {"rows": clash(model)})
    kept = KEEP * max(1.0, abs(answer.value))
    return _Found(
        _whole(model, answer.columns),
        (*(before.stages if before else ()), _graded(goal, answer, kept)),
        (*keeps, Keep(goal.costs, answer.value + kept)),
    )


def _graded(goal: Goal, answer: Answer, kept: float) -> Stage:
    return Stage(
        name=goal.name,
        status=answer.status,
        value=answer.value * goal.unit,
        bound=max(0.0, answer.bound) * goal.unit,
        gap=answer.gap,
        kept_within=kept * goal.unit,
    )


def _whole(model: Model, columns: Floats) -> Floats:
    rounded = columns.copy()
    rounded[model.columns.whole] = np.round(rounded[model.columns.whole])
    return rounded


def _settle_flows(model: Model, found: _Found) -> Floats:
    """With seats and groups decided, choose the flows that come first in order."""
    fixed = {int(column): float(found.columns[column]) for column in model.columns.whole}
    order = {column: 1.0 + rank for rank, column in enumerate(model.columns.flow.values())}
    answer = minimise(model, order, Limits(0.0), keeps=found.keeps, fixed=fixed, whole=False)
    return found.columns if answer.status == "infeasible" else answer.columns


def _report(model: Model, stages: tuple[Stage, ...], columns: Floats) -> Plan:
    at, problem = model.columns, model.problem
    seats = {key: round(columns[column]) for key, column in at.seats.items()}
    return Plan(
        engine=ENGINE,
        solver=f"HiGHS {highspy.Highs().version()}",
        status="optimal" if all(s.status == "optimal" for s in stages) else "feasible",
        stages=stages,
        groups=tuple(
            Groups(problem.intakes[i].id, round(columns[column])) for i, column in at.groups.items()
        ),
        seats=tuple(
            Seats(problem.intakes[i].id, fund, number)
            for (i, fund), number in seats.items()
            if number
        ),
        flows=tuple(_flows(model, columns)),
        unmet=tuple(
            Unmet(line.id, _amount(columns[at.unmet[i]])) for i, line in enumerate(problem.lines)
        ),
        spending=_spending(problem, seats),
    )


def _flows(model: Model, columns: Floats) -> list[Flow]:
    at, flows = model.columns, []
    for (s, line), column in at.flow.items():
        graduates = _amount(columns[column])
        if graduates > 0:
            source = at.sources[s]
            flows.append(Flow(source.kind, source.id, model.problem.lines[line].id, graduates))
    return flows


def _amount(value: float) -> float:
    return max(0.0, round(float(value), DIGITS))


def _spending(problem: Problem, seats: Mapping[tuple[int, str], int]) -> tuple[Spending, ...]:
    spent = {(budget.fund, budget.year): 0 for budget in problem.budgets}
    for i, intake in enumerate(problem.intakes):
        for fund, cost in payable(problem, intake):
            spent[fund.id, intake.year] += cost * seats[i, fund.id]
    return tuple(Spending(b.fund, b.year, spent[b.fund, b.year], b.amount) for b in problem.budgets)
