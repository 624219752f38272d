"""Whether a balanced exchange is a largest one: proof without the solver.

Of all exchanges that hold, one has the most stays, and then the smallest sum of ranks, if and
only if no closed walk of moves is a gain (Klein 1967). People move between places as in X5,
here also to worse ones and back home; a stay is worth more than any change of ranks along one
walk, which meets each place once. Prices on places that make no move a gain are sought by
lowering them (Bellman 1958; Ford 1956); if that never ends, a closed walk is a gain.

Said of networks only: with pairs of three countries, or with X4, walks are not enough, and the
search that found the result is all the proof there is.
"""

from __future__ import annotations

import numpy as np

from sheber.engine.clearing.market import Integers
from sheber.engine.errors import PropertyViolated
from sheber.engine.exchange.check_trades import arcs_of_room
from sheber.engine.exchange.market import HOME, LARGEST, Round, Stays
from sheber.engine.exchange.tally import Tally, count

Arcs = tuple[Integers, Integers, Integers]
"""Source, target and cost of each move."""


def is_provable(round_: Round) -> bool:
    """Whether closed walks settle which exchange is a largest one."""
    many = round_.pairs_are_held and round_.countries > 2
    return round_.procedure == LARGEST and not many and not round_.respect_send_order


def check_largest(round_: Round, stays: Stays) -> list[PropertyViolated]:
    """That an exchange with X1–X3 is a largest one; nothing where that cannot be proven so."""
    if not is_provable(round_):
        return []
    tally = count(round_, stays)
    source, target, cost = _cheapest(*_moves(round_, tally))
    room = np.array(list(arcs_of_room(round_, tally)), dtype=np.int64).reshape(-1, 2)
    source = np.concatenate([source, room[:, 0]])
    target = np.concatenate([target, room[:, 1]])
    cost = np.concatenate([cost, np.zeros(len(room), dtype=np.int64)])
    nodes = 3 * round_.institutions + round_.countries + 1
    price = np.zeros(nodes, dtype=np.int64)
    for _ in range(nodes + 1):
        lower = price.copy()
        np.minimum.at(lower, target, price[source] + cost)
        if np.array_equal(lower, price):
            return []
        price = lower
    return [PropertyViolated("largest", {"stays": int(tally.sent.sum())})]


def _moves(round_: Round, tally: Tally) -> Arcs:
    """Every move of one person to another place that both sides accept, or home."""
    worth = 1 + 2 * round_.institutions * int(round_.place_rank.max(initial=0))
    person = round_.place_person
    value = round_.place_rank - worth
    rank, cap = round_.send_rank[person], round_.send_cap[round_.home[person]]
    may = (round_.has_send_order[round_.home[person]] == 0) | ((rank >= 0) & (rank < cap))
    place = np.flatnonzero(may & (round_.host_rank >= 0))
    mover = person[place]
    away = np.flatnonzero(tally.listed >= 0)
    held = np.zeros(round_.people, dtype=np.int64)
    held[away] = value[tally.listed[away]]
    where = np.where(tally.host == HOME, round_.home, round_.institutions + tally.host)
    return (
        np.concatenate([where[mover], where[away]]),
        np.concatenate([round_.institutions + round_.place_host[place], round_.home[away]]),
        np.concatenate([value[place] - held[mover], -held[away]]),
    )


def _cheapest(source: Integers, target: Integers, cost: Integers) -> Arcs:
    """Of the moves between two places, the one that costs least."""
    order = np.lexsort([cost, target, source])
    source, target, cost = source[order], target[order], cost[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    return source[first], target[first], cost[first]
