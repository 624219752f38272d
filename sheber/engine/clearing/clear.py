"""The solver: applicants propose contracts in their own order, choosers hold the best so far.

Deferred acceptance over contracts (Hatfield & Milgrom 2005; Hatfield & Kojima 2010). Each
proposal is a claim: a contract at one of its pools, in precedence order. Because every chooser
has a substitutable completion, a refusal is final and the order of proposals does not matter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from heapq import heappop, heappush, heapreplace

import numpy as np

from sheber.engine.clearing.market import NOBODY, Integers, Market


def clear(market: Market, order: Iterable[int] | None = None) -> Integers:
    """(A) the claim that each applicant holds in the end, or −1.

    `order` is the order in which applicants first propose; it cannot change the answer.
    The market must have passed the linter.
    """
    seats = Seats(market)
    owner = market.claim_applicant.tolist()
    upcoming = market.first_claim[:-1].tolist()
    end = market.first_claim[1:].tolist()
    held = [NOBODY] * market.applicants
    waiting = deque(range(market.applicants) if order is None else order)
    while waiting:
        applicant = waiting.popleft()
        claim = upcoming[applicant]
        if claim == end[applicant]:
            continue
        upcoming[applicant] = claim + 1
        held[applicant] = claim
        refused = seats.offer(claim)
        if refused != NOBODY:
            held[owner[refused]] = NOBODY
            waiting.append(owner[refused])
    return np.array(held, dtype=np.int64)


class Seats:
    """Every pool's holders as a heap with the worst on top, and its empty seats.

    `room[p]` counts the empty seats of a pool, those that flowed in included; all of them have
    flowed on if the pool spills, so a seat taken upstream is one seat fewer in the next pool.
    """

    def __init__(self, market: Market) -> None:
        self.key = market.claim_key.tolist()
        self.pool = market.claim_pool.tolist()
        self.spill = market.pool_spill.tolist()
        self.fund = market.pool_fund.tolist()
        self.fund_room = market.fund_cap.tolist()
        self.holders: list[list[tuple[int, int]]] = [[] for _ in range(market.pools)]
        self.fund_holders: list[list[tuple[int, int]]] = [[] for _ in range(market.funds)]
        self.room = _room_while_empty(market)
        self.regions = Regions(market)

    def offer(self, claim: int) -> int:
        """Consider one more claim; the claim that is refused for it, itself perhaps, or −1."""
        pool = self.pool[claim]
        if self.fund[pool] != NOBODY:
            return self._offer_to_fund(claim, pool, self.fund[pool])
        if not self.room[pool]:
            return self._swap(pool, claim)
        heappush(self.holders[pool], (self.key[claim], claim))
        refused = self._seat_taken(pool)
        if refused != NOBODY:
            return refused
        giving = self.regions.take(pool)
        return self._last_of(giving) if giving else NOBODY

    def _seat_taken(self, pool: int) -> int:
        """One seat fewer flows down the chain, until a pool without room must refuse its worst."""
        while pool != NOBODY:
            if not self.room[pool]:
                return heappop(self.holders[pool])[1]
            self.room[pool] -= 1
            pool = self.spill[pool]
        return NOBODY

    def _swap(self, pool: int, claim: int) -> int:
        """A full pool keeps its number of holders and lets the worst go."""
        holders = self.holders[pool]
        if not holders or holders[0][0] > self.key[claim]:
            return claim
        return heapreplace(holders, (self.key[claim], claim))[1]

    def _offer_to_fund(self, claim: int, pool: int, fund: int) -> int:
        entry = (self.key[claim], claim)
        if not self.room[pool]:
            refused = self._swap(pool, claim)
            if refused != claim:
                heappush(self.fund_holders[fund], entry)
            return refused
        heappush(self.holders[pool], entry)
        heappush(self.fund_holders[fund], entry)
        self.room[pool] -= 1
        if self.fund_room[fund]:
            self.fund_room[fund] -= 1
            return NOBODY
        return self._worst_of_fund(fund)

    def _worst_of_fund(self, fund: int) -> int:
        """Drop the worst holder of a fund over its cap. Entries of those who lost their pool are
        left in the fund's heap and skipped here: whoever is still held and worst of the fund is
        worst of their pool, too."""
        while True:
            entry = heappop(self.fund_holders[fund])
            pool = self.pool[entry[1]]
            if self.holders[pool] and self.holders[pool][0] == entry:
                heappop(self.holders[pool])
                self.room[pool] += 1
                return entry[1]

    def _last_of(self, pools: range) -> int:
        """Drop the last claim that an offering took: the worst of its last pool that holds any.
        The seat is empty again, there and wherever it would flow."""
        pool = next(pool for pool in reversed(pools) if self.holders[pool])
        refused = heappop(self.holders[pool])[1]
        while pool != NOBODY:
            self.room[pool] += 1
            pool = self.spill[pool]
        return refused


class Regions:
    """How many seats each offering of a region holds, and whose seat is the first to go."""

    def __init__(self, market: Market) -> None:
        self.offering = market.pool_offering.tolist()
        self.region = market.offering_region.tolist()
        self.turn = market.offering_turn.tolist()
        self.start = market.offering_start.tolist()
        self.left = market.region_cap.tolist()
        self.members = [
            market.region_offerings[first:end].tolist()
            for first, end in zip(market.region_start, market.region_start[1:], strict=False)
        ]
        self.beyond_target = (-market.offering_target).tolist()

    def take(self, pool: int) -> range:
        """Count one seat more; the pools of the offering that must give one back, or none."""
        offering = self.offering[pool]
        region = self.region[offering]
        if region == NOBODY:
            return range(0)
        self.beyond_target[offering] += 1
        if self.left[region]:
            self.left[region] -= 1
            return range(0)
        return self._give_back(region)

    def _give_back(self, region: int) -> range:
        """Seats come up to the targets first, then one of each offering in turn; the last goes."""
        last = max(self.members[region], key=lambda one: (self.beyond_target[one], self.turn[one]))
        self.beyond_target[last] -= 1
        return range(self.start[last], self.start[last + 1])


def _room_while_empty(market: Market) -> list[int]:
    """Seats of each pool before anybody proposes: its own and all that can flow in."""
    room: list[int] = market.pool_capacity.tolist()
    for pool, target in enumerate(market.pool_spill.tolist()):
        if target != NOBODY:
            room[target] += room[pool]
    return room
