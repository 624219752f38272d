"""The plan for several scenarios at once against every plan there is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from sheber.engine.planning.highs import Limits
from sheber.engine.planning.problem import canonical
from sheber.engine.planning.scenarios.average import average_plan
from sheber.engine.planning.scenarios.draw import draw
from sheber.engine.planning.scenarios.shocked import shocked
from tests.engine.planning.scenarios.brute import least_mean
from tests.engine.planning.scenarios.build import EVERYTHING, FACTORS_ONLY, seeds
from tests.engine.planning.strategies import problems


def futures(problem, given_shocks, seed, number=2):
    shocks = replace(given_shocks, seed=seed)
    return [shocked(problem, draw(problem, shocks, n)) for n in range(number)]


@settings(max_examples=15, deadline=None)
@given(problem=problems(), seed=seeds)
def test_where_no_seat_is_taken_back_it_is_the_best_of_all(problem, seed):
    problem = canonical(problem)
    tries = futures(problem, FACTORS_ONLY, seed)
    best = least_mean(problem, tries)
    answer = average_plan(problem, tries, Limits(0.0))
    assert (best is None) == (answer.status == "infeasible")
    if best is not None:
        assert answer.value == pytest.approx(best, abs=1e-5)
        assert answer.bound == pytest.approx(best, abs=1e-5)


@settings(max_examples=15, deadline=None)
@given(problem=problems(), seed=seeds)
def test_where_seats_are_taken_back_no_plan_is_below_its_bound(problem, seed):
    problem = canonical(problem)
    tries = futures(problem, EVERYTHING, seed)
    best = least_mean(problem, tries)
    if best is not None:
        assert average_plan(problem, tries, Limits(0.0)).bound <= best + 1e-5
