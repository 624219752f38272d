"""What limits intakes beside their own numbers: shared resources, those in training, countries."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from sheber.planning import engine_io, operations
from sheber.planning.engine_io import Need, Occupied
from sheber.planning.models import Allocation, LineOutlook
from sheber.programmes import operations as programmes
from sheber.programmes.enums import PartnerRole
from sheber.registry.enums import Role
from tests.planning import build
from tests.programmes import build as of_programmes
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKSHOP = Need("workshops", "group", Fraction(1), "a norm", build.AS_OF)


def share(kind, amount, *years):
    """The demo college has so much for all its programmes in each of these years."""
    college = of_programmes.college()
    programmes.declare_shared(
        [programmes.NewShared(college, kind, year, amount) for year in years],
        actor=registry.actor(Role.COLLEGE, college),
        now=build.NOW,
    )


def two_programmes():
    """Two programmes of one college, each with room for 50, and 50 people asked for of each."""
    build.capacity()
    build.capacity(build.programme("demo-other", ("7412",)))
    build.line(50)
    call = build.demand.call(build.demand.employer("demo-b"), "CALL-B")
    build.line(50, of=call, occupation="7412")


def seats(plan):
    return sum(row.seats for row in Allocation.objects.filter(plan=plan))


def problem(plan):
    return engine_io.file_of(plan.problem).problem


def left(plan, kind, owner):
    rows = problem(plan).resources
    return {row.year: row.amount for row in rows if (row.kind, row.institution) == (kind, owner)}


def test_two_programmes_share_the_beds_of_their_college():
    two_programmes()
    assert seats(build.solved("PLAN-1")) == 100
    share("beds", 35, 2026, 2027, 2028)
    plan = build.solved("PLAN-2")
    assert seats(plan) == 70
    assert {row.limited_by for row in LineOutlook.objects.filter(plan=plan)} <= {"", "beds"}
    assert left(plan, "beds", "demo-college-RU") == {2026: 35, 2027: 35, 2028: 35}
    assert operations.recheck(plan).holds


def test_what_is_kept_for_an_intake_limits_it_beside_what_is_shared():
    build.capacity(beds=10)
    build.line(50)
    share("beds", 500, 2026)
    plan = build.solved()
    assert seats(plan) == 20
    assert left(plan, "beds", "demo-programme/demo-college-RU/2026") == dict.fromkeys(
        (2026, 2027, 2028), 10
    )


def test_who_is_in_training_takes_of_what_is_shared_first():
    two_programmes()
    share("beds", 35, 2026, 2027, 2028)
    share("practice_places", 90, 2026, 2027, 2028)
    studying = Occupied("demo-college-RU", 2024, 2027, 15, 1, "enrolments", build.AS_OF)
    plan = build.solved(given=build.inputs(occupied=(studying,)))
    assert left(plan, "beds", "demo-college-RU") == {2026: 27, 2027: 27, 2028: 35}
    assert left(plan, "practice_places", "demo-college-RU") == {2026: 90, 2027: 75, 2028: 90}
    assert plan.sources["occupied"] == [
        {
            "of": ["demo-college-RU", 2024],
            "source": "enrolments",
            "as_of": "2026-01-15",
            "people": 15,
        }
    ]


def test_more_people_in_training_than_beds_leave_none():
    two_programmes()
    share("beds", 5, 2026)
    studying = Occupied("demo-college-RU", 2024, 2026, 30, 2, "enrolments", build.AS_OF)
    plan = build.solved(given=build.inputs(occupied=(studying,)))
    assert left(plan, "beds", "demo-college-RU") == {2026: 0}
    assert seats(plan) == 0


def test_workshops_limit_groups_once_a_need_of_them_is_stated():
    build.capacity(workshops=1)
    line = build.line(40)
    assert seats(build.solved("PLAN-1")) == 40
    plan = build.solved("PLAN-2", build.inputs(needs=(WORKSHOP,)))
    assert seats(plan) == 25
    assert LineOutlook.objects.get(plan=plan, line=line).limited_by == "workshops"


def test_a_course_of_weeks_has_its_graduates_in_the_year_in_which_it_ends():
    course = build.programme("demo-course", months=0, weeks=8)
    build.capacity(course, beds=10)
    late = build.programme("demo-late", months=0, weeks=20)
    build.capacity(late)
    build.line(50, year=2026)
    plan = build.solved()
    assert {row.id.partition("/")[0]: row.duration for row in problem(plan).intakes} == {
        "demo-course": 0,
        "demo-late": 1,
    }
    assert seats(plan) == 20


def test_a_provider_whose_part_has_ended_is_not_planned():
    row = build.programme()
    other = of_programmes.college("KZ")
    of_programmes.join(row, other, PartnerRole.DELIVERS)
    build.capacity(row)
    build.capacity(row, provider=other)
    build.line(20)
    programmes.leave(
        row,
        other,
        on=date(2026, 9, 1),
        reason="Merged",
        actor=build.office_actor(),
        now=build.NOW,
    )
    providers = {row.institution for row in problem(build.solved()).intakes}
    assert providers == {"demo-college-RU"}


def test_money_for_one_country_pays_for_seats_there_only():
    two_programmes()
    rate = engine_io.Rate("RUB", "KZT", Fraction(5), "Planning rate, letter 4", build.AS_OF)
    abroad = engine_io.Fund("abroad", "KZT", country="RU")
    stated = build.inputs(
        funds=(abroad,), budgets=(build.budget("abroad", amount=10**15),), rates=(rate,)
    )
    assert seats(build.solved("PLAN-1", stated)) == 100
    at_home = replace(stated, funds=(replace(abroad, country="KZ"),))
    build.registry.region("KZ-10")
    stays = engine_io.Propensity("KZ-10", "RU-ORE", build.share("1/2"))
    assert seats(build.solved("PLAN-2", replace(at_home, propensity=(stays,)))) == 0
