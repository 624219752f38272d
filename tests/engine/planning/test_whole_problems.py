"""Whole problems drawn by Hypothesis: plans pass the checks and match trying everything."""

import pytest
from hypothesis import HealthCheck, given, settings

from sheber.engine.errors import Infeasible
from sheber.engine.planning.check import check
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.solve import solve
from tests.engine.planning.brute import least_unmet
from tests.engine.planning.build import market, without
from tests.engine.planning.strategies import problems

calm = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@calm
@given(problems())
def test_unmet_demand_is_the_least_possible(problem: Problem) -> None:
    plan = solve(problem, gap=0)
    assert plan.stages[0].value == pytest.approx(least_unmet(problem), abs=1e-5)


@calm
@given(problems(overrides=True))
def test_with_overrides_there_is_a_plan_exactly_if_one_can_be_found(problem: Problem) -> None:
    expected = least_unmet(problem)
    if expected is None:
        with pytest.raises(Infeasible) as refused:
            solve(problem, gap=0)
        facts = refused.value.facts
        freed = without(
            problem, [row for rows in (facts["rows"], *facts["others"]) for row in rows]
        )
        assert solve(freed, gap=0).status == "optimal"
    else:
        assert solve(problem, gap=0).stages[0].value == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_drawn_market_of_some_size_is_planned_and_checked(seed: int) -> None:
    problem = market(seed=seed, lines=20, programmes=18, years=2)
    plan = solve(problem, gap=0.01, nodes=20)
    assert all(check(problem, plan).values())
    assert all(stage.value >= stage.bound for stage in plan.stages)
