"""Plain lists in, a frozen round out: the one way in for doors and database connectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sheber.engine.clearing.market import NOBODY
from sheber.engine.exchange.market import Round


@dataclass(frozen=True)
class Institution:
    """A home and host. Orders hold numbers of people, best first; None where there is none."""

    country: int
    send_cap: int
    host_cap: int
    send_order: Sequence[int] | None = None
    host_order: Sequence[int] | None = None
    opening_balance: int = 0


@dataclass(frozen=True)
class Person:
    """Where a person is at home, and the hosts they would go to, best first."""

    home: int
    places: Sequence[int] = ()


@dataclass
class Draft:
    """A round being written down. Institutions and people are numbered in their order here."""

    procedure: str
    institution_tolerance: int = 0
    country_tolerance: int | None = None
    respect_send_order: bool = False
    institutions: list[Institution] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


def assemble(draft: Draft) -> Round:
    """The frozen round. Whether it is lawful is for the linter."""
    every = draft.institutions
    sizes = [len(person.places) for person in draft.people]
    return Round(
        procedure=draft.procedure,
        institution_tolerance=draft.institution_tolerance,
        country_tolerance=draft.country_tolerance,
        respect_send_order=draft.respect_send_order,
        country=np.array([one.country for one in every], dtype=np.int64),
        send_cap=np.array([one.send_cap for one in every], dtype=np.int64),
        host_cap=np.array([one.host_cap for one in every], dtype=np.int64),
        opening_balance=np.array([one.opening_balance for one in every], dtype=np.int64),
        has_send_order=np.array([one.send_order is not None for one in every], dtype=np.int64),
        home=np.array([person.home for person in draft.people], dtype=np.int64),
        send_rank=np.array(_send_ranks(draft), dtype=np.int64),
        place_start=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]),
        place_host=np.array([place for one in draft.people for place in one.places], np.int64),
        host_rank=np.array(_host_ranks(draft), dtype=np.int64),
    )


def _send_ranks(draft: Draft) -> list[int]:
    orders = [_ranks(one.send_order) for one in draft.institutions]
    met = [0] * len(orders)
    ranks = []
    for number, person in enumerate(draft.people):
        order = orders[person.home]
        ranks.append(met[person.home] if order is None else order.get(number, NOBODY))
        met[person.home] += 1
    return ranks


def _host_ranks(draft: Draft) -> list[int]:
    orders = [_ranks(one.host_order) for one in draft.institutions]
    ranks = []
    for number, person in enumerate(draft.people):
        for place in person.places:
            order = orders[place]
            ranks.append(0 if order is None else order.get(number, NOBODY))
    return ranks


def _ranks(order: Sequence[int] | None) -> dict[int, int] | None:
    return None if order is None else {person: rank for rank, person in enumerate(order)}
