"""The decisions of a plan, each with its place in the vector of columns."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sheber.engine.planning.problem import Problem
from sheber.engine.planning.rows import FREE, Floats, Ints
from sheber.engine.planning.supply import Supply, arcs, payable, supplies

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the decisions.

    ``groups`` by intake position; ``seats`` by (intake position, fund); ``flow`` by (source
    position, line position); ``unmet`` by line position; ``worst`` the largest relative shortfall
    of a region; ``share`` the largest share of a budget; ``change`` beside ``seats`` when there is
    an earlier plan. Groups and seats are whole numbers and come first.
    """

    sources: tuple[Supply, ...]
    groups: dict[int, int]
    seats: dict[tuple[int, str], int]
    flow: dict[tuple[int, int], int]
    unmet: dict[int, int]
    worst: int
    share: int
    change: dict[tuple[int, str], int]
    count: int
    whole: Ints
    upper: Floats


def columns(problem: Problem) -> Columns:
    """Lay out the decisions of a problem."""
    sources = supplies(problem)
    pairs = [
        (position, fund.id)
        for position, intake in enumerate(problem.intakes)
        for fund, _ in payable(problem, intake)
    ]
    place = _Places()
    groups = place.take(list(range(len(problem.intakes))))
    seats = place.take(pairs)
    whole = place.next
    flow = place.take(arcs(problem, sources))
    unmet = place.take(list(range(len(problem.lines))))
    extra = place.take(["worst", "share"])
    change = place.take(pairs if problem.previous else [])
    upper = np.full(place.next, FREE)
    for (_, line), column in flow.items():
        upper[column] = problem.lines[line].number
    for line, column in unmet.items():
        upper[column] = problem.lines[line].number
    return Columns(
        sources=sources,
        groups=groups,
        seats=seats,
        flow=flow,
        unmet=unmet,
        worst=extra["worst"],
        share=extra["share"],
        change=change,
        count=place.next,
        whole=np.arange(whole, dtype=np.int32),
        upper=upper,
    )


class _Places:
    """Hands out consecutive column numbers."""

    def __init__(self) -> None:
        self.next = 0

    def take(self, keys: list[Key]) -> dict[Key, int]:
        first = self.next
        self.next += len(keys)
        return {key: first + offset for offset, key in enumerate(keys)}
