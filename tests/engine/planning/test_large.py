"""A large plan is bettered in parts, and what is proven of it holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheber.engine.planning.check import check
from sheber.engine.planning.halves import Task, whole_columns
from sheber.engine.planning.highs import Limits, minimise, relaxation
from sheber.engine.planning.large import LARGE, is_large, search_large
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.priced import COMMON, priced
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.solve import solve
from sheber.engine.planning.stages import unmet
from tests.engine.planning.build import intake, market, small
from tests.engine.planning.strategies import problems

calm = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def a_large_one() -> Problem:
    """240 intakes in four years; money, beds and teachers are short."""
    return market(seed=3, lines=60, programmes=60, years=4)


@pytest.fixture(scope="module")
def large() -> Model:
    model = build(canonical(a_large_one()))
    assert is_large(model)
    return model


def task(model: Model, **changes: object) -> Task:
    return replace(Task(unmet(model).costs, Limits(0.0, nodes=20)), **changes)


def test_a_plan_in_parts_is_proven_by_what_it_says(large: Model) -> None:
    answer = search_large(large, task(large))
    whole = minimise(large, unmet(large).costs, Limits(0.01))
    assert answer.bound <= whole.value + 1e-6
    assert answer.value >= whole.bound - 1e-6


def test_a_value_is_that_of_the_plan(large: Model) -> None:
    answer = search_large(large, task(large))
    costs = unmet(large).costs
    assert answer.value == pytest.approx(sum(answer.columns[c] * w for c, w in costs.items()))


def test_a_plan_in_hand_is_only_bettered(large: Model) -> None:
    first = search_large(large, task(large, limits=Limits(0.5, nodes=20)))
    better = search_large(large, task(large, start=whole_columns(large, first.columns)))
    assert better.bound <= better.value <= first.value + 1e-6


def test_a_plan_in_parts_is_no_worse_than_the_first(large: Model) -> None:
    first = search_large(large, task(large, limits=Limits(0.5, nodes=20)))
    better = search_large(large, task(large))
    assert better.value < first.value
    assert better.bound >= first.bound


def test_the_same_model_gives_the_same_plan(large: Model) -> None:
    one, other = (search_large(large, task(large)) for _ in range(2))
    assert np.array_equal(one.columns, other.columns)


def test_without_time_there_is_nothing_near_the_relaxation(large: Model) -> None:
    answer = search_large(large, task(large, limits=Limits(0.0, nodes=20, seconds=0.0)))
    assert answer.status == "nothing"


def test_a_large_plan_keeps_every_row() -> None:
    problem = a_large_one()
    plan = solve(problem, gap=0.01, nodes=20, only_first=True)
    assert all(check(problem, plan).values())
    assert plan.stages[0].bound > 0


def test_without_time_a_large_plan_is_in_hand_all_the_same() -> None:
    problem = a_large_one()
    plan = solve(problem, gap=0.0, time_limit=0.0)
    assert all(check(problem, plan).values())


def test_a_few_intakes_are_not_large() -> None:
    few = small(intakes=tuple(intake(f"I{i}", "welding") for i in range(LARGE - 1)))
    assert not is_large(build(canonical(few)))


@calm
@given(problems(overrides=False), st.randoms(use_true_random=False))
def test_what_prices_prove_holds_at_any_prices(problem: Problem, chance) -> None:
    """Weak duality: whatever is asked for money and agreements, no plan is below the bound."""
    model = build(canonical(problem))
    costs = unmet(model).costs
    best = minimise(model, costs, Limits(0.0))
    rows = model.rows
    duals = np.array([chance.uniform(-1, 1) for _ in rows.names])
    assert priced(model, Task(costs, Limits(0.0)), duals, Limits(0.0)).bound <= best.value + 1e-6


@calm
@given(problems(overrides=False))
def test_prices_of_the_relaxation_prove_as_much_as_it_does(problem: Problem) -> None:
    model = build(canonical(problem))
    costs = unmet(model).costs
    loose = relaxation(model, costs, ())
    proven = priced(model, Task(costs, Limits(0.0)), loose.duals, Limits(0.0)).bound
    assert proven >= loose.value - 1e-6


def test_rows_that_are_priced_are_there() -> None:
    """A family that is renamed would otherwise silently no longer be priced."""
    families = {name.family for name in build(canonical(a_large_one())).rows.names}
    assert families >= COMMON
