"""How many seats a later round may give: a pure function, no rows.

A confirmed seat is guaranteed to the claim that holds it (contract and pool), so it leaves the
market together with its holder. Where a pool holds more confirmed people than it has seats of
its own, they sit on seats that had flowed in: those are frozen, taken off the pools from which
they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheber.kernel.refusals import Refused


@dataclass(frozen=True)
class Seats:
    """A pool in the order of precedence of its offering; `kept` are confirmed and out of the
    market, `staying` are all living seats, the kept ones included."""

    pool: int
    capacity: int
    spill_to: int | None
    kept: int
    staying: int


def free_capacities(pools: Sequence[Seats]) -> dict[int, int]:
    """The capacity of each pool of one offering that a later round may still give.

    Pools are served in order of precedence, since whatever reaches a pool reaches those after
    it, too: so seats on which somebody else who stays relies are never frozen for another.
    """
    by_key = {one.pool: one for one in pools}
    free = {one.pool: one.capacity - min(one.kept, one.capacity) for one in pools}
    spare = {one.pool: max(0, one.capacity - one.staying) for one in pools}
    for one in pools:
        flowed_in = max(0, one.staying - one.capacity)
        frozen = max(0, one.kept - one.capacity)
        for source in _sources(one.pool, by_key):
            taken = min(flowed_in, spare[source])
            spare[source] -= taken
            flowed_in -= taken
            free[source] -= min(frozen, taken)
            frozen -= min(frozen, taken)
        if frozen:
            raise Refused("more_confirmed_than_seats", pool=one.pool, people=frozen)
    return free


def _sources(pool: int, by_key: Mapping[int, Seats]) -> list[int]:
    """Pools whose unfilled seats reach this one, in order of precedence."""
    return [key for key in by_key if key != pool and pool in _reached(key, by_key)]


def _reached(pool: int, by_key: Mapping[int, Seats]) -> set[int]:
    reached: set[int] = set()
    target = by_key[pool].spill_to
    while target is not None and target not in reached:
        reached.add(target)
        target = by_key[target].spill_to if target in by_key else None
    return reached
