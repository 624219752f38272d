"""Solve ÷ certificate pass on one market, and the memory that clearing takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from benchmarks.legs.markets import Size, draw
from sheber.engine.clearing.check_lines import check_lines
from sheber.engine.clearing.clear_compiled import clear_lines
from sheber.engine.clearing.compiled import compiled
from sheber.engine.clearing.market import Integers
from sheber.engine.clearing.pack import Lines, claims_of_lines, pack

Found = TypeVar("Found")
LINE_BITS = (1 << 32) - 1


def measure(size: Size, runs: int) -> dict[str, Any]:
    """Seconds of the thread's own time, warm: of each leg the least of `runs`, taken in turn.

    `solve_s` is from packed lines to held lines, all workspaces made anew. `read_s` reads the
    same lines as the pass, one after the other, without its arithmetic; the pass may take four
    times that (`guard`), so that a slow pass cannot flatter the solver. Beyond the caches the
    tables of pools cost more than the lines, so the pass is also given for each line it reads.
    """
    market = draw(size)
    forget_peak()
    seconds: dict[str, list[float]] = {}
    for _ in range(runs + 1):
        lines = _timed(seconds, "pack_s", pack, market)
        held = _timed(seconds, "solve_s", clear_lines, market, lines)
        _timed(seconds, "certificate_s", check_lines, market, lines, held)
        _timed(seconds, "read_s", _read, lines, held)
        claims = _timed(seconds, "unpack_s", claims_of_lines, market, lines, held)
    least = {name: min(times[1:]) for name, times in seconds.items()}
    return {
        **{name: round(value, 5) for name, value in least.items()},
        "ratio": round(least["solve_s"] / least["certificate_s"], 2),
        "guard": round(least["certificate_s"] / least["read_s"], 2),
        "pass_ns_per_line": round(least["certificate_s"] * 1e9 / _lines_read(lines, held), 1),
        "matched": int(np.count_nonzero(claims >= 0)),
        "applicants": market.applicants,
        "offerings": market.offerings,
        "seats": int(market.pool_capacity.sum()),
        "claims": market.claims,
        "lines": len(lines.word),
        "peak_bytes_per_applicant": peak() // market.applicants,
    }


def _timed(
    seconds: dict[str, list[float]], name: str, act: Callable[..., Found], *given: object
) -> Found:
    started = time.thread_time()
    found = act(*given)
    seconds.setdefault(name, []).append(time.thread_time() - started)
    return found


def _lines_read(lines: Lines, held: Integers) -> int:
    """Lines above the held ones and the held ones themselves."""
    read = np.where(held >= 0, (held & LINE_BITS) + 1, lines.start[1:]) - lines.start[:-1]
    return int(read.sum())


@compiled
def _read(lines: Lines, held_line: Integers) -> int:
    """The lines up to each held one, folded into a number."""
    word, start, _, _ = lines
    folded = 0
    for applicant in range(len(held_line)):
        held = held_line[applicant]
        last = held & LINE_BITS if held >= 0 else np.int64(start[applicant + 1]) - 1
        for at in range(start[applicant], last + 1):
            folded ^= word[at]
    return folded


def forget_peak() -> None:
    """Let the peak of memory begin anew, after the market was drawn. Linux only."""
    if Path("/proc/self/clear_refs").exists():
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """Most bytes that this process held in memory since, the market included."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    rows = dict(row.split(":", 1) for row in status.read_text().splitlines())
    return int(rows["VmHWM"].split()[0]) * 1024
