"""What of a certificate may be published so that nobody can be found in it, also not by solving.

Holders are counted by groups of pools that share no pool, so no two numbers can be subtracted.
Protected pools of an offering are one group; pools of one to four holders join it, then the
smallest others, until nobody can be found. An offering for which that does not help is counted
with others like it, and if even that does not help, those are not counted at all.

Nobody can be found: for every pool of one to four holders there is another outcome with the same
published numbers, in which one holder more or fewer sits there. It differs by a single move
between two pools of one group, and keeps what anybody knows besides: capacities, spill, the caps
of funds and regions, that a pool with a published cut-off is full and holds at least five, and
pools whose holders are counted elsewhere in public as a sum of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.market import NOBODY, Flags, Market

FEWEST = 5


@dataclass(frozen=True)
class Group:
    """Pools whose holders are published as one number."""

    pools: tuple[int, ...]
    held: int


@dataclass(frozen=True)
class Publication:
    """The public numbers. `offerings`: groups by offering. `apart`: offerings that are counted
    together, `apart_held` as one number or None. `cutoffs`: pools whose cut-off may be shown."""

    offerings: dict[int, tuple[Group, ...]]
    apart: tuple[int, ...]
    apart_held: int | None
    cutoffs: frozenset[int]


def publication(
    market: Market,
    certificate: Certificate,
    protected: Flags,
    elsewhere: Flags | None = None,
    fewest: int = FEWEST,
) -> Publication:
    """The most detailed numbers in which nobody can be found.

    protected (P): pools for people whom membership itself would expose. elsewhere (P): pools
    whose holders are counted in public besides, apart from the others.
    """
    seats = _Seats(market, certificate, elsewhere)
    shown: dict[int, tuple[Group, ...]] = {}
    cutoffs: dict[int, frozenset[int]] = {}
    for offering in range(market.offerings):
        found = _offering(market, seats, protected, offering, fewest)
        if found is not None:
            shown[offering], cutoffs[offering] = found
    apart = sorted(set(range(market.offerings)) - shown.keys())
    by_size = sorted(shown, key=lambda one: (sum(group.held for group in shown[one]), one))
    while apart and not _hidden(market, seats, apart, fewest) and by_size:
        joining = by_size.pop(0)
        apart = sorted([*apart, joining])
        del shown[joining], cutoffs[joining]
    held = None
    if _hidden(market, seats, apart, fewest):
        held = sum(seats.held[pool] for one in apart for pool in _pools(market, one))
    return Publication(shown, tuple(apart), held, frozenset().union(*cutoffs.values()))


class _Seats:
    """Holders and empty seats of pools, and whether one holder could sit elsewhere."""

    def __init__(
        self, market: Market, certificate: Certificate, elsewhere: Flags | None = None
    ) -> None:
        self.held: list[int] = certificate.pool_occupancy.tolist()
        self.last: list[int] = certificate.pool_last.tolist()
        self.pool_of: list[int] = market.claim_pool.tolist()
        self.elsewhere = np.zeros(market.pools) if elsewhere is None else elsewhere
        self.fund: list[int] = market.pool_fund.tolist()
        self.region: list[int] = market.offering_region[market.pool_offering].tolist()
        self.way = _ways(market.pool_spill.tolist())
        self.room = _room(market.pool_capacity.tolist(), market.pool_spill.tolist(), self.held)
        self.fund_left = _left(market.fund_cap.tolist(), self.fund, self.held)
        self.region_left = _left(market.region_cap.tolist(), self.region, self.held)

    def may_differ(
        self, pool: int, group: Iterable[int], cutoffs: frozenset[int], fewest: int
    ) -> bool:
        """Whether one holder more or fewer could sit in a pool, and all that is public the same."""
        return any(
            self._moves(pool, other, cutoffs, fewest) or self._moves(other, pool, cutoffs, fewest)
            for other in group
            if other != pool
        )

    def _moves(self, source: int, target: int, cutoffs: frozenset[int], fewest: int) -> bool:
        leaves, enters = set(self.way[source]), set(self.way[target])
        return (
            self.held[source] > (fewest if source in cutoffs else 0)
            and all(self.room[pool] > 0 for pool in enters - leaves)
            and not (leaves ^ enters) & cutoffs
            and _passes(self.fund, self.fund_left, source, target)
            and _passes(self.region, self.region_left, source, target)
            and bool(self.elsewhere[source] == self.elsewhere[target])
        )


def _ways(spill: Sequence[int]) -> list[tuple[int, ...]]:
    """By pool: itself and every pool that its empty seats reach."""
    ways: list[tuple[int, ...]] = [()] * len(spill)
    for pool in reversed(range(len(spill))):
        ways[pool] = (pool, *(ways[spill[pool]] if spill[pool] != NOBODY else ()))
    return ways


def _room(capacity: Sequence[int], spill: Sequence[int], held: Sequence[int]) -> list[int]:
    room = list(capacity)
    for pool, target in enumerate(spill):
        room[pool] -= held[pool]
        if target != NOBODY:
            room[target] += room[pool]
    return room


def _left(caps: Sequence[int], owner: Sequence[int], held: Sequence[int]) -> list[int]:
    left = list(caps)
    for pool, one in enumerate(owner):
        if one != NOBODY:
            left[one] -= held[pool]
    return left


def _passes(owner: Sequence[int], left: Sequence[int], source: int, target: int) -> bool:
    """Whether a cap lets a holder move between two pools."""
    one = owner[target]
    return one in (NOBODY, owner[source]) or left[one] > 0


def _pools(market: Market, offering: int) -> range:
    return range(int(market.offering_start[offering]), int(market.offering_start[offering + 1]))


def _offering(
    market: Market, seats: _Seats, protected: Flags, offering: int, fewest: int
) -> tuple[tuple[Group, ...], frozenset[int]] | None:
    """An offering's groups and cut-offs; None if they would show somebody. Cut-offs are given up
    after pools of their own: a number of holders is worth less to a reader."""
    pools = _pools(market, offering)
    together = [pool for pool in pools if protected[pool] or 0 < seats.held[pool] < fewest]
    others = [pool for pool in pools if pool not in together]
    others.sort(key=lambda pool: (seats.held[pool], pool))
    full = frozenset(
        pool
        for pool in pools
        if not protected[pool]
        and seats.held[pool] >= fewest
        and seats.last[pool] != NOBODY
        and seats.pool_of[seats.last[pool]] == pool
    )
    apart = full - {pool for one in together for pool in seats.way[one]}
    for cutoffs in (full, apart):
        for joined in range(len(others) + 1 if together else 1):
            group = [*together, *others[:joined]]
            if _is_safe(seats, group, cutoffs, fewest):
                groups = [Group((pool,), seats.held[pool]) for pool in others[joined:]]
                if group:
                    whole = sum(seats.held[pool] for pool in group)
                    groups.append(Group(tuple(sorted(group)), whole))
                return tuple(sorted(groups, key=lambda one: one.pools)), cutoffs
    return None


def _hidden(market: Market, seats: _Seats, offerings: Iterable[int], fewest: int) -> bool:
    """Whether these offerings may be counted as one number."""
    pools = [pool for one in offerings for pool in _pools(market, one)]
    return _is_safe(seats, pools, frozenset(), fewest)


def _is_safe(seats: _Seats, group: list[int], cutoffs: frozenset[int], fewest: int) -> bool:
    held = sum(seats.held[pool] for pool in group)
    return not 0 < held < fewest and all(
        seats.may_differ(pool, group, cutoffs, fewest)
        for pool in group
        if 0 < seats.held[pool] < fewest
    )
