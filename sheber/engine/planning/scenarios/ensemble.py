"""An ensemble: plans are made for scenarios, then some of them are tried in all scenarios.

How the pieces are spread over processes is the caller's: a ``Spread`` gives the same results in
the same order wherever they were computed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from sheber.engine.errors import Infeasible
from sheber.engine.planning.highs import solver_version
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.rows import Floats
from sheber.engine.planning.scenarios.average import largest_sample
from sheber.engine.planning.scenarios.cut import Decision
from sheber.engine.planning.scenarios.fixed import Outcome
from sheber.engine.planning.scenarios.ranges import ranges
from sheber.engine.planning.scenarios.result import ENGINE, Candidate, Ensemble, Sample, Tried
from sheber.engine.planning.scenarios.shocked import shocked
from sheber.engine.planning.scenarios.shocks import Shocks
from sheber.engine.planning.scenarios.trial import (
    AVERAGE,
    GIVEN,
    MEANS,
    Effort,
    Planned,
    Setting,
    Which,
    planned,
    scenario_of,
    tried,
)
from sheber.engine.planning.scenarios.validate import require_sound_shocks
from sheber.engine.planning.validate import require_sound

PLAN = "plan"
"""Name of the plan that the caller gave."""

DIGITS = 9

Candidates = dict[tuple[str, ...], Decision]
"""Plans by their names."""

Told = Callable[[str, int, int], None]
"""Told of a stage (``planning`` or ``trying``), how many pieces are done and of how many."""


class Spread(Protocol):
    """``[work(shared, item) for item in items]``, by whatever processes."""

    def __call__(
        self,
        work: Callable[[Any, Any], Any],
        shared: Any,
        items: Sequence[Any],
        done: Callable[[int], None],
    ) -> list[Any]: ...


def in_turn(
    work: Callable[[Any, Any], Any],
    shared: Any,
    items: Sequence[Any],
    done: Callable[[int], None],
) -> list[Any]:
    """One piece after the other, in this process."""
    results = []
    for number, item in enumerate(items, start=1):
        results.append(work(shared, item))
        done(number)
    return results


@dataclass(frozen=True, slots=True)
class Asked:
    """How many scenarios, how hard each plan is searched, how many scenarios' plans are tried."""

    scenarios: int = 200
    effort: Effort = field(default_factory=Effort)
    rivals: int = 4


def ensemble(
    problem: Problem,
    shocks: Shocks,
    asked: Asked,
    *,
    plan: Decision | None = None,
    spread: Spread = in_turn,
    told: Told = lambda stage, done, of: None,
) -> Ensemble:
    """Try plans in scenarios. ``plan`` is one that keeps the rows of the problem.

    The plan of the means, that of the sample, and those of a few scenarios spread evenly from the
    mildest to the hardest are tried beside it. Raises InvalidProblem for faults of the problem or
    of the shocks, Infeasible when not even the means can be planned for.
    """
    require_sound(problem)
    require_sound_shocks(problem, shocks)
    size = min(asked.effort.sample, asked.scenarios, largest_sample(problem))
    setting = Setting(canonical(problem), shocks, replace(asked.effort, sample=size))
    numbers = range(asked.scenarios)
    extra: list[Which] = [MEANS, *([AVERAGE] if size else [])]
    wanted: list[Which] = [*reversed(extra), *numbers]
    made: list[Planned] = spread(
        planned, setting, wanted, lambda done: told("planning", done, len(wanted))
    )
    by = dict(zip(wanted, made, strict=True))
    if by[MEANS].decision is None:
        raise Infeasible("no_plan_for_the_means", {})
    own = [by[number] for number in numbers]
    candidates = _candidates(plan, [by[which] for which in extra], own, asked.rivals)
    futures: list[Which] = [GIVEN, *numbers]
    outcomes: list[tuple[Outcome, ...]] = spread(
        tried,
        (setting, tuple(candidates.values())),
        futures,
        lambda done: told("trying", done, len(futures)),
    )
    return _said(setting, own, candidates, outcomes, by.get(AVERAGE))


def _candidates(
    plan: Decision | None, extra: Iterable[Planned], own: list[Planned], rivals: int
) -> Candidates:
    """Plans to try; plans with the same seats are one, under all their names."""
    named = [] if plan is None else [(PLAN, plan)]
    named += [(str(one.which), one.decision) for one in extra if one.decision]
    hardest = sorted((one for one in own if one.decision), key=lambda one: one.value)
    for number in range(min(rivals, len(hardest))):
        one = hardest[(2 * number + 1) * len(hardest) // (2 * min(rivals, len(hardest)))]
        named.append((f"scenario {one.which}", one.decision or Decision((), ())))
    found: dict[Decision, list[str]] = {}
    for name, decision in named:
        found.setdefault(decision, []).append(name)
    return {tuple(names): decision for decision, names in found.items()}


def _said(
    setting: Setting,
    own: list[Planned],
    candidates: Candidates,
    outcomes: list[tuple[Outcome, ...]],
    average: Planned | None,
) -> Ensemble:
    values = np.array([[one.value for one in row] for row in outcomes])
    best = [
        min(float(row.min()), one.value if one.decision else np.inf)
        for row, one in zip(values[1:], own, strict=True)
    ]
    scenarios = tuple(_tried(setting, one, least) for one, least in zip(own, best, strict=True))
    tried_plans = tuple(
        _candidate(names, decision, values[:, i], np.array(best), [row[i].lost for row in outcomes])
        for i, (names, decision) in enumerate(candidates.items())
    )
    best_mean = min(tried_plans, key=lambda one: one.mean).name
    least_regret = min(tried_plans, key=lambda one: one.regret).name
    shown = {PLAN, MEANS, best_mean, least_regret}
    return Ensemble(
        engine=ENGINE,
        solver=solver_version(),
        scenarios=scenarios,
        candidates=tried_plans,
        best_mean=best_mean,
        least_regret=least_regret,
        sample=_sample(tried_plans, setting.effort.sample, average),
        ranges=tuple(
            row
            for i, names in enumerate(candidates)
            if shown & set(names)
            for row in ranges(
                names[0], setting.problem.lines, np.array([row[i].unmet for row in outcomes])
            )
        ),
    )


def _tried(setting: Setting, own: Planned, least: float) -> Tried:
    scenario = scenario_of(setting, own.which)
    there = own.decision is not None
    return Tried(
        number=scenario.number or 0,
        factors=scenario.factors,
        late=scenario.late,
        closed=scenario.closed,
        asked=sum(line.number for line in shocked(setting.problem, scenario).lines),
        value=_amount(own.value) if there else None,
        bound=_amount(own.bound) if there else None,
        best=_amount(least),
    )


def _candidate(
    names: tuple[str, ...], decision: Decision, values: Floats, best: Floats, lost: list[int]
) -> Candidate:
    """``values`` and ``lost`` begin with the problem as given."""
    inside = values[1:]
    regret = np.maximum(0.0, inside - best)
    return Candidate(
        name=names[0],
        also=names[1:],
        groups=decision.groups,
        seats=decision.seats,
        promise=_amount(values[0]),
        mean=_amount(inside.mean()),
        worst=_amount(inside.max()),
        worst_in=int(inside.argmax()),
        regret=_amount(regret.max()),
        regret_in=int(regret.argmax()),
        mean_regret=_amount(regret.mean()),
        lost=_amount(sum(lost[1:]) / len(inside)),
        values=tuple(_amount(value) for value in inside),
    )


def _sample(plans: Sequence[Candidate], size: int, average: Planned | None) -> Sample | None:
    if average is None or average.decision is None:
        return None
    made = average.decision
    found = next(one for one in plans if Decision(one.groups, one.seats) == made)
    return Sample(size, _amount(sum(found.values[:size]) / size), _amount(average.bound))


def _amount(value: float) -> float:
    return round(float(value), DIGITS) + 0.0
