"""The compiled solver's pools under funds and in regions, which decide on each claim at once.

A fund's worst holder may stand in any of its pools, and a region gives seats in turn, so these
keep heaps, worst on top, exactly as `clear.py` does: a pool's heap holds its entries, a fund's
heap a key and, in the low 32 bits, a pool.
"""

from __future__ import annotations

from typing import NamedTuple

from sheber.engine.clearing.compiled import compiled
from sheber.engine.clearing.kernel import Work
from sheber.engine.clearing.market import Integers
from sheber.engine.clearing.pack import Short

KEY_AT, KEY_BITS, LINE_BITS = 32, -1 << 32, (1 << 32) - 1
BASE, COUNT, EMPTY, SPILL, OFFERING, FORM, AT_ONCE = 0, 1, 2, 5, 6, 7, 8
"""Columns of a row as in `kernel.py`. The limit has no meaning for a pool that decides at once;
its column counts the empty seats, those that flowed in included."""
TAIL, ASIDE = 1, 3


class Choosers(NamedTuple):
    """Seats that funds and regions have left.

    pool_fund (P). fund_left, fund_base, fund_count (F): seats, and where each fund's heap stands
    in fund_entries. offering_region, offering_turn, beyond_target (O): seats held beyond the
    target, negative below it. region_start, region_offerings, region_left (G): as in `Market`.
    """

    pool_fund: Integers
    fund_left: Integers
    fund_base: Integers
    fund_count: Integers
    fund_entries: Integers
    offering_region: Integers
    offering_turn: Integers
    beyond_target: Integers
    region_start: Integers
    region_offerings: Integers
    region_left: Integers


@compiled
def offer_to_funds(word: Integers, work: Work, choosers: Choosers) -> None:
    """Offer the claims that were set aside for pools under funds."""
    row, _, entries, queue, _, _, aside, marks = work
    pool_fund, left, base, count, fund_entries, _, _, _, _, _, _ = choosers
    for place in range(marks[ASIDE]):
        pool = aside[place] >> KEY_AT
        fund = pool_fund[pool]
        if fund < 0:
            continue
        line = aside[place] & LINE_BITS
        entry = word[line] & KEY_BITS | line
        if not row[pool, EMPTY]:
            refused = _exchange(entries, row[pool, BASE], row[pool, COUNT], entry)
            _queue_refused(refused, pool, row, queue, marks)
            if refused != entry:
                _push(fund_entries, base[fund], count[fund], entry & KEY_BITS | pool)
                count[fund] += 1
            continue
        _push(entries, row[pool, BASE], row[pool, COUNT], entry)
        _push(fund_entries, base[fund], count[fund], entry & KEY_BITS | pool)
        row[pool, COUNT] += 1
        row[pool, EMPTY] -= 1
        count[fund] += 1
        if left[fund]:
            left[fund] -= 1
            continue
        while True:
            # Whoever is still held and worst of the fund is worst of their pool, too. Entries of
            # those who lost their pool before were left in the fund's heap and are skipped.
            worst = fund_entries[base[fund]]
            _pop(fund_entries, base[fund], count[fund])
            count[fund] -= 1
            pool = worst & LINE_BITS
            top = entries[row[pool, BASE]]
            if row[pool, COUNT] and top >> KEY_AT == worst >> KEY_AT:
                break
        _pop(entries, row[pool, BASE], row[pool, COUNT])
        row[pool, COUNT] -= 1
        row[pool, EMPTY] += 1
        _queue_refused(top, pool, row, queue, marks)


@compiled
def offer_in_regions(word: Integers, offering_start: Short, work: Work, choosers: Choosers) -> None:
    """Offer the claims that were set aside for offerings in regions."""
    row, _, entries, queue, _, _, aside, marks = work
    _, _, _, _, _, offering_region, turn, beyond, region_start, members, left = choosers
    for place in range(marks[ASIDE]):
        pool = aside[place] >> KEY_AT
        offering = row[pool, OFFERING]
        region = offering_region[offering]
        if region < 0:
            continue
        line = aside[place] & LINE_BITS
        entry = word[line] & KEY_BITS | line
        if not row[pool, EMPTY]:
            refused = _exchange(entries, row[pool, BASE], row[pool, COUNT], entry)
            _queue_refused(refused, pool, row, queue, marks)
            continue
        _push(entries, row[pool, BASE], row[pool, COUNT], entry)
        row[pool, COUNT] += 1
        short = _take_seat(pool, row)
        if short >= 0:
            _refuse_worst(short, row, entries, queue, marks)
            continue
        beyond[offering] += 1
        if left[region]:
            left[region] -= 1
            continue
        last = members[region_start[region]]
        for other in members[region_start[region] : region_start[region + 1]]:
            later = beyond[other] == beyond[last] and turn[other] > turn[last]
            last = other if beyond[other] > beyond[last] or later else last
        beyond[last] -= 1
        pool = offering_start[last + 1] - 1
        while not row[pool, COUNT]:
            pool -= 1
        _refuse_worst(pool, row, entries, queue, marks)
        while pool >= 0:
            row[pool, EMPTY] += 1
            pool = row[pool, SPILL]


@compiled
def _take_seat(pool: int, row: Short) -> int:
    """One seat fewer flows down the chain; the pool there that must refuse its worst, or −1."""
    pool = int(pool)
    while pool >= 0 and row[pool, EMPTY]:
        row[pool, EMPTY] -= 1
        pool = int(row[pool, SPILL])
    return pool


@compiled
def _refuse_worst(
    pool: int, row: Short, entries: Integers, queue: Integers, marks: Integers
) -> None:
    """Drop the worst holder of a pool, without a word about the seat."""
    refused = entries[row[pool, BASE]]
    _pop(entries, row[pool, BASE], row[pool, COUNT])
    row[pool, COUNT] -= 1
    _queue_refused(refused, pool, row, queue, marks)


@compiled
def _queue_refused(entry: int, pool: int, row: Short, queue: Integers, marks: Integers) -> None:
    """Whoever is refused at a pool goes on with the next one in its block."""
    next_pool = int((row[pool, FORM] & (AT_ONCE - 1)) + 1) << KEY_AT
    queue[marks[TAIL]] = entry & LINE_BITS | next_pool
    marks[TAIL] = marks[TAIL] + 1 if marks[TAIL] + 1 < len(queue) else 0


@compiled
def _exchange(heap: Integers, base: int, count: int, entry: int) -> int:
    """Put an entry in place of a worse one on top; the one that is not kept comes back."""
    if not count or heap[base] > entry:
        return entry
    worst = int(heap[base])
    _sink(heap, base, count, entry)
    return worst


@compiled
def _push(heap: Integers, base: int, count: int, entry: int) -> None:
    """Add an entry to a heap of `count` that begins at `base`, lowest on top."""
    place = int(count)
    while place and heap[base + (place - 1 >> 1)] > entry:
        heap[base + place] = heap[base + (place - 1 >> 1)]
        place = place - 1 >> 1
    heap[base + place] = entry


@compiled
def _pop(heap: Integers, base: int, count: int) -> None:
    """Remove the top of a heap of `count`."""
    _sink(heap, base, count - 1, heap[base + count - 1])


@compiled
def _sink(heap: Integers, base: int, count: int, entry: int) -> None:
    """Put an entry where the top of a heap of `count` was."""
    place = 0
    while 2 * place + 1 < count:
        child = 2 * place + 1
        if child + 1 < count and heap[base + child + 1] < heap[base + child]:
            child += 1
        if heap[base + child] > entry:
            break
        heap[base + place] = heap[base + child]
        place = child
    if count:
        heap[base + place] = entry
