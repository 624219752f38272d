"""Who will be where: small cases by hand, and whole problems whose accounts add up."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from sheber.engine.errors import InvalidProblem
from sheber.engine.planning import plan as a
from sheber.engine.planning import problem as p
from sheber.engine.planning.check import check as check_plan
from sheber.engine.planning.projection.check import CHECKS, check
from sheber.engine.planning.projection.project import project
from sheber.engine.planning.solve import solve
from tests.engine.planning.build import market, rate
from tests.engine.planning.projection.build import COUNT, people, plan, problem
from tests.engine.planning.projection.strategies import planned

calm = settings(max_examples=100, deadline=None, derandomize=True)


def rows(of=None, by=None):
    found = project(of or problem(), by or plan())
    return {row.key: row for row in found.rows}, found


def test_people_are_in_training_by_the_years_they_have_to_go():
    found, _ = rows()
    assert found["KZ-KAR", "7212", 2027].in_training == people(20, 50, 0)
    assert found["KZ-KAR", "7212", 2028].in_training == people(50, 0, 0)
    assert found["KZ-KAR", "7212", 2029].in_training == people(0, 0, 0)


def test_graduates_stay_move_or_are_not_placed():
    row = rows()[0]["KZ-KAR", "7212", 2029]
    assert (row.graduates, row.stayed, row.moved, row.not_placed) == (40, 30, 6, 4)
    assert (row.asked, row.short) == (100, 70)


def test_who_moves_arrives_in_the_other_region():
    found, whole = rows()
    row = found["RU-ORE", "7212", 2029]
    assert (row.graduates, row.arrived, row.asked, row.short) == (0, 6, 30, 24)
    assert [(m.study, m.work, m.people) for m in whole.moves] == [("KZ-KAR", "RU-ORE", 6)]


def test_who_is_in_training_already_graduates_without_a_line():
    row = rows()[0]["KZ-KAR", "7212", 2028]
    assert (row.graduates, row.not_placed) == (10, 10)


def test_a_programme_of_several_occupations_counts_by_the_lines_it_fills():
    found, _ = rows()
    assert found["RU-ORE", "7233", 2030].graduates == 10
    assert found["RU-ORE", None, 2030].graduates == 40
    assert found["RU-ORE", None, 2030].not_placed == 40
    assert found["RU-ORE", "7233", 2028].in_training == people(0, 10, 0)
    assert found["RU-ORE", None, 2028].in_training == people(0, 40, 0)
    assert ("RU-ORE", "7212", 2030) in found
    assert found["RU-ORE", "7212", 2030].graduates == 0


def test_what_a_solver_rounds_is_nobody_without_an_occupation():
    thirds = plan(
        seats=(a.Seats("M", "RU-state", 10),),
        flows=(a.Flow("intake", "M", "L3", 3.333333333),),
        unmet=(a.Unmet("L1", 100.0), a.Unmet("L2", 30.0), a.Unmet("L3", 6.666666667)),
    )
    third = replace(problem(), intakes=(replace(problem().intakes[1], completion=rate("1/3")),))
    found, _ = rows(third, thirds)
    assert ("RU-ORE", None, 2030) not in found
    assert found["RU-ORE", "7233", 2030].graduates == Fraction(10, 3)


def test_the_stock_moves_by_who_comes_and_who_goes():
    found, _ = rows()
    first = found["KZ-KAR", "7212", 2027].stock
    assert (first.start, first.retired, first.left, first.joined) == (200, 20, 10, 4)
    assert first.end == 174
    third = found["KZ-KAR", "7212", 2029].stock
    assert third.start == found["KZ-KAR", "7212", 2028].stock.end
    assert third.end == third.start * Fraction(17, 20) + 4 + 30


def test_what_would_be_needed_is_the_stock_with_every_line_filled():
    found, _ = rows()
    without_graduates = (200 * Fraction(17, 20) + 4) * Fraction(17, 20) + 4
    year = found["KZ-KAR", "7212", 2029].stock
    assert year.needed == without_graduates * Fraction(17, 20) + 4 + 100
    assert year.needed - year.end == 70


def test_nobody_is_counted_where_nobody_has_counted():
    found, _ = rows()
    assert found["RU-ORE", "7212", 2029].stock is None


def test_a_stock_begins_in_the_year_of_its_count():
    later = problem(workforce=(replace(COUNT, year=2029),))
    found, _ = rows(later)
    assert found["KZ-KAR", "7212", 2028].stock is None
    assert found["KZ-KAR", "7212", 2029].stock.start == 200


def test_a_count_alone_is_carried_on():
    alone = replace(COUNT, region="RU-ORE", occupation="9333", year=2027)
    found, _ = rows(problem(workforce=(alone,)))
    assert found["RU-ORE", "9333", 2030].stock.end < found["RU-ORE", "9333", 2027].stock.end


def test_years_that_lie_too_far_apart_are_refused():
    slip = problem(lines=(*problem().lines, p.Line("L4", "RU-ORE", "7233", 2129, 5)))
    with pytest.raises(InvalidProblem) as refused:
        project(slip, plan(unmet=(*plan().unmet, a.Unmet("L4", 5.0))))
    assert [one.code for one in refused.value.facts["faults"]] == ["years_apart"]


@calm
@given(planned())
def test_every_account_adds_up_whatever_the_plan(drawn):
    of, by = drawn
    assert check(of, by, project(of, by)) == dict.fromkeys(CHECKS, True)


@calm
@given(planned())
def test_nobody_is_lost_between_training_and_work(drawn):
    of, by = drawn
    found = project(of, by)
    placed = sum(row.stayed + row.arrived for row in found.rows)
    assert placed == sum(Fraction(repr(flow.graduates)) for flow in by.flows)
    graduates = sum(row.graduates for row in found.rows)
    assert graduates == placed + sum(row.not_placed for row in found.rows)


def test_the_plan_of_the_engine_and_its_projection_agree():
    of = market(seed=4, lines=30, programmes=12, years=2)
    of = replace(of, workforce=(replace(COUNT, region=of.regions[0].id, occupation="7000"),))
    by = solve(of, gap=0.05, nodes=5)
    check_plan(of, by)
    found = project(of, by)
    assert sum(row.stayed + row.arrived for row in found.rows) > 0
    assert sum(row.asked for row in found.rows) == sum(line.number for line in of.lines)
