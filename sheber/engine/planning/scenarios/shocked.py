"""What a scenario does to a problem."""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Any

from sheber.engine.planning.problem import Override, Problem, Rate
from sheber.engine.planning.scenarios.draw import Scenario
from sheber.engine.planning.scenarios.shocks import FACTORS, countries
from sheber.engine.planning.validate import LARGEST, MOST_PEOPLE

SHARE_STEPS = 10_000
"""Shares that a factor has moved are stated to a ten-thousandth."""

HALF = Fraction(1, 2)


def shocked(problem: Problem, scenario: Scenario) -> Problem:
    """Return the problem as it would stand in a scenario.

    Numbers asked are rounded to the nearest person (halves up), budgets down to a minor unit;
    shares stay between 0 and 1. An intake that opens later lasts a year longer; one that is closed
    has no groups, and no office's least number of seats.
    """
    factor = _Factors(problem, scenario)
    late, closed = set(scenario.late), set(scenario.closed)
    return replace(
        problem,
        lines=tuple(
            replace(row, number=_people(row.number * factor.of("demand", row)))
            for row in problem.lines
        ),
        intakes=tuple(
            replace(
                row,
                completion=_rate(row.completion, factor.of("completion", row)),
                duration=row.duration + (row.id in late),
                maximum_groups=0 if row.id in closed else row.maximum_groups,
            )
            for row in problem.intakes
        ),
        pipeline=tuple(
            replace(row, completion=_rate(row.completion, factor.of("completion", row)))
            for row in problem.pipeline
        ),
        propensity=tuple(
            replace(row, rate=_rate(row.rate, factor.of("migration", row)))
            if row.study != row.work
            else row
            for row in problem.propensity
        ),
        budgets=tuple(
            replace(row, amount=min(LARGEST, floor(row.amount * factor.of("budget", row))))
            for row in problem.budgets
        ),
        overrides=tuple(row for row in problem.overrides if not _void(row, closed)),
    )


class _Factors:
    """The product of all factors that a scenario has for a row."""

    def __init__(self, problem: Problem, scenario: Scenario) -> None:
        self._country = countries(problem)
        self._drawn: dict[tuple[str, str, str], dict[str, Fraction]] = defaultdict(dict)
        for one in scenario.factors:
            self._drawn[one.of, one.by, one.shock][one.group] = one.factor

    def of(self, kind: str, row: Any) -> Fraction:
        product = Fraction(1)
        for (of, by, _), drawn in self._drawn.items():
            if of == kind:
                product *= drawn.get(FACTORS[of][by](row, self._country), Fraction(1))
        return product


def _people(number: Fraction) -> int:
    return min(MOST_PEOPLE, floor(number + HALF))


def _rate(rate: Rate, factor: Fraction) -> Rate:
    if factor == 1:
        return rate
    moved = Fraction(floor(rate.share * factor * SHARE_STEPS + HALF), SHARE_STEPS)
    return replace(rate, share=min(Fraction(1), moved))


def _void(row: Override, closed: set[str]) -> bool:
    return row.intake in closed and row.rule != "at_most"
