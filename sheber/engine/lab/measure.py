"""What a clearing did with the target seats."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.market import NOBODY, Integers, Market
from sheber.engine.lab.policy import SEPARATE, Ground


@dataclass(frozen=True)
class Count:
    """Seats. `seats` = `filled` + `moved` + `empty`.

    `filled`: held under a target contract; `from_abroad` of these by applicants of the other
    country. `moved`: flowed on and used by somebody else. `empty`: used by nobody.
    `others`: seats held that were never target seats. `unseated`: people who ranked a target
    contract and hold nothing.
    """

    seats: int
    filled: int
    moved: int
    empty: int
    from_abroad: int
    separate: int
    held: int
    unseated: int


def measure(ground: Ground, market: Market, contracts: Integers, certificate: Certificate) -> Count:
    """Count the seats of a clearing of `market`, which a policy made out of `ground`.

    `contracts` (K): the number in `ground` of each contract of `market`. A seat that flowed on is
    used last: the pools that it reaches fill their own seats first, and as much as can be of
    what stays empty where it ends is said to be target seats.
    """
    occupancy = certificate.pool_occupancy
    held = certificate.held_claim[certificate.held_claim >= 0]
    in_target = held[ground.target_pool[market.claim_pool[held]]]
    seats, filled = int(market.pool_capacity[ground.target_pool].sum()), len(in_target)
    empty = _empty(ground, market, market.pool_capacity + certificate.pool_inflow - occupancy)
    return Count(
        seats=seats,
        filled=filled,
        moved=seats - filled - empty,
        empty=empty,
        from_abroad=int(ground.abroad[contracts[market.claim_contract[in_target]]].sum()),
        separate=int(occupancy[ground.pool_kind == SEPARATE].sum()),
        held=len(held),
        unseated=_unseated(ground, market, contracts, certificate.held_claim),
    )


def _empty(ground: Ground, market: Market, free: Integers) -> int:
    """Target seats that nobody uses. `free` (P): seats of a pool that nobody in it holds; what
    flows on counts in each pool on its way, so only the pool where it ends is asked."""
    end = np.arange(market.pools)
    while np.any(further := market.pool_spill[end] != NOBODY):
        end = np.where(further, market.pool_spill[end], end)
    unfilled = np.bincount(
        end[ground.target_pool], weights=_own_free(ground, market, free), minlength=market.pools
    )
    return int(np.minimum(unfilled, free).sum())


def _own_free(ground: Ground, market: Market, free: Integers) -> Integers:
    """Seats of each target pool of its own that nobody holds, inflow from others left out."""
    return np.minimum(free, market.pool_capacity)[ground.target_pool]


def _unseated(ground: Ground, market: Market, contracts: Integers, held_claim: Integers) -> int:
    wanted = np.zeros(market.applicants, dtype=np.bool_)
    wanted[market.contract_applicant[ground.target_contract[contracts]]] = True
    return int((wanted & (held_claim < 0)).sum())
