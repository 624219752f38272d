"""A price is what a problem with one step more gives, less what it gives without."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from sheber.engine.planning import problem as p
from sheber.engine.planning.highs import relaxed_duals
from sheber.engine.planning.limits import Lever
from sheber.engine.planning.model import build
from sheber.engine.planning.prices import Steps, price, prices
from sheber.engine.planning.problem import canonical
from sheber.engine.planning.solve import solve
from sheber.engine.planning.stages import unmet
from tests.engine.planning.build import market, small
from tests.engine.planning.strategies import problems

BEDS = Lever("resource", ("beds", "I"))


@pytest.mark.parametrize(("step", "gain"), [(1, 0), (24, 0), (25, 25), (49, 25), (50, 50)])
def test_beds_are_worth_nothing_until_they_make_a_group(step, gain):
    """Two groups of 25 and 50 beds: the gain is 0 up to 74 beds and 25 at 75."""
    problem = small()
    found = price(problem, solve(problem, gap=0), BEDS, step)
    assert (found.gain, found.at_least, found.at_most) == (gain, gain, gain)
    assert (found.before, found.after) == (50, 50 - gain)


def test_the_dual_of_the_relaxation_would_have_promised_one_for_every_bed():
    model = build(canonical(small()))
    duals = relaxed_duals(model, unmet(model).costs)
    rows = zip(model.rows.names, duals, strict=True)
    assert sum(dual for name, dual in rows if name.family == "resource") == pytest.approx(-1)


def test_what_does_not_limit_is_not_priced():
    problem = small()
    assert [found.lever for found in prices(problem, solve(problem, gap=0))] == [BEDS]


def test_one_more_group_and_a_million_have_prices_too():
    problem = small(
        resources=(),
        budgets=(p.Budget("KZ-state", 2027, 5_000),),
    )
    plan = solve(problem, gap=0)
    budget = Lever("budget", ("KZ-state", 2027))
    assert [found.lever for found in prices(problem, plan)] == [budget]
    assert price(problem, plan, budget, 2_499).gain == 0
    assert price(problem, plan, budget, 2_500).gain == 25
    groups = Lever("groups", ("I/welding/2027",))
    assert price(problem, plan, groups, 1).gain == 0


def raised_by_hand(problem, lever, step):
    """The problem with a step more of what the lever names, written down row by row."""
    if lever.family == "groups":
        (id,) = lever.key
        wider = tuple(
            replace(row, maximum_groups=row.maximum_groups + step) if row.id == id else row
            for row in problem.intakes
        )
        return replace(problem, intakes=wider)
    if lever.family == "budget":
        (fund, year) = lever.key
        richer = tuple(
            replace(row, amount=row.amount + step) if (row.fund, row.year) == (fund, year) else row
            for row in problem.budgets
        )
        return replace(problem, budgets=richer)
    kind, institution = lever.key
    larger = tuple(
        replace(row, amount=row.amount + step)
        if (row.kind, row.institution) == (kind, institution)
        else row
        for row in problem.resources
    )
    return replace(problem, resources=larger)


@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(problems())
def test_every_price_shown_equals_its_re_solve(problem):
    steps = Steps(money=2, resources={"beds": 1})
    plan = solve(problem, gap=0)
    for shown in prices(problem, plan, steps=steps):
        again = solve(raised_by_hand(problem, shown.lever, shown.step), gap=0)
        assert shown.step == steps.of(shown.lever)
        assert shown.gain == pytest.approx(plan.stages[0].value - again.stages[0].value, abs=1e-4)
        assert shown.at_least == pytest.approx(shown.gain, abs=1e-4)
        assert shown.at_most == pytest.approx(shown.gain, abs=1e-4)


def test_in_a_market_a_re_solve_lies_within_what_is_proven_of_a_price():
    problem = market(seed=7, lines=12, programmes=10, years=1)
    steps = Steps(money=500_000_000, resources={"beds": 10})
    plan = solve(problem, gap=0.02, nodes=5)
    found = prices(problem, plan, most=4, steps=steps, gap=0.002, nodes=5)
    before = solve(problem, gap=0.002, nodes=5)
    assert len(found) == 4
    for shown in found:
        again = solve(raised_by_hand(problem, shown.lever, shown.step), gap=0.002, nodes=5)
        assert before.stages[0].bound - again.stages[0].value <= shown.at_most + 1e-3
        assert before.stages[0].value - again.stages[0].bound >= shown.at_least - 1e-3


def test_an_unproven_price_is_given_with_what_is_proven():
    problem = market(seed=1, lines=20, programmes=18, years=2)
    plan = solve(problem, gap=0.05, nodes=1)
    for found in prices(problem, plan, most=3, gap=0.05, nodes=1):
        assert found.at_least <= found.gain <= found.at_most
