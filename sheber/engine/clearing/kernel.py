"""The compiled solver: deferred acceptance over packed lines, in rounds.

The answer is that of `clear.py`, claim by claim, because the order of proposals does not matter
(Hatfield & Kojima 2010). What differs is when a pool makes up its mind. Instead of a heap, each
pool has a lazy buffer for twice its room; a full buffer is cut back to its room by quickselect,
its new cut-off is the lowest key kept, and the others go to the end of one queue. The room is the
last one known. It only ever shrinks, as pools upstream fill, so a claim below a cut-off is
refused for good, without touching the pool. When the queue is empty, the offerings touched since
are settled, pools in precedence order, each at the exact room that those before leave it; this
fills the queue again, until nobody moves.

Pools under funds and in regions decide at once, in `kernel_heaps.py`: here their claims are only
set aside. Arrays are made outside, by NumPy, whose large arrays get huge pages.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sheber.engine.clearing.compiled import compiled
from sheber.engine.clearing.market import Integers
from sheber.engine.clearing.pack import Bytes, Short

KEY_AT, BLOCK_AT, LAST, POOL_BITS = 32, 9, 1 << 8, (1 << 8) - 1
KEY_BITS, LINE_BITS, BLOCK_BITS = -1 << 32, (1 << 32) - 1, (1 << 23) - 1
NOBODY_PASSES = (1 << 31) - 1
LOWEST_BIT = np.array([max(0, (bits & -bits).bit_length() - 1) for bits in range(256)])

BASE, COUNT, LIMIT, ROOM, CAPACITY, SPILL, OFFERING, FORM = range(8)
"""Columns of a pool's row: its first entry in the buffers, entries now, entries at which it is
cut back, last known room, seats of its own, the pool it spills to or −1, its offering, and its
place in its block, plus AT_ONCE if it decides at once."""
AT_ONCE = 8

HEAD, TAIL, TOUCHED, ASIDE = range(4)
"""Marks: the first and the one after the last in the queue, offerings touched, claims aside."""

BATCH = 64
"""Lines of the queue that are read together, so that the waits for memory overlap."""
FEW = 4
"""Up to so many are dropped one by one; more are split off by quickselect."""


class Work(NamedTuple):
    """Everything the solver writes. Entries are a key and, in the low 32 bits, a line.

    row (P × 8). cutoff (P): the lowest key that may still be kept. entries: buffers of all
    pools. queue (A+1): a ring of lines, the bits above 32 being the first pool to offer to.
    touched (O), is_touched (O): offerings to settle. aside: lines whose pool, in the bits above
    32, decides at once. marks (4).
    """

    row: Short
    cutoff: Short
    entries: Integers
    queue: Integers
    touched: Short
    is_touched: Short
    aside: Integers
    marks: Integers


@compiled
def offer_waiting(word: Integers, offering_start: Short, batch: Integers, work: Work) -> None:
    """Offer the claims of everybody in the queue, until it is empty."""
    row, cutoff, entries, queue, touched, is_touched, aside, marks = work
    head, count_touched = marks[HEAD], marks[TOUCHED]
    while head != marks[TAIL]:
        end = marks[TAIL] if marks[TAIL] > head else len(queue)
        size = min(end - head, BATCH)
        for place in range(size):
            batch[place, 0] = queue[head + place]
            batch[place, 1] = word[queue[head + place] & LINE_BITS]
        head = head + size if head + size < len(queue) else 0
        for place in range(size):
            at, line = batch[place, 0] & LINE_BITS, batch[place, 1]
            bits = line & POOL_BITS & (-1 << (batch[place, 0] >> KEY_AT))
            while bits or not line & LAST:
                if not bits:
                    at += 1
                    line = word[at]
                    bits = line & POOL_BITS
                pool = (line >> BLOCK_AT & BLOCK_BITS) + LOWEST_BIT[bits]
                if line >> KEY_AT < cutoff[pool]:
                    bits &= bits - 1
                    continue
                if row[pool, FORM] >= AT_ONCE:
                    aside[marks[ASIDE]] = pool << KEY_AT | at
                    marks[ASIDE] += 1
                    break
                entries[row[pool, BASE] + row[pool, COUNT]] = line & KEY_BITS | at
                row[pool, COUNT] += 1
                if row[pool, COUNT] == row[pool, LIMIT]:
                    _know_room(pool, offering_start, row, len(queue))
                    _cut_back(pool, row, cutoff, entries, queue, marks)
                offering = row[pool, OFFERING]
                if not is_touched[offering]:
                    is_touched[offering] = 1
                    touched[count_touched] = offering
                    count_touched += 1
                break
    marks[HEAD], marks[TOUCHED] = head, count_touched


@compiled
def settle(offering_start: Short, work: Work) -> None:
    """Give each pool of the touched offerings its exact room, in precedence order."""
    row, cutoff, entries, queue, touched, is_touched, _, marks = work
    for place in range(marks[TOUCHED]):
        offering = touched[place]
        is_touched[offering] = 0
        first, end = offering_start[offering], offering_start[offering + 1]
        for pool in range(first, end):
            row[pool, ROOM] = row[pool, CAPACITY]
        for pool in range(first, end):
            _cut_back(pool, row, cutoff, entries, queue, marks)
            _flow_on(pool, row, len(queue))
    marks[TOUCHED] = 0


@compiled
def _know_room(pool: int, offering_start: Short, row: Short, everybody: int) -> None:
    """The room of a pool now: what stands in buffers upstream will hold seats there."""
    if row[pool, ROOM] == row[pool, CAPACITY]:
        return
    first = offering_start[row[pool, OFFERING]]
    for other in range(first, pool + 1):
        row[other, ROOM] = row[other, CAPACITY]
    for other in range(first, pool):
        if row[other, SPILL] <= pool:
            _flow_on(other, row, everybody)


@compiled
def _flow_on(pool: int, row: Short, everybody: int) -> None:
    """Add the seats that a pool leaves empty to the room of the pool it spills to. More seats
    than applicants are as good as that many."""
    target = row[pool, SPILL]
    if target >= 0:
        empty = max(0, row[pool, ROOM] - row[pool, COUNT])
        row[target, ROOM] = min(everybody, row[target, ROOM] + empty)


@compiled
def _cut_back(
    pool: int, row: Short, cutoff: Short, entries: Integers, queue: Integers, marks: Integers
) -> None:
    """Keep the best of a buffer for which there is room; the others join the queue."""
    room, count = int(row[pool, ROOM]), int(row[pool, COUNT])
    if count <= room:
        return
    first = int(row[pool, BASE])
    middle, end = first + room, first + count
    if count - room > FEW:
        _best_first(entries, first, end, room)
    else:
        for last in range(end - 1, middle - 1, -1):
            _worst_last(entries, first, last)
    lowest = int(NOBODY_PASSES) << KEY_AT
    for place in range(first, middle):
        lowest = min(lowest, entries[place])
    cutoff[pool] = lowest >> KEY_AT
    row[pool, COUNT] = room
    next_pool = int(row[pool, FORM] + 1) << KEY_AT
    tail = marks[TAIL]
    for place in range(middle, end):
        queue[tail] = entries[place] & LINE_BITS | next_pool
        tail = tail + 1 if tail + 1 < len(queue) else 0
    marks[TAIL] = tail


@compiled
def _best_first(entries: Integers, first: int, end: int, keep: int) -> None:
    """Quickselect: the `keep` highest of entries[first:end] come to its front. The inner loop
    has no branch that depends on the data."""
    border = first + keep
    while end - first > 1:
        middle = (first + end) >> 1
        low, high = min(entries[first], entries[middle]), max(entries[first], entries[middle])
        pivot = max(low, min(high, entries[end - 1]))
        at = first if pivot == entries[first] else end - 1
        at = middle if pivot == entries[middle] else at
        entries[at] = entries[end - 1]
        above = first
        for place in range(first, end - 1):
            entry = entries[place]
            entries[place] = entries[above]
            entries[above] = entry
            above += int(entry > pivot)
        entries[end - 1] = entries[above]
        entries[above] = pivot
        if above <= border <= above + 1:
            return
        if border < above:
            end = above
        else:
            first = above + 1


@compiled
def _worst_last(entries: Integers, first: int, last: int) -> None:
    """Exchange the lowest of entries[first … last] with the last."""
    worst = entries[first]
    for place in range(first + 1, last + 1):
        worst = min(worst, entries[place])
    at = first
    while entries[at] != worst:
        at += 1
    entries[at] = entries[last]
    entries[last] = worst


@compiled
def open_rows(claims: Short, everybody: int, row: Short, cutoff: Short) -> int:
    """Set what depends on rows before: the room while nobody proposes, the limit and the place
    of each buffer. Returns how many entries all buffers need."""
    size = 0
    for pool in range(len(row)):
        _flow_on(pool, row, everybody)
        room = int(row[pool, ROOM])
        needed = min(room if row[pool, FORM] >= AT_ONCE else 2 * room, claims[pool])
        row[pool, LIMIT] = room if row[pool, FORM] >= AT_ONCE else needed
        row[pool, BASE] = size
        size += needed
        cutoff[pool] = 0 if room else NOBODY_PASSES
    return size


@compiled
def queue_everybody(start: Short, queue: Integers, marks: Integers) -> None:
    """Put the first line of every applicant who has one into the queue."""
    tail = 0
    for applicant in range(len(start) - 1):
        if start[applicant] < start[applicant + 1]:
            queue[tail] = start[applicant]
            tail += 1
    marks[TAIL] = tail


@compiled
def read_held(start: Short, row: Short, entries: Integers, taken: Bytes, held: Integers) -> None:
    """Held lines from the buffers, through the place in its block, plus one, of each held line."""
    for pool in range(len(row)):
        place = (row[pool, FORM] & (AT_ONCE - 1)) + 1
        for entry in range(row[pool, BASE], row[pool, BASE] + row[pool, COUNT]):
            taken[entries[entry] & LINE_BITS] = place
    for applicant in range(len(start) - 1):
        found = np.int64(-1)
        for at in range(start[applicant], start[applicant + 1]):
            found = at | (np.int64(taken[at]) - 1) << KEY_AT if taken[at] else found
        held[applicant] = found
