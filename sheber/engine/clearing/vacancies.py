"""Why seats stay empty: what those who ranked them hold instead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import NOBODY, Integers, Market, at, frozen

HELD_HERE, EARLIER_POOL, BETTER, CLOSED, NO_CLAIM = range(5)
WHY = ("held_here", "earlier_pool", "better", "closed", "no_claim")
"""What somebody who ranked a pool's offering does instead of taking its empty seat, by number."""


@dataclass(frozen=True, eq=False)
class Vacancy:
    """A pool of which own seats stayed empty.

    empty: own seats that nobody of the pool took; they flowed on if the pool spills.
    applicant: everybody with a contract at the offering. why: of each of them, one of `WHY`:
    holds a seat of this very pool; sits with the same contract in an earlier pool; holds a
    contract ranked higher; claims it in vain because a fund or a region was full; ranks the
    offering under terms, or with rights, that lead to other pools only.
    """

    pool: int
    empty: int
    applicant: Integers
    why: Integers

    def people(self, why: int) -> Integers:
        """The applicants to whom this answer applies."""
        return frozen(self.applicant[self.why == why])


def vacancies(market: Market, held_claim: Integers, pool: int | None = None) -> list[Vacancy]:
    """Every pool with empty own seats (or the one that is asked about, if it has any), in the
    order of pools. The matching must be lawful."""
    occupancy = np.bincount(market.claim_pool[held_claim[held_claim >= 0]], minlength=market.pools)
    empty = np.maximum(0, market.pool_capacity - occupancy)
    owner, offering = market.claim_applicant, market.pool_offering[market.claim_pool]
    by_offering = np.argsort(offering, kind="stable")
    starts = np.searchsorted(offering[by_offering], np.arange(market.offerings + 1))
    found = []
    for one in np.flatnonzero(empty).tolist() if pool is None else [pool] * bool(empty[pool]):
        home = market.pool_offering[one]
        own = by_offering[starts[home] : starts[home + 1]]
        people = np.unique(owner[own])
        here = own[market.claim_pool[own] == one]
        why = _why(market, held_claim, people, here)
        found.append(Vacancy(one, int(empty[one]), people, why))
    return found


def _why(market: Market, held_claim: Integers, people: Integers, here: Integers) -> Integers:
    """(people) what each of them does instead; `here` are the claims on the pool."""
    claim, held = np.full(len(people), NOBODY, dtype=np.int64), held_claim[people]
    place = np.searchsorted(people, market.claim_applicant[here])
    claim[place[::-1]] = here[::-1]  # the last written, the best liked, stays
    same_contract = at(market.claim_contract, claim) == at(market.claim_contract, held)
    why = np.full(len(people), CLOSED, dtype=np.int64)
    liked_more = (held != NOBODY) & (held < claim)
    why[liked_more] = BETTER
    why[liked_more & same_contract] = EARLIER_POOL
    why[np.isin(held, here)] = HELD_HERE
    why[claim == NOBODY] = NO_CLAIM
    return why
