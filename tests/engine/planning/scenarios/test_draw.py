"""Scenarios are drawn alike by everybody, and one draw does not touch another."""

from dataclasses import replace
from fractions import Fraction

import pytest

from sheber.engine.planning import problem as p
from sheber.engine.planning.scenarios.draw import draw, means
from sheber.engine.planning.scenarios.shocks import Shocks
from tests.engine.planning.build import market, two_countries
from tests.engine.planning.scenarios.build import EVERYTHING, factor, opening, shocks

MARKET = market(seed=3, lines=30, programmes=8, years=2)


def test_a_scenario_is_the_same_drawn_alone_or_after_others():
    after = [draw(MARKET, EVERYTHING, number) for number in range(5)][4]
    assert draw(MARKET, EVERYTHING, 4) == after


def test_a_scenario_is_this_one_on_every_machine():
    drawn = draw(two_countries(), shocks(factor("demand", "sector", 0, 2), seed=2027), 17)
    assert [(one.group, one.factor) for one in drawn.factors] == [("72", Fraction(191, 100))]


def test_one_more_shock_changes_no_other_draw():
    more = replace(EVERYTHING, factors=(factor("demand", "all", 0, 9), *EVERYTHING.factors))
    drawn = draw(MARKET, more, 4)
    assert drawn.factors[1:] == draw(MARKET, EVERYTHING, 4).factors


def test_numbers_and_seeds_make_scenarios_differ():
    others = {draw(MARKET, replace(EVERYTHING, seed=s), n) for s in (1, 2) for n in (0, 1)}
    assert len({one.factors for one in others}) == 4


def test_draws_stay_within_what_is_declared_and_spread_over_it():
    drawn = [
        draw(MARKET, shocks(factor("demand", "all", "1/2", 2)), n).factors[0].factor
        for n in range(100)
    ]
    assert Fraction(1, 2) <= min(drawn) < Fraction(7, 10)
    assert Fraction(9, 5) < max(drawn) <= 2


@pytest.mark.parametrize(
    ("by", "groups"),
    [("all", 1), ("sector", 1), ("occupation", 2), ("region", 2), ("country", 2), ("line", 2)],
)
def test_what_shares_a_draw_is_stated(by, groups):
    drawn = draw(two_countries(), shocks(factor("demand", by, 0, 2)), 0)
    assert len(drawn.factors) == groups


def test_only_the_groups_that_are_named_are_shocked():
    named = factor("demand", "region", 0, 2, only=("RU-ORE",))
    assert [one.group for one in draw(two_countries(), shocks(named), 0).factors] == ["RU-ORE"]


def test_the_means_are_those_of_the_distributions_and_what_is_likelier_than_not():
    given = shocks(
        factor("demand", "all", "1/2", 2, likely=Fraction(1, 2)),
        factor("budget", "all", "1/2", 1),
        opening("later", chance="1/2", only=("K",)),
        opening("closed", chance="1/4"),
    )
    scenario = means(two_countries(), given)
    assert [one.factor for one in scenario.factors] == [Fraction(1), Fraction(3, 4)]
    assert (scenario.late, scenario.closed) == (("K",), ())


def test_what_is_closed_is_not_also_late():
    scenario = draw(two_countries(), shocks(opening("later"), opening("closed", only=("K",))), 0)
    assert (scenario.late, scenario.closed) == (("R",), ("K",))


def test_the_chance_of_an_opening_is_about_what_is_declared():
    given = shocks(opening("later", chance="1/10"))
    late = sum(len(draw(MARKET, given, n).late) for n in range(50))
    assert 0.06 < late / (50 * len(MARKET.intakes)) < 0.14


def test_no_shock_leaves_everything_as_given():
    assert draw(p.canonical(MARKET), Shocks(1), 0).factors == ()
