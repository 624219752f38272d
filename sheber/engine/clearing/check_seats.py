"""Seats as the checker counts them; its own arithmetic, shared with nothing that solves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import NOBODY, Flags, Integers, Market, at


@dataclass(frozen=True, eq=False)
class Tally:
    """Seats as they stand under a matching. room (P), fund_room (F): empty seats, spilled ones
    included. worst (P): lowest key held in the pool; fund_worst (F): in the fund."""

    occupancy: Integers
    inflow: Integers
    room: Integers
    fund_room: Integers
    worst: Integers
    worst_claim: Integers
    fund_worst: Integers


def count(market: Market, held_claim: Integers) -> Tally:
    """Occupancy, inflow, empty seats and worst holders of a matching, lawful or not."""
    occupancy, inflow, room = [0] * market.pools, [0] * market.pools, [0] * market.pools
    worst, worst_claim = [market.claims] * market.pools, [NOBODY] * market.pools
    fund_room, fund_worst = market.fund_cap.tolist(), [market.claims] * market.funds
    pool_of, key, fund_of = _lists(market.claim_pool, market.claim_key, market.pool_fund)
    for claim in held_claim[held_claim >= 0].tolist():
        pool, fund = pool_of[claim], fund_of[pool_of[claim]]
        occupancy[pool] += 1
        if key[claim] < worst[pool]:
            worst[pool], worst_claim[pool] = key[claim], claim
        if fund != NOBODY:
            fund_room[fund] -= 1
            fund_worst[fund] = min(fund_worst[fund], key[claim])
    capacity, spill = _lists(market.pool_capacity, market.pool_spill)
    for pool in range(market.pools):
        room[pool] = max(0, capacity[pool] + inflow[pool] - occupancy[pool])
        if spill[pool] != NOBODY:
            inflow[spill[pool]] += room[pool]
    tables = (occupancy, inflow, room, fund_room, worst, worst_claim, fund_worst)
    return Tally(*(np.array(table, dtype=np.int64) for table in tables))


def wished_claims(market: Market, held_claim: Integers) -> Flags:
    """(C) claims that their applicant likes more than the one they hold, an earlier pool of the
    held contract included: all claims before it in the applicant's order."""
    end = np.where(held_claim >= 0, held_claim, market.first_claim[1:])
    return np.arange(market.claims) < end[market.claim_applicant]


class Rivals:
    """The best wished key in each group of claims, and the best by anybody else."""

    def __init__(self, groups: int) -> None:
        self.best = [(NOBODY, NOBODY)] * groups
        self.second = [(NOBODY, NOBODY)] * groups

    def add(self, group: int, key: int, applicant: int) -> None:
        if key > self.best[group][0]:
            if applicant != self.best[group][1]:
                self.second[group] = self.best[group]
            self.best[group] = (key, applicant)
        elif applicant != self.best[group][1] and key > self.second[group][0]:
            self.second[group] = (key, applicant)

    def besides(self, group: int, applicant: int) -> int:
        """The best key that anybody but this applicant wishes with, or −1."""
        key, who = self.best[group]
        return self.second[group][0] if who == applicant else key


class OwnSeat:
    """Whether an applicant's own seat, set free, would come to them under a better claim.

    Under spill the seat flows from their pool to later ones unless somebody wishes for it on
    the way; under a fund it goes to the best wish for any pool of the fund that has room.
    """

    def __init__(self, market: Market, held_claim: Integers, tally: Tally, wished: Flags) -> None:
        self.market = market
        self.held_claim = held_claim
        self.tally = tally
        self.at_pool = Rivals(market.pools)
        self.at_open_pools = Rivals(market.funds)
        self._collect(np.flatnonzero(wished).tolist())

    def _collect(self, wished: Iterable[int]) -> None:
        pool_of, key, owner, fund_of, room = _lists(
            self.market.claim_pool,
            self.market.claim_key,
            self.market.claim_applicant,
            self.market.pool_fund,
            self.tally.room,
        )
        for claim in wished:
            pool = pool_of[claim]
            self.at_pool.add(pool, key[claim], owner[claim])
            if fund_of[pool] != NOBODY and room[pool]:
                self.at_open_pools.add(fund_of[pool], key[claim], owner[claim])

    def within_reach(self) -> Flags:
        """(C) claims whose chooser is the one that gave the applicant the seat they hold."""
        market = self.market
        chooser = np.where(
            market.pool_fund >= 0, market.offerings + market.pool_fund, market.pool_offering
        )
        seat = self.held_claim[market.claim_applicant]
        reachable: Flags = chooser[market.claim_pool] == at(chooser[market.claim_pool], seat)
        return reachable

    def would_serve(self, claim: int) -> bool:
        """Whether the freed seat would come to `claim`, a wished claim within reach."""
        market = self.market
        pool, applicant = int(market.claim_pool[claim]), int(market.claim_applicant[claim])
        seat = int(market.claim_pool[self.held_claim[applicant]])
        fund, key = int(market.pool_fund[pool]), int(market.claim_key[claim])
        if fund != NOBODY:
            return self._serves_in_fund(fund, pool, seat, applicant, key)
        while seat != pool:
            if self.at_pool.besides(seat, applicant) != NOBODY:
                return False
            seat = int(market.pool_spill[seat])
            if seat == NOBODY:
                return False
        return key > self.at_pool.besides(pool, applicant)

    def _serves_in_fund(self, fund: int, pool: int, seat: int, applicant: int, key: int) -> bool:
        if pool != seat and not self.tally.room[pool]:
            return False
        rival = self.at_pool.besides(seat, applicant)
        if self.tally.fund_room[fund] <= 0:
            rival = max(rival, self.at_open_pools.besides(fund, applicant))
        return key > rival


def _lists(*arrays: Integers) -> list[list[int]]:
    return [array.tolist() for array in arrays]
