"""What the office settles between others."""

import pytest
from django.urls import reverse

from sheber.admissions.models import Seat
from sheber.contracts.models import Breach
from sheber.flows import work
from sheber.outcomes import operations
from sheber.outcomes.models import Employment, Obligation
from tests.contracts import build as contracts
from tests.outcomes import build as outcomes
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def disputed() -> Employment:
    row = outcomes.job()
    return operations.dispute(
        row, reason="never came", actor=outcomes.employer(row.contract), now=outcomes.NOW
    )


def test_a_late_contract_is_listed_and_closed_with_a_reason(client):
    row = contracts.intended()
    client = office(client)
    assert row.person_id in check(client, "late_contracts")["en"]
    check(client, "office_contract", row.pk)
    assert "Something has to be mended" in said(act(client, "office_contract", row.pk, act="lapse"))
    act(client, "office_contract", row.pk, act="lapse", reason="Nobody answers")
    row.refresh_from_db()
    assert row.state == "lapsed"


def test_a_decision_between_guardians_is_recorded(client):
    mother, father = contracts.guardian(), contracts.guardian()
    ward = contracts.seat(born=contracts.date(2014, 5, 1))
    row = contracts.intended(of=ward, guardians=(mother, father))
    refusing = next(one for one in contracts.parties(row) if one.person_id == father.pk)
    contracts.operations.refuse_as_guardian(
        row, reason="too far", actor=contracts.actor_of(refusing), now=contracts.NOW
    )
    client = office(client)
    assert "Guardians who differ" in check(client, "late_contracts")["en"]
    answer = act(
        client, "office_contract", row.pk, act="settle", document="Court 5", may_sign="yes"
    )
    assert "The decision stands beside the contract." in said(answer)
    assert "No guardian refuses" in said(client.get(reverse("late_contracts")))


def test_a_refusal_no_longer_counts_once_the_person_is_of_age(client):
    father = contracts.guardian()
    ward = contracts.seat(born=contracts.date(2010, 5, 1))
    row = contracts.intended(of=ward, guardians=(contracts.guardian(), father))
    refusing = next(one for one in contracts.parties(row) if one.person_id == father.pk)
    contracts.operations.refuse_as_guardian(
        row, reason="too far", actor=contracts.actor_of(refusing), now=contracts.NOW
    )
    assert "No guardian refuses" in check(office(client), "late_contracts")["en"]


def test_a_disputed_job_is_settled_for_the_person(client):
    row = disputed()
    client = office(client)
    assert row.person_id in check(client, "disputes")["en"]
    assert "never came" in check(client, "disputed_job", row.pk)["en"]
    act(client, "disputed_job", row.pk, act="confirm")
    row.refresh_from_db()
    assert row.state == "confirmed"


def test_a_disputed_job_is_rejected_with_a_reason(client):
    row = disputed()
    client = office(client)
    act(client, "disputed_job", row.pk, act="reject", reason="No order was found")
    row.refresh_from_db()
    assert row.state == "rejected"
    assert 'name="act"' not in said(client.get(reverse("disputed_job", args=[row.pk])))


def test_a_disputed_period_is_settled(client):
    job = outcomes.job()
    period = outcomes.worked(job, outcomes.START, outcomes.date(2029, 9, 1))
    operations.dispute_evidence(
        period, reason="on leave", actor=outcomes.employer(job.contract), now=outcomes.LATER
    )
    client = office(client)
    check(client, "disputed_period", period.pk)
    act(client, "disputed_period", period.pk, act="confirm")
    period.refresh_from_db()
    assert period.state == "confirmed"


def test_what_closing_means_for_the_seat_is_said_by_how_far_it_was_taken_up(client):
    row = contracts.intended()
    client = office(client)
    assert "the seat stays taken" in check(client, "office_contract", row.pk)["en"]
    Seat.objects.update(state="given_up")
    assert "a further round can give it" in check(client, "office_contract", row.pk)["en"]
    Seat.objects.update(state="consented")
    assert "keeps it until they give it up" in check(client, "office_contract", row.pk)["en"]
    answer = act(client, "office_contract", row.pk, act="lapse", reason="Nobody answers")
    assert "The person still holds the seat." in said(answer)


def broken() -> Breach:
    contract = contracts.signed()
    debt, job = outcomes.obligation(contract), outcomes.job(contract)
    given = {"on": outcomes.date(2030, 8, 1), "reason": "Left", "now": outcomes.LATER}
    return work.leave_work(job, debt, actor=outcomes.employer(contract), **given).breach


def test_a_claim_is_listed_and_closed_with_its_obligation(client):
    row = broken()
    client = office(client)
    assert "Claims for broken contracts" in check(client, "office")["en"]
    assert row.contract.person_id in check(client, "open_claims")["en"]
    check(client, "office_contract", row.contract_id)
    key = row.contract_id
    assert "Something has to be mended" in said(
        act(client, "office_contract", key, act="close_claim")
    )
    answer = act(client, "office_contract", key, act="close_claim", document="Receipt 5")
    assert "The claim was closed on 1 February 2031" in said(answer)
    assert Obligation.objects.get().state == "settled"
    assert "No claim is open." in check(client, "open_claims")["en"]


def test_a_claim_of_the_other_country_is_not_listed(client):
    row = broken()
    client = office(client, "KZ")
    assert "No claim is open." in check(client, "open_claims")["en"]
    answer = act(client, "office_contract", row.contract_id, act="close_claim", document="Paid 1")
    assert answer.status_code == 403


def test_disputed_jobs_and_periods_wait_in_the_work_list_each_with_its_number(client):
    disputed()
    job = outcomes.job(contracts.signed(of=contracts.seat()))
    period = outcomes.worked(job, outcomes.START, outcomes.date(2029, 9, 1))
    operations.dispute_evidence(
        period, reason="on leave", actor=outcomes.employer(job.contract), now=outcomes.LATER
    )
    client = office(client)
    counts = {task.title: task.count for task in client.get(reverse("office")).context["tasks"]}
    assert counts["Jobs that an employer disputes"] == 1
    assert counts["Periods of work that an employer disputes"] == 1
    assert "Periods of work that an employer disputes" in check(client, "office")["en"]


def test_disputes_of_the_other_country_s_employers_do_not_wait_here(client):
    disputed()
    shown = office(client, "KZ").get(reverse("office")).context["tasks"]
    assert "Jobs that an employer disputes" not in {task.title for task in shown}
