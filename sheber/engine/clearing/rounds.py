"""A refill: after withdrawals everything is cleared anew on the smaller market.

Whoever confirmed a seat keeps exactly the claim that holds it, contract and pool. Outside of
regions the seat leaves the market together with its holder, and where a pool holds more
confirmed people than it has seats of its own, the seats that had flowed in to them are frozen:
they are taken off the pools they came from. The cap of a fund shrinks by what it pays for already.

In a region the confirmed stay in the market with this one claim. To take their seats off the
region's cap and the offering's target would be wrong, since turns would start anew: offerings A
and B, no targets, a cap of 2 and one seat each; once A's holder is confirmed and the cap is 1,
A would come first again and B's holder would lose the seat. With their one claim they keep it, for
they compete with fewer than before.

When lists only shrink nobody who stays is worse off (choosers with a substitutable and
size-monotonic completion: Hatfield & Kominers 2019; vacancy chains: Blum, Roth & Rothblum 1997),
and R1 checks it. Claims that come late are the exception: they may push somebody out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.clearing.keys import Ranking, with_keys
from sheber.engine.clearing.market import NOBODY, Flags, Integers, Market, at, frozen
from sheber.engine.errors import InvalidRound, PropertyViolated

PROPERTIES = {
    "R1": "nobody who stays holds a contract that they like less than before",
    "R2": "every confirmed contract is held still, in the same pool",
}


@dataclass(frozen=True, eq=False)
class Refill:
    """The smaller market. claim (C′): the number that each of its claims had before.

    Pools, offerings, funds, regions and applicants keep their numbers; who is out of the market
    has no contract in it.
    """

    market: Market
    ranking: Ranking
    claim: Integers

    def held_before(self, held_claim: Integers) -> Integers:
        """(A) held claims of this market in the numbers of the market before, or −1."""
        return at(self.claim, held_claim)


def refill(
    market: Market,
    ranking: Ranking,
    held_claim: Integers,
    *,
    withdrawn: Integers,
    confirmed: Integers,
) -> Refill:
    """The smaller market after a lawful matching, given as one claim (or −1) an applicant.

    withdrawn, confirmed: applicants, each at most once. Raises InvalidRound for somebody who did
    both, or who confirmed and holds nothing.
    """
    gone = _marked(market, withdrawn)
    kept = _marked(market, confirmed)
    for code, wrong in (("withdrawn_and_confirmed", gone), ("holds_nothing", held_claim < 0)):
        both = np.flatnonzero(kept & wrong)
        if len(both):
            raise InvalidRound(code, {"applicant": int(both[0])})
    in_region = _in_region(market, held_claim)
    owner = market.claim_applicant
    stays = ~(gone | kept)[owner]
    stays[held_claim[kept & in_region]] = True
    seats = _without(market, held_claim[kept & ~in_region], held_claim[held_claim >= 0])
    return _cut(seats, ranking, stays)


def check_refill(before: Integers, after: Integers) -> list[PropertyViolated]:
    """R1. (A) the place of the held contract in the own list as it was before, 0 is best, or −1;
    of those who stay."""
    worse = np.flatnonzero((before != NOBODY) & ((after == NOBODY) | (after > before)))
    return _first(worse, "R1")


def check_confirmed(before: Integers, after: Integers) -> list[PropertyViolated]:
    """R2. (A) held claims of those who confirmed and are still in the market, in one numbering."""
    return _first(np.flatnonzero(before != after), "R2")


def free_capacity(
    capacity: Integers, spill: Integers, kept: Integers, staying: Integers
) -> Integers:
    """(P) seats that a later round may still give, outside of regions.

    capacity, spill (P): as in `Market`. kept, staying (P): people in each pool whose seat is
    confirmed, and all of them, the confirmed included. Pools are served in order of precedence,
    since whatever reaches a pool reaches those after it, too: so seats on which somebody else who
    stays relies are never frozen for another. Raises InvalidRound where more are confirmed than
    there are seats.
    """
    free = (capacity - np.minimum(kept, capacity)).tolist()
    spare = np.maximum(0, capacity - staying).tolist()
    spilling = _spilling_into(spill)
    for pool in np.flatnonzero(staying > capacity).tolist():
        flowed_in = int(staying[pool] - capacity[pool])
        to_freeze = max(0, int(kept[pool] - capacity[pool]))
        for source in _sources(pool, spilling):
            taken = min(flowed_in, spare[source])
            spare[source] -= taken
            flowed_in -= taken
            free[source] -= min(to_freeze, taken)
            to_freeze -= min(to_freeze, taken)
        if to_freeze:
            raise InvalidRound("more_confirmed_than_seats", {"pool": pool, "people": to_freeze})
    return frozen(free)


def _spilling_into(spill: Integers) -> dict[int, list[int]]:
    """By pool, those that spill to it."""
    found: dict[int, list[int]] = defaultdict(list)
    for source, target in enumerate(spill.tolist()):
        found[target].append(source)
    return found


def _sources(pool: int, spilling: dict[int, list[int]]) -> list[int]:
    """Pools whose unfilled seats reach this one, in order of precedence."""
    found, waiting = [], [pool]
    while waiting:
        sources = spilling.get(waiting.pop(), [])
        found += sources
        waiting += sources
    return sorted(found)


def _without(market: Market, kept: Integers, held: Integers) -> Market:
    """The market without the seats of these held claims."""
    by_pool = np.bincount(market.claim_pool[kept], minlength=market.pools)
    everybody = np.bincount(market.claim_pool[held], minlength=market.pools)
    fund = market.pool_fund[market.claim_pool[kept]]
    paid = np.bincount(fund[fund >= 0], minlength=market.funds)
    return replace(
        market,
        pool_capacity=free_capacity(market.pool_capacity, market.pool_spill, by_pool, everybody),
        fund_cap=market.fund_cap - paid,
    )


def _in_region(market: Market, held_claim: Integers) -> Flags:
    """(A) whether the held claim is of an offering that stands in a region."""
    found = np.zeros(market.applicants, dtype=np.bool_)
    holders = np.flatnonzero(held_claim >= 0)
    offering = market.pool_offering[market.claim_pool[held_claim[holders]]]
    found[holders] = market.offering_region[offering] >= 0
    return found


def _cut(market: Market, ranking: Ranking, stays: Flags) -> Refill:
    """The market with some claims only; contracts without any are gone."""
    claims = np.flatnonzero(stays)
    lengths = np.bincount(market.claim_contract[claims], minlength=market.contracts)
    contracts = np.flatnonzero(lengths)
    lists = np.bincount(market.contract_applicant[contracts], minlength=market.applicants)
    smaller = replace(
        market,
        applicant_start=np.concatenate([[0], np.cumsum(lists)]),
        contract_start=np.concatenate([[0], np.cumsum(lengths[contracts])]),
        claim_pool=market.claim_pool[claims],
        claim_key=market.claim_key[claims],
    )
    shorter = replace(ranking, score=ranking.score[claims], ties=ranking.ties[claims])
    return Refill(with_keys(smaller, shorter), shorter, frozen(claims))


def _marked(market: Market, applicants: Integers) -> Flags:
    marked = np.zeros(market.applicants, dtype=np.bool_)
    marked[applicants] = True
    return marked


def _first(wrong: Integers, code: str) -> list[PropertyViolated]:
    if not len(wrong):
        return []
    return [PropertyViolated(code, {"applicant": int(wrong[0]), "cases": len(wrong)})]
