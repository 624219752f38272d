"""The largest exchange as rows of a linear programme, one column for each possible stay.

A column is 1 where the person goes to that host. Rows: each person goes once; caps of hosts and
homes; balances of institutions and of pairs of countries; and, if X4 is asked for, the chains
of X4, which bring columns of their own.

Without X4 and with at most two countries in balance the rows are those of a network (homes and
hosts around each institution, institutions around their country), so every corner of them is
whole (Hoffman & Kruskal 1956).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from sheber.engine.clearing.market import Flags, Integers, Numbers
from sheber.engine.exchange.market import Round


@dataclass(frozen=True)
class Columns:
    """The possible stays: their places on the lists, by number, and whose and where they are."""

    place: Integers
    person: Integers
    home: Integers
    host: Integers

    @property
    def count(self) -> int:
        return len(self.place)


@dataclass
class Rows:
    """Rows as they are written down: entries (row, column, value), and the bounds of each row."""

    extra_columns: int = 0
    count: int = 0
    row: list[Integers] = field(default_factory=list)
    column: list[Integers] = field(default_factory=list)
    value: list[Numbers] = field(default_factory=list)
    lower: list[Numbers] = field(default_factory=list)
    upper: list[Numbers] = field(default_factory=list)

    def add(
        self,
        groups: Integers,
        columns: Integers,
        values: Numbers,
        lower: Numbers,
        upper: Numbers,
    ) -> None:
        """As many rows as `lower` has numbers; entry i adds values[i] × columns[i] to row
        `groups[i]` of these."""
        self.row.append(self.count + groups)
        self.column.append(columns)
        self.value.append(values)
        self.lower.append(lower)
        self.upper.append(upper)
        self.count += len(lower)


def columns_of(round_: Round) -> Columns:
    """Stays that both sides accept."""
    person = round_.place_person
    place = np.flatnonzero((round_.host_rank >= 0) & round_.certified[person])
    person = person[place]
    return Columns(place, person, round_.home[person], round_.place_host[place])


def rows_of(round_: Round, columns: Columns) -> Rows:
    rows = Rows()
    every = np.arange(columns.count)
    _at_most(rows, columns.person, every, np.ones(round_.people))
    _at_most(rows, columns.host, every, round_.host_cap.astype(np.float64))
    _send_caps(rows, round_, columns)
    _balances(rows, round_, columns)
    if round_.pairs_are_held:
        for one, other in _pairs(round_):
            _pair(rows, round_, columns, one, other)
    if round_.respect_send_order:
        _send_orders(rows, round_, columns)
    return rows


def _at_most(rows: Rows, group: Integers, columns: Integers, upper: Numbers) -> None:
    rows.add(group, columns, np.ones(len(group)), np.full(len(upper), -np.inf), upper)


def _send_caps(rows: Rows, round_: Round, columns: Columns) -> None:
    """Only where the cap does not follow from who is certified: half of the entries less."""
    certified = np.bincount(round_.home[round_.certified], minlength=round_.institutions)
    tight = certified > round_.send_cap
    sent = np.flatnonzero(tight[columns.home])
    number = np.cumsum(tight) - 1
    _at_most(rows, number[columns.home[sent]], sent, round_.send_cap[tight].astype(np.float64))


def _balances(rows: Rows, round_: Round, columns: Columns) -> None:
    """opening + hosted − sent within the tolerance, for each institution."""
    every = np.arange(columns.count)
    rows.add(
        np.concatenate([columns.host, columns.home]),
        np.concatenate([every, every]),
        np.repeat([1.0, -1.0], columns.count),
        (-round_.institution_tolerance - round_.opening_balance).astype(np.float64),
        (round_.institution_tolerance - round_.opening_balance).astype(np.float64),
    )


def _pairs(round_: Round) -> Iterator[tuple[int, int]]:
    return combinations(range(round_.countries), 2)


def _pair(rows: Rows, round_: Round, columns: Columns, one: int, other: int) -> None:
    """Stays of one country's people in the other, less those the other way."""
    home, host = round_.country[columns.home], round_.country[columns.host]
    there = np.flatnonzero((home == one) & (host == other))
    back = np.flatnonzero((home == other) & (host == one))
    entries = np.concatenate([there, back])
    value = np.repeat([1.0, -1.0], [len(there), len(back)])
    limit = float(round_.country_tolerance or 0)
    rows.add(
        np.zeros(len(entries), dtype=np.int64),
        entries,
        value,
        np.array([-limit]),
        np.array([limit]),
    )


def _send_orders(rows: Rows, round_: Round, columns: Columns) -> None:
    """X4. For each home and host, along the send order: a column that is 1 if somebody from
    here down goes to that host; then whoever stands above goes there or to a better place."""
    ordered = np.flatnonzero(round_.has_send_order[columns.home] == 1)
    key = columns.home[ordered] * round_.institutions + columns.host[ordered]
    order = np.lexsort([round_.send_rank[columns.person[ordered]], key])
    stay, key = ordered[order], key[order]
    follows = np.flatnonzero(key[1:] == key[:-1])  # stay[f + 1] is next below stay[f]
    if not len(follows):
        return
    below = np.full(len(stay), -1, dtype=np.int64)
    below[follows + 1] = columns.count + np.arange(len(follows))
    rows.extra_columns = len(follows)
    one = np.ones(len(follows))
    zero, no_limit = np.zeros(len(follows)), np.full(len(follows), np.inf)
    each = np.arange(len(follows))
    marks = below[follows + 1]
    # whoever goes, marks
    groups, entries = np.concatenate([each, each]), np.concatenate([marks, stay[follows + 1]])
    rows.add(groups, entries, np.concatenate([one, -one]), zero, no_limit)
    # a mark is handed up
    handed = below[follows] >= 0
    count = int(handed.sum())
    upward = np.arange(count)
    rows.add(
        np.concatenate([upward, upward]),
        np.concatenate([below[follows][handed], marks[handed]]),
        np.repeat([1.0, -1.0], count),
        np.zeros(count),
        np.full(count, np.inf),
    )
    # and whoever stands just above a mark is content
    content_row, content = _at_least_as_good(columns, stay[follows])
    rows.add(
        np.concatenate([content_row, each]),
        np.concatenate([content, marks]),
        np.concatenate([np.ones(len(content)), -one]),
        zero,
        no_limit,
    )


def _at_least_as_good(columns: Columns, stays: Integers) -> tuple[Integers, Integers]:
    """(row, column): for each stay, the columns of the same person that are as good or better.

    Columns of a person are consecutive and stand best first.
    """
    changes: Flags = np.concatenate([[True], columns.person[1:] != columns.person[:-1]])
    first = np.flatnonzero(changes)[np.cumsum(changes) - 1][stays]
    sizes = stays - first + 1
    row = np.repeat(np.arange(len(stays)), sizes)
    within = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return row, np.repeat(first, sizes) + within
