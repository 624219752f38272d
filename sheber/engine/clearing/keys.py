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

from sheber.engine.clearing.market import Integers, Market, Numbers, frozen, frozen_numbers
from sheber.engine.errors import Fault, InvalidMarket

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
    merit = merit_columns(market, ranking)
    order = np.lexsort(merit[::-1])
    faults = list(undecided(market, ranking))
    if faults:
        raise InvalidMarket(faults)
    step = np.zeros(len(order), dtype=np.bool_)
    for column in merit:
        step[1:] |= column[order[1:]] != column[order[:-1]]
    rank = np.cumsum(step)
    group = merit[0][order]
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(starts, append=len(order))
    last = rank[starts + sizes - 1]
    key = np.empty(len(order), dtype=np.int64)
    key[order] = np.repeat(last, sizes) - rank
    return replace(market, claim_key=key)


def merit_columns(market: Market, ranking: Ranking) -> list[Numbers | Integers]:
    """What orders the claims of each ranking, best first: the ranking itself (an offering, or a
    fund counted after the offerings), score, tie-breaks, lottery, and the contract, which is the
    applicant's own order. In a fund the claim is the last word: two pools of one contract meet."""
    fund = market.pool_fund[market.claim_pool]
    own = market.pool_offering[market.claim_pool]
    group = np.where(fund < 0, own, market.offerings + fund)
    tie_columns = [-ranking.ties[:, column] for column in range(ranking.ties.shape[1])]
    claim = np.where(fund < 0, 0, np.arange(market.claims))
    luck = [] if ranking.lottery is None else [ranking.lottery[market.claim_applicant]]
    return [group, -ranking.score, *tie_columns, *luck, market.claim_contract, claim]


def undecided(market: Market, ranking: Ranking) -> Iterator[Fault]:
    """Neighbours in one queue whose order the rules do not settle."""
    chooser = market.pool_chooser[market.claim_pool]
    order = np.lexsort([*merit_columns(market, ranking)[:0:-1], chooser])
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
