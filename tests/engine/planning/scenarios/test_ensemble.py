"""Ensembles of whole markets: what is said of them can be counted again."""

from dataclasses import replace

import numpy as np
import pytest

from sheber.engine.errors import Infeasible, InvalidProblem
from sheber.engine.planning import problem as p
from sheber.engine.planning.scenarios.cut import Decision, decision_of
from sheber.engine.planning.scenarios.draw import draw
from sheber.engine.planning.scenarios.ensemble import Asked, ensemble
from sheber.engine.planning.scenarios.fixed import Future
from sheber.engine.planning.scenarios.ranges import points
from sheber.engine.planning.scenarios.shocked import shocked
from sheber.engine.planning.scenarios.trial import Effort
from sheber.engine.planning.solve import solve
from tests.engine.planning.build import market, two_countries
from tests.engine.planning.scenarios.build import EVERYTHING, factor, shocks

MARKET = market(seed=5, lines=24, programmes=8, years=1)
ASKED = Asked(6, effort=Effort(gap=0.001, nodes=50, sample=3), rivals=2)


@pytest.fixture(scope="module")
def found():
    plan = decision_of(solve(MARKET, gap=0.05, nodes=1))
    return ensemble(MARKET, EVERYTHING, ASKED, plan=plan)


def named(found, name):
    return next(one for one in found.candidates if name in (one.name, *one.also))


def test_the_plan_the_means_the_sample_and_two_scenarios_are_tried(found):
    names = {name for one in found.candidates for name in (one.name, *one.also)}
    assert names > {"plan", "means", "average"}
    assert sum(name.startswith("scenario ") for name in names) == 2


def test_means_worst_and_regret_are_those_of_the_values(found):
    best = np.array([one.best for one in found.scenarios])
    for one in found.candidates:
        values = np.array(one.values)
        assert one.mean == pytest.approx(values.mean())
        assert (one.worst, one.worst_in) == (values.max(), values.argmax())
        assert one.regret == pytest.approx((values - best).max())
        assert one.mean_regret == pytest.approx((values - best).mean())


def test_the_best_is_the_best_of_those_tried(found):
    best, safest = named(found, found.best_mean), named(found, found.least_regret)
    assert best.mean == min(one.mean for one in found.candidates)
    assert safest.regret == min(one.regret for one in found.candidates)


def test_a_scenarios_own_plan_reaches_its_value_there(found):
    problem = p.canonical(MARKET)
    for one in found.candidates:
        for name in (one.name, *one.also):
            if name.startswith("scenario "):
                own = found.scenarios[int(name.split()[1])]
                assert one.values[own.number] == pytest.approx(own.value, abs=1e-5)
                future = Future(shocked(problem, draw(problem, EVERYTHING, own.number)))
                outcome = future.outcome(Decision(one.groups, one.seats))
                assert outcome.value == one.values[own.number]


def test_no_plan_of_the_sample_is_below_the_proven_bound(found):
    assert found.sample.size == 3
    keeps = ("plan", "average")  # the others were made for other problems than the one given
    for name in keeps:
        assert sum(named(found, name).values[:3]) / 3 >= found.sample.bound - 1e-5
    assert found.sample.mean == pytest.approx(sum(named(found, "average").values[:3]) / 3)


def test_ranges_are_ordered_and_regions_add_up_to_all(found):
    for one in found.ranges:
        row = [one.low, one.quarter, one.middle, one.three_quarters, one.high, one.worst]
        assert row == sorted(row)
    of_plan = [one for one in found.ranges if one.plan == "plan"]
    for what in ("region", "occupation", "line"):
        parts = [one for one in of_plan if one.of == what]
        assert sum(one.asked for one in parts) == of_plan[0].asked
        assert sum(one.promised for one in parts) == pytest.approx(of_plan[0].promised)


def test_the_order_of_rows_decides_nothing(found):
    turned = replace(MARKET, lines=MARKET.lines[::-1], intakes=MARKET.intakes[::-1])
    plan = decision_of(solve(MARKET, gap=0.05, nodes=1))
    assert ensemble(turned, EVERYTHING, ASKED, plan=plan) == found


def test_progress_is_told_to_the_end():
    told = []
    small = two_countries()
    asked = Asked(2, rivals=0)
    ensemble(
        small, shocks(factor("demand", "all", 1, 2)), asked, told=lambda *step: told.append(step)
    )
    assert told == [("planning", n, 3) for n in (1, 2, 3)] + [("trying", n, 3) for n in (1, 2, 3)]


def test_a_point_of_a_range_is_a_value_that_was_seen():
    assert points(np.array([4.0, 1.0, 3.0, 2.0])) == (1.0, 1.0, 2.0, 3.0, 4.0, 4.0)


def test_a_scenario_without_a_plan_is_said_and_the_others_count():
    """An office has fixed 100 seats, and in some scenarios there is no money for them."""
    fixed = p.Override("X", "K", "exactly", 100, "letter")
    base = two_countries(overrides=(fixed,))
    just = replace(base, budgets=(p.Budget("KZ-state", 2027, 10_000), *base.budgets[1:]))
    given = shocks(factor("budget", "fund", "0.9", "1.1", only=("KZ-state",)), seed=4)
    found = ensemble(just, given, Asked(5, rivals=1))
    assert {one.own for one in found.scenarios} == {"planned", "no_plan"}
    assert all(one.best < float("inf") for one in found.scenarios)


def test_means_that_cannot_be_planned_for_are_refused():
    fixed = p.Override("X", "K", "exactly", 100, "letter")
    with pytest.raises(Infeasible) as refused:
        ensemble(two_countries(overrides=(fixed,)), shocks(factor("budget", "all", 0, 0)), Asked(2))
    assert refused.value.code == "no_plan_for_the_means"


def test_unsound_shocks_are_refused():
    with pytest.raises(InvalidProblem):
        ensemble(two_countries(), shocks(), Asked(2))


def test_only_as_many_scenarios_as_asked_get_a_plan_of_their_own():
    asked = Asked(3, own=1, rivals=3)
    found = ensemble(two_countries(), shocks(factor("demand", "line", 0, 3)), asked)
    assert [one.own for one in found.scenarios] == ["planned", "not_asked", "not_asked"]
    names = {name for one in found.candidates for name in (one.name, *one.also)}
    assert names <= {"means", "scenario 0"}
