"""The market as frozen arrays. Everything is a dense integer; names live outside.

Sizes: O offerings, P pools, F funds, A applicants, K contracts, C claims. `x_start` arrays are
CSR offsets: the children of parent i are `x_start[i] … x_start[i + 1] − 1`.

A region (a chooser over whole offerings) comes later as two arrays beside the funds; the
functions that walk choosers are the only ones that will have to know.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
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
    claim_pool (C). claim_key (C): rank inside the claim's chooser, 0 worst, no two equal.
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
    lists_limited: bool | None = None

    def __post_init__(self) -> None:
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
    def pool_chooser(self) -> Integers:
        """(P) whose ranking orders the claims: the pool's own number, or P + its fund."""
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
