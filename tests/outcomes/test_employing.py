from datetime import date

import pytest

from sheber.contracts import operations as contract_operations
from sheber.kernel import events
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.outcomes import engine_io, operations, queries, rules
from sheber.outcomes.models import Employment, EmploymentEvidence, PlacementRight
from sheber.registry.enums import Role
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW, LATER, START = build.NOW, build.LATER, build.START
LOST = date(2030, 2, 1)


def refusal_of(act, *given, **named):
    with pytest.raises(Refused) as refusal:
        act(*given, **named)
    assert str(refusal.value)
    return refusal.value.code


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def employer_of(row):
    return registry.actor(Role.EMPLOYER, row.employer)


def stranger():
    return registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-8"))


def lost(ground="dismissed"):
    """An obligation whose person lost the job half a year in."""
    contract = contracts.signed()
    obligation = build.obligation(contract)
    job = build.job(contract)
    build.worked(job, START, LOST)
    operations.end(job, ground=ground, on=LOST, actor=employer_of(job), now=LATER)
    return obligation, job


def test_a_job_goes_back_to_its_line():
    row = build.job()
    assert (row.state, row.line.call.employer) == ("confirmed", row.employer)
    verbs = [event.verb for event in events.of("outcomes.employment", [row.pk])]
    assert verbs == ["outcomes.employment.begin", "outcomes.employment.confirm"]


def test_jobs_with_and_without_a_line_are_counted_apart():
    build.job()
    build.job()
    build.without_contract()
    build.without_contract(no_line="released")
    gone = build.job()
    operations.end(gone, ground="left", on=LOST, actor=employer_of(gone), now=LATER)
    build.reported()
    found = queries.jobs(queries.at_work(LATER.date()))
    assert found == queries.Jobs(2, {"no_contract": 1, "released": 1})
    assert found.total == 4
    assert queries.jobs(queries.at_work(date(2030, 1, 31))).with_line == 3


@pytest.mark.parametrize("given", [{"line": None}, {"no_line": "released"}])
def test_a_job_names_a_line_or_says_why_not_and_never_both(given):
    assert refusal_of(build.reported, **given) == "line_or_why_not"
    assert not Employment.objects.exists()


def test_the_line_is_one_of_the_employer():
    other = demand.employer("demo-enterprise-8")
    assert refusal_of(build.reported, employer=other) == "line_of_another_employer"


def test_the_job_is_the_one_that_the_line_asks_for():
    other = registry.occupation("3113")
    assert refusal_of(build.reported, occupation=other) == "job_unlike_its_line"


def test_a_job_to_come_is_not_reported():
    assert refusal_of(build.reported, starts_on=date(2029, 8, 2)) == "outcome_day_in_future"


def test_work_under_a_contract_is_on_the_contracts_line():
    contract = contracts.signed()
    line = demand.confirmed_line(of=contract.terms.offer.line.call, year=2030)
    assert refusal_of(build.reported, contract, line=line) == "job_off_the_contracts_line"


def test_another_persons_contract_is_refused():
    contract = contracts.signed()
    assert refusal_of(build.reported, contract, person=registry.person()) == (
        "job_under_anothers_contract"
    )


def test_a_released_contract_asks_for_no_work():
    contract = contracts.signed()
    contract_operations.release(contract, reason="Illness", actor=contracts.office(), now=NOW)
    assert refusal_of(build.reported, contract) == "contract_not_in_force"
    free = build.without_contract(contract.terms.offer.line.call.employer, no_line="released")
    assert (free.contract, free.no_line) == (None, "released")


def test_strangers_report_and_confirm_nothing():
    row = build.reported()
    assert refusal_of(operations.confirm, row, actor=stranger(), now=NOW) == "not_allowed"
    person = registry.actor_person(Role.APPLICANT, row.person)
    assert refusal_of(operations.confirm, row, actor=person, now=NOW) == "not_allowed"
    new = operations.NewEmployment(
        person=registry.person(),
        employer=row.employer,
        region=row.region,
        occupation=row.occupation,
        starts_on=START,
        no_line="no_contract",
    )
    for actor in (stranger(), person, contracts.office("KZ")):
        assert refusal_of(operations.report, new, actor=actor, now=NOW) == "not_allowed"


def test_a_person_reports_the_own_job_and_the_office_confirms_it():
    contract = contracts.signed()
    line = contract.terms.offer.line
    new = operations.NewEmployment(
        person=contract.person,
        employer=line.call.employer,
        region=line.region,
        occupation=line.occupation,
        starts_on=START,
        line=line,
        contract=contract,
    )
    person = registry.actor_person(Role.APPLICANT, contract.person)
    row = operations.report(new, actor=person, now=NOW)
    assert operations.confirm(row, actor=contracts.office(), now=NOW).state == "confirmed"


def test_an_employer_disputes_a_job_and_the_office_settles_it():
    row = build.job()
    build.worked(row, START, LOST)
    obligation = build.obligation(row.contract)
    operations.dispute(row, reason="Never came", actor=employer_of(row), now=LATER)
    assert engine_io.standing(obligation, LOST).served_days == 0
    operations.confirm(row, actor=contracts.office(), now=LATER)
    assert engine_io.standing(obligation, LOST).served_days == 184


def test_a_rejected_job_stays_rejected():
    row = build.job()
    operations.dispute(row, reason="Never came", actor=employer_of(row), now=LATER)
    assert (
        refusal_of(operations.reject, row, reason="No order", actor=employer_of(row), now=LATER)
        == "not_allowed"
    )
    operations.reject(row, reason="No order", actor=contracts.office(), now=LATER)
    assert refusal_of(operations.confirm, row, actor=contracts.office(), now=LATER) == (
        "wrong_state"
    )


def test_a_dispute_needs_a_reason():
    row = build.job()
    assert (
        refusal_of(operations.dispute, row, reason="", actor=employer_of(row), now=LATER)
        == "missing_reason"
    )


def test_a_disputed_period_does_not_count_until_it_is_settled():
    obligation = build.obligation()
    row = build.job(obligation.contract)
    build.worked(row, START, date(2029, 9, 1))
    doubted = build.worked(row, date(2029, 9, 1), date(2029, 9, 11))
    assert engine_io.standing(obligation, LOST).served_days == 41
    operations.dispute_evidence(doubted, reason="Absent", actor=employer_of(row), now=LATER)
    assert engine_io.standing(obligation, LOST).served_days == 31
    operations.confirm_evidence(doubted, actor=contracts.office(), now=LATER)
    assert engine_io.standing(obligation, LOST).served_days == 41


def test_a_rejected_period_never_counts():
    obligation = build.obligation()
    row = build.job(obligation.contract)
    doubted = build.worked(row, START, date(2029, 9, 1))
    operations.dispute_evidence(doubted, reason="Absent", actor=employer_of(row), now=LATER)
    assert (
        refusal_of(
            operations.reject_evidence, doubted, reason="Right", actor=employer_of(row), now=LATER
        )
        == "not_allowed"
    )
    operations.reject_evidence(doubted, reason="Right", actor=contracts.office(), now=LATER)
    assert engine_io.standing(obligation, LOST).served_days == 0


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((date(2029, 7, 31), date(2029, 8, 3)), "period_outside_the_job"),
        ((START, START), "period_backwards"),
        ((START, date(2032, 2, 16)), "outcome_day_in_future"),
    ],
)
def test_a_period_badly_given_is_refused(days, code):
    assert refusal_of(build.worked, build.job(), *days) == code
    assert not EmploymentEvidence.objects.exists()


def test_a_period_has_a_reference_and_somebody_who_may():
    row = build.job()
    blank = operations.NewEvidence(row, "employer_order", " ", START, LOST)
    assert (
        refusal_of(operations.add_evidence, blank, actor=employer_of(row), now=LATER)
        == "evidence_without_reference"
    )
    new = operations.NewEvidence(row, "papers_brought", "7", START, LOST)
    person = registry.actor_person(Role.APPLICANT, row.person)
    for actor in (person, stranger()):
        assert refusal_of(operations.add_evidence, new, actor=actor, now=LATER) == "not_allowed"
    assert operations.add_evidence(new, actor=contracts.office(), now=LATER).kind == new.kind


def test_a_disputed_job_takes_no_period():
    row = build.job()
    operations.dispute(row, reason="Never came", actor=employer_of(row), now=LATER)
    assert refusal_of(build.worked, row, START, LOST) == "wrong_state"


def test_somebody_dismissed_has_a_right_to_be_placed_anew_and_breaks_nothing():
    obligation, job = lost()
    right = PlacementRight.objects.get()
    assert (right.obligation, right.since, right.ground) == (obligation, LOST, "dismissed")
    found = engine_io.standing(obligation, date(2030, 5, 2))
    assert (found.served_days, found.state) == (184, "paused")
    assert found.ends_on == date(2032, 10, 30)
    assert (
        refusal_of(
            operations.breach, obligation, reason="Not working", actor=employer_of(job), now=LATER
        )
        == "waits_to_be_placed"
    )


def test_a_closed_firm_is_ended_by_the_office_and_gives_the_same_right():
    contract = contracts.signed()
    build.obligation(contract)
    job = build.job(contract)
    operations.end(job, ground="firm_closed", on=LOST, actor=contracts.office(), now=LATER)
    assert PlacementRight.objects.get().ground == "firm_closed"


def test_who_leaves_by_own_wish_has_no_such_right():
    obligation, _ = lost(ground="left")
    assert not PlacementRight.objects.exists()
    assert engine_io.standing(obligation, LATER.date()).state == "running"


def test_placed_anew_elsewhere_the_days_count_again():
    obligation, _ = lost()
    other = demand.employer("demo-enterprise-8")
    given = {"employer": other, "line": None, "no_line": "other_employer"}
    row = build.reported(obligation.contract, now=LATER, starts_on=date(2030, 5, 2), **given)
    assert PlacementRight.objects.get().placed_on is None
    operations.confirm(row, actor=employer_of(row), now=LATER)
    right = PlacementRight.objects.get()
    assert (right.placed_by, right.placed_on) == (row, date(2030, 5, 2))
    build.worked(row, date(2030, 5, 2), date(2030, 5, 12))
    found = engine_io.standing(obligation, date(2030, 6, 1))
    assert (found.served_days, found.ends_on, found.state) == (194, date(2032, 10, 30), "running")
    verbs = [event.verb for event in events.of("outcomes.obligation", [obligation.pk])]
    assert verbs[1:] == ["outcomes.obligation.right_to_place", "outcomes.obligation.placed_anew"]


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2032, 2, 16), "outcome_day_in_future"),
        (START, "job_backwards"),
        (date(2029, 9, 1), "worked_after_the_end"),
    ],
)
def test_an_end_on_an_impossible_day_is_refused(on, code):
    row = build.job()
    build.worked(row, START, LOST)
    actor = employer_of(row)
    assert refusal_of(operations.end, row, ground="left", on=on, actor=actor, now=LATER) == code
    assert fresh(row).state == "confirmed"


def test_a_stranger_ends_nobodys_job():
    row = build.job()
    assert (
        refusal_of(operations.end, row, ground="left", on=LOST, actor=stranger(), now=LATER)
        == "not_allowed"
    )


def test_everybody_sees_their_own_jobs():
    row, other = build.job(), build.without_contract()
    person = registry.actor_person(Role.APPLICANT, row.person)
    assert list(rules.visible(employer_of(row))) == [row]
    assert list(rules.visible(person)) == [row]
    assert list(rules.visible(contracts.office())) == [row, other]
    assert not rules.visible(Actor(key="account:9")).exists()
