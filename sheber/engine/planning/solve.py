"""Find a seat plan: stage after stage, each from the plan of the one before, then check it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.errors import Infeasible
from sheber.engine.planning.check import check
from sheber.engine.planning.conflict import clashes
from sheber.engine.planning.halves import IN_HAND, Task, whole_columns
from sheber.engine.planning.highs import (
    Answer,
    Keep,
    Limits,
    SolverFailed,
    minimise,
    relative_gap,
    solver_version,
)
from sheber.engine.planning.large import is_large
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
from sheber.engine.planning.progress import Progress, Watch
from sheber.engine.planning.rows import Floats
from sheber.engine.planning.search import search
from sheber.engine.planning.stages import Goal, goals, unmet
from sheber.engine.planning.supply import payable
from sheber.engine.planning.validate import require_sound

KEEP = 1e-6
"""Later stages may give back this share of an earlier value (or this much, if it is below 1)."""

DIGITS = 9
"""Expected graduates are reported to this many decimal places."""

UNMET_FIRST = 1000.0
"""Weight of an unmet person against the order of a flow (at most 1) where ties are broken."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the search stands: the plan in hand, the stages done and what they bind."""

    columns: Floats
    stages: tuple[Stage, ...]
    keeps: tuple[Keep, ...]


def solve(
    problem: Problem,
    *,
    gap: float,
    time_limit: float | None = None,
    nodes: int | None = None,
    watch: Watch | None = None,
    only_first: bool = False,
) -> Plan:
    """Return a checked plan, every stage proven within ``gap`` unless a limit stopped it.

    ``nodes`` bounds the search of each stage and keeps it repeatable; ``time_limit`` (seconds for
    all stages together) does not. ``watch`` is told how far the search is. With ``only_first``
    only the first stage is searched: of the others the plan has a value, and nothing is proven.

    Raises InvalidProblem for a problem with faults, Infeasible when rows clash (``rows`` in the
    facts is a smallest set, ``others`` holds further ones) or when no plan was found within the
    limits, nor a plain one of few groups soon after. Otherwise a limit ends the search with the
    best plan in hand and its proven gap.
    """
    require_sound(problem)
    problem = canonical(problem)
    plan = planned(
        build(problem),
        gap=gap,
        time_limit=time_limit,
        nodes=nodes,
        watch=watch,
        only_first=only_first,
    )
    check(problem, plan)
    return plan


def planned(
    model: Model,
    *,
    gap: float,
    time_limit: float | None = None,
    nodes: int | None = None,
    watch: Watch | None = None,
    only_first: bool = False,
) -> Plan:
    """Return the plan that a model gives, not yet checked; otherwise as ``solve``."""
    stages = goals(model)
    # The first stage decides most, so it gets half of the time.
    whole = Limits(gap, nodes, time_limit)
    first = whole if only_first else whole.part(1 / 2)
    limits = whole.part(1 / 2 / max(1, len(stages) - 1))
    found = _begin(model, stages[0], first)
    _tell(watch, found, stages)
    for goal in stages[1:]:
        if only_first:
            found = _advance(found, model, goal, _in_hand(model, goal, found))
        else:
            found = _continue(model, goal, limits, found)
        _tell(watch, found, stages)
    found = _order_seats(model, limits, found)
    return _report(model, found.stages, _order_flows(model, found))


def _tell(watch: Watch | None, found: _Found, stages: tuple[Goal, ...]) -> None:
    if watch is not None:
        done = found.stages[-1]
        watch(Progress(done.name, len(found.stages), len(stages), done.value, done.bound))


def _begin(model: Model, goal: Goal, limits: Limits) -> _Found:
    answer = search(model, Task(goal.costs, limits))
    if answer.status == "infeasible":
        first, *others = clashes(model)
        raise Infeasible("rows_clash", {"rows": first, "others": tuple(others)})
    if answer.status == "nothing":
        answer = _plain(model, goal)
    return _advance(_Found(np.empty(0), (), ()), model, goal, answer)


def _plain(model: Model, goal: Goal) -> Answer:
    """A plan of few groups that keeps every row, of which nothing is proven: better than none."""
    few = dict.fromkeys(model.columns.groups.values(), 1.0)
    simple = minimise(model, few, Limits(gap=0.99, nodes=20))
    if simple.status not in IN_HAND:
        raise Infeasible("no_plan_within_limits", {"stage": goal.name})
    fixed = whole_columns(model, simple.columns)
    answer = minimise(model, goal.costs, Limits(0.0), fixed=fixed, whole=False)
    if answer.status not in IN_HAND:
        raise SolverFailed("a plan of few groups does not keep what it was found with")
    return replace(answer, bound=0.0)


def _continue(model: Model, goal: Goal, limits: Limits, found: _Found) -> _Found:
    start = whole_columns(model, found.columns)
    answer = search(model, Task(goal.costs, limits, found.keeps, start))
    if answer.status not in IN_HAND:
        answer = _in_hand(model, goal, found)
    return _advance(found, model, goal, answer)


def _in_hand(model: Model, goal: Goal, found: _Found) -> Answer:
    """The plan before, valued for a goal that no time was left for: its bound is only 0."""
    fixed = whole_columns(model, found.columns)
    answer = minimise(model, goal.costs, Limits(0.0), keeps=found.keeps, fixed=fixed, whole=False)
    if answer.status not in IN_HAND:
        raise SolverFailed("the plan in hand no longer keeps what it reached")
    return replace(answer, bound=0.0)


def _advance(found: _Found, model: Model, goal: Goal, answer: Answer) -> _Found:
    kept = KEEP * max(1.0, abs(answer.value))
    return _Found(
        columns=_whole(model, answer.columns),
        stages=(*found.stages, _graded(goal, answer, kept)),
        keeps=(*found.keeps, Keep(goal.costs, answer.value + kept)),
    )


def _graded(goal: Goal, answer: Answer, kept: float) -> Stage:
    value, bound = answer.value * goal.unit, max(0.0, answer.bound) * goal.unit
    gap = relative_gap(value, bound)
    return Stage(
        name=goal.name,
        status="feasible" if gap else "optimal",
        value=value,
        bound=bound,
        gap=gap,
        kept_within=kept * goal.unit,
    )


def _whole(model: Model, columns: Floats) -> Floats:
    rounded = columns.copy()
    rounded[model.columns.whole] = np.round(rounded[model.columns.whole])
    return rounded


def _order_seats(model: Model, limits: Limits, found: _Found) -> _Found:
    """Break ties: with the groups decided, seats go to the intakes and funds first in order."""
    # A large plan that is only near the best has few equals, and to look for them takes as long as
    # to find it; the same input gives the same plan without this, too.
    if is_large(model) and any(stage.status != "optimal" for stage in found.stages):
        return found
    at = model.columns
    groups = {column: float(found.columns[column]) for column in at.groups.values()}
    order = {column: 1.0 + rank for rank, column in enumerate(at.seats.values())}
    start = whole_columns(model, found.columns)
    answer = minimise(model, order, limits, keeps=found.keeps, start=start, fixed=groups)
    if answer.status not in IN_HAND:
        return found
    return replace(found, columns=_whole(model, answer.columns))


def _order_flows(model: Model, found: _Found) -> Floats:
    """Break ties: with seats and groups decided, graduates go to the lines first in order.

    Unmet people count far more than order, or the order would use up what the kept values allow.
    """
    flows = model.columns.flow.values()
    order = {column: (1.0 + rank) / len(flows) for rank, column in enumerate(flows)}
    costs = order | {column: UNMET_FIRST * weight for column, weight in unmet(model).costs.items()}
    fixed = whole_columns(model, found.columns)
    answer = minimise(model, costs, Limits(0.0), keeps=found.keeps, fixed=fixed, whole=False)
    return answer.columns if answer.status == "optimal" else found.columns


def _report(model: Model, stages: tuple[Stage, ...], columns: Floats) -> Plan:
    at, problem = model.columns, model.problem
    seats = {key: round(columns[column]) for key, column in at.seats.items()}
    return Plan(
        engine=ENGINE,
        solver=solver_version(),
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
