"""What a problem admits when some of its rows bind nothing: asked of the solver, not of reasons."""

from collections.abc import Mapping, Set

import numpy as np

from sheber.engine.planning.highs import Answer, Limits, minimise
from sheber.engine.planning.model import HARD, Model, build
from sheber.engine.planning.problem import Problem, canonical


def relaxable(problem: Problem) -> set[str]:
    """Names of the rows that somebody may relax."""
    return {str(row) for row in build(canonical(problem)).rows.names if row.family in HARD}


def admits(problem: Problem, *, freed: Set[str]) -> bool:
    """Whether there is a plan that keeps every row but those freed."""
    return _least(build(canonical(problem)), {}, freed).status != "infeasible"


def least_lacking(
    problem: Problem, line: str, *, freed: Set[str], seats: int | None = None
) -> float:
    """The fewest people that a line can lack; with ``seats``, each intake has so many per fund."""
    model = build(canonical(problem))
    place = next(i for i, row in enumerate(model.problem.lines) if row.id == line)
    fixed = {} if seats is None else dict.fromkeys(model.columns.seats.values(), float(seats))
    return _least(model, {model.columns.unmet[place]: 1.0}, freed, fixed).value


def _least(
    model: Model,
    costs: Mapping[int, float],
    freed: Set[str],
    fixed: Mapping[int, float] | None = None,
) -> Answer:
    free = np.array([str(row) in freed for row in model.rows.names])
    lower = np.where(free, -np.inf, model.rows.lower)
    upper = np.where(free, np.inf, model.rows.upper)
    return minimise(model, costs, Limits(gap=0.0), fixed=fixed, lower=lower, upper=upper)
