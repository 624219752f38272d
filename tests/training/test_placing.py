import tomllib
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sheber.kernel import events
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.registry.models import RulePack
from sheber.training import operations, queries, rules
from sheber.training.enums import PracticeCondition
from sheber.training.models import PracticeDay
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.registry import build as registry
from tests.training import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW, OCTOBER = build.NOW, build.OCTOBER
AGED_16 = date(2010, 3, 1)
AGED_15 = date(2010, 12, 1)
TURNS_18 = date(2008, 10, 7)  # on the third day of practice


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def confirm(placement, *minutes, actor=None, now=OCTOBER):
    actor = actor or build.mentor_actor()
    return operations.confirm_days(build.days(placement, *minutes), actor=actor, now=now)


def test_practice_from_plan_to_close():
    row = build.enrolment()
    placement = build.practised(row, 480, 240)
    operations.close_many([placement], actor=build.college_actor(), now=OCTOBER)
    placement.refresh_from_db()
    assert placement.state == "closed"
    verbs = [event.verb.split(".")[-1] for event in events.of("training.placement", [placement.pk])]
    assert verbs == ["begin", "brief", "start", "confirm_day", "confirm_day", "confirm", "close"]
    assert queries.practice_hours([row])[row.pk] == queries.PracticeHours(600, 720)


def test_nobody_starts_without_a_briefing():
    placement = build.planned()
    code = refusal_of(operations.start_many, [placement], actor=build.mentor_actor(), now=OCTOBER)
    assert code == "wrong_state"


def test_nobody_starts_before_the_first_day():
    placement = build.planned()
    operations.brief_many([placement], actor=build.mentor_actor(), now=NOW)
    code = refusal_of(operations.start_many, [placement], actor=build.mentor_actor(), now=NOW)
    assert code == "placement_not_begun"


def test_only_the_named_mentor_briefs_and_confirms():
    placement = build.running()
    other = build.mentor_actor(build.mentor(name="mentor-2"))
    college = build.college_actor()
    for actor in (other, college):
        assert refusal_of(confirm, placement, 300, actor=actor) == "not_allowed"
    waiting = build.planned()
    assert refusal_of(operations.brief_many, [waiting], actor=other, now=OCTOBER) == "not_allowed"
    assert not PracticeDay.objects.exists()


def test_a_mentor_is_somebody_of_the_host():
    other = demand.employer("demo-enterprise-5")
    assert refusal_of(build.planned, host=other) == "mentor_of_another_host"


def test_another_college_plans_nothing():
    row = build.enrolment()
    new = operations.NewPlacement(
        row, demand.employer(), build.mentor(), build.PRACTICE, date(2026, 10, 19), 10
    )
    stranger = registry.actor(Role.COLLEGE, contracts.college("demo-college-2"))
    assert refusal_of(operations.plan, new, actor=stranger, now=NOW) == "not_allowed"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ends_on": build.PRACTICE}, "placement_backwards"),
        ({"starts_on": date(2026, 8, 31)}, "before_enrolment"),
    ],
)
def test_a_plan_with_impossible_days_is_refused(given, code):
    assert refusal_of(build.planned, **given) == code


def test_nobody_practises_in_two_places():
    row = build.enrolment()
    build.planned(row)
    given = {"starts_on": date(2026, 10, 18), "ends_on": date(2026, 10, 30)}
    assert refusal_of(build.planned, row, **given) == "placements_overlap"
    build.planned(row, starts_on=date(2026, 10, 19), ends_on=date(2026, 10, 30))


def test_a_cancelled_placement_counts_no_more():
    row = build.enrolment()
    placement = build.running(row)
    confirm(placement, 300)
    operations.cancel(placement, reason="Shop closed", actor=build.college_actor(), now=OCTOBER)
    assert queries.practice_hours([row])[row.pk] == queries.PracticeHours(0, 0)
    build.planned(row)


def test_at_16_a_day_has_seven_hours_and_the_mark_is_carried():
    placement = build.running(build.enrolment(born=AGED_16))
    assert refusal_of(confirm, placement, 421) == "minutes_over_limit"
    assert not PracticeDay.objects.exists()
    confirm(placement, 420)
    facts = events.of("training.placement", [placement.pk])[-1].facts
    assert facts == {
        "day": "2026-10-05",
        "minutes": 420,
        "age": 16,
        "limit": 420,
        "pack": "RU-2026",
        "certainty": "needs_lawyer",
    }


def test_at_15_a_day_has_five_hours():
    placement = build.running(build.enrolment(born=AGED_15))
    assert refusal_of(confirm, placement, 301) == "minutes_over_limit"
    assert len(confirm(placement, 300)) == 1


def test_the_age_is_that_of_each_day():
    placement = build.running(build.enrolment(born=TURNS_18))
    assert refusal_of(confirm, placement, 420, 480) == "minutes_over_limit"
    confirm(placement, 420, 420, 480)
    assert PracticeDay.objects.count() == 3


def test_the_refusal_says_that_the_rule_needs_a_lawyer():
    placement = build.running(build.enrolment(born=AGED_16))
    with pytest.raises(Refused) as refusal:
        confirm(placement, 421)
    assert refusal.value.facts["certainty"] == "needs_lawyer"
    assert "needs a lawyer" in str(refusal.value)


def test_an_age_without_a_rule_is_refused():
    placement = build.running(build.enrolment(born=date(2012, 6, 1)))
    assert refusal_of(confirm, placement, 60) == "too_young_to_practise"


def test_work_prohibited_under_age_is_not_even_planned():
    row = build.enrolment(born=AGED_16)
    assert refusal_of(build.planned, row, conditions=("underground",)) == (
        "work_prohibited_under_age"
    )
    assert build.planned(row, conditions=("outdoors",)).conditions == ["outdoors"]
    assert build.planned(conditions=("underground",)).conditions == ["underground"]


def test_without_a_rule_pack_a_minors_day_is_not_confirmed():
    placement = build.running(build.enrolment(born=AGED_16))
    RulePack.objects.all().delete()
    assert refusal_of(confirm, placement, 60) == "rule_missing"


@pytest.mark.parametrize(
    ("day", "minutes", "code"),
    [
        (date(2026, 10, 4), 60, "day_outside_placement"),
        (date(2026, 10, 19), 60, "day_outside_placement"),
        (date(2026, 10, 6), 0, "minutes_of_no_day"),
        (date(2026, 10, 6), 1441, "minutes_of_no_day"),
    ],
)
def test_a_day_badly_given_is_refused(day, minutes, code):
    new = operations.NewDay(build.running(), day, minutes)
    actor = build.mentor_actor()
    assert refusal_of(operations.confirm_days, [new], actor=actor, now=OCTOBER) == code


def test_a_day_to_come_is_not_confirmed():
    placement = build.running()
    early = datetime(2026, 10, 5, 9, tzinfo=UTC)
    assert refusal_of(confirm, placement, 60, 60, now=early) == "training_day_in_future"


def test_a_day_is_confirmed_once():
    placement = build.running()
    twice = build.days(placement, 60) * 2
    actor = build.mentor_actor()
    assert refusal_of(operations.confirm_days, twice, actor=actor, now=OCTOBER) == (
        "day_confirmed_already"
    )
    confirm(placement, 60)
    assert refusal_of(confirm, placement, 60) == "day_confirmed_already"


def test_no_day_is_confirmed_on_leave():
    row = build.enrolment()
    placement = build.running(row)
    operations.begin_leave(
        row,
        ground="illness",
        starts_on=date(2026, 10, 6),
        ends_on=date(2026, 10, 7),
        actor=build.college_actor(),
        now=NOW,
    )
    assert refusal_of(confirm, placement, 60, 60) == "day_on_leave"
    new = operations.NewDay(placement, date(2026, 10, 7), 60)
    operations.confirm_days([new], actor=build.mentor_actor(), now=OCTOBER)


def test_practice_without_a_day_is_not_confirmed():
    placement = build.running()
    code = refusal_of(operations.confirm_many, [placement], actor=build.mentor_actor(), now=OCTOBER)
    assert code == "placement_without_days"


def test_no_day_is_added_after_the_hours_are_confirmed():
    placement = build.practised()
    new = operations.NewDay(placement, date(2026, 10, 9), 60)
    actor = build.mentor_actor()
    assert refusal_of(operations.confirm_days, [new], actor=actor, now=OCTOBER) == "wrong_state"


def test_a_mentors_day_shows_whom_how_long_and_how_long_at_most():
    adult = build.running()
    minor = build.running(build.enrolment(born=AGED_16))
    confirm(adult, 300)
    lines = queries.today(build.mentor(), build.PRACTICE)
    assert [(one.placement, one.minutes) for one in lines] == [(adult, 300), (minor, None)]
    assert lines[0].limit is None
    assert (lines[1].limit.minutes, lines[1].limit.needs_lawyer) == (420, True)
    assert queries.today(build.mentor(), date(2026, 10, 19)) == []


def test_a_cohort_is_counted_on_a_day():
    studying, gone = build.enrolment(), build.enrolment()
    build.practised(studying)
    operations.expel(
        gone,
        ground="own_wish",
        on=date(2026, 10, 10),
        reason="Moved",
        actor=build.college_actor(),
        now=OCTOBER,
    )
    before, after = (
        queries.cohort(contracts.capacity(), day) for day in (build.PRACTICE, OCTOBER.date())
    )
    assert before.by_standing == {"studying": 2}
    assert after.by_standing == {"studying": 1, "expelled": 1}
    assert (after.enrolled, after.planned_minutes, after.done_minutes) == (2, 600, 600)


def test_many_days_take_no_more_questions_than_few():
    counts = []
    for number in (2, 8):
        placements = [build.running() for _ in range(number)]
        fetched = list(type(placements[0]).objects.filter(pk__in=[one.pk for one in placements]))
        new = [day for one in fetched for day in build.days(one, 300, 300)]
        with CaptureQueriesContext(connection) as asked:
            operations.confirm_days(new, actor=build.mentor_actor(), now=OCTOBER)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_everybody_sees_their_own_students():
    row = build.enrolment(with_contract=True)
    placement = build.running(row)
    build.enrolment()
    person = registry.actor_person(Role.APPLICANT, row.person)
    employer = registry.actor(Role.EMPLOYER, placement.host)
    for actor in (person, employer, build.mentor_actor()):
        assert list(rules.visible(actor)) == [row]
    assert rules.visible(build.college_actor()).count() == 2
    stranger = registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-5"))
    assert not rules.visible(stranger).exists()


def test_every_work_that_the_packs_keep_from_people_under_age_has_words():
    packs = (settings.SEEDS / "rules").glob("??-20??.toml")
    rules = [one for pack in packs for one in tomllib.loads(pack.read_text("utf-8"))["rule"]]
    kept = [one["value"] for one in rules if one["code"] == "minors.prohibited_work"]
    named = {code for value in kept for code in value}
    assert named
    assert named <= set(PracticeCondition.values)
