"""Every stage has the value that a second formulation, with another door to a solver, reaches."""

import pytest
from hypothesis import HealthCheck, given, settings

from sheber.engine.errors import Infeasible
from sheber.engine.planning.problem import Previous, Problem
from sheber.engine.planning.solve import solve
from tests.engine.planning.build import small
from tests.engine.planning.cramped import cramped
from tests.engine.planning.second import best_stages
from tests.engine.planning.strategies import problems

calm = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def reached(problem: Problem) -> list[float] | None:
    """The value of every stage, or None where limits clash."""
    try:
        return [stage.value for stage in solve(problem, gap=0).stages]
    except Infeasible:
        return None


def agree(problem: Problem) -> bool:
    ours, theirs = reached(problem), best_stages(problem)
    if ours is None or theirs is None:
        return ours is theirs
    return ours == pytest.approx(theirs, rel=1e-4, abs=1e-4)


@calm
@given(problems(overrides=True))
def test_whole_problems(problem: Problem) -> None:
    assert agree(problem)


@pytest.mark.parametrize("seed", range(24))
def test_problems_in_which_everything_is_short(seed: int) -> None:
    assert agree(cramped(seed))


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(902, id="a value of 0 with less than that proven"),
        pytest.param(114, id="HiGHS 1.15.1 found no plan"),
        pytest.param(1003, id="HiGHS 1.15.1 ended the process"),
    ],
)
def test_problems_that_were_planned_wrongly_once(seed: int) -> None:
    assert agree(cramped(seed))


def test_a_plan_before_that_no_fund_can_repeat_is_no_change() -> None:
    assert reached(small(budgets=(), previous=(Previous("I/welding/2027", "KZ-state", 25),))) == [
        *(100, 1, 0, 0, 0),
        0,
    ]
