"""A round of exchange as frozen arrays. Everything is a dense integer; names live outside.

Sizes: I institutions, P people, K places on their lists.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from sheber.engine.clearing.market import NOBODY, Flags, Integers, frozen, owners

TRADING_CYCLES = "trading-cycles"
LARGEST = "largest"
PROCEDURES = (TRADING_CYCLES, LARGEST)

HOME = NOBODY
"""The host of a person who stays at home."""

NOT_ARRAYS = ("procedure", "institution_tolerance", "country_tolerance", "respect_send_order")


@dataclass(frozen=True, eq=False)
class Round:
    """Who may go where, in whose order, and how far from balance an institution may be.

    procedure: `trading-cycles` or `largest`. institution_tolerance: how far the balance of an
    institution may be from 0, in people. country_tolerance: the same for a pair of countries,
    or None if pairs are not held to balance. respect_send_order: whether the largest exchange
    keeps X4.
    country (I): whose institution it is. send_cap, host_cap (I): how many may leave and arrive.
    opening_balance (I): hosted − sent in the earlier part of the window.
    has_send_order (I): 1 if the home ranked its people, and certifies the first `send_cap` of
    them; 0 if it did not, and certifies everybody, of whom at most `send_cap` leave.
    home (P). send_rank (P): place in the home's send order from 0, or −1 if it does not name
    the person; where there is no order, the place among the home's people as numbered.
    place_start (P+1), place_host (K): hosts on each list, best first, never the own home.
    host_rank (K): the person's place in the order of that host from 0, or −1 if it does not
    name them; 0 where the host has no order.
    """

    procedure: str
    institution_tolerance: int
    country_tolerance: int | None
    respect_send_order: bool
    country: Integers
    send_cap: Integers
    host_cap: Integers
    opening_balance: Integers
    has_send_order: Integers
    home: Integers
    send_rank: Integers
    place_start: Integers
    place_host: Integers
    host_rank: Integers

    def __post_init__(self) -> None:
        for item in fields(self):
            if item.name not in NOT_ARRAYS:
                object.__setattr__(self, item.name, frozen(getattr(self, item.name)))

    @property
    def institutions(self) -> int:
        return len(self.country)

    @property
    def people(self) -> int:
        return len(self.home)

    @property
    def countries(self) -> int:
        return int(self.country.max()) + 1 if len(self.country) else 0

    @cached_property
    def place_person(self) -> Integers:
        """(K) whose list a place stands on."""
        return owners(self.place_start)

    @cached_property
    def place_rank(self) -> Integers:
        """(K) the rank of a place on its list; 1 is best."""
        return np.arange(len(self.place_host)) - self.place_start[self.place_person] + 1

    @cached_property
    def certified(self) -> Flags:
        """(P) whether the home lets the person go."""
        named = (self.send_rank >= 0) & (self.send_rank < self.send_cap[self.home])
        certified: Flags = named | (self.has_send_order[self.home] == 0)
        return certified

    @property
    def claims_send_order(self) -> bool:
        """Whether X4 is claimed of a result."""
        return self.procedure == TRADING_CYCLES or self.respect_send_order

    @property
    def pairs_are_held(self) -> bool:
        return self.country_tolerance is not None and self.countries > 1


@dataclass(frozen=True, eq=False)
class Stays:
    """Who goes where as rows, which need not be lawful: what the checker is asked about.

    person, host: one row a stay; −1 stands for a name that the round does not know.
    """

    person: Integers
    host: Integers

    def __post_init__(self) -> None:
        for item in fields(self):
            object.__setattr__(self, item.name, frozen(getattr(self, item.name)))


def stays_of(host: Integers) -> Stays:
    """Rows of an outcome given as one host (or HOME) for each person."""
    gone = np.flatnonzero(host != HOME)
    return Stays(gone, host[gone])
