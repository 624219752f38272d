"""Whole problems drawn by Hypothesis: plans pass the checks and match trying everything."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sheber.engine.errors import Infeasible
from sheber.engine.planning.check import check
from sheber.engine.planning.highs import Limits, minimise
from sheber.engine.planning.model import HARD, build
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.solve import solve
from tests.engine.planning.brute import best_stages, least_unmet
from tests.engine.planning.build import market, without
from tests.engine.planning.strategies import problems

calm = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@calm
@given(problems())
def test_every_stage_is_the_best_that_the_stages_before_it_leave(problem: Problem) -> None:
    plan = solve(problem, gap=0)
    assert [stage.value for stage in plan.stages] == pytest.approx(best_stages(problem), abs=1e-4)


@calm
@given(problems(overrides=True))
def test_with_overrides_there_is_a_plan_exactly_if_one_can_be_found(problem: Problem) -> None:
    expected = least_unmet(problem)
    if expected is None:
        with pytest.raises(Infeasible) as refused:
            solve(problem, gap=0)
        assert_the_rows_explain(problem, refused.value.facts)
    else:
        assert solve(problem, gap=0).stages[0].value == pytest.approx(expected, abs=1e-5)


def assert_the_rows_explain(problem: Problem, facts: Any) -> None:
    """Without all the named rows there is a plan; the rows of a clash alone admit none.

    And no row is idle: the rows of a clash less any one of them admit a plan.
    """
    sets = (facts["rows"], *facts["others"])
    everything = [row for rows in sets for row in rows]
    assert solve(without(problem, everything), gap=0.99, nodes=1).stages
    for rows in sets:
        names = {row["row"] for row in rows}
        assert not admitted(problem, names)
        assert all(admitted(problem, names - {idle}) for idle in names)


def admitted(problem: Problem, names: set[str]) -> bool:
    """Whether there is a plan that keeps these rows and no other that somebody may relax."""
    model = build(canonical(problem))
    free = np.array([r.family in HARD and str(r) not in names for r in model.rows.names])
    lower = np.where(free, -np.inf, model.rows.lower)
    upper = np.where(free, np.inf, model.rows.upper)
    return minimise(model, {}, Limits(gap=1.0), lower=lower, upper=upper).status != "infeasible"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_drawn_market_of_some_size_is_planned_and_checked(seed: int) -> None:
    problem = market(seed=seed, lines=20, programmes=18, years=2)
    plan = solve(problem, gap=0.01, nodes=20)
    assert all(check(problem, plan).values())
    assert all(stage.value >= stage.bound for stage in plan.stages)
