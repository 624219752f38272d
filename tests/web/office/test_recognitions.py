"""Recognition of awards as pages of the bodies that decide: an office, and a college for study."""

import pytest
from django.urls import reverse

from sheber.credentials import operations
from sheber.credentials.models import Recognition
from sheber.registry.enums import OrganisationKind, Role
from tests.credentials import build as credentials
from tests.registry import build as registry
from tests.web import build as site
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PART = {"outcome": "partial", "document": "Decision 5"}
HOURS = {"hours_recognised": 800, "hours_of": 1000}


@pytest.fixture(autouse=True)
def _site():
    site.demo()


@pytest.fixture
def kazakhstan(client):
    """Somebody of the office of Kazakhstan, which the builders ask."""
    return sign_in(client, Role.OFFICE, credentials.body())


def sign_in(client, role, of):
    client.force_login(site.account(f"demo-{role}-{of.code}", role, of))
    return client


def fresh(row) -> Recognition:
    return Recognition.objects.get(pk=row.pk)


def test_a_request_is_found_complete_and_recognised_in_part(kazakhstan):
    row = credentials.submitted()
    assert "Requests to recognise an award" in check(kazakhstan, "office")["en"]
    assert row.award.number in check(kazakhstan, "recognitions")["en"]
    check(kazakhstan, "recognition", row.pk)
    act(kazakhstan, "recognition", row.pk, act="complete")
    assert fresh(row).state == "complete"
    check(kazakhstan, "recognition", row.pk)
    remaining = "One module and its examination"
    act(kazakhstan, "recognition", row.pk, act="decide", **PART, **HOURS, remaining=remaining)
    found = fresh(row)
    assert (found.state, found.outcome, found.remaining) == ("decided", "partial", remaining)
    text = check(kazakhstan, "recognition", row.pk)["en"]
    assert "800 of 1000 hours" in text
    assert remaining in text
    assert "Nothing waits for your decision." in check(kazakhstan, "recognitions")["en"]


@pytest.mark.parametrize("missing", ["hours_recognised", "hours_of", "remaining", "document"])
def test_a_part_without_hours_tasks_or_document_is_refused_beside_its_form(kazakhstan, missing):
    row = credentials.complete()
    given = {**PART, **HOURS, "remaining": "One module", missing: ""}
    answer = act(kazakhstan, "recognition", row.pk, act="decide", **given)
    assert "Something has to be mended" in said(answer)
    assert fresh(row).state == "complete"


@pytest.mark.parametrize("outcome", ["full", "refused"])
def test_a_request_is_decided_in_full_or_refused(kazakhstan, outcome):
    row = credentials.complete()
    act(kazakhstan, "recognition", row.pk, act="decide", outcome=outcome, document="Decision 6")
    assert (fresh(row).state, fresh(row).outcome) == ("decided", outcome)


def test_an_appeal_is_read_with_its_reason_and_decided_anew(kazakhstan):
    row = credentials.decided("refused")
    operations.appeal(
        row, reason="A module was missed", actor=credentials.holder(row.award), now=credentials.NOW
    )
    text = check(kazakhstan, "recognition", row.pk)["en"]
    assert "A module was missed" in text
    assert "Decide the appeal" in text
    act(kazakhstan, "recognition", row.pk, act="decide", outcome="full", document="Decision 7")
    assert (fresh(row).state, fresh(row).document) == ("decided", "Decision 7")


def test_an_office_of_the_wrong_country_reads_and_does_not_decide(client):
    row = credentials.complete()
    russia = office(client, "RU")
    assert "Enter the decision" not in check(russia, "recognition", row.pk)["en"]
    act(russia, "recognition", row.pk, act="decide", outcome="full", document="Decision 8")
    assert fresh(row).state == "complete"


def test_a_university_decides_for_study_with_itself(client):
    university = credentials.body(OrganisationKind.UNIVERSITY, "demo-university-KZ")
    row = credentials.submitted(body=university, purpose="study")
    of_it = sign_in(client, Role.COLLEGE, university)
    assert "Requests to recognise an award" in check(of_it, "college_home")["en"]
    check(of_it, "recognitions")
    act(of_it, "recognition", row.pk, act="complete")
    act(of_it, "recognition", row.pk, act="decide", outcome="full", document="Protocol 3")
    assert fresh(row).outcome == "full"


def test_the_college_that_awarded_reads_the_request_and_not_why_somebody_appeals(client):
    row = credentials.decided("refused")
    operations.appeal(
        row, reason="A module was missed", actor=credentials.holder(row.award), now=credentials.NOW
    )
    text = check(sign_in(client, Role.COLLEGE, credentials.college()), "recognition", row.pk)["en"]
    assert "Decide the appeal" not in text
    assert "A module was missed" not in text


def test_a_college_without_a_part_in_it_finds_no_such_page(client):
    row = credentials.submitted()
    other = registry.organisation("demo-college-9-RU", OrganisationKind.COLLEGE, "RU")
    answer = sign_in(client, Role.COLLEGE, other).get(reverse("recognition", args=[row.pk]))
    assert answer.status_code == 404


def test_a_request_on_a_revoked_award_says_so_and_waits_for_nobody(kazakhstan):
    row = credentials.complete()
    operations.revoke(
        row.award, reason="Forged marks", actor=credentials.of_college(), now=credentials.NOW
    )
    text = check(kazakhstan, "recognition", row.pk)["en"]
    assert "the award was revoked" in text
    assert "Enter the decision" not in text
