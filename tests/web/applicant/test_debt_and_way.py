"""The debt of time in days, and what came after the seat."""

from datetime import UTC, date, datetime

import pytest

from sheber.credentials.models import Recognition
from sheber.outcomes import operations
from sheber.registry.enums import OrganisationKind
from tests.contracts import build as contracts
from tests.credentials import build as credentials
from tests.mobility import build as mobility
from tests.outcomes import build as outcomes
from tests.registry import build as registry
from tests.web import pages
from tests.web.applicant import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DEBT, WAY = "/en/my/debt", "/en/my/way"
ON = datetime(2030, 8, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment(db):
    build.at(ON)


def half_served():
    """36 months from 1 August 2029, a year of it worked."""
    contract = contracts.signed()
    obligation = outcomes.obligation(contract)
    job = outcomes.job(contract)
    outcomes.worked(job, date(2029, 8, 1), date(2030, 8, 1))
    return obligation, job


def test_owed_served_left_and_the_date_it_ends():
    obligation, _ = half_served()
    texts = pages.check(build.signed_in(obligation.person), "applicant_debt")
    told = texts["en"]
    assert "You owe 36 months, which are 1,096 days." in told
    assert "Served: 365 days. Left: 731 days." in told
    assert "nothing is owed from this date: 1 August 2032." in told
    assert "1 августа 2032" in texts["ru"]
    assert "running" in told


def test_the_picture_goes_out_as_a_file():
    obligation, _ = half_served()
    client = build.signed_in(obligation.person)
    drawn = client.get(f"{DEBT}?download=debt-{obligation.pk}.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    table = client.get(f"{DEBT}?download=debt-{obligation.pk}.csv").content.decode("utf-8-sig")
    assert "worked" in table


def test_dismissed_has_a_right_to_a_new_place():
    obligation, job = half_served()
    actor = outcomes.employer(obligation.contract)
    operations.end(job, on=date(2030, 8, 1), ground="dismissed", actor=actor, now=ON)
    later = datetime(2030, 9, 1, 9, tzinfo=UTC)
    build.at(later)
    shown = build.text(build.signed_in(obligation.person).get(DEBT))
    assert "You have a right to a new place." in shown
    assert "count neither for nor against you" in shown
    assert "paused: these days do not count" in shown
    assert "1 September 2032" in shown


def test_before_work_begins_the_contract_says_what_will_be_owed():
    contract = contracts.signed()
    build.at(contracts.NOW)
    shown = build.text(build.signed_in(contract.person).get(DEBT))
    assert "The contract says 36 months of work." in shown
    waiting = contracts.intended(contracts.seat())
    shown = build.text(build.signed_in(waiting.person).get(DEBT))
    assert "It is not signed yet, so nothing is owed now." in shown


def test_nothing_owed():
    client = build.signed_in(contracts.guardian())
    assert "You owe no time of work." in build.text(client.get(DEBT))
    assert "will stand here" in build.text(client.get(WAY))


def test_the_way_holds_to_the_rules():
    obligation, job = half_served()
    texts = pages.check(build.signed_in(obligation.person), "applicant_way")
    assert job.employer.name_en in texts["en"]
    assert "Work begins" in texts["en"]


def test_a_disputed_job_says_who_decides():
    obligation, job = half_served()
    actor = outcomes.employer(obligation.contract)
    operations.dispute(job, reason="Not with us", actor=actor, now=ON)
    shown = build.text(build.signed_in(obligation.person).get(WAY))
    assert "disputed: an office decides" in shown


def test_the_student_signs_exactly_the_learning_agreement_that_was_shown():
    build.at(mobility.NOW)
    stay = mobility.nominated()
    row = mobility.drawn_up(stay)
    client = build.signed_in(stay.person)
    assert "Sign what you will learn abroad" in build.text(client.get("/en/my/application"))
    content = build.hidden(client.get(WAY), "content")
    shown = client.post("/en/my/way/sign", {"agreement": row.pk, "content": "b2" * 32}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    client.post("/en/my/way/sign", {"agreement": row.pk, "content": content})
    row.refresh_from_db()
    assert row.student_signed_at == mobility.NOW
    other = build.signed_in(contracts.guardian())
    sent = other.post("/en/my/way/sign", {"agreement": row.pk, "content": content})
    assert sent.status_code == 404


def test_recognised_in_part_is_said_in_hours_and_may_be_appealed():
    row = credentials.decided("partial", hours_recognised=1200, hours_of=4000)
    client = build.signed_in(row.award.person)
    shown = build.text(client.get(WAY))
    assert "recognised in part, with tasks (1200 of 4000 hours)" in shown
    client.post("/en/my/way/appeal", {"recognition": row.pk, "reason": "Practice was not counted"})
    assert Recognition.objects.get(pk=row.pk).state == "appealed"
    assert "appealed" in build.text(client.get(WAY))


def test_one_asks_the_other_country_to_recognise_one_s_award():
    award, office = credentials.award(), credentials.body()
    client = build.signed_in(award.person)
    assert "Ask for recognition" in build.text(client.get(WAY))
    pages.check(client, "applicant_recognition", award.pk)
    ask = f"{WAY}/awards/{award.pk}/recognition"
    client.post(ask, {"purpose": "work", "body": office.pk})
    row = Recognition.objects.get()
    assert (row.state, row.country_id, row.body) == ("submitted", "KZ", office)
    again = client.post(ask, {"purpose": "work", "body": office.pk})
    assert again.status_code == 400
    assert "has been asked for already" in build.text(again)
    assert "asked for" in pages.check(client, "applicant_way")["en"]


def test_a_body_of_the_wrong_country_or_purpose_cannot_be_asked():
    award = credentials.award()
    client = build.signed_in(award.person)
    home = registry.organisation("demo-office-RU", OrganisationKind.PROGRAMME_OFFICE, "RU")
    university = credentials.body(OrganisationKind.UNIVERSITY, "demo-university-KZ")
    ask = f"{WAY}/awards/{award.pk}/recognition"
    assert client.post(ask, {"purpose": "work", "body": home.pk}).status_code == 400
    refused = client.post(ask, {"purpose": "work", "body": university.pk})
    assert "This body does not decide about this purpose" in build.text(refused)
    assert not Recognition.objects.exists()
    other = build.signed_in(contracts.guardian())
    assert other.get(ask).status_code == 404


def test_what_remains_to_be_done_and_a_revoked_award_are_said():
    row = credentials.decided("partial", hours_recognised=1200, hours_of=4000)
    client = build.signed_in(row.award.person)
    assert f"Still to be done: {credentials.TASKS}" in build.text(client.get(WAY))
    revoking = {"actor": credentials.of_college(), "now": credentials.NOW}
    credentials.operations.revoke(row.award, reason="Forged marks", **revoking)
    shown = build.text(client.get(WAY))
    assert "revoked: it counts nowhere any more" in shown
    assert "Ask for recognition" not in shown


def test_an_appeal_needs_a_reason_and_one_s_own_award():
    row = credentials.decided("refused")
    client = build.signed_in(row.award.person)
    empty = client.post("/en/my/way/appeal", {"recognition": row.pk, "reason": " "})
    assert empty.status_code == 409
    other = build.signed_in(contracts.guardian())
    sent = other.post("/en/my/way/appeal", {"recognition": row.pk, "reason": "No"})
    assert sent.status_code == 404
    assert Recognition.objects.get(pk=row.pk).state == "decided"
