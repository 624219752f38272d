"""What planning takes for granted beside what was measured: offered as dated inputs of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sheber.demand.enums import Confidence
from sheber.insights import queries as insights
from sheber.insights.enums import Foretold
from sheber.insights.queries import Kept, Measured
from sheber.planning.engine_io import Inputs, Propensity, Share

SOURCE = "measured: {cases}"
"""What stands as the source of a measured share, with the number of its cases."""
ALL = ""
"""The key of the share of everybody who finishes, of whatever programme."""
POINTS = 10
"""A measured weight is in tenths: a line of a confidence that always held weighs 10."""


@dataclass(frozen=True)
class Beside:
    """One thing taken for granted, as measured on `cases`. `is_enough`: a plan may use it."""

    kind: Foretold
    key: str
    share: Fraction
    cases: int
    is_enough: bool


def measured(on: date) -> list[Beside]:
    """Everything that was measured by a day: who finishes, who moves, whose need holds.

    What rests on too few cases is listed and not used. Weights are used together or not at all,
    since one that is measured cannot stand beside one that is assumed.
    """
    finished = insights.measured_completion(on)
    kept = insights.measured_confidence(on)
    whole = sum(one.is_enough for one in kept) == len(Confidence)
    return [
        *map(_beside, (*_together(finished), *finished, *insights.measured_propensity(on))),
        *(_weight(one, whole) for one in kept),
    ]


def with_measured(inputs: Inputs, on: date) -> Inputs:
    """The inputs with what was measured on enough cases in place of what was assumed."""
    used = [one for one in measured(on) if one.is_enough]
    finishing = {one.key: _share(one, on) for one in used if one.kind == Foretold.COMPLETION}
    moving = {(one.study, one.work): one for one in inputs.propensity}
    for one in used:
        if one.kind == Foretold.PROPENSITY:
            study, _, work = one.key.partition(">")
            moving[study, work] = Propensity(study, work, _share(one, on))
    overall = finishing.pop(ALL, inputs.completion)
    found = replace(
        inputs,
        completion=overall,
        completion_of={**inputs.completion_of, **finishing},
        propensity=tuple(moving[pair] for pair in sorted(moving)),
    )
    weights = [one for one in used if one.kind == Foretold.CONFIDENCE]
    return _weighted(found, weights, on) if weights else found


def _weighted(inputs: Inputs, weights: Iterable[Beside], on: date) -> Inputs:
    cases = min(one.cases for one in weights)
    return replace(
        inputs,
        weights={one.key: max(1, round(POINTS * one.share)) for one in weights},
        weights_source=SOURCE.format(cases=cases),
        weights_as_of=on,
    )


def _together(finished: Iterable[Measured]) -> list[Measured]:
    rows = list(finished)
    cases = sum(one.cases for one in rows)
    reached = sum(one.reached for one in rows)
    return [Measured(Foretold.COMPLETION, ALL, reached, cases)] if cases else []


def _beside(one: Measured) -> Beside:
    return Beside(one.kind, one.key, one.share, one.cases, one.is_enough)


def _weight(one: Kept, whole: bool) -> Beside:
    return Beside(Foretold.CONFIDENCE, one.confidence, one.share, one.lines, whole)


def _share(one: Beside, on: date) -> Share:
    """Rounded to thousandths: finer than the cases carry, and no count can be read from it."""
    return Share(Fraction(round(1000 * one.share), 1000), SOURCE.format(cases=one.cases), on)
