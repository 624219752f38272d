"""How fast the checker that stands alone is: one million applicants, five contracts each, in plain
NumPy, from a folder of columns, in a process of its own that loads nothing of Sheber.

python -m benchmarks.checker [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.legs.markets import Size, draw
from sheber.doors.clearing.columns import write_columns
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.market_reading import NamesRead
from sheber.engine.clearing import checker
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.clear_compiled import clear_compiled
from sheber.engine.clearing.keys import Ranking
from sheber.engine.clearing.market import Market

MILLION = 1_000_000


def measure(size: Size) -> dict[str, Any]:
    """Seconds of each part, arrays in memory, once; and of the whole command on columns, with the
    peak of its memory."""
    market = draw(size)
    # A drawn market has keys alone: let the key be the score.
    ranking = Ranking(market.claim_key, np.zeros((market.claims, 0)), None)
    certificate, making = timed(lambda: certify(market, clear_compiled(market)))
    properties, properties_s = timed(lambda: checker.check_claims(market, certificate.held_claim))
    keys, ranking_s = timed(lambda: checker.check_ranking(market, ranking))
    numbers, certificate_s = timed(lambda: checker.check_certificate(market, certificate))
    for broken in (*properties, *keys, *numbers):
        raise SystemExit(f"the checker finds {broken.code} broken: {broken.facts}")
    return {
        "properties_s": properties_s,
        "ranking_s": ranking_s,
        "certificate_s": certificate_s,
        **alone(market, ranking, certificate),
        "making_the_certificate_s": making,
        "wishes": len(certificate.wish_contract),
    }


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    found = work()
    return found, round(time.perf_counter() - started, 2)


def alone(market: Market, ranking: Ranking, certificate: Certificate) -> dict[str, Any]:
    """The command on a folder of columns: how long it takes, and its peak, interpreter,
    NumPy and mapped columns included."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        columns = folder / "columns"
        write_columns(columns, MarketFile(market, ranking, names(market), ""), certificate)
        (folder / "checker.py").write_text(Path(checker.__file__).read_text())
        seconds, spent, peak = run(folder, "columns")
        size = sum(path.stat().st_size for path in columns.iterdir())
    return {
        "command_s": seconds,
        "command_processor_s": spent,
        "peak_bytes_per_applicant": peak // market.applicants,
        "folder_bytes_per_applicant": size // market.applicants,
    }


def names(market: Market) -> NamesRead:
    return NamesRead(
        pools=[f"P{pool}" for pool in range(market.pools)],
        applicants=[f"A{applicant}" for applicant in range(market.applicants)],
    )


PEAK = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
status = open("/proc/self/status").read()
print(status.split("VmHWM:")[1].split()[0])
"""
"""The checker as a command, and after it the most memory that its process held, in KiB. Linux."""


def run(folder: Path, *words: str) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, and peak bytes, of an isolated process."""
    before, started = os.times(), time.perf_counter()
    command = [sys.executable, "-I", "-c", PEAK, "checker.py", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603
    seconds, after = time.perf_counter() - started, os.times()
    spent = sum(after[2:4]) - sum(before[2:4])
    return round(seconds, 2), round(spent, 2), int(done.stdout.split()[-1]) * 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    found = measure(Size(MILLION))
    if options.json:
        print(json.dumps({"checker_1m": found}))
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):<30} {value}")


if __name__ == "__main__":
    main()
