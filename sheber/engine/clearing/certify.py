"""Makes the certificate of a matching."""

from __future__ import annotations

import numpy as np

from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.market import NOBODY, Flags, Integers, Market, at


def certify(market: Market, held_claim: Integers) -> Certificate:
    """The certificate of a lawful matching, given as one claim (or −1) for each applicant."""
    held = held_claim[held_claim >= 0]
    occupancy = np.bincount(market.claim_pool[held], minlength=market.pools)
    closing = _closed_by_region(market, occupancy)
    inflow = _inflow(market, occupancy, closing)
    full = occupancy == market.pool_capacity + inflow
    shut = closing & ~full
    fund_full = _fund_is_full(market, occupancy)
    last = _last_holders(market, held, full | shut, fund_full)
    wish_contract, wish_claim, wish_short = _wishes(
        market, held_claim, *_queues(market, fund_full, closing & (shut | (occupancy == 0)))
    )
    return Certificate(
        held_claim=held_claim,
        pool_inflow=inflow,
        pool_occupancy=occupancy,
        pool_last=last,
        pool_cutoff=_cutoffs(market, last, full | fund_full | closing),
        wish_contract=wish_contract,
        wish_claim=wish_claim,
        wish_short=wish_short,
    )


def _inflow(market: Market, occupancy: Integers, closing: Flags) -> Integers:
    """(P) seats that flowed in; those that a region keeps from being filled flow nowhere."""
    inflow = [0] * market.pools
    capacity, held = market.pool_capacity.tolist(), occupancy.tolist()
    flows = np.where(closing, NOBODY, market.pool_spill)
    for pool, target in enumerate(flows.tolist()):
        if target != NOBODY:
            inflow[target] += capacity[pool] + inflow[pool] - held[pool]
    return np.array(inflow, dtype=np.int64)


def _closed_by_region(market: Market, occupancy: Integers) -> Flags:
    """(P) the last pool that holds anybody and all later ones, in offerings that a full region
    closes: all of its seats are given, and this offering's next would come after all of them."""
    seats = np.add.reduceat(np.append(occupancy, 0), market.offering_start[:-1])
    seats[np.diff(market.offering_start) == 0] = 0
    closed = np.zeros(market.pools, dtype=np.bool_)
    target, turn = market.offering_target.tolist(), market.offering_turn.tolist()
    for region, cap in enumerate(market.region_cap.tolist()):
        first, end = market.region_start[region : region + 2].tolist()
        held = {one: int(seats[one]) for one in market.region_offerings[first:end].tolist()}
        if sum(held.values()) < cap:
            continue
        given = [(max(0, held[one] - target[one]), turn[one]) for one in held if held[one]]
        for one, number in held.items():
            if (max(0, number + 1 - target[one]), turn[one]) > max(given, default=(-1, 0)):
                closed[_from_last_filled(market, occupancy, one)] = True
    return closed


def _from_last_filled(market: Market, occupancy: Integers, offering: int) -> slice:
    start, end = market.offering_start[offering : offering + 2].tolist()
    filled = np.flatnonzero(occupancy[start:end])
    return slice(start + (int(filled[-1]) if len(filled) else 0), end)


def _fund_is_full(market: Market, occupancy: Integers) -> Flags:
    """(P) whether a pool's fund has spent its cap; False for pools without a fund."""
    funded = market.pool_fund >= 0
    spent = np.bincount(market.pool_fund[funded], weights=occupancy[funded], minlength=market.funds)
    full = np.zeros(market.pools, dtype=np.bool_)
    full[funded] = (spent >= market.fund_cap)[market.pool_fund[funded]]
    return full


def _last_holders(market: Market, held: Integers, shut: Flags, fund_full: Flags) -> Integers:
    """(P) the worst held claim of each pool that is shut, or else of its full fund."""
    by_pool = _worst(held, market.claim_pool[held], market.claim_key[held], market.pools)
    chooser = market.pool_chooser
    by_chooser = _worst(
        held, chooser[market.claim_pool[held]], market.claim_key[held], market.pools + market.funds
    )
    shut_by_fund = np.where(fund_full, by_chooser[chooser], NOBODY)
    return np.where(shut, by_pool, shut_by_fund)


def _worst(claims: Integers, group: Integers, key: Integers, groups: int) -> Integers:
    """(groups) the claim with the lowest key in each group, or −1."""
    order = np.lexsort([-key, group])
    worst = np.full(groups, NOBODY, dtype=np.int64)
    worst[group[order]] = claims[order]  # the last written, the lowest key, stays
    return worst


def _cutoffs(market: Market, last: Integers, shut: Flags) -> Integers:
    nobody_passes = market.claims
    return np.where(shut, np.where(last >= 0, at(market.claim_key, last), nobody_passes), 0)


def _queues(market: Market, fund_full: Flags, waiting: Flags) -> tuple[Integers, Integers]:
    """(P) who stands in one queue, and the order of pools in it, the first first.

    A pool has a queue of its own; all pools of a spent fund have one; and so have the pools of
    an offering that wait for seats of its region, where earlier pools are served first.
    """
    pool = np.arange(market.pools)
    own = np.where(fund_full, market.pool_chooser, pool)
    region_queue = market.pools + market.funds + market.pool_offering
    return np.where(waiting, region_queue, own), np.where(waiting, pool, 0)


def _wishes(
    market: Market, held_claim: Integers, queue: Integers, turn: Integers
) -> tuple[Integers, Integers, Integers]:
    """Contracts ranked above the held one, with their nearest claim and its places short."""
    owner = market.claim_applicant
    reached = np.where(held_claim >= 0, held_claim, market.first_claim[1:])
    wished = np.flatnonzero(np.arange(market.claims) < reached[owner])
    pool = market.claim_pool[wished]
    short = np.zeros(market.claims, dtype=np.int64)
    short[wished] = 1 + _rivals_above(market, wished, queue[pool], turn[pool])
    held_contract = at(market.claim_contract, held_claim)
    wished = wished[market.claim_contract[wished] != held_contract[owner[wished]]]
    order = np.lexsort([wished, short[wished], market.claim_contract[wished]])
    nearest = wished[order]
    nearest = nearest[np.diff(market.claim_contract[nearest], prepend=-1) != 0]
    return market.claim_contract[nearest], nearest, short[nearest]


def _rivals_above(market: Market, wished: Integers, queue: Integers, turn: Integers) -> Integers:
    """For each wished claim, how many other applicants stand above it in its queue."""
    owner = market.claim_applicant[wished]
    order = np.lexsort([-market.claim_key[wished], turn, queue])
    queues, owners_in_order = queue[order], owner[order]
    new_person = np.zeros(len(order), dtype=np.int64)
    by_person = np.lexsort([np.arange(len(order)), owners_in_order, queues])
    changes = (np.diff(queues[by_person], prepend=-1) != 0) | (
        np.diff(owners_in_order[by_person], prepend=-1) != 0
    )
    new_person[by_person[changes]] = 1
    people_before = np.cumsum(new_person) - new_person
    queue_start = np.diff(queues, prepend=-1) != 0
    base = np.maximum.accumulate(np.where(queue_start, people_before, 0))
    own_claim_above = 1 - new_person
    rivals = np.empty(len(order), dtype=np.int64)
    rivals[order] = people_before - base - own_claim_above
    return rivals
