"""X1–X5, recomputed from the round and the rows of a result alone.

Nothing here is shared with the solvers. Every violated property is reported once, with the
facts of its first case and the number of cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np

from sheber.engine.clearing.market import Integers
from sheber.engine.errors import PropertyViolated
from sheber.engine.exchange.check_trades import open_trade
from sheber.engine.exchange.market import HOME, Round, Stays
from sheber.engine.exchange.tally import Tally, count

PROPERTIES = {
    "X1": "balance: opening, plus hosted, less sent is within the tolerance, for each institution "
    "and each pair of countries",
    "X2": "caps: nobody goes twice, every home sends only people whom it certified, and no more "
    "than its cap, and no host takes more than its cap",
    "X3": "acceptance: everybody goes to a place on their list, to a host that accepts them",
    "X4": "no envy at home: nobody likes better the place of a lower-ranked compatriot of the same "
    "home, at a host that accepts them",
    "X5": "no trade left: no trading cycle (with a tolerance: cycle or chain) that keeps what is "
    "claimed of X1–X4 makes somebody better off and nobody worse",
}

Facts = dict[str, object]


def claimed(round_: Round) -> tuple[str, ...]:
    """The properties that the procedure of a round claims for its result."""
    return tuple(code for code in PROPERTIES if code != "X4" or round_.claims_send_order)


def check(
    round_: Round, stays: Stays, properties: tuple[str, ...] | None = None
) -> list[PropertyViolated]:
    """Each property that does not hold; those that are claimed, unless others are named."""
    asked = claimed(round_) if properties is None else properties
    tally = count(round_, stays)
    found: dict[str, list[Facts]] = defaultdict(list)
    found["X1"] += [*_institutions(round_, tally), *_pairs(round_, tally)]
    found["X2"] += [*_twice(round_, stays), *_caps(round_, tally), *_uncertified(round_, tally)]
    found["X3"] += [*_unknown(round_, stays), *_unaccepted(round_, tally)]
    if "X4" in asked:
        found["X4"] += _envy(round_, tally)
    if "X5" in asked and not any(found.values()):  # a trade is judged from a lawful outcome
        found["X5"] += open_trade(round_, tally, keep_send_order="X4" in asked)
    return [
        PropertyViolated(code, {**found[code][0], "cases": len(found[code])})
        for code in asked
        if found[code]
    ]


def _institutions(round_: Round, tally: Tally) -> Iterator[Facts]:
    over = np.abs(tally.balance) > round_.institution_tolerance
    for institution in np.flatnonzero(over).tolist():
        yield {
            "why": "institution",
            "institution": institution,
            "opening": int(round_.opening_balance[institution]),
            "sent": int(tally.sent[institution]),
            "hosted": int(tally.hosted[institution]),
            "tolerance": round_.institution_tolerance,
        }


def _pairs(round_: Round, tally: Tally) -> Iterator[Facts]:
    if round_.country_tolerance is None:
        return
    for one, other in combinations(range(round_.countries), 2):
        if abs(tally.pair(one, other)) > round_.country_tolerance:
            yield {
                "why": "pair",
                "country": one,
                "other_country": other,
                "sent": int(tally.between[one, other]),
                "hosted": int(tally.between[other, one]),
                "tolerance": round_.country_tolerance,
            }


def _twice(round_: Round, stays: Stays) -> Iterator[Facts]:
    seen = set()
    for row, person in enumerate(stays.person.tolist()):
        if person in seen and 0 <= person < round_.people:
            yield {"why": "twice", "row": row, "person": person}
        seen.add(person)


def _caps(round_: Round, tally: Tally) -> Iterator[Facts]:
    for why, number, cap in (
        ("sent", tally.sent, round_.send_cap),
        ("hosted", tally.hosted, round_.host_cap),
    ):
        for institution in np.flatnonzero(number > cap).tolist():
            yield {
                "why": why,
                "institution": institution,
                "number": int(number[institution]),
                "cap": int(cap[institution]),
            }


def _uncertified(round_: Round, tally: Tally) -> Iterator[Facts]:
    """Homes that ranked their people send those whom they ranked, down to their cap."""
    beyond = (round_.send_rank < 0) | (round_.send_rank >= round_.send_cap[round_.home])
    wrong = (tally.host != HOME) & beyond & (round_.has_send_order[round_.home] == 1)
    for person in np.flatnonzero(wrong).tolist():
        yield {"why": "uncertified", "person": person, "institution": int(round_.home[person])}


def _unknown(round_: Round, stays: Stays) -> Iterator[Facts]:
    for row, (person, host) in enumerate(
        zip(stays.person.tolist(), stays.host.tolist(), strict=True)
    ):
        if not 0 <= person < round_.people:
            yield {"why": "unknown_person", "row": row}
        elif not 0 <= host < round_.institutions:
            yield {"why": "unknown_host", "row": row, "person": person}
        elif host == round_.home[person]:
            yield {"why": "own_home", "row": row, "person": person}


def _unaccepted(round_: Round, tally: Tally) -> Iterator[Facts]:
    away = tally.host != HOME
    for person in np.flatnonzero(away & (tally.listed < 0)).tolist():
        yield {"why": "not_listed", "person": person, "host": int(tally.host[person])}
    listed = np.flatnonzero(tally.listed >= 0)
    for person in listed[round_.host_rank[tally.listed[listed]] < 0].tolist():
        yield {"why": "not_accepted", "person": person, "host": int(tally.host[person])}


def _envy(round_: Round, tally: Tally) -> Iterator[Facts]:
    """X4: for each home and host, the lowest-ranked who went there, and everybody above them
    who would rather be there and is accepted."""
    pairs = round_.home[round_.place_person] * round_.institutions + round_.place_host
    _, home_host = np.unique(pairs, return_inverse=True)
    rank = round_.send_rank[round_.place_person]
    ranked = (round_.has_send_order[round_.home[round_.place_person]] == 1) & (rank >= 0)
    lowest = np.full(len(pairs), -1, dtype=np.int64)
    went = tally.listed[tally.listed >= 0]
    went = went[ranked[went]]
    np.maximum.at(lowest, home_host[went], rank[went])
    wish = ranked & (round_.host_rank >= 0) & _likes_better(round_, tally)
    envious = np.flatnonzero(wish & (rank < lowest[home_host]))
    holder = _holders(home_host[went], rank[went], round_.place_person[went])
    for place in envious.tolist():
        person, host = int(round_.place_person[place]), int(round_.place_host[place])
        key = int(home_host[place])
        yield {"person": person, "host": host, "other": holder[key, int(lowest[key])]}


def _likes_better(round_: Round, tally: Tally) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """(K) whether the person likes this place better than where they are."""
    own = tally.listed[round_.place_person]
    return (own < 0) | (np.arange(len(own)) < own)


def _holders(key: Integers, rank: Integers, person: Integers) -> dict[tuple[int, int], int]:
    rows = zip(key.tolist(), rank.tolist(), person.tolist(), strict=True)
    return {(group, place): number for group, place, number in rows}
