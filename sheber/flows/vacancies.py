"""Why seats stay empty: how many, for whoever may read a round; who, for the two offices alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheber.admissions import rules
from sheber.admissions.engine_io import Empty
from sheber.admissions.engine_io import empty_pools as pools_of
from sheber.admissions.engine_io import why_empty as why_of
from sheber.admissions.models import Clearing, Pool
from sheber.insights.queries import to_publish
from sheber.kernel.access import Actor


@dataclass(frozen=True)
class Why:
    """By what became of people, how many (None: kept back) and, where that may be read, who."""

    numbers: Mapping[str, int | None]
    people: Mapping[str, list[str]] | None


@dataclass(frozen=True)
class EmptyPool:
    """A pool with empty seats, and what those who claimed it hold; None is kept back."""

    pool: Empty
    claimed: Mapping[str, int | None]


def empty_pools(clearing: Clearing, *, actor: Actor) -> list[EmptyPool]:
    """Every pool with empty seats of a round; numbers of one to four people for offices alone."""
    whole = rules.may_see_who_moves(actor)
    return [
        EmptyPool(one, one.claimed if whole else to_publish(one.claimed).cells)
        for one in pools_of(clearing)
    ]


def why_empty(clearing: Clearing, pool: Pool, *, actor: Actor) -> Why | None:
    """What became of everybody who ranked the seats of one pool; None if none stayed empty."""
    people = why_of(clearing, pool)
    if people is None:
        return None
    numbers = {why: len(found) for why, found in people.items()}
    if rules.may_see_who_moves(actor):
        return Why(numbers, people)
    return Why(to_publish(numbers).cells, None)
