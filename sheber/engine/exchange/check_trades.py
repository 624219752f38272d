"""X5: whether a trade is left that makes somebody better off and nobody worse.

Everybody is somewhere: at home, or a guest. A graph has two places for each institution, its
*home* and its *guests*, and above them the institution, its country, and the whole. A person who
would rather be elsewhere is an arc from their place to that one; an arc between a place and what
stands above it says that one more, or one fewer, would break no cap and no tolerance. A trade
is a closed walk with a person on it: around people only it is a cycle, over institutions and
countries it is a chain. Such a walk is there if, and only if, both ends of a person's arc lie in
one strongly connected part.

Where X4 is claimed, the only person of a home who may take a host's place is the highest-ranked
of those who want it. That loses no trade: if a trade keeps X4 and somebody lower takes the place,
whoever is higher moves in it, too, and is on it; so every place on the trade can be entered by
the highest, from a place on the trade, and going back and back from place to place ends in a
closed walk of the highest.

With three or more countries in balance the pairs cannot be drawn as places. There the graph says
"none", or leaves the question to a search over whole numbers (`check_pairs`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components

from sheber.engine.clearing.market import Flags, Integers
from sheber.engine.exchange.check_pairs import whole_trade
from sheber.engine.exchange.market import HOME, Round
from sheber.engine.exchange.tally import Tally

Facts = dict[str, object]


@dataclass(frozen=True, eq=False)
class Wishes:
    """Places that people like better than where they are, and may have: `place` numbers them,
    `source` and `target` are the ends of their arcs."""

    place: Integers
    source: Integers
    target: Integers

    def where(self, kept: Flags) -> Wishes:
        return Wishes(self.place[kept], self.source[kept], self.target[kept])


def open_trade(round_: Round, tally: Tally, *, keep_send_order: bool) -> Iterator[Facts]:
    """A trade that is left, or nothing. The outcome satisfies X1–X3 (and X4, if it is kept)."""
    wishes = wishes_of(round_, tally)
    many = round_.pairs_are_held and round_.countries > 2
    if keep_send_order and not many:
        wishes = wishes.where(_highest(round_, wishes))
    room = np.array(list(arcs_of_room(round_, tally)), dtype=np.int64).reshape(-1, 2)
    size = 3 * round_.institutions + round_.countries + 1
    source = np.concatenate([wishes.source, room[:, 0]])
    target = np.concatenate([wishes.target, room[:, 1]])
    graph = csr_matrix((np.ones(len(source)), (source, target)), shape=(size, size))
    _, part = connected_components(graph, directed=True, connection="strong")
    inside = wishes.where(part[wishes.source] == part[wishes.target])
    if not len(inside.place):
        return
    if many:
        trade = whole_trade(round_, tally, inside.place, keep_send_order=keep_send_order)
    else:
        trade = _walk(graph, inside)
    if trade:
        yield {
            "people": round_.place_person[trade].tolist(),
            "hosts": round_.place_host[trade].tolist(),
        }


def wishes_of(round_: Round, tally: Tally) -> Wishes:
    """Better places at hosts that accept the person, for everybody who may leave their home."""
    person = round_.place_person
    own = tally.listed[person]
    better = np.where(own < 0, True, np.arange(len(own)) < own)
    rank, cap = round_.send_rank[person], round_.send_cap[round_.home[person]]
    may = (round_.has_send_order[round_.home[person]] == 0) | ((rank >= 0) & (rank < cap))
    place = np.flatnonzero(better & may & (round_.host_rank >= 0))
    person, host = person[place], tally.host[person[place]]
    at_home = host == HOME
    source = np.where(at_home, round_.home[person], round_.institutions + host)
    return Wishes(place, source, round_.institutions + round_.place_host[place])


def arcs_of_room(round_: Round, tally: Tally) -> Iterator[tuple[int, int]]:
    """Arcs without people. Places: home c, guests I + c, institution 2I + c, country 3I + k, and
    the whole, which is last. Where pairs are not held, every country's people are of one."""
    size, tolerance = round_.institutions, round_.institution_tolerance
    pairs = round_.pairs_are_held and round_.countries == 2
    for one in range(size):
        home, guests, whole = one, size + one, 2 * size + one
        country = 3 * size + (int(round_.country[one]) if pairs else 0)
        yield home, whole  # somebody back at home breaks nothing
        yield whole, guests  # nor does a guest fewer
        if tally.sent[one] < round_.send_cap[one]:
            yield whole, home
        if tally.hosted[one] < round_.host_cap[one]:
            yield guests, whole
        if tally.balance[one] < tolerance:
            yield whole, country
        if tally.balance[one] > -tolerance:
            yield country, whole
    if pairs:
        yield from _arcs_of_a_pair(round_, tally)


def _arcs_of_a_pair(round_: Round, tally: Tally) -> Iterator[tuple[int, int]]:
    first = 3 * round_.institutions
    balance, tolerance = tally.pair(0, 1), round_.country_tolerance or 0
    if balance < tolerance:
        yield first, first + 1
    if balance > -tolerance:
        yield first + 1, first


def _highest(round_: Round, wishes: Wishes) -> Flags:
    """Of each home's people who want one host, the highest-ranked; all where none are ranked."""
    person = round_.place_person[wishes.place]
    home = round_.home[person]
    pairs = home * round_.institutions + round_.place_host[wishes.place]
    _, key = np.unique(pairs, return_inverse=True)
    rank = round_.send_rank[person]
    best = np.full(len(pairs), np.iinfo(np.int64).max)
    np.minimum.at(best, key, rank)
    highest: Flags = (rank == best[key]) | (round_.has_send_order[home] == 0)
    return highest


def _walk(graph: csr_matrix, inside: Wishes) -> list[int]:
    """The places that people take along one closed walk: the first wish, and the shortest way
    back from its end."""
    by_ends: dict[tuple[int, int], int] = {}
    ends = zip(inside.source.tolist(), inside.target.tolist(), strict=True)
    for (source, target), place in zip(ends, inside.place.tolist(), strict=True):
        by_ends.setdefault((source, target), place)
    (start, node), place = next(iter(by_ends.items()))
    _, before = breadth_first_order(graph, node, directed=True)
    back = [start]
    while back[-1] != node:
        back.append(int(before[back[-1]]))
    back.reverse()
    steps = pairwise(back)
    return [place, *(by_ends[step] for step in steps if step in by_ends)]
