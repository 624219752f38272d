"""What the pieces of an ensemble say together: values, regret, ranges, the best of those tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sheber.engine.planning.highs import solver_version
from sheber.engine.planning.rows import Floats
from sheber.engine.planning.scenarios.cut import Decision
from sheber.engine.planning.scenarios.fixed import Outcome
from sheber.engine.planning.scenarios.ranges import ranges
from sheber.engine.planning.scenarios.result import ENGINE, Candidate, Ensemble, Sample, Tried
from sheber.engine.planning.scenarios.shocked import shocked
from sheber.engine.planning.scenarios.trial import MEANS, Planned, Setting, scenario_of

PLAN = "plan"
"""Name of the plan that the caller gave."""

DIGITS = 9

Candidates = Mapping[tuple[str, ...], Decision]
"""Plans by their names."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was computed.

    ``own`` are plans of scenarios by number; ``outcomes`` one row for the problem as given and one
    for each scenario, each with one outcome for each candidate.
    """

    own: Mapping[int, Planned]
    average: Planned | None
    candidates: Candidates
    outcomes: Sequence[tuple[Outcome, ...]]


def said(setting: Setting, found: Found) -> Ensemble:
    """Count together what was computed."""
    values = np.array([[one.value for one in row] for row in found.outcomes])
    best = np.array([_best(row, found.own.get(n)) for n, row in enumerate(values[1:])])
    plans = tuple(
        _candidate(names, decision, values[:, i], best, [row[i].lost for row in found.outcomes])
        for i, (names, decision) in enumerate(found.candidates.items())
    )
    best_mean = min(plans, key=lambda one: one.mean).name
    least_regret = min(plans, key=lambda one: one.regret).name
    shown = {PLAN, MEANS, best_mean, least_regret}
    return Ensemble(
        engine=ENGINE,
        solver=solver_version(),
        scenarios=tuple(
            _tried(setting, number, found.own.get(number), least)
            for number, least in enumerate(best)
        ),
        candidates=plans,
        best_mean=best_mean,
        least_regret=least_regret,
        sample=_sample(plans, setting.effort.sample, found.average),
        ranges=tuple(
            row
            for i, names in enumerate(found.candidates)
            if shown & set(names)
            for row in ranges(
                names[0], setting.problem.lines, np.array([row[i].unmet for row in found.outcomes])
            )
        ),
    )


def _best(values: Floats, own: Planned | None) -> float:
    least = float(values.min())
    return least if own is None or own.decision is None else min(least, own.value)


def _tried(setting: Setting, number: int, own: Planned | None, least: float) -> Tried:
    scenario = scenario_of(setting, number)
    there = own is not None and own.decision is not None
    return Tried(
        number=number,
        factors=scenario.factors,
        late=scenario.late,
        closed=scenario.closed,
        asked=sum(line.number for line in shocked(setting.problem, scenario).lines),
        own="not_asked" if own is None else "planned" if there else "no_plan",
        value=_amount(own.value) if own and there else None,
        bound=_amount(own.bound) if own and there else None,
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
