"""C1–C6, recomputed from the market and the rows of a result alone.

Nothing here is shared with the solver, the choosers or the certifier, so an error there cannot
hide here. Every violated property is reported once, with the facts of its first case.

C3, C4 and C5 ask, of each claim that its applicant likes more than the seat they hold, whether
its chooser would take it, given everybody who wants a seat of that chooser as much. The
applicant's own seat counts as free for them, wherever spill or a fund's cap carries it: that is
what rules out outcomes that are stable but that a better one dominates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from sheber.engine.clearing.check_seats import OwnSeat, Tally, count, wished_claims
from sheber.engine.clearing.keys import Ranking
from sheber.engine.clearing.market import NOBODY, Held, Integers, Market
from sheber.engine.errors import PropertyViolated

PROPERTIES = {
    "C1": "every held contract is on the applicant's list, and each applicant holds at most one",
    "C2": "seats are conserved: occupancy ≤ capacity + inflow, inflow = what upstream left empty",
    "C3": "no justified envy: nobody likes better a contract that would be taken over a holder's",
    "C4": "no waste: nobody likes better a contract for which a seat stands empty",
    "C5": "each held contract sits in the earliest pool that would take it",
    "C6": "the caps of funds hold",
}


Finding = tuple[str, dict[str, object]]


def check(market: Market, held: Held) -> list[PropertyViolated]:
    """Each property that does not hold, with the facts of its first case and how many there are."""
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    claims, unlawful = _read_rows(market, held)
    found["C1"] += unlawful
    tally = count(market, claims)
    for code, facts in (*_seats(market, tally), *_caps(market, tally)):
        found[code].append(facts)
    for code, facts in _better_claims(market, claims, tally):
        found[code].append(facts)
    return [
        PropertyViolated(code, {**found[code][0], "cases": len(found[code])})
        for code in sorted(found)
        if found[code]
    ]


def lawful_claims(market: Market, held: Held) -> Integers:
    """(A) the claim behind each row that C1 allows, or −1: what is left to judge if C1 fails."""
    return _read_rows(market, held)[0]


def check_ranking(market: Market, ranking: Ranking) -> list[PropertyViolated]:
    """That keys follow score, tie-breaks, lottery and own order: neighbours of each chooser,
    compared as the rule says it, without sorting anything by it."""
    stated = zip(
        ranking.score.tolist(),
        map(tuple, ranking.ties.tolist()),
        (-_luck(market, ranking)).tolist(),
        range(0, -market.claims, -1),
        strict=True,
    )
    merit = list(stated)
    chooser = market.pool_chooser[market.claim_pool]
    order = np.lexsort([market.claim_key, chooser])
    for below, above in zip(order[:-1].tolist(), order[1:].tolist(), strict=True):
        if chooser[below] == chooser[above] and not merit[above] > merit[below]:
            pool, contract = int(market.claim_pool[above]), int(market.claim_contract[above])
            return [PropertyViolated("ranking", {"pool": pool, "contract": contract})]
    return []


def _luck(market: Market, ranking: Ranking) -> Integers:
    if ranking.lottery is None:
        return np.zeros(market.claims, dtype=np.int64)
    return ranking.lottery[market.claim_applicant]


def _read_rows(market: Market, held: Held) -> tuple[Integers, list[dict[str, object]]]:
    """The claim each applicant holds, and the rows that C1 does not allow."""
    claims = np.full(market.applicants, NOBODY, dtype=np.int64)
    claim_at = {
        (contract, pool): claim
        for claim, (contract, pool) in enumerate(
            zip(market.claim_contract.tolist(), market.claim_pool.tolist(), strict=True)
        )
    }
    owner = market.contract_applicant.tolist()
    unlawful: list[dict[str, object]] = []
    rows = zip(held.applicant.tolist(), held.contract.tolist(), held.pool.tolist(), strict=True)
    for row, (applicant, contract, pool) in enumerate(rows):
        known = 0 <= applicant < market.applicants and 0 <= contract < market.contracts
        if not known or owner[contract] != applicant:
            why = "not_on_list"
        elif (contract, pool) not in claim_at:
            why = "no_claim_on_pool"
        elif claims[applicant] != NOBODY:
            why = "holds_two"
        else:
            claims[applicant] = claim_at[contract, pool]
            continue
        facts = {"applicant": applicant, "contract": contract, "pool": pool}
        unlawful.append({"why": why, "row": row, **facts})
    return claims, unlawful


def _seats(market: Market, tally: Tally) -> Iterator[Finding]:
    """C2."""
    over = tally.occupancy > market.pool_capacity + tally.inflow
    for pool in np.flatnonzero(over).tolist():
        yield (
            "C2",
            {
                "why": "over_capacity",
                "pool": pool,
                "occupancy": int(tally.occupancy[pool]),
                "capacity": int(market.pool_capacity[pool]),
                "inflow": int(tally.inflow[pool]),
            },
        )


def _caps(market: Market, tally: Tally) -> Iterator[Finding]:
    """C6."""
    for fund in np.flatnonzero(tally.fund_room < 0).tolist():
        cap = int(market.fund_cap[fund])
        yield "C6", {"fund": fund, "cap": cap, "held": cap - int(tally.fund_room[fund])}


def _better_claims(market: Market, held_claim: Integers, tally: Tally) -> Iterator[Finding]:
    """C3, C4 and C5."""
    wished = wished_claims(market, held_claim)
    pool, fund = market.claim_pool, market.pool_fund[market.claim_pool]
    capped = fund >= 0
    fund_open, fund_worst = np.ones(market.claims, dtype=np.bool_), np.zeros_like(pool)
    fund_open[capped] = tally.fund_room[fund[capped]] > 0
    fund_worst[capped] = tally.fund_worst[fund[capped]]
    empty = tally.room[pool] > 0
    beats = np.where(empty, market.claim_key > fund_worst, market.claim_key > tally.worst[pool])
    waste = wished & empty & fund_open
    envy = wished & ~waste & np.where(empty, ~fund_open & beats, beats)
    own = OwnSeat(market, held_claim, tally, wished)
    nearby = wished & ~waste & ~envy & own.within_reach()
    freed = [claim for claim in np.flatnonzero(nearby).tolist() if own.would_serve(claim)]
    for claim in np.flatnonzero(waste).tolist():
        yield _case(market, held_claim, claim, "C4", "empty_seat")
    for claim in freed:
        yield _case(market, held_claim, claim, "C4", "own_seat_would_serve")
    for claim in np.flatnonzero(envy).tolist():
        code, facts = _case(market, held_claim, claim, "C3", "holder_below")
        holder = int(tally.worst_claim[pool[claim]])
        if not empty[claim] and holder != NOBODY:
            facts["holder"] = int(market.claim_applicant[holder])
        yield code, facts


def _case(market: Market, held_claim: Integers, claim: int, code: str, why: str) -> Finding:
    """C3 or C4 for a better contract, C5 for an earlier pool of the same contract."""
    applicant = int(market.claim_applicant[claim])
    contract = int(market.claim_contract[claim])
    seat = int(held_claim[applicant])
    if seat != NOBODY and int(market.claim_contract[seat]) == contract:
        code = "C5"
    pool = int(market.claim_pool[claim])
    return code, {"why": why, "applicant": applicant, "contract": contract, "pool": pool}
