"""What planning takes for granted, measured on people and lines whose day has come."""

from datetime import date
from fractions import Fraction

import pytest

from sheber.demand.models import Line
from sheber.insights.queries import (
    Kept,
    Measured,
    measured_completion,
    measured_confidence,
    measured_propensity,
)
from sheber.registry.models import Organisation
from tests.demand import build as demand
from tests.insights import build
from tests.registry import build as registry

pytestmark = pytest.mark.django_db


def cut(line: Line, number: int) -> Line:
    actor = registry.actor("employer", line.call.employer)
    return demand.operations.cut(line, number=number, reason="less", actor=actor, now=demand.NOW)


def withdrawn(line: Line) -> Line:
    actor = registry.actor("employer", line.call.employer)
    return demand.operations.withdraw(line, reason="closed", actor=actor, now=demand.NOW)


@pytest.mark.database
def test_whoever_graduated_in_time_has_finished():
    build.graduate()
    assert measured_completion(build.ON) == [Measured("completion", "demo-programme", 1, 1)]


def test_whoever_still_studies_after_the_end_has_not_finished_in_time():
    build.enrolled()
    assert [one.share for one in measured_completion(build.ON)] == [0]


def test_nobody_is_measured_before_the_programme_ends():
    build.enrolled()
    assert measured_completion(date(2029, 6, 30)) == []


def test_whoever_was_trained_for_another_region_and_works_there_has_moved():
    row = build.graduate()
    Organisation.objects.filter(pk=row.capacity.provider_id).update(region=registry.region("KZ-27"))
    build.job(row)
    work = row.contract.terms.offer.line.region_id
    assert measured_propensity(build.ON) == [Measured("propensity", f"KZ-27>{work}", 1, 1)]


def test_work_at_home_says_nothing_about_who_moves():
    build.job(build.graduate(), on_line=True)
    assert measured_propensity(build.ON) == []


def test_a_line_is_measured_by_what_was_first_asked_and_what_is_left():
    first = demand.confirmed_line(number=10)
    cut(cut(first, 8), 6)
    withdrawn(demand.confirmed_line(of=demand.call(code="CALL-2"), number=4))
    (found,) = measured_confidence(build.ON)
    assert found == Kept("firm", 2, 1, 14, 6, 0, 0)
    assert found.share == Fraction(6, 14)


def test_a_line_taken_back_as_a_draft_was_never_in_a_plan():
    withdrawn(demand.line(number=4))
    assert measured_confidence(build.ON) == []


def test_a_line_whose_year_is_not_over_is_not_measured():
    demand.confirmed_line(year=2031)
    assert measured_confidence(build.ON) == []


def test_hired_are_those_who_began_on_their_line():
    build.job(build.graduate(), on_line=True)
    (found,) = measured_confidence(build.ON)
    assert (found.graduates, found.hired) == (1, 1)


def test_hired_people_count_for_the_weight_once_there_are_enough():
    assert Kept("firm", 30, 30, 100, 100, 20, 10).share == Fraction(1, 2)
    assert Kept("firm", 30, 30, 100, 100, 19, 10).share == 1


@pytest.mark.parametrize(("cases", "enough"), [(19, False), (20, True)])
def test_few_cases_are_not_enough(cases, enough):
    assert Measured("completion", "demo-programme", 1, cases).is_enough is enough
