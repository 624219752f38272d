"""The checker of a clearing, in one file that stands alone: Python's own library and NumPy.

It recomputes C1–C6, the ranking behind the keys, and every number of a certificate from the
market and what people hold, and shares nothing with the code that solves or certifies. The
engine runs it on every result; anybody may run it on a file of their own.

A market is anything that has the columns of `Columns` by name, and people hold one claim or
nothing. Work is linear in claims, block by block of whole applicants, so that memory is bounded
by pools, applicants and one block; columns may be mapped from disk. One thing is sorted: wishes,
by ranking, because "places short" is a place in a ranking and wishes come in applicants' order.

What is asked of each claim that its applicant likes more than the seat they hold (C3, C4, C5):
would its chooser take it, given everybody who likes a seat of that chooser as much as their own?
The applicant's own seat counts as free for them, wherever spill, a fund's cap or a region's cap
carries it: that rules out outcomes that are stable but that a better one dominates.

Seats of a region are given in the order (number beyond the offering's target, turn). A full
region closes an offering if its next seat would come after every seat given; what such an
offering leaves empty from its last filled pool on does not flow (Kamada & Kojima 2015).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Facts = dict[str, object]

NOBODY = -1
MISSING = -np.inf
"""A tie-break that a claim does not state."""
BLOCK = 1 << 20
"""Claims looked at together, at least one whole applicant."""
WISHES = 1 << 22
"""Wishes sorted together, at least one whole ranking."""

PROPERTIES = {
    "C1": "every held contract is on the applicant's list, and each applicant holds at most one",
    "C2": "seats are conserved: occupancy ≤ capacity + inflow, inflow = what upstream left empty",
    "C3": "no justified envy: nobody likes better a contract that would be taken over a holder's",
    "C4": "no waste: nobody likes better a contract for which a seat stands empty",
    "C5": "each held contract sits in the earliest pool that would take it",
    "C6": "the caps of funds and regions hold",
}
VIABLE = {"V1": "no open offering holds fewer people than its minimum"}


@dataclass(frozen=True)
class Broken:
    """Something that does not hold: a property's code, or "market", "ranking", "certificate"."""

    code: str
    facts: Facts


class Findings:
    """What does not hold so far: by code the facts of the first case, and how many cases."""

    def __init__(self) -> None:
        self._first: dict[str, Facts] = {}
        self._cases: dict[str, int] = {}

    def add(self, code: str, facts: Facts, cases: int = 1) -> None:
        self._first.setdefault(code, facts)
        self._cases[code] = self._cases.get(code, 0) + cases

    def all(self) -> list[Broken]:
        return [
            Broken(code, {**self._first[code], "cases": self._cases[code]})
            for code in sorted(self._first)
        ]


# ——— the market, and people in blocks ———


@dataclass(frozen=True, eq=False)
class Columns:
    """A market's columns. Children of parent i are start[i] … start[i + 1] − 1; −1 is none.

    Pools are numbered in precedence order, contracts best first, claims of a contract in the
    order of their pools; `claim_key`: a rank, 0 worst, in the claim's fund or else its offering.
    """

    offering_start: Integers
    pool_capacity: Integers
    pool_spill: Integers
    fund_start: Integers
    fund_pools: Integers
    fund_cap: Integers
    region_start: Integers
    region_offerings: Integers
    region_cap: Integers
    offering_target: Integers
    applicant_start: Integers
    contract_start: Integers
    claim_pool: Integers
    claim_key: Integers
    pools: int = field(init=False)
    claims: int = field(init=False)
    offering: Integers = field(init=False)
    fund: Integers = field(init=False)
    region: Integers = field(init=False)
    turn: Integers = field(init=False)
    chooser: Integers = field(init=False)
    first_claim: Integers = field(init=False)

    def __post_init__(self) -> None:
        pools, offerings = len(self.pool_capacity), len(self.offering_start) - 1
        offering = parents(self.offering_start)
        fund, region = np.full(pools, NOBODY), np.full(offerings, NOBODY)
        fund[self.fund_pools] = parents(self.fund_start)
        region_of_entry = parents(self.region_start)
        region[self.region_offerings] = region_of_entry
        turn = np.zeros(offerings, dtype=np.int64)
        place = np.arange(len(region_of_entry))
        turn[self.region_offerings] = place - self.region_start[region_of_entry]
        within = region[offering]
        chooser = np.where(within < 0, offering, offerings + len(self.fund_cap) + within)
        derived = {
            "pools": pools,
            "claims": len(self.claim_pool),
            "offering": offering,
            "fund": fund,
            "region": region,
            "turn": turn,
            "chooser": np.where(fund < 0, chooser, offerings + fund),
            "first_claim": self.contract_start[self.applicant_start],
        }
        for name, values in derived.items():
            object.__setattr__(self, name, values)

    @property
    def applicants(self) -> int:
        return len(self.applicant_start) - 1

    @property
    def group(self) -> Integers:
        """(P) in whose ranking the keys of a pool's claims stand: an offering's or a fund's."""
        return np.where(self.fund < 0, self.offering, len(self.offering_start) + self.fund)


COLUMNS = tuple(one.name for one in fields(Columns) if one.init)


def columns(market: Any) -> Columns:
    """The columns of anything that has them by name."""
    return Columns(**{name: getattr(market, name) for name in COLUMNS})


def parents(start: Integers) -> Integers:
    """The parent of every child, from offsets."""
    return np.repeat(np.arange(len(start) - 1, dtype=np.int64), np.diff(start))


def spread(first: Integers, counts: Integers) -> Integers:
    """first[0], first[0] + 1, … (counts[0] of them), then those of first[1] …"""
    before = np.cumsum(counts) - counts
    return np.repeat(first - before, counts) + np.arange(int(counts.sum()))


def blocks(start: Integers) -> Iterator[slice]:
    """Runs of whole parents with about BLOCK children each."""
    low, parents_in_all = 0, len(start) - 1
    while low < parents_in_all:
        high = int(np.searchsorted(start, start[low] + BLOCK, side="right")) - 1
        high = min(max(high, low + 1), parents_in_all)
        yield slice(low, high)
        low = high


def flat_blocks(length: int) -> Iterator[slice]:
    for low in range(0, length, BLOCK):
        yield slice(low, min(low + BLOCK, length))


@dataclass(frozen=True, eq=False)
class Wishes:
    """Claims of some applicants that they like more than the claim they hold, an earlier pool
    of the held contract included: all claims before it."""

    claim: Integers
    owner: Integers
    pool: Integers
    key: Integers
    held: Integers


def wishes(market: Columns, held_claim: Integers) -> Iterator[Wishes]:
    """All wishes, block by block of applicants."""
    for who in blocks(market.first_claim):
        first, held = market.first_claim[who], held_claim[who]
        end = np.where(held >= 0, held, market.first_claim[who.start + 1 : who.stop + 1])
        counts = end - first
        claim = spread(first, counts)
        owner = np.repeat(np.arange(who.start, who.stop), counts)
        yield Wishes(
            claim, owner, market.claim_pool[claim], market.claim_key[claim], np.repeat(held, counts)
        )


# ——— seats ———


@dataclass(frozen=True, eq=False)
class Seats:
    """Seats as they stand. By pool: `occupancy`; `inflow`, seats that flowed in; `room`, empty
    seats were no region full; `shut`, closed by a full region; `cutoff`, the key below which
    nobody passes (0 if open, one more than any key if nobody can); `last`, the held claim that
    closes it; `gives_way`, the held claim that goes if one more is taken. −1 is none.

    `fund_left` (F), `region_left` (G). `next_seat` (O): the rank of an offering's next seat in
    its region. `closed` (O): by the region.
    """

    occupancy: Integers
    inflow: Integers
    room: Integers
    shut: Flags
    cutoff: Integers
    last: Integers
    gives_way: Integers
    fund_left: Integers
    region_left: Integers
    next_seat: Integers
    closed: Flags


def seats(market: Columns, held_claim: Integers) -> Seats:
    """Count seats under a matching, lawful or not: (A) the claim each applicant holds, or −1."""
    occupancy, worst, worst_claim = _holders(market, held_claim)
    room = _room(market, occupancy)
    fund_left, fund_worst, fund_last = _funds(market, occupancy, worst, worst_claim)
    region_left, next_seat, closed, last_filled, region_last = _regions(market, occupancy)

    pool, capped = np.arange(market.pools), market.fund >= 0
    shut_from = last_filled[market.offering]
    shut = closed[market.offering] & ((pool > shut_from) | ((pool == shut_from) & (room > 0)))
    flows = (market.pool_spill >= 0) & ~shut
    inflow = np.zeros(market.pools, dtype=np.int64)
    np.add.at(inflow, market.pool_spill[flows], room[flows])

    spent = np.zeros(market.pools, dtype=np.bool_)
    spent[capped] = fund_left[market.fund[capped]] <= 0
    by_fund = spent & (room > 0)
    cutoff = np.where((room == 0) | shut, worst, 0)
    last = np.where((room == 0) | shut, worst_claim, NOBODY)
    cutoff[by_fund] = fund_worst[market.fund[by_fund]]
    last[by_fund] = fund_last[market.fund[by_fund]]

    gives_way = last.copy()
    region = market.region[market.offering]
    within = (region >= 0) & (room > 0)
    within[within] = region_left[region[within]] <= 0
    goes = np.where(closed[market.offering], shut_from, region_last[region])[within]
    gives_way[within] = np.where(goes >= 0, worst_claim[goes], NOBODY)
    return Seats(
        occupancy,
        inflow,
        room,
        shut,
        cutoff,
        last,
        gives_way,
        fund_left,
        region_left,
        next_seat,
        closed,
    )


def _holders(market: Columns, held_claim: Integers) -> tuple[Integers, Integers, Integers]:
    """By pool: holders, the worst key among them (no key is as high, if none) and its claim."""
    occupancy = np.zeros(market.pools, dtype=np.int64)
    worst = np.full(market.pools, market.claims, dtype=np.int64)
    worst_claim = np.full(market.pools, NOBODY, dtype=np.int64)
    for who in flat_blocks(len(held_claim)):
        held = held_claim[who][held_claim[who] >= 0]
        pool, key = market.claim_pool[held], market.claim_key[held]
        occupancy += np.bincount(pool, minlength=market.pools)
        np.minimum.at(worst, pool, key)
        lowest = key == worst[pool]
        worst_claim[pool[lowest]] = held[lowest]
    return occupancy, worst, worst_claim


def _room(market: Columns, occupancy: Integers) -> Integers:
    """Empty seats of each pool, all that flowed in included; all first pools, then all second."""
    room = market.pool_capacity - occupancy
    sizes = np.diff(market.offering_start)
    for place in range(int(sizes.max(initial=0))):
        pool = market.offering_start[:-1][sizes > place] + place
        room[pool] = np.maximum(room[pool], 0)
        spilling = pool[market.pool_spill[pool] >= 0]
        np.add.at(room, market.pool_spill[spilling], room[spilling])
    return room


def _funds(
    market: Columns, occupancy: Integers, worst: Integers, worst_claim: Integers
) -> tuple[Integers, Integers, Integers]:
    """By fund: seats left under the cap, the worst key held and its claim."""
    funds, members = parents(market.fund_start), market.fund_pools
    left = market.fund_cap.copy()
    np.subtract.at(left, funds, occupancy[members])
    fund_worst = np.full(len(left), market.claims, dtype=np.int64)
    np.minimum.at(fund_worst, funds, worst[members])
    fund_last = np.full(len(left), NOBODY, dtype=np.int64)
    lowest = worst[members] == fund_worst[funds]
    fund_last[funds[lowest]] = worst_claim[members[lowest]]
    return left, fund_worst, fund_last


def _regions(
    market: Columns, occupancy: Integers
) -> tuple[Integers, Integers, Flags, Integers, Integers]:
    """By region seats left; by offering the rank of its next seat, whether the region closes it,
    and its last filled pool; by region (one more, empty, for none) the last filled pool of the
    offering whose seat was given last."""
    offerings = len(market.offering_start) - 1
    held = np.zeros(offerings, dtype=np.int64)
    np.add.at(held, market.offering, occupancy)
    last_filled = np.full(offerings, NOBODY, dtype=np.int64)
    filled = np.flatnonzero(occupancy)
    np.maximum.at(last_filled, market.offering[filled], filled)
    beyond = held - market.offering_target
    next_seat = np.maximum(beyond + 1, 0) * offerings + market.turn
    given = np.where(held > 0, np.maximum(beyond, 0) * offerings + market.turn, NOBODY)

    inside = np.flatnonzero(market.region >= 0)
    region = market.region[inside]
    left = market.region_cap.copy()
    np.subtract.at(left, region, held[inside])
    last_given = np.full(len(left), NOBODY, dtype=np.int64)
    np.maximum.at(last_given, region, given[inside])
    closed = np.zeros(offerings, dtype=np.bool_)
    closed[inside] = (left[region] <= 0) & (next_seat[inside] > last_given[region])
    region_last = np.full(len(left) + 1, NOBODY, dtype=np.int64)
    gave = inside[(given[inside] == last_given[region]) & (given[inside] >= 0)]
    region_last[market.region[gave]] = last_filled[gave]
    return left, next_seat, closed, last_filled, region_last


# ——— C1–C6 ———


def check(market: Any, held: Any) -> list[Broken]:
    """Each property that does not hold for rows of held seats, which need not be lawful.

    `held` has columns `applicant`, `contract`, `pool`: one row a seat, −1 for an unknown name.
    """
    seen, found = columns(market), Findings()
    claims = _read_rows(seen, held, found)
    _judge(seen, claims, found)
    return found.all()


def check_claims(market: Any, held_claim: Integers) -> list[Broken]:
    """The same for a matching given as (A) one claim, or −1, for each applicant."""
    seen, found = columns(market), Findings()
    strange = (held_claim != NOBODY) & (
        (held_claim < seen.first_claim[:-1]) | (held_claim >= seen.first_claim[1:])
    )
    for applicant in np.flatnonzero(strange)[:1].tolist():
        facts: Facts = {"why": "not_own_claim", "applicant": applicant}
        found.add("C1", facts, int(strange.sum()))
    _judge(seen, np.where(strange, NOBODY, held_claim), found)
    return found.all()


def lawful_claims(market: Any, held: Any) -> Integers:
    """(A) the claim behind each row that C1 allows, or −1: what is left to judge if C1 fails."""
    return _read_rows(columns(market), held, Findings())


def _read_rows(market: Columns, held: Any, found: Findings) -> Integers:
    """C1: the claim each applicant holds by the rows; the first row of an applicant counts."""
    claims = np.full(market.applicants, NOBODY, dtype=np.int64)
    for rows in flat_blocks(len(held.applicant)):
        applicant, contract, pool = held.applicant[rows], held.contract[rows], held.pool[rows]
        listed = _is_listed(market, applicant, contract)
        claim = _claim_at(market, np.where(listed, contract, NOBODY), pool)
        lawful = np.flatnonzero(claim >= 0)
        _, first = np.unique(applicant[lawful], return_index=True)
        once = lawful[first][claims[applicant[lawful[first]]] == NOBODY]
        claims[applicant[once]] = claim[once]
        taken = np.zeros(len(claim), dtype=np.bool_)
        taken[once] = True
        for row in np.flatnonzero(~taken).tolist():
            why = "not_on_list" if not listed[row] else "no_claim_on_pool"
            facts = {"applicant": int(applicant[row]), "contract": int(contract[row])}
            facts |= {"row": rows.start + row, "pool": int(pool[row])}
            found.add("C1", {"why": why if claim[row] < 0 else "holds_two", **facts})
    return claims


def _is_listed(market: Columns, applicant: Integers, contract: Integers) -> Flags:
    listed: Flags = (applicant >= 0) & (applicant < market.applicants)
    who, what = applicant[listed], contract[listed]
    first, end = market.applicant_start[who], market.applicant_start[who + 1]
    listed[listed] = (what >= first) & (what < end)
    return listed


def _claim_at(market: Columns, contract: Integers, pool: Integers) -> Integers:
    """The claim of each contract (or −1) on a pool, or −1; as many rounds as claims in one."""
    found = np.full(len(contract), NOBODY, dtype=np.int64)
    asked = np.flatnonzero(contract >= 0)
    claim, end = market.contract_start[contract[asked]], market.contract_start[contract[asked] + 1]
    while len(asked):
        inside = claim < end
        asked, claim, end = asked[inside], claim[inside], end[inside]
        hit = market.claim_pool[claim] == pool[asked]
        found[asked[hit]] = claim[hit]
        asked, claim, end = asked[~hit], claim[~hit] + 1, end[~hit]
    return found


def _judge(market: Columns, held_claim: Integers, found: Findings) -> None:
    """C2–C6 for claims that C1 allows."""
    stand = seats(market, held_claim)
    over = np.flatnonzero(stand.occupancy > market.pool_capacity + stand.inflow)
    for pool in over.tolist():
        facts: Facts = {"why": "over_capacity", "pool": pool}
        facts["occupancy"] = int(stand.occupancy[pool])
        facts["capacity"] = int(market.pool_capacity[pool])
        found.add("C2", {**facts, "inflow": int(stand.inflow[pool])})
    for why, caps, left in (
        ("fund", market.fund_cap, stand.fund_left),
        ("region", market.region_cap, stand.region_left),
    ):
        for one in np.flatnonzero(left < 0).tolist():
            cap = int(caps[one])
            found.add("C6", {"why": why, why: one, "cap": cap, "held": cap - int(left[one])})
    within_reach = False
    for wish in wishes(market, held_claim):
        within_reach |= bool(np.any(_is_near(market, wish)))
        passing = np.flatnonzero(wish.key >= stand.cutoff[wish.pool])
        if len(passing):
            _report_passing(market, stand, wish, passing, found)
    if within_reach:
        _judge_own_seats(market, held_claim, stand, found)


def _report_passing(
    market: Columns, stand: Seats, wish: Wishes, passing: Integers, found: Findings
) -> None:
    """C4 if the seat is empty and nobody has to go for it, otherwise C3; C5 within a contract."""
    goes = stand.gives_way[wish.pool[passing]]
    waste = goes == NOBODY
    for index in passing[waste].tolist():
        found.add(*_case(market, wish, index, "C4", "empty_seat"))
    for index, holder in zip(passing[~waste].tolist(), goes[~waste].tolist(), strict=True):
        code, facts = _case(market, wish, index, "C3", "holder_below")
        who = int(np.searchsorted(market.first_claim, holder, side="right")) - 1
        found.add(code, {**facts, "holder": who})


def _case(market: Columns, wish: Wishes, index: int, code: str, why: str) -> tuple[str, Facts]:
    contract = int(np.searchsorted(market.contract_start, wish.claim[index], side="right")) - 1
    if wish.held[index] >= 0 and wish.held[index] < market.contract_start[contract + 1]:
        code = "C5"
    facts: Facts = {"why": why, "applicant": int(wish.owner[index]), "contract": contract}
    return code, {**facts, "pool": int(wish.pool[index])}


# ——— minimum groups: offerings that were closed before the final market was cleared ———


def without_seats(market: Any, offerings: list[int]) -> Integers:
    """(P) capacities of the final market, in which these offerings have no seat."""
    table = columns(market)
    return np.where(np.isin(table.offering, offerings), 0, table.pool_capacity)


def check_viable(
    market: Any, minimum: Integers, closings: list[tuple[int, int, int]], held_claim: Integers
) -> list[Broken]:
    """V1 for a final market, and that each closing (offering, held, minimum) was of one that was
    short. Whether another order would have closed others is not asked. `minimum` (O): 0 for none;
    empty if none states any."""
    table = columns(market)
    if not len(minimum):
        minimum = np.zeros(len(table.offering_start) - 1, dtype=np.int64)
    for offering, held, needed in closings:
        if not held < needed == minimum[offering]:
            facts: Facts = {"offering": offering, "held": held, "minimum": needed}
            return [Broken("V1", {"why": "not_short", **facts})]
    pools = table.claim_pool[held_claim[held_claim >= 0]]
    people = np.bincount(table.offering[pools], minlength=len(minimum))
    short = people < minimum
    short[[offering for offering, _, _ in closings]] = False
    if not np.any(short):
        return []
    first = int(np.flatnonzero(short)[0])
    facts = {"offering": first, "held": int(people[first]), "minimum": int(minimum[first])}
    return [Broken("V1", {"why": "short", **facts, "cases": int(short.sum())})]


# ——— the applicant's own seat counts as free for them ———


def _is_near(market: Columns, wish: Wishes) -> Flags:
    """Whether a wish is for the chooser that gave its applicant the seat they hold."""
    seat = market.claim_pool[np.maximum(wish.held, 0)]
    near: Flags = (wish.held >= 0) & (market.chooser[wish.pool] == market.chooser[seat])
    return near


class Rivals:
    """The highest value wished for in each group, whose it is, and the highest of anybody else.
    Values are 0 or more; each applicant's come in one call of `add`."""

    def __init__(self, groups: int) -> None:
        self.best, self.who, self.second = (
            np.full(groups, NOBODY, dtype=np.int64) for _ in range(3)
        )

    def add(self, group: Integers, value: Integers, owner: Integers) -> None:
        best, who, second = (np.full_like(self.best, NOBODY) for _ in range(3))
        np.maximum.at(best, group, value)
        top = value == best[group]
        who[group[top]] = owner[top]
        others = owner != who[group]
        np.maximum.at(second, group[others], value[others])
        higher = best > self.best
        self.second = np.maximum(
            np.where(higher, self.best, self.second), np.where(higher, second, best)
        )
        self.who = np.where(higher, who, self.who)
        self.best = np.maximum(self.best, best)

    def besides(self, group: Integers, owner: Integers) -> Integers:
        """The highest by anybody but the owner, or −1."""
        return np.where(self.who[group] == owner, self.second[group], self.best[group])


@dataclass(frozen=True, eq=False)
class Queues:
    """Who else wishes: for a pool; for any pool of a fund with room; in a closed offering, for
    the seats that more from the region would give, in their order; in a region, by turn."""

    pool: Rivals
    fund: Rivals
    line: Rivals
    turn: Rivals


def _judge_own_seats(market: Columns, held_claim: Integers, stand: Seats, found: Findings) -> None:
    """C4 and C5 again: a seat of one's own that, set free, would come back under a wish.

    Under spill it flows from the applicant's pool to later ones unless somebody wishes for it on
    the way. Under a fund it goes to the best wish for any pool that has room. In a full region
    it goes to the same offering first, in the order of its pools, and if nobody wishes for it
    there, to the closed offering whose next seat comes first.
    """
    offers_more = stand.closed[market.offering] & (stand.room > 0) & stand.shut
    latest = int(stand.next_seat.max(initial=0))
    queues = Queues(
        Rivals(market.pools),
        Rivals(len(market.fund_cap)),
        Rivals(len(market.offering_start) - 1),
        Rivals(len(market.region_cap)),
    )
    for wish in wishes(market, held_claim):
        queues.pool.add(wish.pool, wish.key, wish.owner)
        paid = (market.fund[wish.pool] >= 0) & (stand.room[wish.pool] > 0)
        queues.fund.add(market.fund[wish.pool[paid]], wish.key[paid], wish.owner[paid])
        more = offers_more[wish.pool]
        offering, owner = market.offering[wish.pool[more]], wish.owner[more]
        queues.line.add(offering, _place_in_line(market, wish)[more], owner)
        queues.turn.add(market.region[offering], latest - stand.next_seat[offering], owner)
    for wish in wishes(market, held_claim):
        near = np.flatnonzero(_is_near(market, wish) & (wish.key < stand.cutoff[wish.pool]))
        asked = Wishes(*(getattr(wish, one.name)[near] for one in fields(wish)))
        serves = _own_seat_serves(market, stand, queues, asked, offers_more, latest)
        for index in np.flatnonzero(serves).tolist():
            found.add(*_case(market, asked, index, "C4", "own_seat_would_serve"))


def _place_in_line(market: Columns, wish: Wishes) -> Integers:
    """Higher for an earlier pool, and in one pool for a higher key."""
    return (market.pools - wish.pool) * (market.claims + 1) + wish.key


def _own_seat_serves(
    market: Columns,
    stand: Seats,
    queues: Queues,
    wish: Wishes,
    offers_more: Flags,
    latest: int,
) -> Flags:
    """Whether the freed seat would come to each wish; all are near and below their cut-off."""
    seat = market.claim_pool[wish.held]
    fund, offering = market.fund[wish.pool], market.offering[wish.pool]
    home = market.offering[seat]
    best_in_pool = wish.key > queues.pool.besides(wish.pool, wish.owner)
    first_in_line = _place_in_line(market, wish) > queues.line.besides(offering, wish.owner)

    same = offering == home
    reached, unclaimed = _flow(market, queues.pool, seat, wish, same)
    serves: Flags = same & unclaimed & best_in_pool & first_in_line
    serves &= reached | offers_more[wish.pool]

    region = market.region[offering]
    other = np.flatnonzero(~same & (fund < 0))
    turn = latest - stand.next_seat[offering[other]]
    serves[other] = (
        offers_more[wish.pool[other]]
        & unclaimed[other]
        & (queues.line.besides(home[other], wish.owner[other]) == NOBODY)
        & first_in_line[other]
        & (turn >= queues.turn.besides(region[other], wish.owner[other]))
    )
    paid = np.flatnonzero(fund >= 0)
    own, key, who, payer = seat[paid], wish.key[paid], wish.owner[paid], fund[paid]
    serves[paid] = (
        ((own == wish.pool[paid]) | (stand.room[wish.pool[paid]] > 0))
        & (key > queues.pool.besides(own, who))
        & ((stand.fund_left[payer] > 0) | (key > queues.fund.besides(payer, who)))
    )
    return serves


def _flow(
    market: Columns, rivals: Rivals, seat: Integers, wish: Wishes, same: Flags
) -> tuple[Flags, Flags]:
    """Follow the freed seat along its spill, to the wish's pool in the same offering, otherwise
    to the end: whether it gets there, and whether nobody else wishes for it before. As many
    rounds as the longest spill has pools."""
    reached = np.zeros(len(seat), dtype=np.bool_)
    unclaimed = np.ones(len(seat), dtype=np.bool_)
    goal = np.where(same, wish.pool, market.pools)
    moving, pool = np.arange(len(seat)), seat
    while len(moving):
        reached[moving[pool == goal[moving]]] = True
        before = pool < goal[moving]
        moving, pool = moving[before], pool[before]
        wanted = rivals.besides(pool, wish.owner[moving]) != NOBODY
        unclaimed[moving[wanted]] = False
        onward = ~wanted & (market.pool_spill[pool] >= 0)
        moving, pool = moving[onward], market.pool_spill[pool[onward]]
    return reached, unclaimed


# ——— every number of a certificate ———

CERTIFICATE = (
    "held_claim",
    "pool_inflow",
    "pool_occupancy",
    "pool_last",
    "pool_cutoff",
    "wish_contract",
    "wish_claim",
    "wish_short",
)


def check_certificate(market: Any, stated: Any) -> list[Broken]:
    """Every number of a certificate that is not what its own held claims give, for which C1–C6
    hold. `stated` has the columns of `CERTIFICATE`.

    Seats are recounted. A wish's places short are 1 + the others who stand above it on that
    ranking and hold nothing that they like as much; its claim is the one with the fewest, the
    earlier if two have as few.
    """
    seen, found = columns(market), Findings()
    stand = seats(seen, stated.held_claim)
    for number, truth in (
        ("inflow", stand.inflow),
        ("occupancy", stand.occupancy),
        ("last", stand.last),
        ("cutoff", stand.cutoff),
    ):
        said = getattr(stated, f"pool_{number}")
        if len(said) != seen.pools:
            found.add("certificate", {"why": "length", "number": number})
            continue
        for pool in np.flatnonzero(said != truth).tolist():
            facts: Facts = {"why": "pool", "number": number, "pool": pool}
            found.add("certificate", {**facts, **_both(said[pool], truth[pool])})
    if _check_rows(seen, stated, found):
        for ranked in _rankings(seen, stated.held_claim, stand):
            _check_short(seen, stated, ranked, found)
    return found.all()


def _both(stated: Any, found: Any) -> Facts:
    return {"stated": int(stated), "found": int(found)}


def _wished_contracts(market: Columns, held_claim: Integers) -> Iterator[Integers]:
    """Contracts with a claim that are ranked above the held one, block by block of applicants."""
    for who in blocks(market.first_claim):
        yield _above(market, held_claim, who)


def _above(market: Columns, held_claim: Integers, who: slice) -> Integers:
    low, high = market.applicant_start[who.start], market.applicant_start[who.stop]
    start = market.contract_start[low : high + 1]
    counts = np.diff(market.applicant_start[who.start : who.stop + 1])
    held = np.repeat(held_claim[who], counts)
    is_above = (np.diff(start) > 0) & ((held < 0) | (start[1:] <= held))
    above: Integers = low + np.flatnonzero(is_above)
    return above


def _check_rows(market: Columns, stated: Any, found: Findings) -> bool:
    """One row for each wished contract in applicants' order, and a claim of it in each."""
    row = 0
    for contract in _wished_contracts(market, stated.held_claim):
        end = row + len(contract)
        said, claim = stated.wish_contract[row:end], stated.wish_claim[row:end]
        if len({len(contract), len(said), len(claim), len(stated.wish_short[row:end])}) > 1:
            found.add("certificate", {"why": "length", "number": "wishes"})
            return False
        row = end
        first, last = market.contract_start[contract], market.contract_start[contract + 1]
        strange = np.flatnonzero((said != contract) | (claim < first) | (claim >= last))
        for index in strange.tolist():
            found.add("certificate", {"why": "row", "contract": int(contract[index])})
        if len(strange):
            return False
    if {row} != {len(stated.wish_contract), len(stated.wish_claim), len(stated.wish_short)}:
        found.add("certificate", {"why": "length", "number": "wishes"})
        return False
    return True


@dataclass(frozen=True, eq=False)
class Ranked:
    """Wishes of some rankings. `row`: of the certificate, −1 for an earlier pool of the held
    contract, which has none. `short`: places short."""

    claim: Integers
    row: Integers
    short: Integers


def _check_short(market: Columns, stated: Any, ranked: Ranked, found: Findings) -> None:
    told = ranked.row >= 0
    claim, row, short = ranked.claim[told], ranked.row[told], ranked.short[told]
    said, chosen = stated.wish_short[row], stated.wish_claim[row]
    nearer = (short < said) | ((short == said) & (claim < chosen))
    for index in np.flatnonzero(np.where(claim == chosen, short != said, nearer)).tolist():
        facts: Facts = {"why": "wish", "contract": int(stated.wish_contract[row[index]])}
        facts["pool"] = int(market.claim_pool[claim[index]])
        found.add("certificate", {**facts, **_both(said[index], short[index])})


def _rankings(market: Columns, held_claim: Integers, stand: Seats) -> Iterator[Ranked]:
    """Wishes by ranking, about WISHES at a time; as many sweeps over the claims as that takes.

    A ranking is a pool's; a fund's, once that is spent; and in an offering that its region
    closes, the pools from the last filled one on are one ranking, the earlier pool first.
    """
    line = np.arange(market.pools)
    capped = np.flatnonzero(market.fund >= 0)
    spent = capped[stand.fund_left[market.fund[capped]] <= 0]
    line[spent] = market.pools + market.fund[spent]
    ranking = line.copy()
    shut = np.flatnonzero(stand.shut)
    first_shut = np.full(len(market.offering_start), market.pools, dtype=np.int64)
    np.minimum.at(first_shut, market.offering[shut], shut)
    ranking[shut] = first_shut[market.offering[shut]]
    number = np.zeros(market.pools + len(market.fund_cap), dtype=np.int64)
    for wish in wishes(market, held_claim):
        number += np.bincount(ranking[wish.pool], minlength=len(number))
    for among in _runs(number):
        yield _ranked(market, held_claim, line, ranking, among)


def _ranked(
    market: Columns,
    held_claim: Integers,
    line: Integers,
    ranking: Integers,
    among: tuple[int, int],
) -> Ranked:
    """The wishes of rankings among[0] … among[1] − 1."""
    parts, row = [], 0
    for who, wish in zip(blocks(market.first_claim), wishes(market, held_claim), strict=True):
        queue = ranking[wish.pool]
        mine = np.flatnonzero((queue >= among[0]) & (queue < among[1]))
        contracts = _above(market, held_claim, who)
        rows = _rows(market, contracts, wish.claim[mine], row, who)
        row += len(contracts)
        order = line[wish.pool[mine]] * (market.claims + 1) - wish.key[mine]
        parts.append((order, queue[mine], wish.claim[mine], wish.owner[mine], rows))
    order, queue, claim, owner, rows = map(np.concatenate, zip(*parts, strict=True))
    best_first = np.argsort(order)
    queue, claim = queue[best_first], claim[best_first]
    fresh = _first_of_person(queue, owner[best_first], market.applicants)
    people = np.cumsum(fresh)
    before = np.where(np.diff(queue, prepend=NOBODY) != 0, people - fresh, 0)
    return Ranked(claim, rows[best_first], people - np.maximum.accumulate(before))


def _rows(market: Columns, contracts: Integers, claim: Integers, row: int, who: slice) -> Integers:
    """The row of each claim's contract, where `contracts` stand from `row` on; −1 for none."""
    low, high = market.applicant_start[who.start], market.applicant_start[who.stop]
    start = market.contract_start[low : high + 1]
    row_of = np.full(high - low, NOBODY, dtype=np.int64)
    row_of[contracts - low] = np.arange(row, row + len(contracts))
    rows: Integers = np.repeat(row_of, np.diff(start))[claim - start[0]]
    return rows


def _first_of_person(queue: Integers, owner: Integers, applicants: int) -> Integers:
    """1 for the first wish of each person in each ranking, 0 for the others further down."""
    pair = queue * applicants + owner
    fresh = np.ones(len(pair), dtype=np.int64)
    in_order = np.sort(pair)
    twice = in_order[1:][in_order[1:] == in_order[:-1]]
    if len(twice):
        again = np.flatnonzero(np.isin(pair, twice))
        by_pair = again[np.argsort(pair[again], kind="stable")]
        fresh[by_pair[1:][pair[by_pair[1:]] == pair[by_pair[:-1]]]] = 0
    return fresh


# ——— the ranking behind the keys ———


def check_ranking(market: Any, ranking: Any) -> list[Broken]:
    """That keys follow score, tie-breaks, lottery and own order, the higher the better.

    `ranking` has `score` (C), `ties` (C × T) and `lottery` (A; 1 is best) or None. Keys are dense
    ranks of an offering or a fund, so each has a slot of its own and neighbours are compared
    slot by slot, without sorting. In an offering, claims of one contract with one merit share.
    """
    seen, found = columns(market), Findings()
    group = seen.group
    number = np.zeros(len(seen.offering_start) + len(seen.fund_cap), dtype=np.int64)
    for some in flat_blocks(seen.claims):
        number += np.bincount(group[seen.claim_pool[some]], minlength=len(number))
    for among in _runs(number):
        _check_slots(seen, ranking, group, number, among, found)
    return found.all()


def _check_slots(
    market: Columns,
    ranking: Any,
    group: Integers,
    number: Integers,
    among: tuple[int, int],
    found: Findings,
) -> None:
    """Rankings among[0] … among[1] − 1, whose claims are `number` each."""
    claim, contract, owner = _claims_among(market, group, among)
    pool, key = market.claim_pool[claim], market.claim_key[claim]
    owners, in_fund = group[pool], market.fund[pool] >= 0
    merit = [ranking.score[claim], *np.asarray(ranking.ties[claim]).T]
    merit += [] if ranking.lottery is None else [-ranking.lottery[owner]]
    merit += [-contract, np.where(in_fund, -claim, 0)]

    first_slot = np.cumsum(number) - number - number[: among[0]].sum()
    inside = (key >= 0) & (key < number[owners])
    fits = np.flatnonzero(inside)
    slot = first_slot[owners[fits]] + key[fits]
    of_slot = np.full(int(number[slice(*among)].sum()), NOBODY)
    of_slot[slot] = fits
    shares = of_slot[slot] != fits
    order = of_slot[of_slot >= 0]
    neighbours = np.flatnonzero(np.diff(owners[order]) == 0)
    below, above = order[neighbours], order[neighbours + 1]
    for wrong in (
        np.flatnonzero(~inside),
        fits[shares][_compare(merit, fits[shares], of_slot[slot[shares]]) != 0],
        above[_compare(merit, below, above) >= 0],
    ):
        for index in wrong.tolist():
            found.add("ranking", {"pool": int(pool[index]), "contract": int(contract[index])})


def _claims_among(
    market: Columns, group: Integers, among: tuple[int, int]
) -> tuple[Integers, Integers, Integers]:
    """Claims of some rankings, with their contracts and applicants."""
    parts = []
    for who in blocks(market.first_claim):
        first, end = market.first_claim[who.start], market.first_claim[who.stop]
        ranking = group[market.claim_pool[first:end]]
        mine = np.flatnonzero((ranking >= among[0]) & (ranking < among[1]))
        low, high = market.applicant_start[who.start], market.applicant_start[who.stop]
        claims = np.diff(market.contract_start[low : high + 1])
        contract = np.repeat(np.arange(low, high), claims)[mine]
        claims = np.diff(market.first_claim[who.start : who.stop + 1])
        owner = np.repeat(np.arange(who.start, who.stop), claims)[mine]
        parts.append((first + mine, contract, owner))
    claim, contract, owner = map(np.concatenate, zip(*parts, strict=True))
    return claim, contract, owner


def _compare(merit: list[Any], one: Integers, other: Integers) -> Integers:
    """−1, 0 or 1 for each pair: the first column that differs decides."""
    sign = np.zeros(len(one), dtype=np.int64)
    equal = np.arange(len(one))
    for column in merit:
        mine, theirs = column[one[equal]], column[other[equal]]
        sign[equal] = (mine > theirs).astype(np.int64) - (mine < theirs)
        equal = equal[mine == theirs]
    return sign


def _runs(number: Integers) -> Iterator[tuple[int, int]]:
    """Runs low … high − 1 of groups with about WISHES members each, at least one group."""
    before, low = np.concatenate([[0], np.cumsum(number)]), 0
    while before[low] < before[-1]:
        high = int(np.searchsorted(before, before[low] + WISHES, side="right")) - 1
        high = max(high, int(np.searchsorted(before, before[low], side="right")))
        yield low, high
        low = high


# ——— in words ———

SENTENCES = {
    ("C1", "not_on_list"): "{applicant} is said to hold {contract}, which is not on their list",
    ("C1", "not_own_claim"): "{applicant} is said to hold what is not on their list",
    ("C1", "no_claim_on_pool"): "{contract} is said to sit in {pool}, where it has no claim",
    ("C1", "holds_two"): "{applicant} is said to hold more than one seat, {contract} among them",
    ("C2", "over_capacity"): "{pool} is said to hold {occupancy}, with {capacity} seats and "
    "{inflow} that flowed in",
    ("C2", "unknown_pool"): "the result counts a pool {pool_id} that the market does not have",
    ("C2", "pool_missing"): "the result does not count {pool}",
    ("C2", "stated_capacity"): "{pool} has {found} seats, stated are {stated}",
    ("C2", "stated_inflow"): "{found} seats flowed into {pool}, stated are {stated}",
    ("C2", "stated_occupancy"): "{pool} holds {found}, stated are {stated}",
    ("C3", "holder_below"): "{applicant} prefers {contract}, and {pool} would take it over a "
    "holder of lower rank{holder}",
    ("C4", "empty_seat"): "{applicant} prefers {contract}, and {pool} has a free seat for it",
    ("C4", "own_seat_would_serve"): "{applicant} prefers {contract}, and their own seat, set free, "
    "would come to them in {pool}",
    ("C5", "holder_below"): "{contract} of {applicant} would be taken by the earlier {pool} over a "
    "holder of lower rank{holder}",
    ("C5", "empty_seat"): "{contract} of {applicant} would find a free seat in the earlier {pool}",
    ("C5", "own_seat_would_serve"): "{contract} of {applicant} could sit in the earlier {pool}",
    ("C6", "fund"): "the fund {fund} pays for {held} seats, its cap is {cap}",
    ("C6", "region"): "the region {region} has {held} seats taken, its cap is {cap}",
    ("C7", ""): "{applicant} could do better: the rising cut-offs give another contract",
    ("V1", "short"): "{offering} is open and holds {held}, its minimum is {minimum}",
    ("V1", "not_short"): "{offering} is said to be closed with {held} of {minimum}, which is not "
    "what its minimum allows",
    ("market", ""): "the result was made for another market, or the market was changed since: it "
    "names {stated}, this market is {found}",
    ("ranking", "lottery"): "the lottery rank of {applicant} does not follow from the seed",
    ("ranking", ""): "{contract} stands above a better claim on the ranking of {pool}",
    ("certificate", ""): "a number of the certificate is not what the held contracts give: "
    "{number}{place}, stated {stated}, found {found}",
    ("certificate", "length"): "the certificate has not as many {number} as there are",
    ("certificate", "pool"): "the {number} of {pool} is stated as {stated} and is {found}",
    ("certificate", "wish"): "places short for {contract} in {pool} are stated as {stated} and are "
    "{found}",
    ("certificate", "row"): "the rows of wishes are not those of {contract}, which stands above "
    "what is held",
}
NOT_STATED = "the result does not state that the property holds"


def _name(names: Mapping[str, Any], kind: str, number: int) -> str:
    if kind not in names:
        return f"{kind} {number}"
    name = names[kind][number]
    return name.decode() if isinstance(name, bytes) else str(name)


def sentence(
    code: str, facts: Mapping[str, object], names: Mapping[str, Any], rows: Any = ()
) -> str:
    """One line: the property, its facts by name, and how many cases there are.

    `names`: ids by number of "applicant", "contract", "pool", "offering", "fund" and "region";
    numbers, from 0, are said of a kind without.
    `rows`: the result's own ids, for a fact that names a row.
    """
    named = dict(facts)
    for fact in ("applicant", "contract", "pool", "offering", "fund", "region", "holder"):
        number = facts.get(fact)
        if isinstance(number, int) and number >= 0:
            named[fact] = _name(names, "applicant" if fact == "holder" else fact, number)
    row = facts.get("row")
    if isinstance(row, int) and len(rows):
        named |= dict(zip(("applicant", "contract", "pool"), rows[row], strict=True))
    named["holder"] = f", {named['holder']}" if "holder" in named else ""
    named["place"] = "".join(f" of {named[what]}" for what in ("pool", "contract") if what in named)
    template = SENTENCES.get((code, str(facts.get("why", ""))), NOT_STATED)
    cases = facts.get("cases", 1)
    more = f" ({cases} cases in all)" if cases != 1 else ""
    return f"{code} does not hold: {template.format(**named)}{more}."


# ——— files: a market, its result and its certificate as JSON ———


class WrongInput(Exception):
    """What cannot be read as what it should be: a sentence with its place."""


@dataclass(frozen=True, eq=False)
class Item:
    """A value in a JSON document, and where it stands."""

    value: Any
    path: str

    def wrong(self, words: str) -> WrongInput:
        return WrongInput(f"{self.path}: {words}")

    def fields(self, needed: str, also: str = "") -> dict[str, Item]:
        """An object's fields by name; one that is missing or not known here is refused."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object in braces is needed here.")
        for name in needed.split():
            if name not in self.value:
                raise self.wrong(f"the field “{name}” is missing: add it.")
        for name in self.value:
            if name not in {*needed.split(), *also.split(), "comment"}:
                raise self.wrong(f"the field “{name}” is not known here: take it out.")
        return {name: Item(value, f"{self.path}.{name}") for name, value in self.value.items()}

    def items(self) -> list[Item]:
        if not isinstance(self.value, list):
            raise self.wrong("a list in brackets is needed here.")
        return [Item(one, f"{self.path}[{index}]") for index, one in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("a text in quotation marks is needed here.")
        return self.value

    def number(self) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.wrong("a number is needed here.")
        return self.value

    def seats(self) -> int:
        number = self.number()
        if number != int(number) or not 0 <= number < 2**31:
            raise self.wrong("a whole number of seats, 0 or more, is needed here.")
        return int(number)

    def one_of(self, numbers: Mapping[str, int]) -> int:
        """The number of what is named here."""
        if self.text() not in numbers:
            raise self.wrong(f"“{self.text()}” is not declared: correct the id.")
        return numbers[self.text()]

    def new(self, numbers: dict[str, int]) -> int:
        """An id that nothing of its kind had before, numbered on."""
        if self.text() in numbers or not self.text():
            raise self.wrong(f"the id “{self.text()}” is empty or stands twice: give another.")
        numbers[self.text()] = len(numbers)
        return len(numbers) - 1


def load(path: Path, form: str) -> Item:
    """A JSON document of a stated format."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        top = Item(json.loads(text, object_pairs_hook=_once, parse_constant=_refuse), path.name)
    except OSError as error:
        raise WrongInput(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise WrongInput(f"{path} is not JSON: {error}.") from error
    if not isinstance(top.value, dict) or top.value.get("format") != form:
        raise top.wrong(f"this is not of format “{form}”.")
    return top


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a field stands twice in one object")
    return dict(pairs)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def canonical(value: Any) -> str:
    """A JSON value in canonical form (RFC 8785)."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(one)}:{canonical(value[one])}" for one in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _shortest(float(value))
    return json.dumps(value, ensure_ascii=False)


def _shortest(number: float) -> str:
    """A double as ECMAScript writes it."""
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + int(exponent)
    if number == 0:
        return "0"
    if len(text) <= point <= 21:
        text = text.ljust(point, "0")
    elif 0 < point <= 21:
        text = f"{text[:point]}.{text[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{text}"
    else:
        text = f"{text[:1]}{'.' if text[1:] else ''}{text[1:]}e{point - 1:+}"
    return "-" * sign + text


@dataclass(frozen=True, eq=False)
class Given:
    """A market that was read. `ranking`: `score`, `ties`, `lottery`. `names`: ids by kind, in the
    order of their numbers. `sha256`: what the market is known by. `minimum` (O): people that an
    offering needs, 0 for none; empty if none states any."""

    market: Columns
    ranking: Any
    names: dict[str, dict[str, int]]
    sha256: str
    minimum: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def ids(self) -> dict[str, Sequence[str]]:
        return {kind: list(numbers) for kind, numbers in self.names.items()}


def read_market(path: Path) -> Given:
    """`sheber.market/1`. Raises WrongInput at the first place that is wrong."""
    document = load(path, "sheber.market/1")
    top = document.fields("format offerings applicants", "funds regions lottery lists_limited")
    kinds = ("offering", "pool", "fund", "region", "applicant", "contract")
    names: dict[str, dict[str, int]] = {kind: {} for kind in kinds}
    table = _read_seats(top, names) | _read_people(top, names)
    score, ties, minimum = (table.pop(name) for name in ("score", "ties", "minimum"))
    market = Columns(**{name: _frozen(values) for name, values in table.items()})
    width = max(map(len, ties), default=0)
    ranking = SimpleNamespace(
        score=np.array(score, dtype=np.float64),
        ties=np.array(
            [[*row, *[MISSING] * (width - len(row))] for row in ties], dtype=np.float64
        ).reshape(len(ties), width),
        lottery=_draw(top, names["applicant"]),
    )
    _refuse_malformed(market, path.name)
    keys = _keys(market, ranking, path.name)
    digest = hashlib.sha256(canonical(document.value).encode()).hexdigest()
    return Given(replace(market, claim_key=keys), ranking, names, digest, _frozen(minimum))


def _read_seats(top: dict[str, Item], names: dict[str, dict[str, int]]) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {name: [] for name in (*COLUMNS, "minimum")}
    regions: list[tuple[dict[str, Item], list[int]]] = []
    for item in top["regions"].items() if "regions" in top else []:
        region = item.fields("id cap", "order")
        region["id"].new(names["region"])
        table["region_cap"].append(region["cap"].seats())
        regions.append((region, []))
    spills: list[Item | None] = []
    for item in top["offerings"].items():
        offering = item.fields("id pools", "region target minimum")
        table["minimum"].append(offering["minimum"].seats() if "minimum" in offering else 0)
        number = offering["id"].new(names["offering"])
        if "region" in offering:
            regions[offering["region"].one_of(names["region"])][1].append(number)
        elif "target" in offering:
            raise offering["target"].wrong("a target needs a region: name it, or leave this out.")
        table["offering_target"].append(offering["target"].seats() if "target" in offering else 0)
        table["offering_start"].append(len(names["pool"]))
        for one in offering["pools"].items():
            pool = one.fields("id capacity", "spill_to protected")
            pool["id"].new(names["pool"])
            table["pool_capacity"].append(pool["capacity"].seats())
            spill = pool.get("spill_to")
            spills.append(None if spill is None or spill.value is None else spill)
    table["pool_spill"] = [NOBODY if one is None else one.one_of(names["pool"]) for one in spills]
    for region, members in regions:
        order = members
        if "order" in region:
            order = [one.one_of(names["offering"]) for one in region["order"].items()]
            if sorted(order) != sorted(members):
                raise region["order"].wrong("name each offering of the region once, and no other.")
        table["region_start"].append(len(table["region_offerings"]))
        table["region_offerings"] += order
    for item in top["funds"].items() if "funds" in top else []:
        fund = item.fields("id cap pools")
        fund["id"].new(names["fund"])
        table["fund_cap"].append(fund["cap"].seats())
        table["fund_start"].append(len(table["fund_pools"]))
        table["fund_pools"] += [one.one_of(names["pool"]) for one in fund["pools"].items()]
    table["offering_start"].append(len(names["pool"]))
    table["region_start"].append(len(table["region_offerings"]))
    table["fund_start"].append(len(table["fund_pools"]))
    return table


def _read_people(top: dict[str, Item], names: dict[str, dict[str, int]]) -> dict[str, list[Any]]:
    """Applicants, contracts and claims in their order, with what keys are made of."""
    starts: dict[str, list[Any]] = {"applicant_start": [0], "contract_start": [0]}
    claims: list[tuple[int, float, list[float]]] = []
    for item in top["applicants"].items():
        applicant = item.fields("id contracts")
        applicant["id"].new(names["applicant"])
        for one in applicant["contracts"].items():
            contract = one.fields("id claims", "terms")
            contract["id"].new(names["contract"])
            own = [_read_claim(claim, names["pool"]) for claim in contract["claims"].items()]
            if not own:
                raise contract["claims"].wrong("a contract needs a claim: add one.")
            claims += sorted(own, key=lambda claim: claim[0])
            starts["contract_start"].append(len(claims))
        starts["applicant_start"].append(len(names["contract"]))
    pools, scores, ties = zip(*claims, strict=True) if claims else ((), (), ())
    claim = {"claim_pool": list(pools), "claim_key": [NOBODY] * len(claims)}
    return {**starts, **claim, "score": list(scores), "ties": list(ties)}


def _read_claim(item: Item, pools: dict[str, int]) -> tuple[int, float, list[float]]:
    claim = item.fields("pool score", "ties")
    ties = claim["ties"].items() if "ties" in claim else []
    return claim["pool"].one_of(pools), claim["score"].number(), [one.number() for one in ties]


def _draw(top: dict[str, Item], people: Iterable[str]) -> Integers | None:
    """Lottery ranks, 1 is best: people in order of SHA-256(seed ‖ id)."""
    if "lottery" not in top or top["lottery"].value is None:
        return None
    seed = top["lottery"].fields("seed")["seed"]
    try:
        return lottery_ranks(bytes.fromhex(seed.text()), [one.encode() for one in people])
    except ValueError:
        raise seed.wrong("a seed is hexadecimal, of even length.") from None


def lottery_ranks(seed: bytes, people: Sequence[bytes]) -> Integers:
    """(A) places of people in the order of SHA-256(seed ‖ id in UTF-8), from 1."""
    digests = [hashlib.sha256(seed + one).digest() for one in people]
    rank = np.empty(len(digests), dtype=np.int64)
    rank[sorted(range(len(digests)), key=digests.__getitem__)] = np.arange(1, len(digests) + 1)
    return rank


def _keys(market: Columns, ranking: Any, where: str) -> Integers:
    """Ranks of claims in each offering or fund, 0 worst: sorted once, by what the file states."""
    group = market.group[market.claim_pool]
    contract = np.repeat(np.arange(len(market.contract_start) - 1), np.diff(market.contract_start))
    people = np.repeat(np.arange(market.applicants), np.diff(market.first_claim))
    merit = [-ranking.score, *-ranking.ties.T]
    merit += [] if ranking.lottery is None else [ranking.lottery[people]]
    order = np.lexsort([np.arange(market.claims), contract, *merit[::-1], group])
    key = np.empty(market.claims, dtype=np.int64)
    last = np.cumsum(np.bincount(group, minlength=1))
    key[order] = last[group[order]] - 1 - np.arange(market.claims)
    if _undecided(market, ranking, key, people):
        raise WrongInput(
            f"{where}: two people are equal on a ranking, or only one states the tie-break that "
            "decides: add a lottery, or a tie-break for both."
        )
    return key


def _undecided(market: Columns, ranking: Any, key: Integers, people: Integers) -> bool:
    """Whether the rules leave the order of two neighbours on a ranking open."""
    queue = np.where(market.fund < 0, np.arange(market.pools), market.pools + market.fund)
    place = queue[market.claim_pool]
    order = np.lexsort([key, place])
    one, other = order[:-1], order[1:]
    close = (place[one] == place[other]) & (people[one] != people[other])
    close &= ranking.score[one] == ranking.score[other]
    for column in ranking.ties.T:
        differs = close & (column[one] != column[other])
        if np.any(differs & (np.isinf(column[one]) | np.isinf(column[other]))):
            return True
        close &= ~differs
    return ranking.lottery is None and bool(np.any(close))


def _refuse_malformed(market: Columns, where: str) -> None:
    """What is no market, or one that no theorem covers: a sentence."""
    spill, offering = market.pool_spill, market.offering
    flows = np.flatnonzero(spill >= 0)
    funds, regions = market.fund_pools, market.region_offerings
    targets = np.zeros(len(market.region_cap), dtype=np.int64)
    inside = np.flatnonzero(market.region >= 0)
    np.add.at(targets, market.region[inside], market.offering_target[inside])
    same = np.diff(parents(market.contract_start)) == 0
    pool = market.claim_pool
    for wrong, words in (
        (spill[flows] <= flows, "seats spill to a pool that does not stand after"),
        (offering[spill[flows]] != offering[flows], "seats spill to another offering"),
        (market.fund[flows] >= 0, "a pool under a fund spills"),
        (market.fund[spill[flows]] >= 0, "seats spill into a pool under a fund"),
        (np.bincount(funds, minlength=1) > 1, "a pool is under two funds"),
        (np.bincount(regions, minlength=1) > 1, "an offering is in two regions"),
        (targets > market.region_cap, "targets of a region sum to more than its cap"),
        (market.region[offering[funds]] >= 0, "a pool under a fund is in a region"),
        (same & (np.diff(pool) <= 0), "claims of a contract are not in the order of their pools"),
        (same & (np.diff(offering[pool]) != 0), "claims of a contract are on two offerings"),
    ):
        if np.any(wrong):
            raise WrongInput(f"{where}: {words}: no such market is cleared.")


def check_stated(
    market: Any,
    ranking: Any,
    pools: Mapping[str, int],
    held_claim: Integers,
    stated: Mapping[str, Mapping[str, Any]],
) -> list[Broken]:
    """C2 for the seats that a result states by pool's id, and its cut-offs."""
    seen, found = columns(market), Findings()
    stand = seats(seen, held_claim)
    for name in stated.keys() - pools.keys():
        found.add("C2", {"why": "unknown_pool", "pool_id": name})
    for name, pool in pools.items():
        if name not in stated:
            found.add("C2", {"why": "pool_missing", "pool": pool})
            continue
        for what, number in (
            ("capacity", seen.pool_capacity[pool]),
            ("inflow", stand.inflow[pool]),
            ("occupancy", stand.occupancy[pool]),
        ):
            said: Facts = {"stated": stated[name][what], "found": int(number)}
            if said["stated"] != number:
                found.add("C2", {"why": f"stated_{what}", "pool": pool, **said})
        cutoff = rank_of(seen, ranking, int(stand.last[pool]))
        said = {"stated": stated[name]["cutoff"], "found": cutoff}
        if said["stated"] != cutoff:
            found.add("certificate", {"number": "cutoff", "pool": pool, **said})
    return found.all()


def rank_of(market: Columns, ranking: Any, claim: int) -> Facts | None:
    """Score, tie-breaks and lottery rank of a claim, or None where there is no claim."""
    if claim < 0:
        return None
    owner = int(np.searchsorted(market.first_claim, claim, side="right")) - 1
    numbers = [ranking.score[claim], *(tie for tie in ranking.ties[claim] if tie != MISSING)]
    score, *ties = (int(one) if one == int(one) else float(one) for one in numbers)
    lottery = None if ranking.lottery is None else int(ranking.lottery[owner])
    return {"score": score, "ties": ties, "lottery": lottery}


def not_stated(properties: Mapping[str, Any], broken: Iterable[str]) -> list[Broken]:
    """Properties that a result does not say of itself to hold."""
    silent = [code for code in PROPERTIES if properties.get(code) is not True]
    return [Broken(code, {"why": "not_stated"}) for code in silent if code not in set(broken)]


def check_files(given: Given, result: Path, certificate: Path | None) -> list[str]:
    """A sentence for each thing that does not hold in a result and its certificate."""
    top = load(result, "sheber.result/1").fields(
        "format market_sha256 held pools properties", "engine closings"
    )
    closings = _read_closings(top, given.names["offering"])
    final = without_seats(given.market, [offering for offering, _, _ in closings])
    given = replace(given, market=replace(given.market, pool_capacity=final))
    rows, held = _read_held(top["held"], given.names)
    claims = lawful_claims(given.market, held)
    found = _other_market(top, given)
    found += check(given.market, held)
    found += check_viable(given.market, given.minimum, closings, claims)
    properties = top["properties"].fields("", " ".join((*PROPERTIES, "C7")))
    truth = {name: one.value for name, one in properties.items()}
    found += not_stated(truth, [one.code for one in found])
    pools = {}
    for item in top["pools"].items():
        pool = item.fields("id capacity inflow occupancy cutoff")
        pools[pool["id"].text()] = {name: one.value for name, one in pool.items()}
    found += check_stated(given.market, given.ranking, given.names["pool"], claims, pools)
    if certificate is not None and not found:
        found = _check_certificate_file(given, claims, load(certificate, "sheber.certificate/1"))
    return [sentence(one.code, one.facts, given.ids(), rows) for one in found]


def _other_market(top: dict[str, Item], given: Given) -> list[Broken]:
    stated = top["market_sha256"].value
    facts: Facts = {"stated": stated, "found": given.sha256}
    return [] if stated == given.sha256 else [Broken("market", facts)]


def _read_closings(top: dict[str, Item], offerings: dict[str, int]) -> list[tuple[int, int, int]]:
    """(offering, held, minimum) of each offering that was closed, in order."""
    rows = [] if "closings" not in top else top["closings"].items()
    stated = [row.fields("offering held minimum") for row in rows]
    return [
        (row["offering"].one_of(offerings), row["held"].seats(), row["minimum"].seats())
        for row in stated
    ]


def _read_held(held: Item, names: dict[str, dict[str, int]]) -> tuple[list[tuple[str, ...]], Any]:
    """The rows' own ids, and their numbers, −1 for an id that the market does not know."""
    kinds = ("applicant", "contract", "pool")
    rows = []
    for item in held.items():
        row = item.fields(" ".join(kinds))
        rows.append(tuple(row[kind].text() for kind in kinds))
    numbers = [
        _frozen([names[kind].get(row[place], NOBODY) for row in rows])
        for place, kind in enumerate(kinds)
    ]
    return rows, SimpleNamespace(**dict(zip(kinds, numbers, strict=True)))


def _check_certificate_file(given: Given, held_claim: Integers, document: Item) -> list[Broken]:
    """A certificate of a result that holds. Its wishes may stand in any order."""
    top = document.fields("format market_sha256 engine pools wishes")
    market, found = given.market, _other_market(top, given)
    pools: dict[str, dict[str, Item]] = {}
    for item in top["pools"].items():
        pool = item.fields("id capacity inflow occupancy last cutoff")
        pools[pool["id"].text()] = pool
    stated = {id: {name: one.value for name, one in row.items()} for id, row in pools.items()}
    found += check_stated(market, given.ranking, given.names["pool"], held_claim, stated)
    if found:
        return found
    stand = seats(market, held_claim)
    rows = [
        item.fields("applicant contract pool own places_short_at_most")
        for item in top["wishes"].items()
    ]
    contract = _frozen([given.names["contract"].get(row["contract"].text(), -1) for row in rows])
    sat = _frozen([given.names["pool"].get(row["pool"].text(), -1) for row in rows])
    order = np.argsort(contract, kind="stable")
    claim = _claim_at(market, contract, sat)
    numbers = SimpleNamespace(
        held_claim=held_claim,
        pool_inflow=stand.inflow,
        pool_occupancy=stand.occupancy,
        pool_last=_last_by_name(given, held_claim, stated),
        pool_cutoff=stand.cutoff,
        wish_contract=contract[order],
        wish_claim=claim[order],
        wish_short=_frozen([row["places_short_at_most"].seats() for row in rows])[order],
    )
    found = check_certificate(market, numbers)
    if not found:
        for row, of, at in zip(rows, contract.tolist(), claim.tolist(), strict=True):
            own = rank_of(market, given.ranking, at)
            who = int(np.searchsorted(market.applicant_start, of, side="right")) - 1
            if (
                row["own"].value != own
                or given.names["applicant"].get(row["applicant"].text()) != who
            ):
                facts: Facts = {"number": "own", "contract": of, "stated": row["own"].value}
                found.append(Broken("certificate", {**facts, "found": own}))
    return found[:1]


def _last_by_name(
    given: Given, held_claim: Integers, stated: dict[str, dict[str, Any]]
) -> Integers:
    """(P) the held claim of the contract named as the last of each pool; −1 none, −2 unknown."""
    market, last = given.market, []
    for name in given.names["pool"]:
        contract = given.names["contract"].get(str(stated[name]["last"]), NOBODY)
        who = int(np.searchsorted(market.applicant_start, contract, side="right")) - 1
        claim = int(held_claim[who]) if contract >= 0 else NOBODY
        first, end = market.contract_start[contract], market.contract_start[contract + 1]
        unknown = stated[name]["last"] is not None and not first <= claim < end
        last.append(NOBODY - 1 if unknown else claim if contract >= 0 else NOBODY)
    return _frozen(last)


def _frozen(values: Any) -> Integers:
    return np.array(values, dtype=np.int64)


# ——— a folder of columns, for a whole country: mapped from disk, never read whole ———

FOLDER = "sheber.columns/1"
DESCRIPTION = "columns.json"
"""A folder of NumPy files, `NAME.npy`, and `columns.json` with `format`, `market_sha256` and
`lottery_seed` (hexadecimal, or null). Columns: those of `COLUMNS` and of `CERTIFICATE`, whole
numbers; `claim_score` (C) and `claim_ties` (C × T; −∞ where a tie-break is not stated), doubles;
`applicant_lottery` (A), whole numbers, if there was a lottery; and ids as UTF-8 bytes,
`applicant_id` (A) and `pool_id` (P), by which people and pools are named."""
BESIDES = ("claim_score", "claim_ties", "applicant_id", "pool_id")


def check_folder(folder: Path) -> list[str]:
    """A sentence for each thing that does not hold in a folder of columns."""
    top = load(folder / DESCRIPTION, FOLDER).fields("format market_sha256 lottery_seed")
    read = {path.stem: _column(path) for path in sorted(folder.glob("*.npy"))}
    for name in (*COLUMNS, *CERTIFICATE, *BESIDES):
        if name not in read:
            raise WrongInput(f"{folder}: the column “{name}.npy” is missing.")
    seed = top["lottery_seed"]
    try:
        found = _check_columns(read, None if seed.value is None else _bytes(seed), str(folder))
    except (IndexError, ValueError) as error:
        raise WrongInput(f"{folder}: its columns do not fit together: {error}.") from error
    ids = {"applicant": read["applicant_id"], "pool": read["pool_id"]}
    return [sentence(one.code, one.facts, ids) for one in found]


def _refuse_unfitting(read: dict[str, Any]) -> None:
    """Columns that are not as long as they must be, or offsets that are none: ValueError."""
    length = {name: len(values) for name, values in read.items()}
    for start, children in (
        ("offering_start", length["pool_capacity"]),
        ("fund_start", length["fund_pools"]),
        ("region_start", length["region_offerings"]),
        ("applicant_start", length["contract_start"] - 1),
        ("contract_start", length["claim_pool"]),
    ):
        ends = read[start][[0, -1]].tolist()
        falls = any(np.any(np.diff(read[start][one]) < 0) for one in flat_blocks(length[start]))
        if ends != [0, children] or falls:
            raise ValueError(f"“{start}” does not divide what it should")
    for one, other in (
        ("pool_spill", "pool_capacity"),
        ("pool_id", "pool_capacity"),
        ("claim_key", "claim_pool"),
        ("claim_score", "claim_pool"),
        ("claim_ties", "claim_pool"),
        ("applicant_id", "held_claim"),
    ):
        if length[one] != length[other]:
            raise ValueError(f"“{one}” and “{other}” are not of one length")
    for start, one in (
        ("offering_start", "offering_target"),
        ("fund_start", "fund_cap"),
        ("region_start", "region_cap"),
        ("applicant_start", "held_claim"),
    ):
        if length[start] != length[one] + 1:
            raise ValueError(f"“{start}” is not one longer than “{one}”")
    if length.get("applicant_lottery", length["held_claim"]) != length["held_claim"]:
        raise ValueError("“applicant_lottery” and “held_claim” are not of one length")
    for name, lowest, end in (
        ("claim_pool", 0, length["pool_capacity"]),
        ("pool_spill", NOBODY, length["pool_capacity"]),
        ("fund_pools", 0, length["pool_capacity"]),
        ("region_offerings", 0, length["offering_target"]),
        *((seats, 0, 2**31) for seats in ("pool_capacity", "fund_cap", "region_cap")),
        ("offering_target", 0, 2**31),
    ):
        for some in flat_blocks(length[name]):
            if np.any((read[name][some] < lowest) | (read[name][some] >= end)):
                raise ValueError(f"“{name}” has a number outside of its range")


def _check_columns(read: dict[str, Any], seed: bytes | None, where: str) -> list[Broken]:
    _refuse_unfitting(read)
    market = Columns(**{name: read[name] for name in COLUMNS})
    _refuse_malformed(market, where)
    certificate = SimpleNamespace(**{name: read[name] for name in CERTIFICATE})
    lottery = read.get("applicant_lottery")
    ranking = SimpleNamespace(score=read["claim_score"], ties=read["claim_ties"], lottery=lottery)
    found = check_ranking(market, ranking) + check_claims(market, certificate.held_claim)
    if seed is not None and lottery is not None:
        drawn = lottery_ranks(seed, read["applicant_id"])
        for one in np.flatnonzero(drawn != lottery)[:1].tolist():
            found.append(Broken("ranking", {"why": "lottery", "applicant": one}))
    return found or check_certificate(market, certificate)


def _column(path: Path) -> Any:
    try:
        return np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise WrongInput(f"{path} is not a column of NumPy: {error}.") from error


# ——— one's own row in the public edition ———


def check_receipt(receipt: Path, public: Path) -> tuple[list[str], str]:
    """Whether a receipt's row is in the public edition: what does not hold, and whose row it is."""
    own = load(receipt, "sheber.receipt/1").fields("format row salt path root")
    stated = load(public, "sheber.public/1").fields(
        "format engine fewest properties offerings counted_together commitment"
    )
    root = stated["commitment"].fields("tree root")["root"].text()
    row = own["row"].fields("applicant held ranked_above")
    node = hashlib.sha256(b"\x00" + _bytes(own["salt"]) + canonical(own["row"].value).encode())
    for item in own["path"].items():
        step = item.items()
        if len(step) != 2 or step[0].value not in ("left", "right"):
            raise item.wrong("a side, “left” or “right”, and a hash are needed here.")
        pair = (_bytes(step[1]), node.digest())
        node = hashlib.sha256(b"\x01" + b"".join(pair if step[0].value == "left" else pair[::-1]))
    found = []
    if node.hexdigest() != own["root"].text():
        found.append("The row, its salt and its path do not lead to the root of the receipt.")
    if own["root"].text() != root:
        found.append("The receipt belongs to another edition: its root is not the public one.")
    return found, row["applicant"].text()


def _bytes(item: Item) -> bytes:
    try:
        return bytes.fromhex(item.text())
    except ValueError:
        raise item.wrong("a hexadecimal text is needed here.") from None


# ——— the command ———

HELP = """\
Check the result of a clearing by yourself. Needs Python 3.11 and NumPy, nothing else.

  python checker.py market.json result.json [certificate.json]
  python checker.py FOLDER            a folder of columns, written by `sheber clear --columns`
  python checker.py --receipt receipt.json public.json      one's own row in the public edition

What must hold:
{}

Exit code 0 if everything holds, 1 if something does not (each is named), 2 if a file cannot be
read as what it should be.
"""


def main(words: Sequence[str] | None = None) -> int:
    properties = "\n".join(f"  {code}  {says}" for code, says in PROPERTIES.items())
    parser = argparse.ArgumentParser(
        description=HELP.format(properties), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("market", type=Path, help="the market, a folder, or a public edition")
    parser.add_argument("result", type=Path, nargs="?", help="its result")
    parser.add_argument("certificate", type=Path, nargs="?", help="the certificate beside it")
    parser.add_argument("--receipt", type=Path, help="what a person was given to check")
    options = parser.parse_args(words)
    holds = f"The result holds: {', '.join(PROPERTIES)}."
    try:
        if options.receipt is not None:
            found, who = check_receipt(options.receipt, options.market)
            holds = f"The row of {who} is in the public edition, unchanged."
        elif options.result is None:
            found = check_folder(options.market)
        else:
            found = check_files(read_market(options.market), options.result, options.certificate)
    except WrongInput as error:
        print(error, file=sys.stderr)
        return 2
    for one in found:
        print(one)
    if not found:
        print(holds)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
