"""X5 where pairs of three or more countries are held to balance: a search over whole numbers.

Its rows are written here anew, over improvements only, and solved through SciPy: nothing is
shared with the largest exchange but the market.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from sheber.engine.clearing.market import Integers, Numbers
from sheber.engine.exchange.market import HOME, Round
from sheber.engine.exchange.tally import Tally

Row = tuple[dict[int, float], float]
"""Coefficients of columns, and what their sum may be at most."""


class SearchFailed(RuntimeError):
    """The search ended without an answer."""


def whole_trade(
    round_: Round, tally: Tally, places: Integers, *, keep_send_order: bool
) -> list[int]:
    """Places that people could take together, each better for its person, so that X1–X3 (and X4,
    if it is kept) still hold; empty if there are none. `places` holds every candidate."""
    rows = [
        *_once(round_, places),
        *_caps_and_balances(round_, tally, places),
        *_pairs(round_, tally, places),
        *(_orders(round_, tally, places) if keep_send_order else ()),
    ]
    found = milp(
        -np.ones(len(places)),
        integrality=np.ones(len(places)),
        bounds=Bounds(0, 1),
        constraints=_constraint(rows, len(places)),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise SearchFailed(found.message)
    return [int(place) for place in places[np.asarray(found.x) > 0.5]]


def _constraint(rows: list[Row], width: int) -> LinearConstraint:
    entries = [
        (row, column, value)
        for row, (coefficients, _) in enumerate(rows)
        for column, value in coefficients.items()
    ]
    row, column, value = zip(*entries, strict=True)
    matrix = csr_matrix((value, (row, column)), shape=(len(rows), width))
    upper: Numbers = np.array([most for _, most in rows], dtype=np.float64)
    return LinearConstraint(matrix, -np.inf, upper)


def _once(round_: Round, places: Integers) -> Iterator[Row]:
    by_person: dict[int, dict[int, float]] = {}
    for column, person in enumerate(round_.place_person[places].tolist()):
        by_person.setdefault(person, {})[column] = 1.0
    for coefficients in by_person.values():
        yield coefficients, 1.0


def _moves(round_: Round, tally: Tally, places: Integers) -> Iterator[tuple[int, int, int, int]]:
    """(column, home, host left or HOME, new host)."""
    person = round_.place_person[places]
    yield from zip(
        range(len(places)),
        round_.home[person].tolist(),
        tally.host[person].tolist(),
        round_.place_host[places].tolist(),
        strict=True,
    )


def _caps_and_balances(round_: Round, tally: Tally, places: Integers) -> Iterator[Row]:
    size = round_.institutions
    sent: list[dict[int, float]] = [{} for _ in range(size)]
    hosted: list[dict[int, float]] = [{} for _ in range(size)]
    for column, home, left, new in _moves(round_, tally, places):
        hosted[new][column] = 1.0
        if left == HOME:
            sent[home][column] = 1.0
        else:
            hosted[left][column] = -1.0
    for one in range(size):
        yield sent[one], float(round_.send_cap[one] - tally.sent[one])
        yield hosted[one], float(round_.host_cap[one] - tally.hosted[one])
        net = {
            column: hosted[one].get(column, 0.0) - sent[one].get(column, 0.0)
            for column in hosted[one].keys() | sent[one].keys()
        }
        yield from _between(net, int(tally.balance[one]), round_.institution_tolerance)


def _pairs(round_: Round, tally: Tally, places: Integers) -> Iterator[Row]:
    country = round_.country.tolist()
    moves = list(_moves(round_, tally, places))
    for one, other in combinations(range(round_.countries), 2):
        signs = {(other, one): 1.0, (one, other): -1.0}
        net = {
            column: signs.get((country[home], country[new]), 0.0)
            - (signs.get((country[home], country[left]), 0.0) if left != HOME else 0.0)
            for column, home, left, new in moves
        }
        yield from _between(net, tally.pair(one, other), round_.country_tolerance or 0)


def _between(net: dict[int, float], balance: int, tolerance: int) -> Iterator[Row]:
    yield net, float(tolerance - balance)
    yield {column: -value for column, value in net.items()}, float(tolerance + balance)


def _orders(round_: Round, tally: Tally, places: Integers) -> Iterator[Row]:
    """X4: whoever takes a place is above everybody of the home who wants it, or they move, too,
    to that host or a better place."""
    columns = {place: column for column, place in enumerate(places.tolist())}
    ranked = round_.has_send_order[round_.home] == 1
    wanting: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in np.flatnonzero(round_.host_rank >= 0).tolist():
        person = int(round_.place_person[place])
        own = int(tally.listed[person])
        if ranked[person] and round_.send_rank[person] >= 0 and (own < 0 or place < own):
            key = int(round_.home[person]), int(round_.place_host[place])
            wanting.setdefault(key, []).append((int(round_.send_rank[person]), place))
    for rivals in wanting.values():
        for (_, upper), (_, lower) in combinations(sorted(rivals), 2):
            if lower in columns:
                first = int(round_.place_start[round_.place_person[upper]])
                as_good = [columns[one] for one in range(first, upper + 1) if one in columns]
                yield {columns[lower]: 1.0, **dict.fromkeys(as_good, -1.0)}, 0.0
