from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sheber.contracts import operations as contract_operations
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.outcomes import engine_io, operations
from sheber.registry.models import Rule
from tests.contracts import build as contracts
from tests.outcomes import build
from tests.training import build as training

pytestmark = [pytest.mark.django_db, pytest.mark.database]
START, LATER = build.START, build.LATER
CALLED_UP, BACK, LEFT = date(2030, 7, 1), date(2031, 7, 1), date(2032, 2, 1)


def at(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def suspended(contract, start=CALLED_UP, end=BACK, notified_on=None):
    contract_operations.suspend(
        contract,
        ground="military_service",
        starts_on=start,
        notified_on=notified_on or start,
        actor=build.employer(contract),
        now=at(notified_on or start),
    )
    if end is not None:
        contract_operations.resume(contract, on=end, actor=Actor.calendar(), now=at(end))


def served(contract=None):
    """The person of test vector TV-4: worked, called up for a year, back, left."""
    contract = contract or contracts.signed()
    obligation = build.obligation(contract)
    job = build.job(contract)
    build.worked(job, START, LEFT)
    suspended(contract)
    return obligation


def test_tv_4_term_suspension_and_what_is_left():
    found = engine_io.standing(served(), LEFT)
    assert (found.term_days, found.served_days, found.owed_days) == (1096, 549, 547)
    assert found.unserved_share == Fraction(547, 1096)
    assert found.ends_on == date(2033, 8, 1)
    assert (found.state, found.rule_version) == ("running", "RU-2026")
    assert found.formula == tuple(build.COUNTING.values())


def test_standing_is_of_the_day_that_was_asked_for():
    obligation = served()
    assert engine_io.standing(obligation, date(2029, 7, 31)).state == "not_begun"
    first = engine_io.standing(obligation, date(2029, 8, 2))
    assert (first.served_days, first.state) == (1, "running")
    away = engine_io.standing(obligation, date(2031, 1, 1))
    assert (away.served_days, away.state) == (334, "paused")


def test_a_suspension_counts_from_the_notice():
    contract = contracts.signed()
    obligation = build.obligation(contract)
    build.worked(build.job(contract), START, LEFT)
    suspended(contract, notified_on=date(2030, 7, 11))
    assert engine_io.standing(obligation, LEFT).served_days == 559


def test_an_open_suspension_moves_the_end_day_by_day():
    contract = contracts.signed()
    obligation = build.obligation(contract)
    suspended(contract, end=None)
    first, second = (
        engine_io.standing(obligation, day).ends_on for day in (date(2030, 7, 2), date(2030, 7, 3))
    )
    assert (first, second) == (date(2032, 8, 2), date(2032, 8, 3))


def test_a_leave_is_not_served():
    row = training.enrolment(with_contract=True)
    obligation = build.obligation(row.contract)
    build.worked(build.job(row.contract), START, date(2029, 10, 1))
    training.operations.begin_leave(
        row,
        ground="illness",
        starts_on=date(2029, 9, 1),
        ends_on=date(2029, 9, 11),
        actor=training.college_actor(),
        now=LATER,
    )
    found = engine_io.standing(obligation, LEFT)
    assert (found.served_days, found.ends_on) == (51, date(2032, 8, 11))


def test_days_that_overlap_count_once():
    contract = contracts.signed()
    obligation = build.obligation(contract)
    job = build.job(contract)
    build.worked(job, START, date(2029, 9, 1))
    build.worked(job, date(2029, 8, 15), date(2029, 9, 11), kind="pension_contributions")
    assert engine_io.standing(obligation, LEFT).served_days == 41


def test_work_under_no_contract_serves_nothing():
    obligation = build.obligation()
    build.worked(build.without_contract(), START, LEFT)
    assert engine_io.standing(obligation, LEFT).served_days == 0


def test_a_job_not_yet_confirmed_serves_nothing():
    contract = contracts.signed()
    obligation = build.obligation(contract)
    row = build.reported(contract)
    build.worked(row, START, LEFT)
    assert engine_io.standing(obligation, LEFT).served_days == 0
    operations.confirm(row, actor=build.employer(contract), now=LATER)
    assert engine_io.standing(obligation, LEFT).served_days == 914


def test_all_days_served():
    contract = contracts.signed()
    obligation = build.obligation(contract, months=12)
    build.worked(build.job(contract), START, LEFT)
    found = engine_io.standing(obligation, LEFT)
    assert (found.term_days, found.served_days, found.owed_days, found.state) == (
        365,
        365,
        0,
        "served",
    )


def test_a_rule_that_counts_another_way_is_refused():
    obligation = build.obligation()
    Rule.objects.filter(code="obligation.count.overlaps").update(value="counted_twice")
    with pytest.raises(Refused) as refusal:
        engine_io.standing(obligation, LEFT)
    assert refusal.value.code == "counting_not_known"
    assert "counted_twice" in str(refusal.value)


def test_without_a_rule_nothing_is_counted():
    obligation = build.obligation()
    Rule.objects.all().delete()
    with pytest.raises(Refused) as refusal:
        engine_io.standing(obligation, LEFT)
    assert refusal.value.code == "rule_missing"


def test_many_take_no_more_questions_than_one():
    counts = []
    for number in (1, 6):
        rows = [served() for _ in range(number)]
        fetched = list(type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]))
        with CaptureQueriesContext(connection) as asked:
            found = engine_io.standings(fetched, LEFT)
        assert [one.served_days for one in found.values()] == [549] * number
        counts.append(len(asked))
    assert counts[0] == counts[1]
