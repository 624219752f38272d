"""From a job back to its line, from a line to its people, and a name for a purpose."""

import pytest
from django.urls import reverse

from sheber.kernel import events
from sheber.kernel.models import Event
from sheber.registry.enums import Role
from sheber.registry.identity.models import NameDisclosure
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.web import pages
from tests.web.auditor.build import auditor, job, office, signed_in
from tests.web.build import DEMO_NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def test_a_job_is_followed_back_to_the_call_of_its_employer(client):
    found = job()
    text = pages.check(auditor(client), "trace_job", found.pk)["en"]
    for word in ("call of an employer", "line of demand", "target offer", "contract", "job"):
        assert word in text
    assert found.person_id in text
    assert "The log holds: 1 seal, the one of what stands here, was checked." in text


def test_every_event_says_who_for_whom_when_and_never_a_name(client):
    found = job()
    shown = auditor(client).get(reverse("trace_job", args=[found.pk])).content.decode()
    assert "Demo demo-enterprise-1" in shown
    assert "account " in shown
    assert "Chelovek" not in shown
    assert "Человек" not in shown


def test_a_reason_stands_beside_its_event(client):
    found = job()
    Event.objects.filter(subject_type="outcomes.employment").exists()
    outcomes.operations.dispute(
        found,
        reason="The dates are wrong",
        actor=outcomes.employer(found.contract),
        now=outcomes.NOW,
    )
    text = pages.check(auditor(client), "trace_job", found.pk)["en"]
    assert "The dates are wrong" in text


def test_a_broken_chain_is_said_aloud(client):
    found = job()
    Event.objects.filter(subject_type="demand.line").update(actor="account:666")
    text = pages.check(auditor(client), "trace_job", found.pk)["en"]
    assert "chain is broken at seal" in text


def test_a_job_without_a_line_says_why(client):
    row = outcomes.without_contract()
    client = auditor(client)
    text = pages.check(client, "trace_job", row.pk)["en"]
    assert "does not go back to a line of demand" in text
    assert "the person had no target contract" in text
    listed = client.get(reverse("trace_jobs"), {"no_line": "no_contract"}).content.decode()
    assert f"employment:{row.pk}" in listed


def test_a_line_is_followed_to_its_people(client):
    found = job()
    text = pages.check(auditor(client), "trace_line", found.line_id)["en"]
    assert found.person_id in text
    assert "confirmed" in text


def test_an_auditor_sees_people_of_the_own_country_only(client):
    found = job(citizenship="KZ")
    client = auditor(client, "RU")
    assert client.get(reverse("trace_job", args=[found.pk])).status_code == 403
    text = pages.check(client, "trace_line", found.line_id)["en"]
    assert found.person_id not in text
    assert "1 person of another country is not shown to you." in text


def test_an_employer_sees_the_own_lines_and_no_others(client):
    found = job()
    own = signed_in(client, Role.EMPLOYER, found.employer)
    assert own.get(reverse("trace_line", args=[found.line_id])).status_code == 200
    other = signed_in(client, Role.EMPLOYER, demand.employer("demo-enterprise-9"))
    assert other.get(reverse("trace_line", args=[found.line_id])).status_code == 403
    assert other.get(reverse("trace_job", args=[found.pk])).status_code == 403


def test_a_visitor_signs_in_first(client):
    found = job()
    answer = client.get(reverse("trace_job", args=[found.pk]))
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


@pytest.mark.parametrize("given", ["job-12", "employment:999999", "line:x"])
def test_a_reference_that_leads_nowhere_is_told_beside_the_form(client, given):
    answer = auditor(client).get(reverse("trace"), {"reference": given})
    assert answer.status_code == 409
    assert given in answer.content.decode()


def test_a_reference_leads_to_its_page(client):
    found = job()
    answer = auditor(client).get(reverse("trace"), {"reference": f"line:{found.line_id}"})
    assert answer["Location"] == reverse("trace_line", args=[found.line_id])


def test_jobs_are_counted_by_why_they_have_no_line(client):
    job(), outcomes.without_contract()
    events.seal(now=DEMO_NOW)
    text = pages.check(auditor(client), "trace")["en"]
    assert "go back to a line of demand\n1" in text
    assert "the person had no target contract\n1" in text


def test_a_name_needs_a_purpose(client):
    found = job()
    url = reverse("disclose_name", args=[found.person_id])
    answer = auditor(client).post(url, {"purpose": ""})
    assert "Choose a purpose" in answer.content.decode()
    assert "Chelovek" not in answer.content.decode()
    assert not NameDisclosure.objects.exists()


def test_a_name_is_shown_for_a_purpose_and_that_is_written_down(client):
    found = job()
    url = reverse("disclose_name", args=[found.person_id])
    client = auditor(client)
    assert "Chelovek" not in client.get(url).content.decode()
    answer = client.post(url, {"purpose": "inspection"})
    assert "Proverochny Chelovek" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    written = NameDisclosure.objects.get()
    assert (written.person_id, written.purpose) == (found.person_id, "inspection")
    assert written.organisation_key == str(office().pk)
    text = pages.check(client, "disclosures")["en"]
    assert found.person_id in text
    assert "an inspection ordered in writing" in text
    assert "Chelovek" not in text


def test_a_name_of_another_country_is_refused_to_an_auditor(client):
    found = job(citizenship="KZ")
    url = reverse("disclose_name", args=[found.person_id])
    answer = auditor(client, "RU").post(url, {"purpose": "inspection"})
    assert answer.status_code == 403
    assert not NameDisclosure.objects.exists()
