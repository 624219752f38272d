from datetime import UTC, date, datetime

import pytest

from sheber.kernel import events
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.training import operations, queries
from sheber.training.models import Enrolment, Expulsion, Leave, ModuleResult
from tests.contracts import build as contracts
from tests.registry import build as registry
from tests.training import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
JUNE = datetime(2029, 6, 30, 9, tzinfo=UTC)
COLLEGE = "demo-college-1"


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def stranger():
    return registry.actor(Role.COLLEGE, contracts.college("demo-college-2"))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def graduate(row, **given):
    stated = {"on": date(2029, 6, 30), "actor": build.college_actor(), "now": JUNE, **given}
    return operations.graduate(row, **stated)


def expel(row, **given):
    stated = {"ground": "failed", "on": date(2027, 2, 1), "reason": "Failed twice", **given}
    stated.setdefault("actor", build.college_actor())
    return operations.expel(row, now=JUNE, **stated)


def test_a_person_is_enrolled_in_the_cohort_of_the_seat():
    row = build.enrolment(with_contract=True)
    assert (row.state, row.capacity, row.contract.state) == (
        "enrolled",
        contracts.capacity(),
        "signed",
    )


def test_upskilling_needs_no_seat():
    new = operations.NewEnrolment(
        starts_on=build.STARTS, person=registry.person(), capacity=contracts.capacity()
    )
    assert operations.enrol(new, actor=build.college_actor(), now=NOW).seat is None


def test_an_enrolment_names_somebody():
    contracts.capacity()
    new = operations.NewEnrolment(starts_on=build.STARTS)
    assert refusal_of(operations.enrol, new, actor=build.college_actor(), now=NOW) == (
        "enrolment_names_nobody"
    )


def test_a_seat_not_taken_up_enrols_nobody():
    seat = contracts.seat(state="consented")
    new = operations.NewEnrolment(starts_on=build.STARTS, seat=seat)
    code = refusal_of(operations.enrol, new, actor=build.college_actor(), now=NOW)
    assert code == "seat_not_enrolled"


def test_another_college_enrols_nobody_here():
    new = operations.NewEnrolment(starts_on=build.STARTS, seat=contracts.seat())
    assert refusal_of(operations.enrol, new, actor=stranger(), now=NOW) == "not_allowed"
    assert not Enrolment.objects.exists()


def test_a_seat_enrols_once():
    row = build.enrolment()
    new = operations.NewEnrolment(starts_on=build.STARTS, seat=row.seat)
    code = refusal_of(operations.enrol, new, actor=build.college_actor(), now=NOW)
    assert code == "enrolled_already"


def test_a_contract_written_out_later_is_attached():
    row = build.enrolment()
    contract = contracts.intended(row.seat)
    actor = build.college_actor()
    operations.attach_contracts([(row, contract)], actor=actor, now=NOW)
    assert fresh(row).contract == contract
    code = refusal_of(operations.attach_contracts, [(row, contract)], actor=actor, now=NOW)
    assert code == "contract_attached_already"


def test_another_persons_contract_is_not_attached():
    row, other = build.enrolment(), contracts.intended()
    code = refusal_of(
        operations.attach_contracts, [(row, other)], actor=build.college_actor(), now=NOW
    )
    assert code == "contract_of_another_person"


def test_a_refused_contract_is_not_attached():
    row = build.enrolment()
    contract = contracts.intended(row.seat)
    contracts.operations.refuse_as_citizen(
        contract, reason="No", actor=contracts.side(contract, "citizen"), now=NOW
    )
    code = refusal_of(
        operations.attach_contracts, [(row, contract)], actor=build.college_actor(), now=NOW
    )
    assert code == "contract_over"


def begin_leave(row, starts_on=date(2027, 1, 10), ends_on=None, actor=None):
    return operations.begin_leave(
        row,
        ground="illness",
        starts_on=starts_on,
        ends_on=ends_on,
        actor=actor or build.college_actor(),
        now=NOW,
    )


def test_a_leave_pauses_and_ends():
    row = build.enrolment(with_contract=True)
    leave = begin_leave(row)
    days = (date(2027, 1, 9), date(2027, 1, 10), date(2027, 8, 31))
    assert [queries.standing(row, day) for day in days] == ["studying", "on_leave", "on_leave"]
    operations.end_leave(leave, on=date(2027, 9, 1), actor=build.college_actor(), now=NOW)
    assert queries.standing(row, date(2027, 9, 1)) == "studying"
    assert queries.leaves([row.contract]) == {
        row.contract.pk: [(date(2027, 1, 10), date(2027, 9, 1))]
    }


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((date(2026, 8, 1), None), "before_enrolment"),
        ((date(2027, 1, 10), date(2027, 1, 10)), "leave_backwards"),
    ],
)
def test_a_leave_with_impossible_days_is_refused(days, code):
    assert refusal_of(begin_leave, build.enrolment(), *days) == code
    assert not Leave.objects.exists()


def test_leaves_do_not_meet():
    row = build.enrolment()
    begin_leave(row, ends_on=date(2027, 9, 1))
    assert refusal_of(begin_leave, row, date(2027, 8, 31)) == "leaves_overlap"
    begin_leave(row, date(2027, 9, 1))


def test_a_leave_does_not_end_before_it_began_and_strangers_give_none():
    leave = begin_leave(build.enrolment())
    code = refusal_of(
        operations.end_leave, leave, on=leave.starts_on, actor=build.college_actor(), now=NOW
    )
    assert code == "leave_backwards"
    assert refusal_of(begin_leave, build.enrolment(), actor=stranger()) == "not_allowed"


def test_marks_are_kept_side_by_side():
    row, module = build.enrolment(), build.module()
    first = operations.NewResult(row, module, "RU", "2", False, date(2027, 1, 20))
    second = operations.NewResult(row, module, "RU", "4", True, date(2027, 2, 20))
    operations.record_results([first, second], actor=build.college_actor(), now=JUNE)
    assert list(ModuleResult.objects.order_by("dated").values_list("mark", flat=True)) == ["2", "4"]


def test_marks_of_a_stranger_of_another_day_or_another_programme_are_refused():
    row, module = build.enrolment(), build.module()
    ahead = operations.NewResult(row, module, "RU", "5", True, date(2030, 1, 1))
    early = operations.NewResult(row, module, "RU", "5", True, date(2026, 8, 1))
    good = operations.NewResult(row, module, "RU", "5", True, date(2027, 1, 1))
    college = build.college_actor()
    for result, actor, code in (
        (ahead, college, "training_day_in_future"),
        (early, college, "before_enrolment"),
        (good, stranger(), "not_allowed"),
    ):
        assert refusal_of(operations.record_results, [result], actor=actor, now=JUNE) == code
    assert not ModuleResult.objects.exists()


def test_graduation_shows_the_practice_it_rests_on():
    row = build.enrolment()
    build.practised(row)
    graduate(row)
    assert (fresh(row).state, fresh(row).ended_on) == ("graduated", date(2029, 6, 30))
    last = events.of("training.enrolment", [row.pk])[-1]
    assert (last.facts["practice_minutes"], last.facts["practice_minutes_planned"]) == (600, 600)


def test_too_little_practice_needs_a_reason():
    row = build.enrolment()
    build.practised(row, 300, 240)
    assert refusal_of(graduate, row) == "practice_hours_short"
    graduate(row, reason="The rest was done in the workshop")
    assert fresh(row).state == "graduated"


def test_no_practice_at_all_is_too_little():
    assert refusal_of(graduate, build.enrolment()) == "practice_hours_short"


def test_nobody_graduates_on_leave_or_ahead_of_time_or_by_a_stranger():
    row = build.enrolment()
    build.practised(row)
    assert refusal_of(graduate, row, on=date(2029, 7, 1)) == "training_day_in_future"
    assert refusal_of(graduate, row, actor=stranger()) == "not_allowed"
    begin_leave(row)
    assert refusal_of(graduate, row) == "not_studying"


def test_nobody_graduates_twice():
    row = build.enrolment()
    build.practised(row)
    graduate(row)
    assert refusal_of(graduate, row) == "wrong_state"


def test_an_expulsion_has_a_ground_and_a_day_and_can_be_taken_back():
    row = build.enrolment()
    expel(row)
    assert (fresh(row).state, fresh(row).ended_on) == ("expelled", date(2027, 2, 1))
    operations.reinstate(
        row, on=date(2027, 9, 1), reason="Appeal", actor=build.college_actor(), now=JUNE
    )
    assert (fresh(row).state, fresh(row).ended_on) == ("enrolled", None)
    days = (date(2027, 1, 31), date(2027, 2, 1), date(2027, 8, 31), date(2027, 9, 1))
    assert [queries.standing(fresh(row), day) for day in days] == [
        "studying",
        "expelled",
        "expelled",
        "studying",
    ]
    assert Expulsion.objects.get().ground == "failed"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": ""}, "missing_reason"),
        ({"on": date(2030, 1, 1)}, "training_day_in_future"),
        ({"on": date(2026, 8, 1)}, "before_enrolment"),
    ],
)
def test_an_expulsion_badly_given_is_refused(given, code):
    row = build.enrolment()
    assert refusal_of(expel, row, **given) == code
    assert fresh(row).state == "enrolled"
    assert not Expulsion.objects.exists()


def test_a_stranger_expels_nobody():
    assert refusal_of(expel, build.enrolment(), actor=stranger()) == "not_allowed"


def test_nobody_is_reinstated_before_the_expulsion():
    row = build.enrolment()
    expel(row)
    code = refusal_of(
        operations.reinstate,
        row,
        on=date(2027, 1, 1),
        reason="Appeal",
        actor=build.college_actor(),
        now=JUNE,
    )
    assert code == "before_expulsion"
