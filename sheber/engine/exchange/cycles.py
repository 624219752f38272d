"""Two-sided top trading cycles, and their variant with a tolerable imbalance.

Dur & Ünver 2019, “Two-Sided Matching via Balanced Exchange”, Journal of Political Economy 127.
Every institution points to the first of its certified people who is left, everybody left points
to the best host that is open, and whoever is pointed to around a cycle goes. With nothing open
a person stays at home, and the institution points to its next.

With a tolerance, an institution whose people are all gone may still take somebody in, and one
with room below may send somebody without taking anybody: people then also go along **chains**.
The authors take a chain only where there is no cycle, and choose among chains by a fixed order
of institutions; here it is the order in which they are numbered. A chain starts at the first
institution that may still fall below, and ends at one with nobody left and room above. What
makes the usual proofs hold is that a host once closed never opens again: it takes nobody if its
cap is reached; or if its people are gone and it has no room above, or no institution with
people left has room below. So nobody gains by misreporting, nobody envies a lower-ranked
compatriot, and no cycle or chain is left that would make somebody better off and nobody worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sheber.engine.clearing.market import Integers
from sheber.engine.exchange.market import HOME, Round


def trading_cycles(round_: Round, look_first: Sequence[int] | None = None) -> Integers:
    """(P) the host of each person, or HOME. The round has passed the linter.

    `look_first`: in which order institutions are looked at for cycles; it cannot matter, and
    tests say so. Chains always start in the order of numbers.
    """
    trade = _Trade(round_)
    trade.chains(range(round_.institutions))
    trade.cycles(range(round_.institutions) if look_first is None else look_first)
    return np.array(trade.host, dtype=np.int64)


class _Trade:
    """The state of the procedure: plain lists, since it is walked and not computed."""

    def __init__(self, round_: Round) -> None:
        self.tolerance = round_.institution_tolerance
        self.balance: list[int] = round_.opening_balance.tolist()
        self.send_left: list[int] = round_.send_cap.tolist()
        self.host_left: list[int] = round_.host_cap.tolist()
        self.queue = _queues(round_)
        self.head = [0] * round_.institutions
        self.place, self.last = _acceptable_places(round_)
        self.wish = [0, *self.last[:-1]]
        self.host = [HOME] * round_.people
        self.chains_are_open = False

    def chains(self, order: Sequence[int]) -> None:
        """Everybody who goes while some institution may still send without taking in."""
        self.chains_are_open = True
        for start in order:
            while self._has_people(start) and self.balance[start] > -self.tolerance:
                self._walk(start)
        self.chains_are_open = False

    def cycles(self, order: Sequence[int]) -> None:
        """Everybody who goes around a cycle, until nobody is left."""
        for start in order:
            while self._has_people(start):
                self._walk(start)

    def _walk(self, start: int) -> None:
        """Follow the pointers from an institution, and clear each cycle that is met on the way,
        until its chain is cleared or the walk is back at the beginning."""
        path, where = [start], {start: 0}
        while path:
            institution = path[-1]
            if not self._has_people(institution):
                if self.chains_are_open and len(path) > 1 and self._has_room(institution):
                    self._clear(path)
                    self.balance[start] -= 1
                    self.balance[institution] += 1
                    return
                del where[path.pop()]
                continue
            target = self._favourite(self.queue[institution][self.head[institution]])
            if target == HOME:
                self.head[institution] += 1
            elif target in where:
                cycle = path[where[target] :]
                self._clear([*cycle, target])
                del path[where[target] :]
                for institution in cycle:
                    del where[institution]
            else:
                where[target] = len(path)
                path.append(target)

    def _clear(self, path: list[int]) -> None:
        """The first person of each institution goes to the next institution of the path."""
        for home, host in pairwise(path):
            self.host[self.queue[home][self.head[home]]] = host
            self.head[home] += 1
            self.send_left[home] -= 1
            self.host_left[host] -= 1

    def _favourite(self, person: int) -> int:
        """The best host that is open to a person. Hosts do not reopen, so those passed stay so."""
        while self.wish[person] < self.last[person]:
            host = self.place[self.wish[person]]
            if self._is_open(host):
                return host
            self.wish[person] += 1
        return HOME

    def _is_open(self, host: int) -> bool:
        if self.host_left[host] <= 0:
            return False
        return self._has_people(host) or (self.chains_are_open and self._has_room(host))

    def _has_people(self, home: int) -> bool:
        return self.head[home] < len(self.queue[home]) and self.send_left[home] > 0

    def _has_room(self, host: int) -> bool:
        return self.balance[host] < self.tolerance


def _queues(round_: Round) -> list[list[int]]:
    """The certified people of each institution, in its order."""
    queues: list[list[int]] = [[] for _ in range(round_.institutions)]
    home = round_.home.tolist()
    certified = np.flatnonzero(round_.certified)
    for person in certified[np.argsort(round_.send_rank[certified], kind="stable")].tolist():
        queues[home[person]].append(person)
    return queues


def _acceptable_places(round_: Round) -> tuple[list[int], list[int]]:
    """Hosts that accept the person, list after list, and (P) where each list ends."""
    accepted = round_.host_rank >= 0
    sizes = np.bincount(round_.place_person[accepted], minlength=round_.people)
    return round_.place_host[accepted].tolist(), np.cumsum(sizes).tolist()
