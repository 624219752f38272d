"""From scores to strict keys: one dense integer for each claim, in the ranking of its chooser.

The order is: score, the tie-breaks in turn, the lottery, the applicant's own list. Nothing is
squeezed into bits, so no tie-break and no decimal is ever lost.
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
    order = best_first(market, ranking)
    faults = list(undecided(market, ranking, order))
    if faults:
        raise InvalidMarket(faults)
    chooser = market.pool_chooser[market.claim_pool][order]
    starts = np.flatnonzero(np.diff(chooser, prepend=-1))
    sizes = np.diff(starts, append=len(order))
    place = np.arange(len(order)) - np.repeat(starts, sizes)
    key = np.empty(len(order), dtype=np.int64)
    key[order] = np.repeat(sizes, sizes) - 1 - place
    return replace(market, claim_key=key)


def best_first(market: Market, ranking: Ranking) -> Integers:
    """(C) claims by chooser, the best of each first. Claims are numbered in the applicant's own
    order, so the number itself is the last word."""
    owner = market.claim_applicant
    luck = np.zeros(market.claims) if ranking.lottery is None else ranking.lottery[owner]
    tie_columns = [-ranking.ties[:, column] for column in range(ranking.ties.shape[1])]
    columns = [market.pool_chooser[market.claim_pool], -ranking.score, *tie_columns, luck]
    return np.lexsort([np.arange(market.claims), *reversed(columns)])


def undecided(market: Market, ranking: Ranking, order: Integers) -> Iterator[Fault]:
    """Neighbours in the order whose order the rules do not settle."""
    chooser = market.pool_chooser[market.claim_pool]
    above, below = order[:-1], order[1:]
    close = (chooser[above] == chooser[below]) & (ranking.score[above] == ranking.score[below])
    close &= market.claim_applicant[above] != market.claim_applicant[below]
    for one, other in zip(above[close].tolist(), below[close].tolist(), strict=True):
        code = _undecided_code(ranking, one, other)
        if code:
            yield Fault(code, {"claim": other, "other": one})


def _undecided_code(ranking: Ranking, one: int, other: int) -> str:
    """Why two claims of equal score cannot be put in order, or nothing if they can."""
    for mine, yours in zip(ranking.ties[one], ranking.ties[other], strict=True):
        if mine != yours:
            return "tie_break_missing" if MISSING in (mine, yours) else ""
    return "tie_without_lottery" if ranking.lottery is None else ""
