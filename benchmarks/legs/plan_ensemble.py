"""The pilot tried in scenarios: by one worker, by two, and by two of which one is killed.

Seconds are of the clock, from the first piece of work to the last; starting the processes is
measured apart. The shocks are assumed. Plans of their own are made for the first scenarios only:
such a plan takes some seconds of a processor at this size, and trying a plan a tenth of one.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from benchmarks.legs.plan_problems import PILOT, draw
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.scenarios.ensemble import Asked, ensemble
from sheber.engine.planning.scenarios.result import Ensemble
from sheber.engine.planning.scenarios.shocks import LATER, Factor, Opening, Shocks
from sheber.engine.planning.scenarios.trial import Effort
from sheber.kernel.workers import Where, workers

SCENARIOS = 200
OWN = 20
"""Scenarios with a plan of their own: with them one pass on one worker stays below five minutes."""

EFFORT = Effort(gap=0.05, nodes=1)

SOURCE: dict[str, Any] = {"source": "assumed for a benchmark", "as_of": date(2026, 9, 1)}

Told = Callable[[str, int, int], None]


def shocks() -> Shocks:
    """Orders by sector and region, completion, migration, money, and intakes that open late."""

    def factor(of: str, by: str, low: str, high: str) -> Factor:
        return Factor(f"{of} by {by}", of, by, Fraction(low), Fraction(high), **SOURCE)

    return Shocks(
        seed=2027,
        factors=(
            factor("demand", "sector", "0.7", "1.3"),
            factor("demand", "region", "0.9", "1.1"),
            factor("completion", "programme", "0.9", "1.05"),
            factor("migration", "study", "0.5", "1.5"),
            factor("budget", "fund", "0.85", "1.05"),
        ),
        openings=(Opening("late opening", LATER, "institution", Fraction(1, 20), **SOURCE),),
    )


def figures(scenarios: int = SCENARIOS) -> dict[str, Any]:
    """What ``--only ensemble`` prints; ``same`` is whether all three runs said the same."""
    problem = draw(PILOT)
    one, alone = _timed(problem, scenarios, 1)
    two, both = _timed(problem, scenarios, 2)
    killed, survived = _timed(problem, scenarios, 2, kill=True)
    return {
        "scenarios": scenarios,
        "own_plans": min(OWN, scenarios),
        "candidates": len(alone.candidates),
        "one_worker_s": one["run_s"],
        "two_workers_s": two["run_s"],
        "killed_s": killed["run_s"],
        "start_s": two["start_s"],
        "efficiency": one["run_s"] / (2 * two["run_s"]),
        "efficiency_killed": one["run_s"] / (2 * killed["run_s"]),
        "same": alone == both == survived,
        "best_mean": alone.best_mean,
        "least_regret": alone.least_regret,
    }


def _timed(
    problem: Problem, scenarios: int, processes: int, kill: bool = False
) -> tuple[dict[str, float], Ensemble]:
    began = time.perf_counter()
    with workers(Where(processes)) as found:
        alive = list(found.client.run(os.getpid).values())
        ready = time.perf_counter()
        said = ensemble(
            problem,
            shocks(),
            Asked(scenarios, OWN, EFFORT),
            spread=found.spread,
            told=_killer(alive[0], scenarios) if kill else lambda stage, done, of: None,
        )
        ended = time.perf_counter()
    return {"start_s": ready - began, "run_s": ended - ready}, said


def _killer(process: int, scenarios: int) -> Told:
    """Kills a worker in the middle, when half of the scenarios have been tried."""

    def told(stage: str, done: int, of: int) -> None:
        if stage == "trying" and done == scenarios // 2:
            os.kill(process, signal.SIGKILL)

    return told
