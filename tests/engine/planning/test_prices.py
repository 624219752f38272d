"""A price is what a problem with one step more gives, less what it gives without."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import HealthCheck, assume, given, settings

from sheber.engine.planning import problem as p
from sheber.engine.planning.halves import Task, whole_columns
from sheber.engine.planning.highs import Limits, minimise, relaxed_duals
from sheber.engine.planning.limits import Lever
from sheber.engine.planning.model import build
from sheber.engine.planning.nearby import near
from sheber.engine.planning.prices import Base, price, prices
from sheber.engine.planning.problem import canonical
from sheber.engine.planning.solve import solve
from sheber.engine.planning.stages import unmet
from sheber.engine.planning.steps import MILLION, Steps
from tests.engine.planning.build import A_BED_EACH, beds, intake, market, small
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


def test_a_group_with_all_it_takes_helps_where_no_single_limit_does():
    """Two groups and 50 beds: neither a third group nor 25 beds brings anybody, both bring 25."""
    two = intake("I/welding/2027", "welding", uses=A_BED_EACH, maximum_groups=2)
    problem = small(intakes=(two,))
    found = {str(one.lever): one for one in prices(problem, solve(problem, gap=0))}
    assert found["whole_group[I/welding/2027]"].gain == 25
    assert found["whole_group[I/welding/2027]"].step == 1
    assert {name: one.gain for name, one in found.items() if one.gain} == {
        "whole_group[I/welding/2027]": 25
    }


def test_where_one_limit_alone_binds_nothing_is_bundled():
    problem = small()
    found = prices(problem, solve(problem, gap=0))
    assert {one.lever.family for one in found} == {"resource"}


def raised_by_hand(problem, lever, step):
    """The problem with a step more of what the lever names, written down row by row."""
    if lever.family == "whole_group":
        return with_groups_by_hand(problem, lever.key[0], step)
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


def with_groups_by_hand(problem, id, step):
    """A step more groups of an intake, and for each use of it what those take, year by year."""
    (chosen,) = (row for row in problem.intakes if row.id == id)
    years = range(chosen.year, chosen.year + max(1, chosen.duration))
    more = Counter()
    for use in chosen.uses:
        people = chosen.group_size if use.per == "person" else 1
        for year in years[-1:] if use.when == "last" else years:
            more[use.resource, use.owner or chosen.institution, year] += use.amount * people * step
    return replace(
        problem,
        intakes=tuple(
            replace(row, maximum_groups=row.maximum_groups + step) if row.id == id else row
            for row in problem.intakes
        ),
        resources=tuple(
            replace(row, amount=row.amount + ceil(more[row.kind, row.institution, row.year]))
            for row in problem.resources
        ),
    )


@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(problems())
def test_every_price_shown_equals_its_re_solve(problem):
    steps = Steps(money=2, resources={"beds": 1})
    plan = solve(problem, gap=0)
    for shown in prices(problem, plan, steps=steps):
        again = solve(raised_by_hand(problem, shown.lever, shown.step), gap=0)
        assert shown.step == steps.of(problem, shown.lever)
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


def test_a_step_is_by_default_what_one_more_group_takes():
    problem = small(
        intakes=(
            intake("I/welding/2027", "welding", uses=(p.Use("beds", "person", Fraction(1, 2)),)),
            intake("I/turning/2027", "welding", uses=(p.Use("teachers", "group", Fraction(2)),)),
        ),
        budgets=(p.Budget("KZ-state", 2027, 1_000_000),),
        resources=(beds(50), p.Resource("teachers", "I", 2027, 1)),
    )
    steps = Steps()
    assert steps.of(problem, Lever("resource", ("beds", "I"))) == 13
    assert steps.of(problem, Lever("resource", ("teachers", "I"))) == 2
    assert steps.of(problem, Lever("groups", ("I/welding/2027",))) == 1
    assert steps.of(problem, Lever("budget", ("KZ-state", 2027))) == MILLION
    chosen = Steps(groups=3, money=7, resources={"beds": 5})
    assert chosen.of(problem, Lever("resource", ("beds", "I"))) == 5
    assert chosen.of(problem, Lever("groups", ("I/welding/2027",))) == 3
    assert chosen.of(problem, Lever("budget", ("KZ-state", 2027))) == 7


def test_a_budget_is_raised_by_whole_millions_that_pay_for_the_dearest_group():
    dear = p.Cost("KZT", 5 * MILLION // 25 + 1)
    problem = small(intakes=(intake("I/welding/2027", "welding", costs=(dear,)),), resources=())
    assert Steps().of(problem, Lever("budget", ("KZ-state", 2027))) == 6 * MILLION


def test_people_are_counted_each_as_one_beside_their_weight():
    problem = small(lines=(p.Line("L1", "KZ-KAR", "7212", 2029, 100, weight=3),))
    found = price(problem, solve(problem, gap=0), BEDS, 25)
    assert (found.gain, found.people, found.gap) == (75, 25, 0)


def test_whoever_watches_hears_of_every_price_and_may_end_the_work():
    problem, heard = small(), []
    plan = solve(problem, gap=0)

    def stop(done, of):
        heard.append((done, of))
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        prices(problem, plan, told=stop)
    assert heard == [(0, 1), (1, 1)]


def test_hardly_any_time_leaves_less_proven_and_claims_nothing_more():
    problem = market(seed=7, lines=12, programmes=10, years=1)
    plan = solve(problem, gap=0.5, nodes=1)
    found = prices(problem, plan, most=3, seconds=1e-3)
    assert len(found) == 3
    for shown in found:
        assert shown.before <= plan.stages[0].value + 1e-6
        assert 0 <= shown.at_least <= shown.gain <= shown.at_most


@settings(max_examples=15, deadline=None, derandomize=True)
@given(problems())
def test_what_is_found_near_a_plan_is_a_plan_and_its_bound_holds(problem):
    model = build(canonical(problem))
    costs = unmet(model).costs
    start = dict.fromkeys((int(column) for column in model.columns.whole), 0.0)
    begun = minimise(model, costs, Limits(0.0), fixed=start, whole=False)
    assume(begun.status == "optimal")
    best = minimise(model, costs, Limits(0.0))
    found = near(model, Task(costs, Limits(0.0), start=start))
    loose = minimise(model, costs, Limits(0.0), whole=False)
    assert found.bound == pytest.approx(loose.value, abs=1e-5)
    assert found.bound <= best.value + 1e-6
    assert best.value - 1e-6 <= found.value
    if found.status == "feasible":
        fixed = whole_columns(model, found.columns)
        again = minimise(model, costs, Limits(0.0), fixed=fixed, whole=False)
        assert again.value == pytest.approx(found.value, abs=1e-5)


def test_a_better_plan_found_on_the_way_is_no_price_of_a_limit():
    """One group is in hand where two fit; a limit that binds nobody is raised, two are found."""
    problem = small()
    model = build(canonical(problem))
    poor = {model.columns.groups[0]: 1.0, model.columns.seats[0, "KZ-state"]: 25.0}
    in_hand = minimise(model, unmet(model).costs, Limits(0.0), fixed=poor, whole=False)
    base = Base(model, in_hand)
    assert base.answer.value == 75
    found = base.raised(Lever("groups", ("I/welding/2027",)), 1, Limits(0.0))
    assert found.answer.value == 50
    better = base.bettered(found.answer)
    assert (better.answer.value, better.price(found).gain) == (50, 0)


def test_a_plan_that_needs_the_raise_betters_nothing():
    problem = small()
    base = Base.of(build(canonical(problem)), solve(problem, gap=0), Limits(0.0))
    found = base.raised(BEDS, 25, Limits(0.0))
    assert base.bettered(found.answer) is base


def test_an_unproven_price_is_given_with_what_is_proven():
    problem = market(seed=1, lines=20, programmes=18, years=2)
    plan = solve(problem, gap=0.05, nodes=1)
    shown = prices(problem, plan, most=3, gap=0.05, nodes=1)
    for found in shown:
        assert found.at_least <= found.gain <= found.at_most
    assert any(found.gain < found.at_most for found in shown)
    assert all(found.gap > 0 for found in shown)
