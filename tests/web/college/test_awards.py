"""Documents that a college gave: found by number, revoked with a reason."""

import pytest
from django.urls import reverse

from sheber.credentials.models import Award
from tests.credentials import build as credentials
from tests.mobility import build as mobility
from tests.web import build as site
from tests.web import pages
from tests.web.college import build
from tests.web.college.build import REASON

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _site():
    site.demo()


def test_a_document_is_found_by_its_number_and_revoked(client):
    row = credentials.award()
    of_it = build.sign_in(client, of=credentials.college())
    assert row.number in pages.check(of_it, "college_awards", query="?number=2029-1")["en"]
    assert "No document here." in pages.check(of_it, "college_awards", query="?number=XX")["en"]
    pages.check(of_it, "college_award_revoke", row.pk)
    page = reverse("college_award_revoke", args=[row.pk])
    assert of_it.post(page, {"reason": ""}).status_code == 400
    of_it.post(page, REASON)
    assert Award.objects.get().state == "revoked"
    assert "revoked" in pages.check(of_it, "college_awards")["en"]
    assert of_it.post(page, REASON).status_code == 400


def test_the_student_s_page_leads_to_the_document(client):
    row = credentials.award()
    of_it = build.sign_in(client, of=credentials.college())
    assert row.number in pages.check(of_it, "college_student", row.enrolment_id)["en"]
    page = of_it.get(reverse("college_student", args=[row.enrolment_id])).content.decode()
    assert f"{reverse('college_awards')}?number={row.number}" in page


def test_a_college_does_not_revoke_what_another_gave(client):
    row = credentials.award()
    other = build.sign_in(client, of=mobility.host())
    answer = other.post(reverse("college_award_revoke", args=[row.pk]), REASON)
    assert answer.status_code == 404
    assert Award.objects.get().state == "issued"
