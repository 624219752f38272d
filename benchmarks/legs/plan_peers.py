"""The pilot's first stage beside its plain formulation in linopy, in one run with equal seconds.

The peer gets the rows of the plan's first stage as they are stated, without what makes them easier
to search, and searches them at once. It lives in an environment of its own, `build/planning-peers`,
which `make bench` prepares from `tools/setup/planning-peers.txt`.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.legs.plan_problems import PILOT, draw
from benchmarks.legs.speed import forget_peak, peak
from sheber.engine.planning.highs import relative_gap
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.problem import canonical
from sheber.engine.planning.solve import solve
from sheber.engine.planning.stages import unmet

PYTHON = Path("build/planning-peers/bin/python")
SECONDS = 100.0
"""What each may search."""

LATER = frozenset({"region", "budget_share", "more_than_before", "less_than_before"})
"""Families that only later stages need."""

Table = dict[str, NDArray[Any]]


def figures() -> dict[str, Any]:
    """Seconds, values and proven gaps of both; the peer's are a reason in words if it is not
    there."""
    problem = draw(PILOT)
    forget_peak()
    started = time.perf_counter()
    model = build(canonical(problem))
    built = time.perf_counter()
    first = solve(problem, gap=0.001, time_limit=SECONDS, only_first=True).stages[0]
    ended = time.perf_counter()
    ours = {
        "build_s": built - started,
        "solve_s": ended - built,
        "value": first.value,
        "bound": first.bound,
        "gap": first.gap,
        "peak_bytes": peak(),
    }
    return {"sheber": ours, "linopy": _peer(model)}


def _peer(model: Model) -> dict[str, Any] | str:
    if not PYTHON.exists():
        return "not installed (make bench installs the peers where there is a network)"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.npz"
        np.savez(path, **rows_by_family(model))
        script = Path(__file__).with_name("plan_peer.py")
        done = subprocess.run(  # noqa: S603 - a script of this folder
            [str(PYTHON), str(script), str(path), str(SECONDS)],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said | {"gap": relative_gap(said["value"], said["bound"])}


def rows_by_family(model: Model) -> Table:
    """The first stage as plain tables: for each family and kind of variable, of each row the
    variables it takes and what it takes of them, rows filled up with nothing."""
    kind, place, found = _kinds(model)
    rows = model.rows
    members: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(rows.names):
        if name.family not in LATER:
            members[name.family].append(number)
    for family, numbers in members.items():
        found[f"{family}.lower"], found[f"{family}.upper"] = (
            side[numbers] for side in (rows.lower, rows.upper)
        )
        taken = [slice(rows.starts[n], rows.starts[n + 1]) for n in numbers]
        for name in KINDS:
            index = [rows.index[one][kind[rows.index[one]] == name] for one in taken]
            value = [rows.value[one][kind[rows.index[one]] == name] for one in taken]
            if any(map(len, index)):
                found[f"{family}.{name}.index"] = _filled([place[one] for one in index], int)
                found[f"{family}.{name}.value"] = _filled(value, float)
    found["families"] = np.array(list(members))
    return found


KINDS = ("groups", "seats", "flow", "unmet")


def _kinds(model: Model) -> tuple[NDArray[Any], NDArray[Any], Table]:
    """Kind and place within it of each column, and the upper ends and weights of the kinds."""
    at = model.columns
    kind, place = np.full(at.count, "", dtype="<U6"), np.zeros(at.count, dtype=int)
    found: Table = {}
    for name in KINDS:
        columns = np.array(list(getattr(at, name).values()))
        kind[columns], place[columns] = name, np.arange(len(columns))
        found[f"{name}.upper"] = at.upper[columns]
    found["weights"] = np.array(list(unmet(model).costs.values()))
    return kind, place, found


def _filled(rows: list[NDArray[Any]], of: type) -> NDArray[Any]:
    table = np.zeros((len(rows), max(map(len, rows))), dtype=of)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table
