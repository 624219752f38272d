"""The second, independent algorithm: cut-offs rise from the bottom until nobody is over capacity.

Azevedo & Leshno 2016, with the choosers of `choice.py` in place of plain capacities. At any
cut-offs each applicant demands the first claim that passes; each chooser chooses from its
demand; where it refuses, the pool's cut-off rises just above the best refused key. Cut-offs
never fall, so this ends, at the lowest cut-offs that clear the market: C7.
"""

from __future__ import annotations

import numpy as np

from sheber.engine.clearing.choice import choose, chooser_of_pool
from sheber.engine.clearing.market import NOBODY, Flags, Integers, Market


def rising_cutoffs(market: Market) -> Integers:
    """(A) the claim each applicant holds at the lowest clearing cut-offs, or −1."""
    cutoff = np.zeros(market.pools, dtype=np.int64)
    demand = np.full(market.applicants, NOBODY, dtype=np.int64)
    chooser = _chooser_of_claim(market)
    while True:
        before, demand = demand, _demand(market, market.claim_key >= cutoff[market.claim_pool])
        moved = demand[(demand != before) & (demand >= 0)]
        refused = _refused(market, demand[demand >= 0], chooser, np.unique(chooser[moved]))
        if not len(refused):
            return demand
        np.maximum.at(cutoff, market.claim_pool[refused], market.claim_key[refused] + 1)


def _demand(market: Market, passes: Flags) -> Integers:
    """(A) the first passing claim of each applicant, or −1."""
    claims = np.flatnonzero(passes)
    owner = market.claim_applicant[claims]
    first = np.diff(owner, prepend=-1) != 0
    demand = np.full(market.applicants, NOBODY, dtype=np.int64)
    demand[owner[first]] = claims[first]
    return demand


def _refused(market: Market, demand: Integers, chooser: Integers, busy: Integers) -> Integers:
    """Demanded claims that their choosers refuse, looking only at choosers with new demand."""
    ordered = demand[np.argsort(chooser[demand], kind="stable")]
    starts = np.searchsorted(chooser[ordered], busy, side="left")
    ends = np.searchsorted(chooser[ordered], busy, side="right")
    refused: list[int] = []
    for who, start, end in zip(busy.tolist(), starts.tolist(), ends.tolist(), strict=True):
        claims = ordered[start:end].tolist()
        refused.extend(set(claims) - choose(market, who, claims))
    return np.array(sorted(refused), dtype=np.int64)


def _chooser_of_claim(market: Market) -> Integers:
    """(C) the chooser's number in `choice.py`."""
    choosers = [chooser_of_pool(market, pool) for pool in range(market.pools)]
    return np.array(choosers, dtype=np.int64)[market.claim_pool]
