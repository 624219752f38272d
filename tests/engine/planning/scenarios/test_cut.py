"""Seats that a scenario takes back: the stated rule, step by step."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.planning import problem as p
from sheber.engine.planning.plan import Groups, Seats
from sheber.engine.planning.scenarios.cut import Decision, cut_back, fitting
from tests.engine.planning.build import intake, two_countries


def decided(**seats):
    """Seats by intake and fund; as many groups as they need."""
    rows = tuple(Seats(i, f, n) for i, paid in sorted(seats.items()) for f, n in paid.items())
    groups = tuple(Groups(i, -(-sum(paid.values()) // 25)) for i, paid in sorted(seats.items()))
    return Decision(groups, rows)


def money(problem, **amounts):
    """The problem with other budgets, fund names written with underscores."""
    named = {fund.replace("_", "-"): amount for fund, amount in amounts.items()}
    budgets = tuple(replace(b, amount=named.get(b.fund, b.amount)) for b in problem.budgets)
    return replace(problem, budgets=budgets)


def kept(problem, decision):
    return {(row.intake, row.fund): row.number for row in cut_back(problem, decision).seats}


BASE = two_countries()
PLAN = decided(K={"KZ-state": 50}, R={"RU-employers": 10, "RU-state": 40})


def test_a_plan_that_can_stand_is_left_alone():
    assert cut_back(BASE, PLAN) == PLAN


def test_what_is_closed_loses_all_seats():
    closed = replace(BASE, intakes=(replace(BASE.intakes[0], maximum_groups=0), BASE.intakes[1]))
    assert kept(closed, PLAN) == {("R", "RU-employers"): 10, ("R", "RU-state"): 40}


def test_as_few_seats_go_as_the_money_asks():
    assert kept(money(BASE, KZ_state=4_850), PLAN)["K", "KZ-state"] == 48


def test_those_left_without_a_whole_group_are_lost_with_it():
    # 38 people make two groups of 19, and the smallest group is 20: one group of 25 is left.
    assert kept(money(BASE, KZ_state=3_850), PLAN)["K", "KZ-state"] == 25


def test_people_of_another_fund_are_lost_when_the_group_is():
    # 30 + 8 people are too few for two groups; the fund that is short gives first.
    left = kept(money(BASE, RU_state=28 * 30), PLAN)
    assert left == {("K", "KZ-state"): 50, ("R", "RU-employers"): 10, ("R", "RU-state"): 15}


def test_the_dearest_seats_go_first_and_among_equals_the_last():
    rows = (
        intake("A", "welding", minimum_group=1, costs=(p.Cost("KZT", 100),)),
        intake("B", "welding", minimum_group=1, costs=(p.Cost("KZT", 100),)),
        intake("C", "welding", minimum_group=1, costs=(p.Cost("KZT", 90),)),
    )
    problem = money(replace(BASE, intakes=rows), KZ_state=1_500)
    plan = decided(A={"KZ-state": 10}, B={"KZ-state": 5}, C={"KZ-state": 10})
    assert kept(problem, plan) == {("A", "KZ-state"): 6, ("C", "KZ-state"): 10}


@pytest.mark.parametrize(
    ("people", "left"), [(0, 0), (19, 0), (20, 20), (25, 25), (26, 25), (40, 40), (99, 50)]
)
def test_the_most_people_who_make_whole_groups(people, left):
    row = intake("A", "welding", minimum_group=20, group_size=25, maximum_groups=2)
    assert fitting(row, people) == left


@settings(max_examples=50, deadline=None)
@given(
    size=st.integers(1, 6),
    least=st.integers(1, 6),
    most=st.integers(0, 3),
    people=st.integers(0, 20),
)
def test_no_larger_number_would_fit(size, least, most, people):
    row = intake(
        "A", "welding", group_size=size, minimum_group=min(least, size), maximum_groups=most
    )
    possible = {
        n
        for g in range(most + 1)
        for n in range(g * row.minimum_group, g * size + 1)
        if n <= people
    }
    assert fitting(row, people) == max(possible)
