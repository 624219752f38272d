"""Ranges of unmet people over scenarios: of everything, by region, occupation and line."""

from collections.abc import Iterator, Sequence
from math import ceil

import numpy as np

from sheber.engine.planning.problem import Line
from sheber.engine.planning.rows import Floats, Ints
from sheber.engine.planning.scenarios.result import Range

DIGITS = 9

POINTS = (0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
"""Shares of the scenarios; each is read off at the scenario that reaches it (nearest rank)."""


def ranges(plan: str, lines: Sequence[Line], unmet: Floats) -> Iterator[Range]:
    """Ranges for a plan; ``unmet`` is people by future (the problem as given first) and line."""
    for of, id, chosen in _parts(lines):
        people = unmet[:, chosen].sum(axis=1)
        low, quarter, middle, three_quarters, high, worst = points(people[1:])
        yield Range(
            plan=plan,
            of=of,
            id=id,
            asked=sum(lines[i].number for i in chosen),
            promised=round(float(people[0]), DIGITS),
            low=low,
            quarter=quarter,
            middle=middle,
            three_quarters=three_quarters,
            high=high,
            worst=worst,
        )


def points(people: Floats) -> tuple[float, ...]:
    """The values that the stated shares of the scenarios do not exceed."""
    ordered = np.sort(people)
    return tuple(
        round(float(ordered[ceil(share * len(ordered)) - 1]), DIGITS) + 0.0 for share in POINTS
    )


def _parts(lines: Sequence[Line]) -> Iterator[tuple[str, str, Ints]]:
    """Every part of the demand that has a range, with the places of its lines."""
    yield "all", "", np.arange(len(lines), dtype=np.int32)
    for of, key in (("region", "region"), ("occupation", "occupation"), ("line", "id")):
        names = np.array([getattr(line, key) for line in lines], dtype=object)
        for name in sorted(set(names)):
            yield of, name, np.flatnonzero(names == name).astype(np.int32)
