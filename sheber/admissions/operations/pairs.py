"""Acts of many people at once, each by an own account: one batch for each actor."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from sheber.kernel.access import Actor

Row = TypeVar("Row")


def by_actor(pairs: Iterable[tuple[Row, Actor]]) -> dict[Actor, list[Row]]:
    """The rows of each actor, in the order in which they came."""
    groups: dict[Actor, list[Row]] = defaultdict(list)
    for row, actor in pairs:
        groups[actor].append(row)
    return groups
