"""Every line that lacks people is told what limits it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from sheber.engine.planning import problem as p
from sheber.engine.planning.reasons import reasons
from sheber.engine.planning.solve import solve
from tests.engine.planning.build import beds, market, rate, small, two_countries, with_intake


def only(problem):
    (reason,) = reasons(problem, solve(problem, gap=0))
    return reason


def line(**changes):
    return (replace(p.Line("L1", "KZ-KAR", "7212", 2029, 100), **changes),)


def test_a_met_line_needs_no_reason():
    problem = small(resources=())
    assert reasons(problem, solve(problem, gap=0)) == ()


def test_an_occupation_that_nobody_teaches():
    reason = only(small(lines=line(occupation="2146")))
    assert (reason.code, reason.facts) == ("no_programme", {"occupation": "2146"})


def test_a_year_in_which_nobody_graduates():
    reason = only(small(lines=line(year=2031)))
    assert (reason.code, reason.facts) == ("no_intake", {"year": 2031})


def test_a_region_to_which_nobody_would_go():
    reason = only(small(lines=line(region="RU-ORE")))
    assert reason.code == "nobody_moves"
    assert reason.facts == {"study": ["KZ-KAR"], "work": "RU-ORE"}


def test_only_people_already_in_training():
    pipeline = (p.Pipeline("T1", "welding", "KZ-KAR", 2029, 30, rate(1)),)
    reason = only(small(intakes=(), pipeline=pipeline))
    assert (reason.code, reason.people) == ("pipeline_only", 70)


def test_beds_limit_and_the_facts_say_by_how_much():
    reason = only(small())
    assert reason.code == "limited"
    first = reason.limits[0]
    assert (first.code, first.row) == ("beds", "resource[beds,I,2027]")
    assert (first.room, first.needed) == (0, 25)


CAPPED = {
    "groups": with_intake(small(resources=()), "I/welding/2027", maximum_groups=2),
    "budget": small(resources=(), budgets=(p.Budget("KZ-state", 2027, 5_000),)),
    "no_fund": small(resources=(), budgets=()),
    "override": small(
        resources=(), overrides=(p.Override("X", "I/welding/2027", "at_most", 50, "letter"),)
    ),
    "own_lines": two_countries(
        budgets=two_countries().budgets[1:2],
        intakes=two_countries().intakes[1:],
        lines=(p.Line("L2", "KZ-KAR", "7233", 2029, 80, 1, "RU-employers"),),
        propensity=(p.Propensity("RU-ORE", "KZ-KAR", rate("1/2")),),
    ),
    "country_share": two_countries(
        intakes=(replace(two_countries().intakes[0], minimum_group=25), two_countries().intakes[1]),
        lines=line(),
        shares=(p.CountryShare("KZ", 2027, None, Fraction(1, 2)),),
        budgets=(p.Budget("KZ-state", 2027, 10**6), p.Budget("RU-state", 2027, 1_500)),
    ),
    "balance": two_countries(
        lines=line(),
        balances=(p.Balance("KZ", "RU", 2027, "seats", 30),),
        budgets=(p.Budget("KZ-state", 2027, 10**6),),
    ),
}


@pytest.mark.parametrize("code", CAPPED)
def test_the_row_that_leaves_no_room_is_named(code):
    reason = only(CAPPED[code])
    assert reason.code == "limited"
    assert code in {limit.code for limit in reason.limits}


def test_a_balance_of_movement_that_is_used_up_is_named():
    reason = only(
        two_countries(
            lines=(p.Line("L1", "RU-ORE", "7212", 2029, 100),),
            propensity=(p.Propensity("KZ-KAR", "RU-ORE", rate(1)),),
            balances=(p.Balance("RU", "KZ", 2029, "movement", 30),),
        )
    )
    assert {limit.row for limit in reason.limits} == {"balance[movement,RU,KZ,2029]"}


def test_a_number_fixed_for_the_only_fund_that_could_pay_is_named():
    fixed = (p.Override("X", "I/welding/2027", "at_most", 50, "letter", "KZ-state"),)
    reason = only(small(resources=(), overrides=fixed))
    assert {limit.row for limit in reason.limits} == {"override[X]"}


def test_one_more_group_needs_only_the_seats_that_its_smallest_size_lacks():
    """Of 20 to 25: beside 60 people one more finds a group, beside 75 the fourth lacks only 5."""
    for number, needed in ((60, 1), (75, 5)):
        problem = small(resources=(beds(number), beds(number, 2028)))
        reason = only(with_intake(problem, "I/welding/2027", minimum_group=20))
        assert {limit.needed for limit in reason.limits} == {needed}


def test_an_intake_that_nobody_completes_gives_no_graduates():
    assert only(with_intake(small(), "I/welding/2027", completion=rate(0))).code == "no_intake"


def test_every_line_with_a_shortfall_has_a_reason_and_limits_exceed_their_room():
    problem = market(seed=3, lines=20, programmes=18, years=2)
    plan = solve(problem, gap=0.01, nodes=10)
    told = reasons(problem, plan)
    assert {r.line for r in told} == {u.line for u in plan.unmet if u.people > 1e-6}
    assert all(limit.needed > limit.room for reason in told for limit in reason.limits)


def test_where_a_step_still_fits_the_gap_is_the_reason():
    problem = small(resources=())
    plan = solve(problem, gap=0)
    nothing = replace(
        plan,
        seats=(),
        flows=(),
        groups=tuple(replace(row, number=0) for row in plan.groups),
        unmet=tuple(replace(row, people=100.0) for row in plan.unmet),
        spending=tuple(replace(row, spent=0) for row in plan.spending),
    )
    (reason,) = reasons(problem, nothing)
    assert (reason.code, reason.facts) == ("within_gap", {"room_in": ["I/welding/2027"]})
