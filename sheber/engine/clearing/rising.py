"""The second, independent algorithm: cut-offs rise from the bottom until nobody is over capacity.

Azevedo & Leshno 2016, with pools, spill, funds and regions in place of plain capacities. At any
cut-offs each applicant demands the first claim that passes, and each chooser takes from what is
demanded of it; where it refuses, the pool's cut-off rises just above the best refused claim.
Cut-offs never fall, so this ends, at the lowest cut-offs that clear the market: C7.

Plain NumPy, with loops over rounds and levels of precedence alone. A round looks only at the
choosers that somebody has newly come to; the others have refused all that they will. A market of
250,000 applicants with five contracts each takes ten to twenty rounds and about a second.
"""

from __future__ import annotations

import numpy as np

from sheber.engine.clearing.market import NOBODY, Flags, Integers, Market


def rising_cutoffs(market: Market) -> Integers:
    """(A) the claim each applicant holds at the lowest clearing cut-offs, or −1."""
    rise = Rise(market)
    moved = rise.next_passing(np.arange(market.applicants))
    while len(moved):
        moved = rise.next_passing(market.claim_applicant[rise.refuse(moved)])
    return rise.demand


class Rise:
    """Cut-offs on their way up, and what is demanded at them.

    queue (C): claims by pool, the best first. place (C): where a claim stands in its pool's part.
    passing (P): how many of a pool's claims, from the best, reach its cut-off. demand (A): the
    first claim of each applicant that passes, or −1.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        pools = np.arange(market.pools)
        sizes = np.bincount(market.claim_pool, minlength=market.pools)
        self.queue = np.argsort(market.claim_pool * market.claims - market.claim_key)
        self.queue_start = np.cumsum(sizes) - sizes
        self.place = np.empty(market.claims, dtype=np.int64)
        self.place[self.queue] = _places(market.claim_pool[self.queue])
        self.passing = sizes.astype(np.int64)
        self.demand = market.first_claim[:-1].copy()
        self.level = pools - market.offering_start[market.pool_offering]
        self.chooser, self.cap = _choosers(market)
        self.pools_by_chooser = np.argsort(self.chooser, kind="stable")
        self.chooser_start = np.searchsorted(
            self.chooser[self.pools_by_chooser], np.arange(len(self.cap) + 1)
        )

    def next_passing(self, applicants: Integers) -> Integers:
        """Move applicants on to their first passing claim; those who have one, in the end."""
        market, found = self.market, []
        while len(applicants):
            claim = self.demand[applicants]
            done = claim == market.first_claim[applicants + 1]
            self.demand[applicants[done]] = NOBODY
            applicants, claim = applicants[~done], claim[~done]
            passes = self.place[claim] < self.passing[market.claim_pool[claim]]
            found.append(applicants[passes])
            applicants = applicants[~passes]
            self.demand[applicants] += 1
        return np.concatenate(found) if found else applicants

    def refuse(self, moved: Integers) -> Integers:
        """The claims that choosers refuse after applicants have moved to them; cut-offs rise."""
        market = self.market
        asked = np.unique(self.chooser[market.claim_pool[self.demand[moved]]])
        pools = self.pools_by_chooser[
            _within(self.chooser_start[asked], self.chooser_start[asked + 1])
        ]
        start = self.queue_start[pools]
        claims = self.queue[_within(start, start + self.passing[pools])]
        claims = claims[self.demand[market.claim_applicant[claims]] == claims]
        taken = self._taken(pools, claims)
        refused: Integers = claims[~taken]
        np.minimum.at(self.passing, market.claim_pool[refused], self.place[refused])
        return refused

    def _taken(self, pools: Integers, claims: Integers) -> Flags:
        """Which of the claims, best first in each of whole choosers' pools, are taken."""
        pool = self.market.claim_pool[claims]
        rank = _places(pool)
        wanted = np.bincount(pool, minlength=self.market.pools)
        taken: Flags = rank < self._room(pools, wanted)[pool]
        chooser = self.chooser[pool]
        capped = np.flatnonzero(taken & (self.cap[chooser] != NOBODY))
        order = capped[np.lexsort([*self._turns(claims[capped]), chooser[capped]])]
        over = _places(chooser[order]) >= self.cap[chooser[order]]
        taken[order[over]] = False
        return taken

    def _room(self, pools: Integers, wanted: Integers) -> Integers:
        """(P) seats of these pools: their own and what flows in from those before them."""
        market = self.market
        room = market.pool_capacity.copy()
        level = self.level[pools]
        for height in range(int(level.max(initial=0))):
            source = pools[(level == height) & (market.pool_spill[pools] >= 0)]
            left = np.maximum(room[source] - wanted[source], 0)
            room[market.pool_spill[source]] += left
        return room

    def _turns(self, claims: Integers) -> tuple[Integers, Integers]:
        """The order in which funds and regions take what their pools have taken, the weightier
        column last. A fund: by key. A region: seats up to the targets, then one seat beyond them
        of each offering in turn, and so on; `claims` stand in the order of an offering's seats."""
        market = self.market
        pool = market.claim_pool[claims]
        offering = market.pool_offering[pool]
        beyond = np.maximum(0, _places(offering) + 1 - market.offering_target[offering])
        in_fund = market.pool_fund[pool] != NOBODY
        return market.offering_turn[offering], np.where(in_fund, -market.claim_key[claims], beyond)


def _choosers(market: Market) -> tuple[Integers, Integers]:
    """(P) who decides on a pool's claims: its fund, else its offering's region, else the offering,
    numbered in this order; and each chooser's cap, −1 for an offering alone."""
    region = market.offering_region[market.pool_offering]
    alone = market.funds + market.regions + market.pool_offering
    under_region = np.where(region >= 0, market.funds + region, alone)
    chooser = np.where(market.pool_fund >= 0, market.pool_fund, under_region)
    without = np.full(market.offerings, NOBODY, dtype=np.int64)
    return chooser, np.concatenate([market.fund_cap, market.region_cap, without])


def _places(groups: Integers) -> Integers:
    """The place of each item within its run of equal groups, from 0."""
    items = np.arange(len(groups))
    first = np.diff(groups, prepend=NOBODY) != 0
    return items - np.maximum.accumulate(np.where(first, items, 0))


def _within(starts: Integers, ends: Integers) -> Integers:
    """All numbers of the ranges start … end − 1, one range after the other."""
    sizes = ends - starts
    before = np.cumsum(sizes) - sizes
    numbers: Integers = np.arange(sizes.sum()) + np.repeat(starts - before, sizes)
    return numbers
