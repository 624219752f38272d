"""How long a seat plan takes, what is proven of it, and what is checked.

python -m benchmarks.planning [--only pilot] [--quick] [--scenarios 200] [--json] [--keep]

What is drawn and assumed stands in benchmarks/legs/plan_problems.py, what is asked of each and was
measured in docs/benchmarks-planning.md, where --keep writes it. Seconds are of the processor, one
thread; the search is also limited by the clock, so that a benchmark always ends.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.legs import plan_ensemble, plan_peers, report
from benchmarks.legs.plan_problems import NATIONAL, PILOT, Size, draw
from benchmarks.legs.speed import forget_peak, peak
from sheber.engine.planning.check import check
from sheber.engine.planning.model import build
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.reasons import reasons
from sheber.engine.planning.solve import solve

FIRST_GAP = 0.01
"""The first plan is one that is proven to be this near to the best."""


def measure(size: Size, gap: float, seconds: float, quick: bool) -> dict[str, Any]:
    """Build, find a first plan with its reasons, then search all stages within ``seconds``."""
    problem = draw(size)
    forget_peak()
    started = time.process_time()
    model = build(canonical(problem))
    built = time.process_time() - started
    started = time.process_time()
    first = solve(problem, gap=FIRST_GAP, time_limit=seconds / 2, only_first=True)
    lacking = len(reasons(problem, first))
    first_seconds = time.process_time() - started
    figures = {
        "intakes": len(problem.intakes),
        "columns": model.columns.count,
        "rows": len(model.rows.names),
        "build_s": round(built, 3),
        "first_plan_s": round(first_seconds, 2),
        "first_gap": first.stages[0].gap,
        "lines_with_reasons": lacking,
    }
    del model
    rest = seconds - first_seconds
    plan, spent = (first, first_seconds) if quick else _whole(problem, gap, rest)
    return {
        **figures,
        "solve_s": round(spent, 2),
        "status": plan.status,
        "gap": plan.stages[0].gap,
        "checks": check(problem, plan),
        "stages": _stages(plan),
        "peak_bytes": peak(),
    }


def _whole(problem: Problem, gap: float, seconds: float) -> tuple[Plan, float]:
    started = time.process_time()
    plan = solve(problem, gap=gap, time_limit=seconds)
    return plan, time.process_time() - started


def _stages(plan: Plan) -> dict[str, dict[str, float]]:
    return {
        stage.name: {"value": stage.value, "bound": stage.bound, "gap": stage.gap}
        for stage in plan.stages
    }


BENCHMARKS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "pilot": lambda asked: measure(PILOT, gap=0.001, seconds=240, quick=asked.quick),
    "national": lambda asked: measure(NATIONAL, gap=0.02, seconds=3600, quick=asked.quick),
    "ensemble": lambda asked: plan_ensemble.figures(asked.scenarios),
    "peer": lambda asked: plan_peers.figures(),
}

PAGE = Path("docs/benchmarks-planning.md")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=BENCHMARKS, help="one benchmark; all without it")
    parser.add_argument("--quick", action="store_true", help="stop at the first plan within 1 %%")
    parser.add_argument(
        "--scenarios",
        type=int,
        default=plan_ensemble.SCENARIOS,
        metavar="N",
        help="in how many the ensemble is tried (200)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--keep", action="store_true", help=f"write {PAGE}")
    options = parser.parse_args()
    found = {}
    for name in [options.only] if options.only else BENCHMARKS:
        found[name] = BENCHMARKS[name](options)
        if not options.json:
            print(report.rows(name, found[name], None), flush=True)
        if options.keep:
            report.keep({name: found[name]}, {}, PAGE)
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
