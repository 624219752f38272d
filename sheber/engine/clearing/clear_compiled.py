"""The solver for large markets: packs, runs the compiled kernel in rounds, and unpacks.

What it finds is what `clear.py` finds, on every market and in whatever order applicants stand.
"""

from __future__ import annotations

import numpy as np

from sheber.engine.clearing import kernel, kernel_heaps
from sheber.engine.clearing.check_lines import check_lines
from sheber.engine.clearing.kernel import Work
from sheber.engine.clearing.kernel_heaps import Choosers
from sheber.engine.clearing.market import Integers, Market
from sheber.engine.clearing.pack import Lines, Short, claims_of_lines, pack


def clear_compiled(market: Market) -> Integers:
    """(A) the claim that each applicant holds in the end, or −1, after the certificate pass.

    The market must have passed the linter and fit packed lines (`pack.fits`). Raises
    PropertyViolated if the pass fails, which would be an error of the kernel.
    """
    lines = pack(market)
    held_line = clear_lines(market, lines)
    check_lines(market, lines, held_line)
    return claims_of_lines(market, lines, held_line)


def clear_lines(market: Market, lines: Lines) -> Integers:
    """(A) the held lines of a packed market."""
    offering_start = market.offering_start.astype(np.int32)
    batch = np.empty((kernel.BATCH, 2), dtype=np.int64)
    work, choosers = _workspace(market, lines), _choosers(market, lines)
    marks = work.marks
    kernel.queue_everybody(lines.start, work.queue, marks)
    while marks[kernel.HEAD] != marks[kernel.TAIL]:
        kernel.offer_waiting(lines.word, offering_start, batch, work)
        _offer_aside(market, lines.word, offering_start, work, choosers)
        kernel.settle(offering_start, work)
    held = np.empty(market.applicants, dtype=np.int64)
    taken = np.zeros(len(lines.word), dtype=np.uint8)
    kernel.read_held(lines.start, work.row, work.entries, taken, held)
    return held


def _offer_aside(
    market: Market, word: Integers, offering_start: Short, work: Work, choosers: Choosers
) -> None:
    """Funds and regions decide; a market without them never compiles their half."""
    if market.funds:
        kernel_heaps.offer_to_funds(word, work, choosers)
    if market.regions:
        kernel_heaps.offer_in_regions(word, offering_start, work, choosers)
    work.marks[kernel.ASIDE] = 0


def _workspace(market: Market, lines: Lines) -> Work:
    """Empty pools and an empty queue."""
    everybody = market.applicants
    at_once = (market.pool_fund >= 0) | (market.offering_region[market.pool_offering] >= 0)
    row = np.zeros((market.pools, 8), dtype=np.int32)
    row[:, kernel.ROOM] = np.minimum(market.pool_capacity, everybody)
    row[:, kernel.CAPACITY] = row[:, kernel.ROOM]
    row[:, kernel.SPILL] = market.pool_spill
    row[:, kernel.OFFERING] = market.pool_offering
    row[:, kernel.FORM] = np.arange(market.pools) - lines.pool_block
    row[at_once, kernel.FORM] += kernel.AT_ONCE
    cutoff = np.empty(market.pools, dtype=np.int32)
    entries = kernel.open_rows(lines.pool_claims, everybody + 1, row, cutoff)
    return Work(
        row=row,
        cutoff=cutoff,
        entries=np.empty(entries, dtype=np.int64),
        queue=np.empty(everybody + 1, dtype=np.int64),
        touched=np.empty(market.offerings, dtype=np.int32),
        is_touched=np.zeros(market.offerings, dtype=np.uint8),
        aside=np.empty(everybody if at_once.any() else 0, dtype=np.int64),
        marks=np.zeros(4, dtype=np.int64),
    )


def _choosers(market: Market, lines: Lines) -> Choosers:
    """Funds and regions of which nobody holds a seat."""
    claims = np.zeros(market.funds, dtype=np.int64)
    np.add.at(claims, market.pool_fund[market.fund_pools], lines.pool_claims[market.fund_pools])
    return Choosers(
        pool_fund=market.pool_fund,
        fund_left=market.fund_cap.copy(),
        fund_base=np.cumsum(claims) - claims,
        fund_count=np.zeros(market.funds, dtype=np.int64),
        fund_entries=np.empty(claims.sum(), dtype=np.int64),
        offering_region=market.offering_region,
        offering_turn=market.offering_turn,
        beyond_target=-market.offering_target,
        region_start=market.region_start,
        region_offerings=market.region_offerings,
        region_left=market.region_cap.copy(),
    )
