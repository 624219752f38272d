"""How many seats a later round may give, pool by pool: rows → the engine's rule → rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import NOBODY
from sheber.engine.clearing.rounds import free_capacity
from sheber.engine.errors import InvalidRound
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
    """The capacity of each pool that a later round may still give: `rounds.free_capacity`."""
    number = {one.pool: place for place, one in enumerate(pools)}
    table = np.array(
        [(one.capacity, _target(one, number), one.kept, one.staying) for one in pools],
        dtype=np.int64,
    ).reshape(-1, 4)
    try:
        free = free_capacity(*table.T)
    except InvalidRound as error:
        pool = pools[int(str(error.facts["pool"]))].pool
        raise Refused(error.code, pool=pool, people=error.facts["people"]) from error
    return dict(zip(number, free.tolist(), strict=True))


def _target(one: Seats, number: dict[int, int]) -> int:
    """Where its seats flow on, by number; a pool that is not in this market takes none."""
    return NOBODY if one.spill_to is None else number.get(one.spill_to, NOBODY)
