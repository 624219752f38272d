"""What if the rules were others? The market after a change, and who moves.

A change names only what differs. Lists are cut as they stand: nobody is taken to rank anew
under a limit, so what is found for limits is a first answer and no forecast of behaviour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np

from sheber.engine.clearing.keys import Ranking, with_keys
from sheber.engine.clearing.market import NOBODY, Flags, Integers, Market, at, frozen
from sheber.engine.errors import InvalidMarket

Numbers = Mapping[int, int]
"""What stands at a place from now on: pool, fund, region or offering → seats or pool."""


@dataclass(frozen=True, eq=False)
class Limit:
    """At most `most` different groups stand in one list, the first ones.

    group (K): whichever of the contracts count as one; −1 for a contract that counts for nothing.
    """

    most: int
    group: Integers


@dataclass(frozen=True, eq=False)
class Change:
    """What differs from a market: seats of pools, spill (−1: nowhere), caps of funds and regions,
    targets of offerings, the lottery (A), limits on lists. What is not named stays."""

    capacity: Numbers = field(default_factory=dict)
    spill: Numbers = field(default_factory=dict)
    fund_cap: Numbers = field(default_factory=dict)
    region_cap: Numbers = field(default_factory=dict)
    target: Numbers = field(default_factory=dict)
    lottery: Integers | None = None
    limits: Sequence[Limit] = ()


@dataclass(frozen=True, eq=False)
class Changed:
    """A market after a change. claim (C′): the number that each of its claims had before.

    Pools, offerings, funds, regions and applicants keep their numbers; contracts and claims that
    a limit cut off are gone.
    """

    market: Market
    ranking: Ranking
    claim: Integers

    def held_before(self, held_claim: Integers) -> Integers:
        """(A) held claims of this market in the numbers of the market before, or −1."""
        return at(self.claim, held_claim)


class Move(IntEnum):
    """What a change does to one applicant, by the applicant's own list."""

    SAME = 0
    OTHER_POOL = 1
    BETTER = 2
    WORSE = 3
    GAINED = 4
    LOST = 5


def changed(market: Market, ranking: Ranking, change: Change) -> Changed:
    """The market after a change; whether a theorem covers it is for the linter to say.

    Raises InvalidMarket where a new lottery or shorter lists leave claims in no strict order.
    """
    seats = replace(
        market,
        pool_capacity=_with(market.pool_capacity, change.capacity),
        pool_spill=_with(market.pool_spill, change.spill),
        fund_cap=_with(market.fund_cap, change.fund_cap),
        region_cap=_with(market.region_cap, change.region_cap),
        offering_target=_with(market.offering_target, change.target),
    )
    claims = np.arange(market.claims)
    if change.limits:
        kept = within(market, change.limits)
        seats, claims = _cut(seats, kept)
        ranking = replace(ranking, score=ranking.score[claims], ties=ranking.ties[claims])
    if change.lottery is not None:
        ranking = replace(ranking, lottery=change.lottery)
    if change.limits or change.lottery is not None:
        seats = _keyed(seats, ranking, claims)
    return Changed(seats, ranking, frozen(claims))


def within(market: Market, limits: Sequence[Limit]) -> Flags:
    """(K) the contracts that stand under all limits, which are applied one after another."""
    kept = np.ones(market.contracts, dtype=np.bool_)
    for limit in limits:
        counted = np.flatnonzero(kept & (limit.group >= 0))
        place = _place_of_group(market.contract_applicant[counted], limit.group[counted])
        kept[counted[place >= limit.most]] = False
    return kept


def moves(market: Market, before: Integers, after: Integers) -> Integers:
    """(A) a `Move` for each applicant, from held claims (or −1) in the market's numbers.

    Claims of one applicant are numbered in the applicant's own order, so the number says which
    of two contracts is liked better.
    """
    contract_before, contract_after = (
        at(market.claim_contract, held_claim) for held_claim in (before, after)
    )
    move = np.where(contract_after < contract_before, Move.BETTER, Move.WORSE)
    move[contract_before == contract_after] = Move.OTHER_POOL
    move[before == after] = Move.SAME
    move[(before == NOBODY) & (after != NOBODY)] = Move.GAINED
    move[(before != NOBODY) & (after == NOBODY)] = Move.LOST
    return frozen(move)


def count_by(group: Integers, groups: int, chosen: Integers | None = None) -> Integers:
    """(groups) how many of `chosen` indices (all of them if None) fall into each group; those
    whose group is −1, or whose index is −1, are counted nowhere."""
    found = group if chosen is None else at(group, chosen)
    return frozen(np.bincount(found[found >= 0], minlength=groups))


def _with(values: Integers, numbers: Numbers) -> Integers:
    if not numbers:
        return values
    new = values.copy()
    new[list(numbers)] = list(numbers.values())
    return new


def _keyed(market: Market, ranking: Ranking, claims: Integers) -> Market:
    """The market with keys; claims that cannot be put in order are told by their numbers before."""
    try:
        return with_keys(market, ranking)
    except InvalidMarket as error:
        numbers = [
            {name: int(claims[int(str(number))]) for name, number in fault.facts.items()}
            for fault in error.faults
        ]
        faults = zip(error.faults, numbers, strict=True)
        raise InvalidMarket([replace(fault, facts=facts) for fault, facts in faults]) from error


def _place_of_group(applicant: Integers, group: Integers) -> Integers:
    """For each contract, how many other groups the applicant named before its group first came."""
    pair = applicant * (int(group.max(initial=0)) + 1) + group
    _, first, which = np.unique(pair, return_index=True, return_inverse=True)
    new = np.zeros(len(pair), dtype=np.int64)
    new[first] = 1
    named = np.cumsum(new) - new
    starts = np.flatnonzero(np.diff(applicant, prepend=NOBODY))
    named -= np.repeat(named[starts], np.diff(starts, append=len(applicant)))
    return frozen(named[first][which])


def _cut(market: Market, kept: Flags) -> tuple[Market, Integers]:
    """The market with some contracts only, and the numbers that its claims had before."""
    claims = np.flatnonzero(kept[market.claim_contract])
    lengths = np.bincount(market.contract_applicant[kept], minlength=market.applicants)
    shorter = replace(
        market,
        applicant_start=np.concatenate([[0], np.cumsum(lengths)]),
        contract_start=np.concatenate([[0], np.cumsum(np.diff(market.contract_start)[kept])]),
        claim_pool=market.claim_pool[claims],
        claim_key=market.claim_key[claims],
        lists_limited=True,
    )
    return shorter, claims
