"""What the first clearing in a process costs: compiled for the first time, and from disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

from benchmarks.legs.markets import Size, draw
from sheber.engine.clearing.clear import clear

SCRIPT = """
import json, time
from benchmarks.legs.markets import Size, draw
market = draw(Size(1000, four_pools=True))
started = time.perf_counter()
from sheber.engine.clearing.clear_compiled import clear_compiled
loaded = time.perf_counter()
clear_compiled(market)
called = time.perf_counter()
print(json.dumps({"import_s": loaded - started, "first_call_s": called - loaded}))
"""


def measure() -> dict[str, Any]:
    """Seconds to load Numba and of the first call, cold and from disk; and the number of claims
    at which the readable solver takes as long as a first call from disk."""
    with tempfile.TemporaryDirectory() as folder:
        cold, kept = _first_call(folder), _first_call(folder)
    market = draw(Size(20_000))
    started = time.perf_counter()
    clear(market)
    per_claim = (time.perf_counter() - started) / market.claims
    return {
        "cold": cold,
        "from_disk": kept,
        "readable_microseconds_per_claim": round(per_claim * 1e6, 2),
        "break_even_claims": round(sum(kept.values()) / per_claim),
    }


def _first_call(folder: str) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - the script above
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "NUMBA_CACHE_DIR": folder},
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: round(value, 2) for name, value in json.loads(done.stdout).items()}
