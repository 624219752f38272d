"""A plan says how many seats, where and from which fund; small ones are worked out by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from sheber.engine.errors import InvalidProblem
from sheber.engine.planning import problem as p
from sheber.engine.planning.halves import whole_columns
from sheber.engine.planning.highs import Limits
from sheber.engine.planning.model import build
from sheber.engine.planning.problem import canonical
from sheber.engine.planning.solve import _begin, _continue, _in_hand, solve
from sheber.engine.planning.stages import goals
from tests.engine.planning.build import (
    beds,
    intake,
    market,
    rate,
    seats,
    small,
    two_countries,
    with_intake,
)


def value(plan, name):
    return next(stage.value for stage in plan.stages if stage.name == name)


@pytest.mark.parametrize(("number", "expected"), [(50, 50), (74, 50), (75, 75), (100, 100)])
def test_whole_groups_of_25_fill_whole_blocks_of_beds(number, expected):
    plan = solve(small(resources=(beds(number), beds(number, 2028))), gap=0)
    assert seats(plan, "I/welding/2027") == expected
    assert plan.unmet[0].people == 100 - expected
    assert plan.status == "optimal"


def test_a_group_may_be_smaller_than_full_but_not_than_its_minimum():
    problem = small(resources=(beds(64), beds(64, 2028)))
    assert (
        seats(
            solve(with_intake(problem, "I/welding/2027", minimum_group=20), gap=0), "I/welding/2027"
        )
        == 64
    )
    assert (
        seats(
            solve(with_intake(problem, "I/welding/2027", minimum_group=22), gap=0), "I/welding/2027"
        )
        == 50
    )


def test_completion_decides_how_many_seats_a_graduate_takes():
    problem = with_intake(small(resources=()), "I/welding/2027", completion=rate("4/5"))
    plan = solve(problem, gap=0)
    assert seats(plan, "I/welding/2027") == 125
    assert plan.flows[0].graduates == pytest.approx(100)


def test_no_more_seats_than_graduates_are_wanted():
    plan = solve(small(resources=(), lines=(p.Line("L1", "KZ-KAR", "7212", 2029, 30),)), gap=0)
    assert seats(plan, "I/welding/2027") == 50
    assert value(plan, "total[KZT]") == 5000


def test_a_heavier_line_is_served_first():
    lines = (
        p.Line("L1", "KZ-KAR", "7212", 2029, 50, 1),
        p.Line("L2", "KZ-KAR", "7212", 2029, 50, 2),
    )
    plan = solve(small(lines=lines), gap=0)
    assert {row.line: row.people for row in plan.unmet} == {"L1": 50, "L2": 0}


def test_people_in_training_come_before_new_seats():
    pipeline = (p.Pipeline("T1", "welding", "KZ-KAR", 2029, 100, rate("3/4")),)
    plan = solve(small(pipeline=pipeline, resources=()), gap=0)
    assert seats(plan, "I/welding/2027") == 25
    assert value(plan, "unmet") == 0


def test_only_those_who_would_move_fill_a_line_elsewhere():
    problem = small(
        lines=(p.Line("L1", "RU-ORE", "7212", 2029, 100),),
        propensity=(p.Propensity("KZ-KAR", "RU-ORE", rate("1/5")),),
    )
    plan = solve(problem, gap=0)
    assert plan.unmet[0].people == 90
    assert plan.flows[0].graduates == 10


def test_the_region_that_is_worst_off_comes_second():
    """25 beds: either region's 50 could have them; stage two splits the group."""
    lines = (
        p.Line("L1", "KZ-KAR", "7212", 2029, 50),
        p.Line("L2", "RU-ORE", "7212", 2029, 50),
    )
    propensity = (p.Propensity("KZ-KAR", "RU-ORE", rate(1)),)
    plan = solve(
        small(lines=lines, propensity=propensity, resources=(beds(25), beds(25, 2028))), gap=0
    )
    assert [row.people for row in plan.unmet] == pytest.approx([37.5, 37.5], abs=1e-3)


def test_costs_are_spread_over_funds_before_a_total_is_cut():
    problem = two_countries(
        lines=(p.Line("L1", "KZ-KAR", "7212", 2029, 100),),
        budgets=(p.Budget("KZ-state", 2027, 10_000), p.Budget("RU-state", 2027, 10_000)),
    )
    both = (p.Cost("KZT", 100), p.Cost("RUB", 100))
    plan = solve(with_intake(problem, "K", costs=both), gap=0)
    assert value(plan, "share") == pytest.approx(0.5)
    assert [row.spent for row in plan.spending] == [5000, 5000]


def test_a_budget_that_all_seats_hardly_touch_does_not_bend_the_share():
    """With budgets so large the solver once took the share for a whole number, 1."""
    one = {"duration": 1, "group_size": 1, "minimum_group": 1, "completion": rate("1/2")}
    cheap = (p.Cost("KZT", 1), p.Cost("RUB", 1))
    problem = two_countries(
        funds=(p.Fund("KZ-state", "KZT"), p.Fund("RU-employers", "RUB", own_lines=True)),
        budgets=tuple(p.Budget(fund, 2027, 10**12) for fund in ("KZ-state", "RU-employers")),
        programmes=(p.Programme("welding", ("7212",)),),
        intakes=(
            intake("A", "welding", maximum_groups=1, costs=cheap, **one),
            intake("B", "welding", maximum_groups=0, costs=cheap, **one),
        ),
        lines=(p.Line("L1", "KZ-KAR", "7212", 2028, 1),),
    )
    plan = solve(problem, gap=0.99, nodes=1)
    assert value(plan, "share") == pytest.approx(0, abs=1e-6)


def test_currencies_are_cut_in_the_stated_order():
    """Two ways to teach the same; the first currency named is the one to spare."""
    problem = two_countries(
        lines=(p.Line("L1", "KZ-KAR", "7212", 2029, 25),),
        intakes=(
            intake("K", "welding"),
            intake("R", "welding", region="KZ-KAR", costs=(p.Cost("RUB", 100),)),
        ),
    )
    kzt_first = solve(replace(problem, currencies=("KZT", "RUB")), gap=0)
    rub_first = solve(replace(problem, currencies=("RUB", "KZT")), gap=0)
    assert (seats(kzt_first, "K"), seats(kzt_first, "R")) == (0, 25)
    assert (seats(rub_first, "K"), seats(rub_first, "R")) == (25, 0)


def test_an_equal_plan_nearer_to_the_one_before_is_preferred():
    problem = small(
        lines=(p.Line("L1", "KZ-KAR", "7212", 2029, 25),),
        resources=(),
        intakes=(intake("A", "welding"), intake("B", "welding")),
    )
    assert (
        seats(solve(replace(problem, previous=(p.Previous("B", "KZ-state", 25),)), gap=0), "B")
        == 25
    )
    assert (
        seats(solve(replace(problem, previous=(p.Previous("A", "KZ-state", 25),)), gap=0), "A")
        == 25
    )


def test_a_fund_for_own_lines_pays_for_nobody_else():
    budgets = (p.Budget("RU-employers", 2027, 1_000_000),)
    own = solve(two_countries(budgets=budgets), gap=0)
    assert seats(own, "R") == 80
    lines = (p.Line("L2", "RU-ORE", "7233", 2029, 80),)
    assert seats(solve(two_countries(budgets=budgets, lines=lines), gap=0), "R") == 0


def test_country_shares_hold():
    shares = (p.CountryShare("RU", 2027, Fraction(1, 2), None),)
    problem = two_countries(shares=shares, lines=(p.Line("L1", "KZ-KAR", "7212", 2029, 100),))
    plan = solve(problem, gap=0)
    assert seats(plan, "R") >= seats(plan, "K") > 0


def test_a_balance_of_movement_lets_only_as_many_more_go_one_way():
    problem = two_countries(
        lines=(p.Line("L1", "RU-ORE", "7212", 2029, 100),),
        propensity=(p.Propensity("KZ-KAR", "RU-ORE", rate(1)),),
        balances=(p.Balance("KZ", "RU", 2029, "movement", 30),),
    )
    assert solve(problem, gap=0).unmet[0].people == 70


def test_what_an_office_has_fixed_is_so():
    fixed = (p.Override("X", "K", "exactly", 25, "letter of the office"),)
    plan = solve(two_countries(overrides=fixed), gap=0)
    assert seats(plan, "K") == 25


def test_the_same_problem_gives_the_same_plan():
    problem = market(seed=4, lines=15, programmes=12, years=2)
    assert solve(problem, gap=0.01, nodes=10) == solve(problem, gap=0.01, nodes=10)


def test_the_order_of_rows_decides_nothing():
    problem = market(seed=4, lines=15, programmes=12, years=2)
    turned = replace(
        problem,
        intakes=problem.intakes[::-1],
        lines=problem.lines[::-1],
        funds=problem.funds[::-1],
        budgets=problem.budgets[::-1],
        resources=problem.resources[::-1],
    )
    assert solve(problem, gap=0.01, nodes=10) == solve(turned, gap=0.01, nodes=10)


def test_a_plan_that_is_not_proven_best_says_so_with_its_gap():
    problem = market(seed=4, lines=15, programmes=12, years=2)
    plan = solve(problem, gap=0.05, nodes=1)
    unproven = [stage for stage in plan.stages if stage.status == "feasible"]
    assert plan.status == "feasible"
    assert unproven
    assert all(stage.gap > 0 and stage.bound < stage.value for stage in unproven)


def test_no_time_for_any_plan_leaves_the_one_without_seats():
    problem = market(seed=4, lines=15, programmes=12, years=2)
    plan = solve(problem, gap=0, time_limit=0)
    assert (plan.seats, plan.status) == ((), "feasible")
    assert (plan.stages[0].bound, plan.stages[0].gap) == (0, 1)


def test_no_time_for_any_plan_leaves_one_of_what_is_fixed():
    problem = market(seed=4, lines=15, programmes=12, years=2)
    intake = problem.intakes[0]
    fixed = (p.Override("X", intake.id, "at_least", intake.minimum_group, "letter"),)
    plan = solve(replace(problem, overrides=fixed), gap=0, time_limit=0)
    assert seats(plan, intake.id) >= intake.minimum_group
    assert (plan.status, plan.stages[0].bound) == ("feasible", 0)


def test_a_stage_without_time_keeps_the_plan_in_hand():
    model = build(canonical(small()))
    first, second, *_ = goals(model)
    found = _begin(model, first, Limits(0.0))
    kept = _continue(model, second, Limits(0.0, seconds=0.0), found)
    assert whole_columns(model, kept.columns) == whole_columns(model, found.columns)
    assert kept.stages[1].value == pytest.approx(0.5)
    assert kept.stages[1].bound <= 0.5


def test_a_plan_in_hand_is_valued_with_nothing_proven():
    model = build(canonical(small()))
    first, second, *_ = goals(model)
    answer = _in_hand(model, second, _begin(model, first, Limits(0.0)))
    assert (answer.value, answer.bound) == (pytest.approx(0.5), 0)


def test_a_fine_budget_is_not_overspent_by_a_single_unit():
    """Costs without a common measure, and a budget one unit short of four groups."""
    cost = 123_456_789
    budgets = (p.Budget("KZ-state", 2027, 100 * cost - 1),)
    problem = small(resources=(), budgets=budgets)
    plan = solve(with_intake(problem, "I/welding/2027", costs=(p.Cost("KZT", cost),)), gap=0)
    assert seats(plan, "I/welding/2027") == 75


def test_with_nothing_to_decide_the_plan_is_proven_best():
    plan = solve(small(intakes=()), gap=0)
    assert (plan.status, value(plan, "unmet")) == ("optimal", 100)


def test_nothing_asked_needs_no_seats():
    plan = solve(small(lines=()), gap=0)
    assert (plan.seats, plan.status) == ((), "optimal")


def test_a_problem_with_faults_is_refused_before_it_is_solved():
    with pytest.raises(InvalidProblem) as refused:
        solve(small(budgets=(p.Budget("nobody", 2027, 1),)), gap=0)
    assert refused.value.facts["faults"][0].path == "budgets[0].fund"
