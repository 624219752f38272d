"""Policies on one market: how many offers may be ranked, who may claim, where seats flow.

The widest market is made once: whole lists, every claimant. A policy takes contracts away and
says where unfilled seats flow; it never adds a wish that nobody has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.clearing.keys import ranking_of_claims
from sheber.engine.clearing.market import NOBODY, Flags, Integers, Market, Numbers

ONE, SEVERAL = "one", "several"
HOME, BOTH = "home", "both"
NOWHERE = "none"

KINDS = ("target", "special", "separate", "rural", "main", "grant", "paid")
"""Kinds of pools, by number: what tables of spill name."""

TARGET, SPECIAL, SEPARATE, MAIN = map(KINDS.index, ("target", "special", "separate", "main"))

Spills = Mapping[str, Mapping[str, str]]
"""Tables of spill by name: from kind to kind."""


@dataclass(frozen=True)
class Policy:
    """`offers`: “one” or “several” offers may be ranked by a person. `claimants`: applicants of
    the seats' own country (“home”), or “both”. `spill`: the name of a table of spill."""

    offers: str
    claimants: str
    spill: str


@dataclass(frozen=True, eq=False)
class Ground:
    """The widest market and what a policy has to know of it.

    pool_kind (P): a number of `KINDS`; target seats are those of an employer's offer.
    target_contract, abroad (K): a target contract; one claimed across the border. naming (K):
    among the target contracts of one person, the lowest is named where only one may be. spills:
    for each name of a table, the pool to which each pool's unfilled seats flow (P), −1 for none.
    """

    market: Market
    pool_kind: Integers
    target_contract: Flags
    abroad: Flags
    naming: Numbers
    spills: Mapping[str, Integers]

    @property
    def target_pool(self) -> Flags:
        return np.asarray(self.pool_kind == TARGET)


def under(ground: Ground, policy: Policy) -> tuple[Market, Integers]:
    """The market that a policy leaves, and of each of its contracts the number in the widest."""
    kept = np.ones(ground.market.contracts, dtype=np.bool_)
    if policy.claimants == HOME:
        kept &= ~(ground.target_contract & ground.abroad)
    if policy.offers == ONE:
        kept &= ~ground.target_contract | _named(ground, kept)
    market = replace(ground.market, pool_spill=ground.spills[policy.spill])
    return market if kept.all() else _only(market, kept), np.flatnonzero(kept)


def _named(ground: Ground, kept: Flags) -> Flags:
    """(K) of each person's kept target contracts the one that would be named alone."""
    targets = np.flatnonzero(ground.target_contract & kept)
    owner = ground.market.contract_applicant[targets]
    order = np.lexsort([targets, ground.naming[targets], owner])
    first = order[np.diff(owner[order], prepend=-1) != 0]
    named = np.zeros(ground.market.contracts, dtype=np.bool_)
    named[targets[first]] = True
    return named


def _only(market: Market, kept: Flags) -> Market:
    """The market without some contracts. Gaps in its rankings do no harm until a key is larger
    than there are claims."""
    claims = kept[market.claim_contract]
    lists = np.bincount(market.contract_applicant[kept], minlength=market.applicants)
    sizes = np.diff(market.contract_start)[kept]
    smaller = replace(
        market,
        applicant_start=np.concatenate([[0], np.cumsum(lists)]),
        contract_start=np.concatenate([[0], np.cumsum(sizes)]),
        claim_pool=market.claim_pool[claims],
        claim_key=market.claim_key[claims],
    )
    if smaller.claim_key.max(initial=0) < max(smaller.claims, 1):
        return smaller
    return replace(smaller, claim_key=_without_gaps(smaller))


def _without_gaps(market: Market) -> Integers:
    """(C) keys from 0 in each ranking, in the order that they have; equal ones stay equal."""
    ranking = ranking_of_claims(market)
    order = np.lexsort([market.claim_key, ranking])
    first = np.diff(ranking[order], prepend=-1) != 0
    rank = np.cumsum(first | (np.diff(market.claim_key[order], prepend=-1) != 0))
    begins = np.maximum.accumulate(np.where(first, rank, 0))
    key = np.empty_like(order)
    key[order] = rank - begins
    return key


def spill_by_kind(market: Market, pool_kind: Integers, table: Mapping[str, str]) -> Integers:
    """(P) where each pool's unfilled seats flow: to the nearest kind along the table that the
    offering has. A table names kinds; pools of a fund take no part."""
    place = np.full((market.offerings, len(KINDS)), NOBODY, dtype=np.int64)
    alone = np.flatnonzero(market.pool_fund == NOBODY)
    place[market.pool_offering[alone], pool_kind[alone]] = alone
    spill = np.full(market.pools, NOBODY, dtype=np.int64)
    for kind in table:
        here = alone[pool_kind[alone] == KINDS.index(kind)]
        for nearest in _along(kind, table):
            open_ends = here[spill[here] == NOBODY]
            spill[open_ends] = place[market.pool_offering[open_ends], KINDS.index(nearest)]
    return spill


def _along(kind: str, table: Mapping[str, str]) -> list[str]:
    """The kinds that a table leads to, the nearest first; a ring is walked once."""
    found: list[str] = []
    while (kind := table.get(kind, "")) and kind not in found:
        found.append(kind)
    return found
