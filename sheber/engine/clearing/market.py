"""The market as frozen arrays. Everything is a dense integer; names live outside.

Sizes: O offerings, P pools, F funds, G regions, A applicants, K contracts, C claims. `x_start`
arrays are CSR offsets: the children of parent i are `x_start[i] … x_start[i + 1] − 1`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NOBODY = -1
"""No pool, no fund, no claim: the absent index everywhere in the engine."""


def frozen(values: npt.ArrayLike) -> Integers:
    """A read-only contiguous copy, as integers."""
    array = np.array(values, dtype=np.int64)
    array.setflags(write=False)
    return array


def none() -> Integers:
    """No rows at all."""
    return frozen([])


def frozen_numbers(values: npt.ArrayLike) -> Numbers:
    """A read-only contiguous copy, as floating-point numbers."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


@dataclass(frozen=True, eq=False)
class Market:
    """Who may sit where, in whose order.

    offering_start (O+1): pools are numbered in precedence order, offering by offering.
    pool_capacity (P): seats. pool_spill (P): the pool that takes unfilled seats, or −1.
    fund_start (F+1), fund_pools: pools of each fund. fund_cap (F): seats the fund pays for.
    applicant_start (A+1): contracts are numbered in the applicants' order, best first.
    contract_start (K+1): claims of a contract stand in the precedence order of its pools.
    claim_pool (C). claim_key (C): rank, 0 worst, among the claims of the pool's fund, or else of
    its offering. No two claims of one fund or one pool are equal; claims of one contract with
    one merit share a key.
    region_start (G+1), region_offerings: offerings of each region in the order in which they
    take seats beyond their targets. region_cap (G): seats of the region. offering_target (O):
    seats that an offering of a region fills before anybody takes one in turn, 0 elsewhere.
    lists_limited: True if the rules limited lists in length or kind, False if not, None if
    nobody said; only the words about misreporting depend on it.

    Because of this numbering the claims of one applicant are consecutive, and their order is
    the order in which the applicant proposes.
    """

    offering_start: Integers
    pool_capacity: Integers
    pool_spill: Integers
    fund_start: Integers
    fund_pools: Integers
    fund_cap: Integers
    applicant_start: Integers
    contract_start: Integers
    claim_pool: Integers
    claim_key: Integers
    region_start: Integers = field(default_factory=lambda: frozen([0]))
    region_offerings: Integers = field(default_factory=none)
    region_cap: Integers = field(default_factory=none)
    offering_target: Integers = field(default_factory=none)
    lists_limited: bool | None = None

    def __post_init__(self) -> None:
        if not len(self.offering_target):
            object.__setattr__(self, "offering_target", np.zeros(self.offerings))
        for item in fields(self):
            if item.name != "lists_limited":
                object.__setattr__(self, item.name, frozen(getattr(self, item.name)))

    @property
    def offerings(self) -> int:
        return len(self.offering_start) - 1

    @property
    def pools(self) -> int:
        return len(self.pool_capacity)

    @property
    def funds(self) -> int:
        return len(self.fund_cap)

    @property
    def regions(self) -> int:
        return len(self.region_cap)

    @property
    def applicants(self) -> int:
        return len(self.applicant_start) - 1

    @property
    def contracts(self) -> int:
        return len(self.contract_start) - 1

    @property
    def claims(self) -> int:
        return len(self.claim_pool)

    @cached_property
    def pool_offering(self) -> Integers:
        return owners(self.offering_start)

    @cached_property
    def pool_fund(self) -> Integers:
        """(P) the fund of each pool, or −1. A lawful market has at most one."""
        fund = np.full(self.pools, NOBODY, dtype=np.int64)
        fund[self.fund_pools] = owners(self.fund_start)
        return fund

    @cached_property
    def offering_region(self) -> Integers:
        """(O) the region of each offering, or −1. A lawful market has at most one."""
        region = np.full(self.offerings, NOBODY, dtype=np.int64)
        region[self.region_offerings] = owners(self.region_start)
        return region

    @cached_property
    def offering_turn(self) -> Integers:
        """(O) the place of each offering in its region's order, from 0; −1 without a region."""
        turn = np.full(self.offerings, NOBODY, dtype=np.int64)
        first = self.region_start[owners(self.region_start)]
        turn[self.region_offerings] = np.arange(len(self.region_offerings)) - first
        return turn

    @cached_property
    def pool_chooser(self) -> Integers:
        """(P) in which queue the claims stand: the pool's own number, or P + its fund."""
        return np.where(self.pool_fund < 0, np.arange(self.pools), self.pools + self.pool_fund)

    @cached_property
    def contract_applicant(self) -> Integers:
        return owners(self.applicant_start)

    @cached_property
    def claim_contract(self) -> Integers:
        return owners(self.contract_start)

    @cached_property
    def claim_applicant(self) -> Integers:
        return self.contract_applicant[self.claim_contract]

    @cached_property
    def first_claim(self) -> Integers:
        """(A+1) offsets of each applicant's claims."""
        return self.contract_start[self.applicant_start]


@dataclass(frozen=True, eq=False)
class Held:
    """A matching as rows, which need not be lawful: what the checker is asked about.

    applicant, contract, pool: one row a held seat; −1 stands for a name that the market does
    not know.
    """

    applicant: Integers
    contract: Integers
    pool: Integers

    def __post_init__(self) -> None:
        for item in fields(self):
            object.__setattr__(self, item.name, frozen(getattr(self, item.name)))


def held_rows(market: Market, held_claim: Integers) -> Held:
    """Rows of a matching given as one claim (or −1) for each applicant."""
    applicants = np.flatnonzero(held_claim >= 0)
    claims = held_claim[applicants]
    return Held(
        applicant=applicants,
        contract=market.claim_contract[claims],
        pool=market.claim_pool[claims],
    )


def owners(start: Integers) -> Integers:
    """The parent of every child, from CSR offsets."""
    return np.repeat(np.arange(len(start) - 1, dtype=np.int64), np.diff(start))


def at(values: Integers, index: Integers) -> Integers:
    """values[index], and −1 where the index is absent (−1)."""
    found = np.full(len(index), NOBODY, dtype=np.int64)
    present = index >= 0
    found[present] = values[index[present]]
    return found
