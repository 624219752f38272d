"""From scores to strict keys: one dense integer for each claim, in the ranking of its chooser.

The order is: score, the tie-breaks in turn, the lottery, the applicant's own list. Nothing is
squeezed into bits, so no tie-break and no decimal is ever lost. A fund ranks its claims, and an
offering ranks the claims on all its pools together: a contract that brings one merit to several
pools has one key there, which the compiled solver keeps on one line. Scales of two pools are
not compared by that, because claims meet in their own pool only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.clearing.market import Flags, Integers, Market, Numbers, frozen, frozen_numbers
from sheber.engine.errors import Fault, InvalidMarket

LARGEST = 2**62
"""Merits are squeezed into whole numbers below this, and made dense again before they pass it."""

MISSING = -np.inf
"""A tie-break that a claim does not state. It may stand only where it decides nothing."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """What the keys were made of.

    score (C). ties (C × T), padded with −inf. lottery (A): dense rank, 1 is best, or None if no
    lottery was drawn.
    """

    score: Numbers
    ties: Numbers
    lottery: Integers | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "score", frozen_numbers(self.score))
        object.__setattr__(self, "ties", frozen_numbers(self.ties))
        if self.lottery is not None:
            object.__setattr__(self, "lottery", frozen(self.lottery))


def with_keys(market: Market, ranking: Ranking) -> Market:
    """The same market with `claim_key` made from scores, tie-breaks, lottery and own order.

    Raises InvalidMarket `tie_without_lottery` or `tie_break_missing` where two applicants
    cannot be told apart, or could only be told apart by a tie-break that one does not state.
    """
    faults = list(undecided(market, ranking))
    if faults:
        raise InvalidMarket(faults)
    group = ranking_of_claims(market)
    merit = stated_merit(ranking, group)
    key = keys_by(market, group, merit, claims_by_luck(market, ranking))
    return replace(market, claim_key=key)


def keys_by(market: Market, group: Integers, merit: Integers, luck: Integers) -> Integers:
    """(C) keys from group and merit of each claim, and claims in the order that a lottery gives.

    Group and merit stay where only the lottery is drawn anew.
    """
    order = luck[np.argsort(merit[luck], kind="stable")]
    rank = np.cumsum(_stands_lower(market, merit, order))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    last = rank[starts + sizes - 1]
    key = np.empty(len(order), dtype=np.int64)
    key[order] = np.repeat(last, sizes) - rank
    return key


def ranking_of_claims(market: Market) -> Integers:
    """(C) in which ranking each claim stands: an offering's, or a fund's, counted after those."""
    fund = market.pool_fund
    group = np.where(fund < 0, market.pool_offering, market.offerings + fund)
    found: Integers = group[market.claim_pool]
    return found


def stated_merit(ranking: Ranking, group: Integers) -> Integers:
    """(C) one number for group, score and tie-breaks: by group, the lower the better."""
    merit = group
    for column in (ranking.score, *ranking.ties.T):
        rank, size = dense(-column)
        if len(merit) and int(merit.max()) >= LARGEST // size:
            merit, _ = dense(merit)
        merit = merit * size + rank
    return merit


def dense(values: Integers | Numbers) -> tuple[Integers, int]:
    """Ranks from 0, equal for equal values, and how many there are."""
    distinct = np.unique(values)
    return np.searchsorted(distinct, values), max(len(distinct), 1)


def claims_by_luck(market: Market, ranking: Ranking) -> Integers:
    """(C) all claims: the luckiest applicant first, each applicant's in their own order."""
    if ranking.lottery is None:
        return np.arange(market.claims)
    people = np.argsort(ranking.lottery, kind="stable")
    first, sizes = market.first_claim[people], np.diff(market.first_claim)[people]
    shift = first - np.cumsum(sizes) + sizes
    claims: Integers = np.arange(market.claims) + np.repeat(shift, sizes)
    return claims


def _stands_lower(market: Market, merit: Integers, order: Integers) -> Flags:
    """(C) in a fund every claim, elsewhere every claim of another merit or contract."""
    lower = np.zeros(len(order), dtype=np.bool_)
    above, below = order[:-1], order[1:]
    lower[1:] = (merit[above] != merit[below]) | (
        market.claim_contract[above] != market.claim_contract[below]
    )
    return lower | (market.pool_fund[market.claim_pool[order]] >= 0)


def undecided(market: Market, ranking: Ranking) -> Iterator[Fault]:
    """Neighbours in one queue whose order the rules do not settle."""
    if ranking.lottery is not None and not np.any(ranking.ties == MISSING):
        return
    chooser = market.pool_chooser[market.claim_pool]
    luck = claims_by_luck(market, ranking)
    order = luck[np.argsort(stated_merit(ranking, chooser)[luck], kind="stable")]
    above, below = order[:-1], order[1:]
    close = (chooser[above] == chooser[below]) & (ranking.score[above] == ranking.score[below])
    close &= market.claim_applicant[above] != market.claim_applicant[below]
    above, below = above[close], below[close]
    mine, yours = ranking.ties[above], ranking.ties[below]
    step = np.cumsum(mine != yours, axis=1)
    # Where the two first part, one of them states nothing.
    first = (step == 1) & (mine != yours)
    missing = (first & ((mine == MISSING) | (yours == MISSING))).any(axis=1)
    equal = ~(mine != yours).any(axis=1) & (ranking.lottery is None)
    for pair in np.flatnonzero(missing | equal).tolist():
        code = "tie_break_missing" if missing[pair] else "tie_without_lottery"
        yield Fault(code, {"claim": int(below[pair]), "other": int(above[pair])})
