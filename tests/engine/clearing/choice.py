"""Who is taken from a set of claims: the choosers, written as sets so that they can be read.

An offering fills its pools in precedence order, each up to its capacity plus what has spilled
into it. With forward spill only, this rule has a substitutable completion that never shrinks
as the set grows (Kominers & Sönmez 2016 for pools in a fixed order; Westkamp 2013 and Aygün &
Turhan 2020 for transfers of unfilled seats). A fund takes claims in one ranking while the pool
and the fund have room: two laminar levels (Abraham, Irving & Manlove 2007). A region lets each
of its offerings fill to its target, then one seat at a time in the stated order up to its cap
(Kamada & Kojima 2015).

The solvers keep the same rules step by step; these functions are the definition that the tests
hold them to.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, combinations, product

from sheber.engine.clearing.market import Market


def chooser_count(market: Market) -> int:
    """Offerings first, then funds, then regions."""
    return market.offerings + market.funds + market.regions


def chooser_of_pool(market: Market, pool: int) -> int:
    """The chooser that decides on a claim: the pool's fund, or its offering's region if there is
    one, else the offering."""
    fund, offering = int(market.pool_fund[pool]), int(market.pool_offering[pool])
    if fund >= 0:
        return market.offerings + fund
    region = int(market.offering_region[offering])
    return offering if region < 0 else market.offerings + market.funds + region


def choose(
    market: Market, chooser: int, claims: Iterable[int], *, completed: bool = False
) -> set[int]:
    """The claims that a chooser takes out of `claims`, all of which must be its own.

    `completed` counts each claim on its own, as if of another person: the substitutable
    completion.
    """
    if chooser < market.offerings:
        return set(choose_offering(market, chooser, claims, completed=completed))
    fund = chooser - market.offerings
    if fund < market.funds:
        return choose_fund(market, fund, claims, completed=completed)
    return choose_region(market, fund - market.funds, claims, completed=completed)


def choose_offering(
    market: Market, offering: int, claims: Iterable[int], *, completed: bool = False
) -> list[int]:
    """Pools in order; each takes its best remaining claims; what stays empty flows on. The claims
    come in the order in which they are taken."""
    queues = _best_first_by_pool(market, claims)
    inflow: dict[int, int] = {}
    taken: list[int] = []
    satisfied: set[int] = set()
    for pool in range(market.offering_start[offering], market.offering_start[offering + 1]):
        room = int(market.pool_capacity[pool]) + inflow.get(pool, 0)
        for claim in queues.get(pool, ()):
            who = _who(market, claim, completed)
            if room and who not in satisfied:
                taken.append(claim)
                satisfied.add(who)
                room -= 1
        target = int(market.pool_spill[pool])
        if target >= 0:
            inflow[target] = inflow.get(target, 0) + room
    return taken


def choose_region(
    market: Market, region: int, claims: Iterable[int], *, completed: bool = False
) -> set[int]:
    """What each offering would take alone, cut to the seats that the region gives it: seats up
    to the target first, then the first seat beyond it of each offering in turn, the second …"""
    by_offering: dict[int, list[int]] = {}
    for claim in claims:
        offering = int(market.pool_offering[market.claim_pool[claim]])
        by_offering.setdefault(offering, []).append(claim)
    seats = [
        (max(0, place - int(market.offering_target[offering])), turn, place, claim)
        for offering, own in by_offering.items()
        for turn in (int(market.offering_turn[offering]),)
        for place, claim in enumerate(
            choose_offering(market, offering, own, completed=completed), start=1
        )
    ]
    return {claim for *_, claim in sorted(seats)[: int(market.region_cap[region])]}


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
    """Whose second claim is passed over: the applicant's; in the completion nobody's."""
    return claim if completed else int(market.claim_applicant[claim])


def _best_first_by_pool(market: Market, claims: Iterable[int]) -> dict[int, list[int]]:
    queues: dict[int, list[int]] = {}
    for claim in sorted(claims, key=lambda one: -int(market.claim_key[one])):
        queues.setdefault(int(market.claim_pool[claim]), []).append(claim)
    return queues


def choice_stable(market: Market) -> list[tuple[int, ...]]:
    """Every outcome, as the contract of each applicant or −1, that no set of contracts blocks: it
    is what choosers take from itself, and no chooser would take all of a set of contracts of its
    own that their people like better. Weaker than C1–C6. Offerings alone, without funds."""
    lists = [
        list(range(start, end))
        for start, end in zip(
            market.applicant_start[:-1].tolist(), market.applicant_start[1:].tolist(), strict=True
        )
    ]
    outcomes = product(*[[*contracts, -1] for contracts in lists])
    return [outcome for outcome in outcomes if not _is_blocked(market, lists, outcome)]


def _is_blocked(market: Market, lists: list[list[int]], outcome: tuple[int, ...]) -> bool:
    held = {contract for contract in outcome if contract >= 0}
    if _contracts_taken(market, held) != held:
        return True
    better = [
        contract
        for contracts, own in zip(lists, outcome, strict=True)
        for contract in (contracts if own < 0 else contracts[: contracts.index(own)])
    ]
    blocks = chain.from_iterable(combinations(better, size) for size in range(1, len(better) + 1))
    return any(
        len({_offering(market, contract) for contract in block}) == 1
        and set(block) <= _contracts_taken(market, held | set(block))
        for block in blocks
    )


def _contracts_taken(market: Market, contracts: set[int]) -> set[int]:
    claims = [claim for claim, own in enumerate(market.claim_contract.tolist()) if own in contracts]
    taken: set[int] = set()
    for offering in range(market.offerings):
        own = [
            claim for claim in claims if market.pool_offering[market.claim_pool[claim]] == offering
        ]
        taken |= {
            int(market.claim_contract[claim]) for claim in choose_offering(market, offering, own)
        }
    return taken


def _offering(market: Market, contract: int) -> int:
    return int(market.pool_offering[market.claim_pool[market.contract_start[contract]]])
