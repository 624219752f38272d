"""Scenarios drawn from shocks: every draw has a stream of its own.

A stream is named by the seed, the number of the scenario, the shock and the group. So a scenario
is the same whoever draws it and whatever was drawn before, and one more shock, group or scenario
changes none of the others.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from sheber.engine.planning.problem import Problem
from sheber.engine.planning.scenarios.shocks import (
    CLOSED,
    LATER,
    OPENINGS,
    Factor,
    Opening,
    Shocks,
    countries,
    groups,
)

STEPS = 1000
"""Factors are drawn to a thousandth, so that a file states them exactly."""

LIKELY = Fraction(1, 2)
"""What has at least this chance happens in the scenario of the means."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The factor that one group of one shock has in a scenario."""

    shock: str
    of: str
    by: str
    group: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Scenario:
    """One future. ``number`` counts from 0; the problem as given and the means have none.

    ``late`` and ``closed`` name intakes; what is closed cannot also be late.
    """

    number: int | None
    factors: tuple[Drawn, ...] = ()
    late: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


AS_GIVEN = Scenario(None)
"""The future in which everything comes as the problem states."""


def draw(problem: Problem, shocks: Shocks, number: int) -> Scenario:
    """The scenario of a number, 0 or more."""

    def value(shock: Factor | Opening, group: str) -> Fraction:
        stream = Random(f"{shocks.seed}/{number}/{shock.id}/{group}")  # noqa: S311
        if isinstance(shock, Opening):
            return Fraction(int(stream.random() < shock.chance))
        low, high = float(shock.low), float(shock.high)
        if shock.likely is None:
            return _to_a_step(stream.uniform(low, high))
        return _to_a_step(stream.triangular(low, high, float(shock.likely)))

    return replace(_drawn(problem, shocks, value), number=number)


def means(problem: Problem, shocks: Shocks) -> Scenario:
    """The scenario in which every factor has its mean, and what is more likely than not happens."""

    def value(shock: Factor | Opening, group: str) -> Fraction:
        if isinstance(shock, Opening):
            return Fraction(int(shock.chance >= LIKELY))
        ends = (shock.low, shock.high) if shock.likely is None else _corners(shock)
        return _to_a_step(sum(ends, Fraction(0)) / len(ends))

    return _drawn(problem, shocks, value)


def _corners(shock: Factor) -> tuple[Fraction, ...]:
    return (shock.low, shock.likely or Fraction(0), shock.high)


def _to_a_step(value: float | Fraction) -> Fraction:
    return Fraction(round(value * STEPS), STEPS)


def _drawn(
    problem: Problem, shocks: Shocks, value: Callable[[Factor | Opening, str], Fraction]
) -> Scenario:
    factors = tuple(
        Drawn(shock.id, shock.of, shock.by, group, value(shock, group))
        for shock in shocks.factors
        for group in groups(problem, shock)
    )
    happens: dict[str, set[str]] = {LATER: set(), CLOSED: set()}
    country = countries(problem)
    for shock in shocks.openings:
        hit = {group for group in groups(problem, shock) if value(shock, group)}
        key = OPENINGS[shock.by]
        happens[shock.of] |= {row.id for row in problem.intakes if key(row, country) in hit}
    late = happens[LATER] - happens[CLOSED]
    return Scenario(None, factors, tuple(sorted(late)), tuple(sorted(happens[CLOSED])))
