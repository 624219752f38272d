"""Plain lists in, a market with keys out: the one way in for doors and database connectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sheber.engine.clearing.keys import MISSING, Ranking, with_keys
from sheber.engine.clearing.market import NOBODY, Integers, Market, Numbers, frozen


@dataclass
class Draft:
    """A market being written down, in the order of its parts.

    `pools`: for each offering, its pools in precedence order as (capacity, spill_to or −1), with
    pools numbered across offerings in this same order. `funds`: (cap, pools). `applicants`: for
    each, contracts best first; a contract is a list of claims (pool, score, ties). `lottery`:
    (A) ranks, 1 is best, or None. `regions`: (cap, offerings in the order of their turns).
    `targets`: of every offering, or nothing at all.
    """

    pools: list[list[tuple[int, int]]] = field(default_factory=list)
    funds: list[tuple[int, list[int]]] = field(default_factory=list)
    applicants: list[list[list[tuple[int, float, Sequence[float]]]]] = field(default_factory=list)
    lottery: Sequence[int] | Integers | None = None
    lists_limited: bool | None = None
    regions: list[tuple[int, list[int]]] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)


def assemble(draft: Draft) -> tuple[Market, Ranking]:
    """The frozen market, and what its keys were made of.

    Claims of a contract are put in the precedence order of their pools. Raises InvalidMarket
    where keys cannot be made strict; everything else is for the linter.
    """
    seats = [pool for offering in draft.pools for pool in offering]
    contracts = [contract for applicant in draft.applicants for contract in applicant]
    claims = [claim for contract in contracts for claim in sorted(contract, key=_pool)]
    market = Market(
        offering_start=_starts([len(offering) for offering in draft.pools]),
        pool_capacity=np.array([capacity for capacity, _ in seats], dtype=np.int64),
        pool_spill=np.array([spill for _, spill in seats], dtype=np.int64),
        fund_start=_starts([len(pools) for _, pools in draft.funds]),
        fund_pools=np.array([pool for _, pools in draft.funds for pool in pools], dtype=np.int64),
        fund_cap=np.array([cap for cap, _ in draft.funds], dtype=np.int64),
        applicant_start=_starts([len(applicant) for applicant in draft.applicants]),
        contract_start=_starts([len(contract) for contract in contracts]),
        claim_pool=np.array([pool for pool, _, _ in claims], dtype=np.int64),
        claim_key=np.full(len(claims), NOBODY, dtype=np.int64),
        region_start=_starts([len(offerings) for _, offerings in draft.regions]),
        region_offerings=frozen([one for _, offerings in draft.regions for one in offerings]),
        region_cap=frozen([cap for cap, _ in draft.regions]),
        offering_target=frozen(draft.targets),
        lists_limited=draft.lists_limited,
    )
    ranking = Ranking(
        score=np.array([score for _, score, _ in claims], dtype=np.float64),
        ties=_padded([ties for _, _, ties in claims]),
        lottery=None if draft.lottery is None else np.asarray(draft.lottery, dtype=np.int64),
    )
    return with_keys(market, ranking), ranking


def _pool(claim: tuple[int, float, Sequence[float]]) -> int:
    return claim[0]


def _starts(sizes: Sequence[int]) -> Integers:
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)


def _padded(rows: Sequence[Sequence[float]]) -> Numbers:
    table = np.full((len(rows), max(map(len, rows), default=0)), MISSING)
    for row, ties in enumerate(rows):
        table[row, : len(ties)] = ties
    return table
