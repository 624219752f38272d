"""What a result comes to, counted from its rows alone: who is where, and every balance.

Shared by the checks and by nothing that solves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import Integers
from sheber.engine.exchange.market import HOME, Round, Stays


@dataclass(frozen=True, eq=False)
class Tally:
    """host (P): where each person is, or HOME. listed (P): the place on the person's list that
    this is, or −1 at home and where it stands on no list. sent, hosted, balance (I): balance
    includes the opening one. between (countries × countries): stays by country of home and host.
    """

    host: Integers
    listed: Integers
    sent: Integers
    hosted: Integers
    balance: Integers
    between: Integers

    def pair(self, one: int, other: int) -> int:
        """What country `one` hosted from the other less what it sent there."""
        return int(self.between[other, one] - self.between[one, other])


def count(round_: Round, stays: Stays) -> Tally:
    """The tally of rows. A row that names nobody, or a person again, does not count."""
    host = np.full(round_.people, HOME, dtype=np.int64)
    known = readable(round_, stays)
    person, first = np.unique(stays.person[known], return_index=True)
    host[person] = stays.host[known][first]
    away = np.flatnonzero(host != HOME)
    home = round_.home[away]
    size = round_.countries
    cells = round_.country[home] * size + round_.country[host[away]]
    sent = np.bincount(home, minlength=round_.institutions)
    hosted = np.bincount(host[away], minlength=round_.institutions)
    listed = np.full(round_.people, -1, dtype=np.int64)
    there = np.flatnonzero(round_.place_host == host[round_.place_person])
    listed[round_.place_person[there]] = there
    return Tally(
        host=host,
        listed=listed,
        sent=sent,
        hosted=hosted,
        balance=round_.opening_balance + hosted - sent,
        between=np.bincount(cells, minlength=size * size).reshape(size, size),
    )


def readable(round_: Round, stays: Stays) -> Integers:
    """Rows whose person and host the round knows, and that lead away from home."""
    known = (stays.person >= 0) & (stays.person < round_.people)
    known &= (stays.host >= 0) & (stays.host < round_.institutions)
    rows = np.flatnonzero(known)
    away = stays.host[rows] != round_.home[stays.person[rows]]
    found: Integers = rows[away]
    return found
