"""Peers on the same instance, in the same run, with an identical matching required.

They are packages that anybody can install, none of them Sheber's dependency: `make bench` puts
them into an environment of their own, `build/peers`, from `tools/setup/peers.txt`.
"""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.legs.markets import Size, draw
from benchmarks.legs.peer import PEERS
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.clear_compiled import clear_compiled
from sheber.engine.clearing.market import Integers, Market

PYTHON = Path("build/peers/bin/python")
SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000}
PATIENCE = 120
"""Seconds after which a peer is stopped. It is not asked for a larger market then."""


def measure() -> dict[str, Any]:
    """Seconds of each peer and of both solvers of Sheber at each size, or why there are none."""
    found: dict[str, Any] = {}
    stopped: dict[str, str] = {}
    for name, applicants in SIZES.items():
        market = draw(Size(applicants))
        found[name], held = _own(market)
        plain = json.dumps(plain_lists(market))
        for peer in PEERS:
            if peer not in stopped:
                answer = _peer(peer, plain, held)
                if isinstance(answer, str):
                    stopped[peer] = f"stops at {name}: {answer}"
                found[name][peer] = answer
    return {**found, "stopped": stopped}


def _own(market: Market) -> tuple[dict[str, Any], dict[int, int]]:
    """Sheber's two solvers, from the market to held claims; the second warm."""
    clear_compiled(market)
    started = time.perf_counter()
    held = clear_compiled(market)
    compiled = time.perf_counter() - started
    started = time.perf_counter()
    if not np.array_equal(clear(market), held):
        raise SystemExit("the two solvers of Sheber do not agree")
    readable = time.perf_counter() - started
    return {"sheber, compiled": compiled, "sheber, readable": readable}, _offerings(market, held)


def _offerings(market: Market, held: Integers) -> dict[int, int]:
    seated = np.flatnonzero(held >= 0)
    offering = market.pool_offering[market.claim_pool[held[seated]]]
    return dict(zip(seated.tolist(), offering.tolist(), strict=True))


def plain_lists(market: Market) -> dict[str, Any]:
    """A market of one pool an offering, as the lists that peers take."""
    offering = market.claim_pool.reshape(market.applicants, -1)
    order = np.lexsort((-market.claim_key, market.claim_pool))
    ends = np.cumsum(np.bincount(market.claim_pool, minlength=market.pools))
    ranked = np.split(market.claim_applicant[order], ends[:-1])
    return {
        "lists": offering.tolist(),
        "orders": [row.tolist() for row in ranked],
        "seats": market.pool_capacity.tolist(),
    }


def _peer(peer: str, plain: str, held: dict[int, int]) -> float | str:
    """Seconds, or a reason in words."""
    if not PYTHON.exists():
        return "not installed (make bench installs the peers where there is a network)"
    script = Path(__file__).with_name("peer.py")
    command = [str(PYTHON), str(script), peer]
    try:
        done = subprocess.run(  # noqa: S603 - a script of this folder
            command, input=plain, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not done after {PATIENCE} s"
    if not done.stdout:
        reason = done.stderr.strip().splitlines()
        return reason[-1] if reason else f"ended with code {done.returncode}"
    answer = json.loads(done.stdout)
    same = {int(one): offering for one, offering in answer["held"].items()} == held
    return float(answer["seconds"]) if same else "another matching"
