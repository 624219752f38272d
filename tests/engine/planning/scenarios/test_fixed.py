"""How decided seats fare: against brute force, and against rows broken on purpose."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from sheber.engine.errors import Infeasible, PropertyViolated
from sheber.engine.planning import problem as p
from sheber.engine.planning.scenarios.check import require_kept
from sheber.engine.planning.scenarios.cut import decision_of
from sheber.engine.planning.scenarios.draw import draw
from sheber.engine.planning.scenarios.fixed import Future
from sheber.engine.planning.scenarios.shocked import shocked
from sheber.engine.planning.solve import solve
from tests.engine.planning.build import two_countries
from tests.engine.planning.scenarios.brute import unmet_with
from tests.engine.planning.scenarios.build import EVERYTHING, seeds
from tests.engine.planning.strategies import problems

BASE = two_countries()
PLAN = decision_of(solve(BASE, gap=0))


def fewer(line, number):
    lines = tuple(replace(row, number=number) if row.id == line else row for row in BASE.lines)
    return replace(BASE, lines=lines)


def test_in_the_problem_as_given_a_plan_keeps_its_promise():
    outcome = Future(BASE).outcome(PLAN)
    assert (outcome.value, list(outcome.unmet), outcome.lost) == (0, [0, 0], 0)


def test_seats_are_not_added_when_demand_grows():
    assert list(Future(fewer("L1", 130)).outcome(PLAN).unmet) == [30, 0]


def test_unmet_people_count_with_the_weight_of_their_line():
    assert Future(fewer("L1", 130)).outcome(PLAN).value == 60


def test_own_graduates_without_a_line_fill_nobody_elses():
    """The employers of L2 paid for 80 and now ask for 30: the other 50 help no other line."""
    paid = replace(BASE, budgets=BASE.budgets[:2])
    plan = decision_of(solve(paid, gap=0))
    assert [row.fund for row in plan.seats if row.intake == "R"] == ["RU-employers"]
    other = p.Line("L3", "RU-ORE", "7233", 2029, 50)
    future = replace(fewer("L2", 30), budgets=paid.budgets)
    future = p.canonical(replace(future, lines=(*future.lines, other)))
    assert list(Future(future).outcome(plan).unmet) == [0, 0, 50]


def test_a_closed_intake_leaves_its_line_unmet():
    closed = replace(BASE, intakes=(replace(BASE.intakes[0], maximum_groups=0), BASE.intakes[1]))
    outcome = Future(closed).outcome(PLAN)
    assert (list(outcome.unmet), outcome.lost) == ([100, 0], 100)


def test_who_graduates_later_is_missed_in_the_year_of_the_line():
    late = replace(BASE, intakes=(replace(BASE.intakes[0], duration=3), BASE.intakes[1]))
    assert list(Future(late).outcome(PLAN).unmet) == [100, 0]


@settings(max_examples=40, deadline=None)
@given(problem=problems(), seed=seeds)
def test_whole_problems_agree_with_another_linear_programme(problem, seed):
    """Every outcome passes its checks on the way, and its value is that of a plain programme."""
    try:
        plan = decision_of(solve(problem, gap=0))
    except Infeasible:
        return
    problem = p.canonical(problem)
    future = shocked(problem, draw(problem, replace(EVERYTHING, seed=seed), 0))
    outcome = Future(future).outcome(plan)
    assert outcome.value == pytest.approx(unmet_with(future, plan), abs=1e-5)


def told(**changes):
    """What the scenario makes of the plan, changed on purpose."""
    future = Future(BASE)
    columns = future._flows(PLAN)
    return replace(future._plan(PLAN, columns), **changes)


HONEST = told()

BROKEN = {
    "Q1": {"groups": HONEST.groups[1:]},
    "Q2": {"spending": HONEST.spending[1:]},
    "Q4": {"flows": (replace(HONEST.flows[0], graduates=1000.0), *HONEST.flows[1:])},
    "Q5": {"flows": HONEST.flows[1:]},
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_false_outcome_is_caught(code):
    with pytest.raises(PropertyViolated) as violated:
        require_kept(BASE, PLAN.seats, told(**BROKEN[code]))
    assert violated.value.code == code


def test_an_added_seat_is_caught():
    fewer_decided = (replace(PLAN.seats[0], number=PLAN.seats[0].number - 1), *PLAN.seats[1:])
    with pytest.raises(PropertyViolated) as violated:
        require_kept(BASE, fewer_decided, HONEST)
    assert violated.value.code == "S1"


def test_own_graduates_who_fill_anothers_line_are_caught():
    paid = replace(BASE, budgets=BASE.budgets[:2])
    plan = solve(paid, gap=0)
    anothers = replace(paid, lines=(BASE.lines[0], replace(BASE.lines[1], payer=None)))
    with pytest.raises(PropertyViolated) as violated:
        require_kept(anothers, plan.seats, plan)
    assert violated.value.code == "S2"


def test_more_movement_than_agreed_is_caught():
    abroad = replace(
        BASE,
        lines=(p.Line("L1", "RU-ORE", "7212", 2029, 100),),
        propensity=(p.Propensity("KZ-KAR", "RU-ORE", BASE.intakes[0].completion),),
    )
    plan = solve(abroad, gap=0)
    agreed = replace(abroad, balances=(p.Balance("KZ", "RU", 2029, "movement", 10),))
    with pytest.raises(PropertyViolated) as violated:
        require_kept(agreed, plan.seats, plan)
    assert violated.value.code == "Q7"
