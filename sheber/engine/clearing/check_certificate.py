"""The certificate, recomputed from the market and the held claims by code of its own.

Used after C1–C6 hold. It shares nothing with `certify.py`: people are counted with sets here,
with running sums there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.check_seats import Tally, count, wished_claims
from sheber.engine.clearing.market import NOBODY, Integers, Market, at
from sheber.engine.errors import PropertyViolated

CODE = "certificate"


def check_certificate(market: Market, stated: Certificate) -> list[PropertyViolated]:
    """Every number of the certificate that is not what the held claims give."""
    tally = count(market, stated.held_claim)
    found = [
        *_pool_numbers(market, stated, tally),
        *_wishes(market, stated, tally),
    ]
    return [PropertyViolated(CODE, facts) for facts in found[:1]]


def _pool_numbers(market: Market, stated: Certificate, tally: Tally) -> Iterator[dict[str, object]]:
    last, cutoff = last_and_cutoff(market, stated.held_claim, tally)
    for name, said, found in (
        ("inflow", stated.pool_inflow, tally.inflow),
        ("occupancy", stated.pool_occupancy, tally.occupancy),
        ("last", stated.pool_last, last),
        ("cutoff", stated.pool_cutoff, cutoff),
    ):
        if len(said) != market.pools:
            yield {"number": name, "why": "wrong_length"}
            continue
        for pool in np.flatnonzero(said != found).tolist():
            facts = {"pool": pool, "stated": int(said[pool]), "found": int(found[pool])}
            yield {"number": name, **facts}


def last_and_cutoff(
    market: Market, held_claim: Integers, tally: Tally
) -> tuple[Integers, Integers]:
    """(P) the worst holder that closes each pool, and the key below which nobody passes."""
    holder_at = {
        (int(market.pool_chooser[market.claim_pool[claim]]), int(market.claim_key[claim])): claim
        for claim in held_claim[held_claim >= 0].tolist()
    }
    last = np.full(market.pools, NOBODY, dtype=np.int64)
    cutoff = np.zeros(market.pools, dtype=np.int64)
    for pool in range(market.pools):
        fund, chooser = int(market.pool_fund[pool]), int(market.pool_chooser[pool])
        if tally.room[pool] == 0:
            lowest = int(tally.worst[pool])
        elif fund != NOBODY and tally.fund_room[fund] == 0:
            lowest = int(tally.fund_worst[fund])
        else:
            continue
        last[pool] = holder_at.get((chooser, lowest), NOBODY)
        cutoff[pool] = lowest if last[pool] != NOBODY else market.claims
    return last, cutoff


def _wishes(market: Market, stated: Certificate, tally: Tally) -> Iterator[dict[str, object]]:
    """One row for each contract above the held one, with its nearest pool and places short."""
    rows = zip(
        stated.wish_contract.tolist(),
        stated.wish_claim.tolist(),
        stated.wish_short.tolist(),
        strict=True,
    )
    said = {contract: (claim, short) for contract, claim, short in rows}
    found = _nearest(market, stated.held_claim, tally)
    for contract in sorted(said.keys() | found.keys()):
        if said.get(contract) != found.get(contract):
            facts = {"stated": said.get(contract), "found": found.get(contract)}
            yield {"number": "places short", "contract": contract, **facts}


def _nearest(market: Market, held_claim: Integers, tally: Tally) -> dict[int, tuple[int, int]]:
    """For each wished contract: (nearest claim, places short), people above counted one by one."""
    shut_fund = np.zeros(market.pools, dtype=np.bool_)
    funded = market.pool_fund >= 0
    shut_fund[funded] = tally.fund_room[market.pool_fund[funded]] == 0
    queue = np.where(shut_fund, market.pool_chooser, np.arange(market.pools))
    wished = np.flatnonzero(wished_claims(market, held_claim))
    order = wished[np.lexsort([-market.claim_key[wished], queue[market.claim_pool[wished]]])]
    seat_contract = at(market.claim_contract, held_claim)
    nearest: dict[int, tuple[int, int]] = {}
    people: set[int] = set()
    current = NOBODY
    for claim, owner, line, contract in zip(
        order.tolist(),
        market.claim_applicant[order].tolist(),
        queue[market.claim_pool[order]].tolist(),
        market.claim_contract[order].tolist(),
        strict=True,
    ):
        if line != current:
            current, people = line, set()
        short = 1 + len(people - {owner}) if owner in people else 1 + len(people)
        people.add(owner)
        if contract == seat_contract[owner]:
            continue
        if contract not in nearest or (short, claim) < _swapped(nearest[contract]):
            nearest[contract] = (claim, short)
    return nearest


def _swapped(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[1], pair[0]
