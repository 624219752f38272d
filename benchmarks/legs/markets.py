"""Markets drawn for the benchmarks: of any size, from a seed, the same on every machine.

Assumed, and stated beside the figures: seats for nine applicants in ten; five contracts each, at
five different offerings; fifty applicants to an offering, as in the national size of the demo;
the k-th most popular offering is ranked with a weight of 1 / (k + a twentieth of all offerings);
merit is half ability, the same wherever one applies, and half what the offering alone sees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sheber.engine.clearing.market import Integers, Market, frozen, none

APPLICANTS_TO_AN_OFFERING = 50
SEATS_PER_APPLICANT = 0.9

POOLS_OF_2026 = ((0.25, 2), (0.10, 2), (0.10, 3), (0.55, -1))
"""Share of the seats and the pool that unfilled seats flow to: target, special, separate, main,
with the spill of Russia's rules of 2026."""

HOLDS_TARGET, HOLDS_SPECIAL, HOLDS_SEPARATE = 0.20, 0.10, 0.10
"""How many contracts may also claim a target seat, and how many applicants the two quotas."""


@dataclass(frozen=True)
class Size:
    """What a benchmark clears. `own_ranking`: the target pool ranks by a merit of its own."""

    applicants: int
    contracts: int = 5
    four_pools: bool = False
    own_ranking: bool = False
    seed: int = 1

    @property
    def offerings(self) -> int:
        return max(self.contracts, self.applicants // APPLICANTS_TO_AN_OFFERING)


def draw(size: Size) -> Market:
    """A market of this size, with strict keys."""
    random = np.random.default_rng(size.seed)
    offering = _lists(random, size)
    merit = _merit(random, size)
    seats = _seats(random, size)
    if not size.four_pools:
        return _market(size, offering, merit, seats, np.ones((offering.size, 1), dtype=np.bool_))
    return _market(size, offering, merit, seats, _eligible(random, size))


def _lists(random: np.random.Generator, size: Size) -> Integers:
    """(A × contracts) offerings, all different in a row, drawn by popularity."""
    weight = 1 / (np.arange(size.offerings) + size.offerings / 20)
    upto = np.cumsum(weight) / weight.sum()
    rows = np.empty((size.applicants, size.contracts), dtype=np.int32)
    wrong = np.arange(size.applicants)
    while len(wrong):
        drawn = np.searchsorted(upto, random.random((len(wrong), size.contracts)))
        rows[wrong] = np.minimum(drawn, size.offerings - 1)
        ordered = np.sort(rows[wrong], axis=1)
        wrong = wrong[(ordered[:, 1:] == ordered[:, :-1]).any(axis=1)]
    return random.permutation(size.offerings)[rows].ravel()


def _merit(random: np.random.Generator, size: Size) -> npt.NDArray[np.float32]:
    """(A × contracts) merit of each contract, flat."""
    ability = np.repeat(random.random(size.applicants, dtype=np.float32), size.contracts)
    return ability + random.random(len(ability), dtype=np.float32)


def _seats(random: np.random.Generator, size: Size) -> Integers:
    """(O) seats, between half and one and a half times the mean."""
    mean = SEATS_PER_APPLICANT * size.applicants / size.offerings
    return np.rint(mean * (0.5 + random.random(size.offerings))).astype(np.int64)


def _eligible(random: np.random.Generator, size: Size) -> npt.NDArray[np.bool_]:
    """(contracts × 4) on which pools each contract has a claim; everybody has one on the last."""
    lines = size.applicants * size.contracts
    quotas = random.random((size.applicants, 2)) < (HOLDS_SPECIAL, HOLDS_SEPARATE)
    return np.column_stack(
        (
            random.random(lines) < HOLDS_TARGET,
            np.repeat(quotas, size.contracts, axis=0),
            np.ones(lines, dtype=np.bool_),
        )
    )


def _market(
    size: Size,
    offering: Integers,
    merit: npt.NDArray[np.float32],
    seats: Integers,
    eligible: npt.NDArray[np.bool_],
) -> Market:
    pools = eligible.shape[1]
    contract, place = np.nonzero(eligible)
    key = _ranks(offering, merit)[contract]
    if size.own_ranking:
        other = np.random.default_rng(size.seed + 1).random(len(merit), dtype=np.float32)
        key = np.where(place == 0, _ranks(offering, other)[contract], key)
    capacity, spill = _pools(seats, pools)
    return Market(
        offering_start=np.arange(0, size.offerings * pools + 1, pools),
        pool_capacity=capacity,
        pool_spill=spill,
        fund_start=frozen([0]),
        fund_pools=none(),
        fund_cap=none(),
        applicant_start=np.arange(0, len(offering) + 1, size.contracts),
        contract_start=np.concatenate([[0], np.cumsum(eligible.sum(axis=1))]),
        claim_pool=offering[contract] * pools + place,
        claim_key=key,
        lists_limited=True,
    )


def _ranks(offering: Integers, merit: npt.NDArray[np.float32]) -> Integers:
    """Rank of each contract among those of its offering, 0 worst; equal merit by list number.

    One sort of whole numbers, offering first, then merit to a millionth, then the contract: it
    needs 18 + 20 + 26 bits at ten million applicants.
    """
    place = np.arange(len(offering), dtype=np.uint64)
    bits = np.uint64(len(offering).bit_length())
    rounded = (merit * (1 << 19)).astype(np.uint64)
    ordered = np.sort((offering.astype(np.uint64) << np.uint64(20) | rounded) << bits | place)
    contract = (ordered & (np.uint64(1) << bits) - np.uint64(1)).astype(np.int64)
    count = np.bincount(offering)
    rank = np.empty(len(offering), dtype=np.int64)
    rank[contract] = np.arange(len(offering)) - np.repeat(np.cumsum(count) - count, count)
    return rank


def _pools(seats: Integers, pools: int) -> tuple[Integers, Integers]:
    """Capacity and spill of every pool; the last pool takes what rounding leaves."""
    if pools == 1:
        return seats, np.full(len(seats), -1)
    shares = np.array([share for share, _ in POOLS_OF_2026])
    capacity = np.floor(seats[:, None] * shares).astype(np.int64)
    capacity[:, -1] += seats - capacity.sum(axis=1)
    first = np.arange(len(seats))[:, None] * pools
    target = np.array([target for _, target in POOLS_OF_2026])
    return capacity.ravel(), np.where(target < 0, -1, first + target).ravel()
