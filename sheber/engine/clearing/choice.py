"""Who is taken from a set of claims: the two choosers, written as sets so that they can be read.

An offering fills its pools in precedence order, each up to its capacity plus what has spilled
into it. With forward spill only, this rule has a substitutable completion that never shrinks
as the set grows (Kominers & Sönmez 2016 for pools in a fixed order; Westkamp 2013 and Aygün &
Turhan 2020 for transfers of unfilled seats). A fund takes claims in one ranking while the pool
and the fund have room: two laminar levels (Abraham, Irving & Manlove 2007).

The solver keeps the same rules step by step; these functions are the reference that the
rising cut-offs and the tests run on.
"""

from __future__ import annotations

from collections.abc import Iterable

from sheber.engine.clearing.market import Market


def chooser_count(market: Market) -> int:
    """Offerings first, then funds."""
    return market.offerings + market.funds


def chooser_of_pool(market: Market, pool: int) -> int:
    """The chooser that decides on a claim: the pool's fund if it has one, else its offering."""
    fund = int(market.pool_fund[pool])
    return market.offerings + fund if fund >= 0 else int(market.pool_offering[pool])


def choose(
    market: Market, chooser: int, claims: Iterable[int], *, completed: bool = False
) -> set[int]:
    """The claims that a chooser takes out of `claims`, all of which must be its own.

    `completed` drops the rule of one contract an applicant: the substitutable completion.
    """
    if chooser < market.offerings:
        return choose_offering(market, chooser, claims, completed=completed)
    return choose_fund(market, chooser - market.offerings, claims, completed=completed)


def choose_offering(
    market: Market, offering: int, claims: Iterable[int], *, completed: bool = False
) -> set[int]:
    """Pools in order; each takes its best remaining claims; what stays empty flows on."""
    queues = _best_first_by_pool(market, claims)
    inflow: dict[int, int] = {}
    taken: set[int] = set()
    satisfied: set[int] = set()
    for pool in range(market.offering_start[offering], market.offering_start[offering + 1]):
        room = int(market.pool_capacity[pool]) + inflow.get(pool, 0)
        for claim in queues.get(pool, ()):
            who = _who(market, claim, completed)
            if room and who not in satisfied:
                taken.add(claim)
                satisfied.add(who)
                room -= 1
        target = int(market.pool_spill[pool])
        if target >= 0:
            inflow[target] = inflow.get(target, 0) + room
    return taken


def choose_fund(
    market: Market, fund: int, claims: Iterable[int], *, completed: bool = False
) -> set[int]:
    """Claims from the best down; each is taken while its pool and the fund have room."""
    fund_room = int(market.fund_cap[fund])
    pool_room: dict[int, int] = {}
    taken: set[int] = set()
    satisfied: set[int] = set()
    for claim in sorted(claims, key=lambda one: -int(market.claim_key[one])):
        pool, who = int(market.claim_pool[claim]), _who(market, claim, completed)
        room = pool_room.setdefault(pool, int(market.pool_capacity[pool]))
        if fund_room and room and who not in satisfied:
            taken.add(claim)
            satisfied.add(who)
            pool_room[pool] = room - 1
            fund_room -= 1
    return taken


def _who(market: Market, claim: int, completed: bool) -> int:
    """Whose second claim is passed over: the applicant's, or in the completion the contract's."""
    owner = market.claim_contract if completed else market.claim_applicant
    return int(owner[claim])


def _best_first_by_pool(market: Market, claims: Iterable[int]) -> dict[int, list[int]]:
    queues: dict[int, list[int]] = {}
    for claim in sorted(claims, key=lambda one: -int(market.claim_key[one])):
        queues.setdefault(int(market.claim_pool[claim]), []).append(claim)
    return queues
