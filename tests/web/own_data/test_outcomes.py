"""Outcomes of other channels as pages: handed in by an admissions office, read by the person."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sheber.admissions import operations
from sheber.admissions.models import Pool, Seat
from sheber.kernel import tables
from sheber.kernel.models import Upload
from sheber.registry.enums import Role
from tests.admissions import build as admissions
from tests.flows.own_data import build as door
from tests.offers import build as offers
from tests.web import build, pages
from tests.web.applicant.build import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = ("person", "seat")


@pytest.fixture
def who():
    """Somebody whose first wish is decided at Gosuslugi; the campaign is closed."""
    build.demo()
    campaign = admissions.campaign()
    offering = admissions.offering(campaign, "G")
    source = operations.NewSource("RU", "main", "gosuslugi", admissions.CLOSES, "N-1")
    operations.set_seat_sources(campaign, [source], actor=offers.office_actor(), now=admissions.NOW)
    admissions.open_(campaign)
    person = admissions.apply(campaign, 300, admissions.wish(offering))
    admissions.close(campaign)
    return person


@pytest.fixture
def office(client):
    of = admissions.admissions_office()
    client.force_login(build.account("admissions", Role.ADMISSIONS, of))
    return client


def test_an_admissions_office_has_one_door_with_its_template(office, who):
    texts = pages.check(office, "own_data")
    assert "Outcomes of other channels" in texts["en"]
    assert "Lines of demand" not in texts["en"]
    answer = office.get("/en/own-data/outcomes/template.csv")
    assert tables.read(answer.content).head == ("Pseudonym", "Seat")
    assert "G/main" in answer.content.decode("utf-8-sig")


def test_an_outcome_is_handed_in_applied_and_read_by_the_person(office, who):
    file = SimpleUploadedFile("orders.csv", door.csv_of((who.pk, "G/main"), head=HEAD))
    office.post(reverse("own_data_hand_in", args=["outcomes"]), {"file": file})
    key = Upload.objects.get().pk
    page = office.get(reverse("own_data_file", args=[key]))
    office.post(reverse("own_data_apply", args=[key]), {"seen": page.context["seen"]})
    assert Seat.objects.get().pool == Pool.objects.get(code="G/main")
    texts = pages.check(signed_in(who), "applicant_result")
    assert "decided by the official channel; the outcome was imported" in texts["en"]
    assert "This is not your application to the university." in texts["en"]
    assert "Gosuslugi" in texts["en"]


def test_one_outcome_is_typed_in_by_hand(office, who):
    url = reverse("own_data_one", args=["outcomes"])
    pages.check(office, "own_data_one", "outcomes")
    wrong = office.post(url, {"person": "P-NOBODY", "seat": "G/main"})
    assert wrong.status_code == 400
    assert office.post(url, {"person": who.pk, "seat": "G/main"}).status_code == 302
    assert Seat.objects.get().person_id == who.pk
