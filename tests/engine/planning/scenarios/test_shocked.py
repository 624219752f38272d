"""What a scenario does to each number of a problem."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from sheber.engine.planning import problem as p
from sheber.engine.planning.scenarios.draw import AS_GIVEN, Drawn, Scenario, draw
from sheber.engine.planning.scenarios.shocked import shocked
from sheber.engine.planning.validate import faults
from tests.engine.planning.build import rate, two_countries
from tests.engine.planning.scenarios.build import EVERYTHING, seeds
from tests.engine.planning.strategies import problems

BASE = two_countries(
    pipeline=(p.Pipeline("T", "welding", "KZ-KAR", 2029, 10, rate("4/5")),),
    propensity=(
        p.Propensity("KZ-KAR", "RU-ORE", rate("1/2")),
        p.Propensity("KZ-KAR", "KZ-KAR", rate("1/2")),
    ),
)


def with_factor(of, by, group, factor, base=BASE):
    return shocked(base, Scenario(0, (Drawn("S", of, by, group, Fraction(factor)),)))


def test_demand_is_rounded_to_the_nearest_person():
    lines = with_factor("demand", "line", "L1", "1.005").lines
    assert [line.number for line in lines] == [101, 80]


def test_two_factors_on_one_number_are_multiplied():
    drawn = (
        Drawn("A", "demand", "all", "all", Fraction(1, 2)),
        Drawn("B", "demand", "region", "KZ-KAR", Fraction(1, 2)),
    )
    assert [line.number for line in shocked(BASE, Scenario(0, drawn)).lines] == [25, 40]


def test_completion_of_intakes_and_pipeline_stays_a_share():
    moved = with_factor("completion", "programme", "welding", "1.2")
    assert [row.completion.share for row in moved.intakes] == [1, 1]
    assert moved.pipeline[0].completion.share == Fraction("0.96")


def test_migration_moves_those_who_leave_and_not_those_who_stay():
    moved = with_factor("migration", "study", "KZ-KAR", "1/2")
    assert [row.rate.share for row in moved.propensity] == [Fraction(1, 4), Fraction(1, 2)]


def test_money_is_rounded_down():
    moved = with_factor("budget", "fund", "KZ-state", "0.9999995")
    assert moved.budgets[0].amount == 999_999


def test_who_opens_later_graduates_a_year_later_from_the_same_seats():
    late = shocked(BASE, Scenario(0, late=("K",)))
    assert [(row.year, row.duration) for row in late.intakes] == [(2027, 3), (2027, 2)]


def test_what_is_closed_takes_nobody_and_a_least_number_is_void():
    fixed = tuple(p.Override(rule, "K", rule, 20, "letter") for rule in p.RULES)
    closed = shocked(replace(BASE, overrides=fixed), Scenario(0, closed=("K",)))
    assert [row.maximum_groups for row in closed.intakes] == [0, 10]
    assert [row.rule for row in closed.overrides] == ["at_most"]


def test_nothing_drawn_changes_nothing():
    assert shocked(BASE, AS_GIVEN) == BASE


@settings(max_examples=30, deadline=None)
@given(problem=problems(overrides=True), number=seeds)
def test_a_sound_problem_stays_sound(problem, number):
    assert faults(shocked(problem, draw(problem, EVERYTHING, number))) == ()
