"""What an applicant may ask: why not the ones I ranked higher?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.keys import Ranking
from sheber.engine.clearing.market import NOBODY, Integers, Market


@dataclass(frozen=True)
class Wish:
    """A contract ranked above the held one, at the pool they came nearest.

    `last` is the worst held claim of that pool (or of its full fund), −1 if there is none.
    `places_short` is said as "at most". `decided_by`: "score", "tie" (`tie_number` from 1),
    "lottery", "own_order"; without anybody to compare with "no_seats", or "closed" if the pool
    itself had free seats. `full`: which of "pool", "fund" and "region" were full.
    """

    contract: int
    claim: int
    pool: int
    last: int
    places_short: int
    decided_by: str
    tie_number: int = 0
    full: tuple[str, ...] = ()


def explain(
    market: Market, certificate: Certificate, ranking: Ranking, applicant: int
) -> list[Wish]:
    """One row for each contract that the applicant ranked above the held one, best first.

    The certificate must have been checked against the market.
    """
    first, end = market.applicant_start[applicant], market.applicant_start[applicant + 1]
    low, high = np.searchsorted(certificate.wish_contract, [first, end]).tolist()
    return [_wish(market, certificate, ranking, row) for row in range(low, high)]


def _wish(market: Market, certificate: Certificate, ranking: Ranking, row: int) -> Wish:
    claim = int(certificate.wish_claim[row])
    pool = int(market.claim_pool[claim])
    last = int(certificate.pool_last[pool])
    full = what_was_full(market, certificate, pool)
    decided_by, tie_number = what_decided(market, ranking, claim, last)
    if decided_by == "no_seats" and "pool" not in full:
        decided_by = "closed"
    return Wish(
        contract=int(certificate.wish_contract[row]),
        claim=claim,
        pool=pool,
        last=last,
        places_short=int(certificate.wish_short[row]),
        decided_by=decided_by,
        tie_number=tie_number,
        full=full,
    )


def what_was_full(market: Market, certificate: Certificate, pool: int) -> tuple[str, ...]:
    """Which of a pool, its fund and its offering's region had no seat left to give."""
    held = certificate.pool_occupancy
    region = int(market.offering_region[market.pool_offering[pool]])
    room = {
        "pool": market.pool_capacity[pool] + certificate.pool_inflow[pool] - held[pool],
        "fund": _room(market.pool_fund, int(market.pool_fund[pool]), market.fund_cap, held),
        "region": _room(
            market.offering_region[market.pool_offering], region, market.region_cap, held
        ),
    }
    return tuple(name for name, seats in room.items() if seats <= 0)


def _room(owner: Integers, number: int, cap: Integers, held: Integers) -> int:
    """Seats left under a cap over pools; 1 where there is no such cap."""
    return 1 if number == NOBODY else int(cap[number] - held[owner == number].sum())


def what_decided(market: Market, ranking: Ranking, claim: int, last: int) -> tuple[str, int]:
    """At which step of the ranking `claim` fell behind `last`: a word, and a tie-break's number."""
    if last == NOBODY:
        return "no_seats", 0
    if ranking.score[claim] != ranking.score[last]:
        return "score", 0
    different = np.flatnonzero(ranking.ties[claim] != ranking.ties[last])
    if len(different):
        return "tie", int(different[0]) + 1
    if market.claim_applicant[claim] != market.claim_applicant[last]:
        return "lottery", 0
    return "own_order", 0
