from datetime import UTC, date, datetime

import pytest

from sheber.flows import plans
from sheber.planning import engine_io
from sheber.planning.models import Allocation, LineOutlook
from sheber.training import operations as training
from tests.mobility import build as mobility
from tests.planning import build as planning

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)


def draft(given=None):
    planning.office("KZ")
    return plans.draft_plan(
        "PLAN-1",
        2027,
        2027,
        given or planning.inputs(budgets=(planning.budget(year=2027),)),
        actor=planning.office_actor(),
        now=NOW,
    )


def test_people_in_training_are_counted_on_before_seats_are_planned():
    for _ in range(5):
        mobility.enrolment()
    line = planning.line(25, year=2030)
    plan = draft()
    assert Allocation.objects.get(plan=plan).seats == 20
    assert LineOutlook.objects.get(plan=plan, line=line).expected == 25


def test_the_pipeline_is_kept_with_its_source_and_day():
    mobility.enrolment()
    planning.line(25, year=2030)
    rows = engine_io.file_of(draft().problem).problem.pipeline
    assert [(row.programme, row.region, row.year, row.number) for row in rows] == [
        ("demo-programme", "RU-ORE", 2030, 1)
    ]
    assert rows[0].completion.source == "enrolments; assumed for a test"
    assert rows[0].completion.as_of == date(2027, 2, 1)


def test_people_in_training_take_beds_of_their_college_until_they_graduate():
    for _ in range(26):
        mobility.enrolment()
    (studying,) = plans.with_occupied(planning.inputs(), on=NOW.date()).occupied
    assert studying == engine_io.Occupied(
        "demo-college-RU", 2027, 2029, 26, 2, "enrolments", NOW.date()
    )
    assert plans.with_occupied(planning.inputs(), on=date(2030, 1, 1)).occupied == ()


def test_whoever_has_graduated_is_no_longer_in_the_pipeline():
    enrolment = mobility.enrolment()
    training.graduate(enrolment, on=NOW.date(), reason="Early", actor=mobility.of_home(), now=NOW)
    assert plans.with_pipeline(planning.inputs(), on=NOW.date()).pipeline == ()


def test_people_in_a_programme_that_admits_nobody_now_still_count():
    mobility.enrolment()
    planning.capacity(planning.programme("demo-new"), year=2028)
    line = planning.line(1, year=2030)
    given = planning.inputs(budgets=(planning.budget(year=2028),))
    planning.line(20, year=2031, of=planning.demand.call(planning.demand.employer("b"), "B"))
    planning.office("KZ")
    plan = plans.draft_plan("PLAN-1", 2028, 2028, given, actor=planning.office_actor(), now=NOW)
    found = LineOutlook.objects.filter(plan=plan, line=line)
    assert not found  # the horizon of these intakes begins with their graduates, in 2031
    programmes = {row.id for row in engine_io.file_of(plan.problem).problem.programmes}
    assert programmes == {"demo-new", "demo-programme"}
