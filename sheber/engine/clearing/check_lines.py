"""The certificate pass: one look at packed lines that says whether held lines are stable.

From the held lines alone it counts the seats of every pool and finds its cut-off: the lowest key
held where no seat is left, and nothing where one is. Then no line above a held one, and no pool
before the held one on its line, may pass its cut-off (Azevedo & Leshno 2016: a matching is
stable exactly if it is what its own cut-offs demand). It shares no arithmetic with the kernel,
and is what the kernel's time is measured against.

It sees C1–C4 and C6, and C5 as far as the held contract goes. One thing is left to `checker.py`,
which every published result passes as well: whether an applicant's own seat, set free, would
come back to them under terms that they like better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.compiled import compiled
from sheber.engine.clearing.market import NOBODY, Integers, Market
from sheber.engine.clearing.pack import Lines, Short
from sheber.engine.errors import PropertyViolated

KEY_AT, BLOCK_AT, POOL_BITS = 32, 9, (1 << 8) - 1
LINE_BITS, BLOCK_BITS = (1 << 32) - 1, (1 << 23) - 1
LOWEST_BIT = np.array([max(0, (bits & -bits).bit_length() - 1) for bits in range(256)])
NOBODY_PASSES = (1 << 31) - 1
HELD, WORST = 0, 1


@dataclass(frozen=True, eq=False)
class Recount:
    """(P) seats held, seats that flowed in, seats left empty, and cut-offs, as the held lines
    alone show them."""

    occupancy: Integers
    inflow: Integers
    empty: Integers
    cutoff: Short


def check_lines(market: Market, lines: Lines, held_line: Integers) -> Recount:
    """The recount of a stable matching; raises PropertyViolated for the first case of the first
    property that does not hold."""
    seats = np.zeros((market.pools, 2), dtype=np.int32)
    seats[:, WORST] = NOBODY_PASSES
    stranger = _count_seats(lines, held_line, seats)
    if stranger != NOBODY:
        raise PropertyViolated("C1", {"why": "not_on_list", "applicant": stranger})
    recount = _recount(market, seats)
    found = _first_passing(lines, held_line, recount.cutoff)
    if found[0] != NOBODY:
        raise _case(market, lines, held_line, recount.empty, found)
    return recount


def _recount(market: Market, seats: Short) -> Recount:
    held, worst = seats[:, HELD].astype(np.int64), seats[:, WORST]
    inflow, empty = np.zeros(market.pools, np.int64), np.empty(market.pools, np.int64)
    _flow(market.pool_capacity, market.pool_spill, held, inflow, empty)
    for pool in np.flatnonzero(empty < 0)[:1].tolist():
        capacity = int(market.pool_capacity[pool])
        facts = {"pool": pool, "occupancy": int(held[pool]), "capacity": capacity}
        raise PropertyViolated("C2", {"why": "over_capacity", **facts, "inflow": int(inflow[pool])})
    cutoff = np.where(empty > 0, np.int32(0), worst)
    _shut_by_funds(market, held, worst, empty, cutoff)
    for region in range(market.regions):
        _shut_by_region(market, region, held, worst, empty, cutoff)
    return Recount(held, inflow, empty, cutoff)


def _shut_by_funds(
    market: Market, held: Integers, worst: Short, empty: Integers, cutoff: Short
) -> None:
    """A fund without a seat left shuts its pools at the lowest key held in any of them."""
    for fund in range(market.funds):
        pools = market.fund_pools[market.fund_start[fund] : market.fund_start[fund + 1]]
        spent, cap = int(held[pools].sum()), int(market.fund_cap[fund])
        if spent > cap:
            raise PropertyViolated("C6", {"fund": fund, "cap": cap, "held": spent})
        if spent == cap:
            shut = pools[empty[pools] > 0]
            cutoff[shut] = worst[pools].min(initial=NOBODY_PASSES)


def _shut_by_region(
    market: Market, region: int, held: Integers, worst: Short, empty: Integers, cutoff: Short
) -> None:
    """A region without a seat left refuses an offering one seat more if the seat that would then
    be the last of the region is that offering's own: its last pool that holds anybody."""
    members = market.region_offerings[market.region_start[region] : market.region_start[region + 1]]
    first, end = market.offering_start[members], market.offering_start[members + 1]
    filled = [int(held[start:stop].sum()) for start, stop in zip(first, end, strict=True)]
    cap = int(market.region_cap[region])
    if sum(filled) > cap:
        raise PropertyViolated("C6", {"region": region, "cap": cap, "held": sum(filled)})
    if sum(filled) < cap:
        return
    beyond = [
        count - int(market.offering_target[one]) for count, one in zip(filled, members, strict=True)
    ]
    last = max(zip(beyond, range(len(members)), strict=True), default=(0, 0))
    for turn, (start, stop) in enumerate(zip(first, end, strict=True)):
        if (beyond[turn] + 1, turn) < last:
            continue
        pools = np.arange(start, stop)
        giver = max(pools[held[pools] > 0], default=NOBODY)
        shut = pools[empty[pools] > 0]
        cutoff[shut[shut > giver]] = NOBODY_PASSES
        cutoff[shut[shut == giver]] = worst[giver]


def _case(
    market: Market, lines: Lines, held_line: Integers, empty: Integers, found: tuple[int, int, int]
) -> PropertyViolated:
    """C4 for an empty seat, C3 for a holder below, C5 for an earlier pool of the held contract."""
    applicant, at, pool = found
    held = int(held_line[applicant])
    code, why = ("C4", "empty_seat") if empty[pool] > 0 else ("C3", "holder_below")
    contract = _contract(market, lines, applicant, at)
    if held >= 0 and _contract(market, lines, applicant, held & LINE_BITS) == contract:
        code = "C5"
    facts = {"why": why, "applicant": applicant, "contract": contract, "pool": pool}
    return PropertyViolated(code, facts)


def _contract(market: Market, lines: Lines, applicant: int, line: int) -> int:
    """The contract of an applicant's line."""
    before = lines.word[lines.start[applicant] : line] & POOL_BITS
    claims = sum(bits.bit_count() for bits in before.tolist())
    return int(market.claim_contract[market.first_claim[applicant] + claims])


@compiled
def _count_seats(lines: Lines, held_line: Integers, seats: Short) -> int:
    """Seats held and the lowest key held, of every pool; the first applicant whose held line is
    not theirs or does not claim the pool, or −1."""
    word, start, _, _ = lines
    for applicant in range(len(held_line)):
        held = held_line[applicant]
        if held < 0:
            continue
        at, place = held & LINE_BITS, held >> KEY_AT
        if at < start[applicant] or at >= start[applicant + 1] or place > 7:
            return applicant
        line = word[at]
        if not line >> place & 1:
            return applicant
        pool = (line >> BLOCK_AT & BLOCK_BITS) + place
        seats[pool, HELD] += 1
        seats[pool, WORST] = min(seats[pool, WORST], line >> KEY_AT)
    return NOBODY


@compiled
def _flow(
    capacity: Integers, spill: Integers, held: Integers, inflow: Integers, empty: Integers
) -> None:
    """What flows into each pool and what it leaves empty; spill goes forward only."""
    for pool in range(len(capacity)):
        empty[pool] = capacity[pool] + inflow[pool] - held[pool]
        if spill[pool] >= 0:
            inflow[spill[pool]] += max(0, empty[pool])


@compiled
def _first_passing(lines: Lines, held_line: Integers, cutoff: Short) -> tuple[int, int, int]:
    """The first claim that its applicant likes better than what they hold and that passes its
    cut-off, as (applicant, line, pool); (−1, −1, −1) if there is none."""
    word, start, _, _ = lines
    for applicant in range(len(held_line)):
        held = held_line[applicant]
        last = held & LINE_BITS if held >= 0 else np.int64(start[applicant + 1])
        for at in range(start[applicant], last + (held >= 0)):
            line = word[at]
            bits = line & (POOL_BITS if at < last else (1 << (held >> KEY_AT)) - 1)
            first = line >> BLOCK_AT & BLOCK_BITS
            while bits:
                pool = first + LOWEST_BIT[bits]
                if line >> KEY_AT >= cutoff[pool]:
                    return applicant, at, pool
                bits &= bits - 1
    return NOBODY, NOBODY, NOBODY
