"""Exchanges as the college's work: nominated, agreed on paper, ended early, recognised."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sheber.kernel.models import Installation
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from tests.mobility import build as mobility
from tests.web import build as site
from tests.web import pages
from tests.web.college import build
from tests.web.college.build import REASON

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _site():
    """The day on which most stays of these tests run."""
    site.clock.install("demo", demo_now=mobility.ON_SITE, seed=1, size="small")


@pytest.fixture
def home(client):
    return build.sign_in(client, of=mobility.home(), name="home")


def post(client, view: str, *args, **data):
    return client.post(reverse(view, args=args), data)


def test_student_is_nominated_and_the_paper_drawn_up_and_signed(home):
    one = mobility.enrolment()
    agreement = mobility.agreement()
    pages.check(home, "college_nominate", one.pk)
    days = {"starts_on": "2027-03-01", "ends_on": "2027-06-01"}
    post(home, "college_nominate", one.pk, agreement=agreement.pk, kind="study", **days)
    stay = Stay.objects.get()
    assert (stay.host, stay.state) == (mobility.host(), "nominated")
    pages.check(home, "college_learning", stay.pk)
    paper = SimpleUploadedFile("plan.pdf", b"what is to be learned")
    post(home, "college_learning", stay.pk, hours=300, paper=paper)
    row = LearningAgreement.objects.get()
    assert (row.hours, len(row.content_sha256)) == (300, 64)
    pages.check(home, "college_learning_sign")
    post(home, "college_learning_sign", rows=[row.pk])
    row.refresh_from_db()
    assert row.home_signed_at is not None
    assert row.host_signed_at is None


def test_a_college_without_an_agreement_enters_one_and_nominates(home):
    one = mobility.enrolment()
    text = pages.check(home, "college_nominate", one.pk)["en"]
    assert "Your institution has no agreement in force with a partner." in text
    page = reverse("college_nominate", args=[one.pk])
    assert reverse("college_agreement") in home.get(page).content.decode()
    host = mobility.host()
    pages.check(home, "college_agreement")
    given = {"partner": host.pk, "valid_from": "2027-03-01", "valid_to": "2030-03-01"}
    assert post(home, "college_agreement", **given).status_code == 400
    post(home, "college_agreement", **given, document="Agreement 3")
    row = Agreement.objects.get()
    assert (row.first, row.second) == (mobility.home(), host)
    assert "Agreement 3" in pages.check(home, "college_exchanges")["en"]
    assert "no agreement in force" not in pages.check(home, "college_nominate", one.pk)["en"]


def test_arrivals_and_returns_that_are_due_are_tasks(home):
    stay = mobility.agreed()
    assert "Record the arrival of" in pages.check(home, "college_home")["en"]
    post(home, "college_stay_move", stay.pk, "arrive")
    assert "Record the return of" not in pages.check(home, "college_home")["en"]
    Installation.objects.update(demo_now=mobility.BACK)
    assert "Record the return of" in pages.check(home, "college_home")["en"]


def test_host_signs_for_its_own_side(client):
    stay = mobility.nominated()
    row = mobility.drawn_up(stay)
    host = build.sign_in(client, of=mobility.host(), name="host")
    post(host, "college_learning_sign", rows=[row.pk])
    row.refresh_from_db()
    assert row.host_signed_at is not None
    assert row.home_signed_at is None


def test_stay_without_all_signatures_is_not_agreed(home):
    stay = mobility.nominated()
    mobility.drawn_up(stay)
    texts = pages.check(home, "college_stay", stay.pk)
    assert "Still to sign" in texts["en"]
    answer = post(home, "college_stay_move", stay.pk, "agree")
    assert answer.status_code == 409
    stay.refresh_from_db()
    assert stay.state == "nominated"


def test_stay_is_agreed_and_the_arrival_recorded(home):
    stay = mobility.nominated()
    mobility.signed(stay)
    post(home, "college_stay_move", stay.pk, "agree")
    post(home, "college_stay_move", stay.pk, "arrive")
    stay.refresh_from_db()
    assert stay.state == "on_site"
    assert post(home, "college_stay_move", stay.pk, "vanish").status_code == 404


def test_stay_ends_early_with_ground_and_reason_and_its_hours_are_asked_for(home):
    stay = mobility.on_site()
    pages.check(home, "college_early", stay.pk)
    given = {"on": "2027-03-01", "ground": "illness"}
    assert post(home, "college_early", stay.pk, **given).status_code == 400
    post(home, "college_early", stay.pk, **given, **REASON)
    stay.refresh_from_db()
    assert (stay.state, stay.ended_early) == ("ended_early", "illness")
    page = home.get(reverse("college_recognise", args=[stay.pk]))
    assert page.context["form"]["hours"].value() is None
    post(home, "college_recognise", stay.pk, hours=40)
    stay.refresh_from_db()
    assert (stay.state, stay.hours_recognised) == ("recognised", 40)


def test_more_hours_than_agreed_are_refused_beside_the_form(home):
    stay = mobility.returned()
    texts = pages.check(home, "college_exchanges")
    assert "To be recognised" in texts["en"]
    pages.check(home, "college_recognise", stay.pk)
    answer = post(home, "college_recognise", stay.pk, hours=301)
    assert answer.status_code == 400
    stay.refresh_from_db()
    assert stay.state == "returned"


def test_nomination_is_taken_back(home):
    stay = mobility.nominated()
    pages.check(home, "college_stay_cancel", stay.pk)
    post(home, "college_stay_cancel", stay.pk, **REASON)
    stay.refresh_from_db()
    assert stay.state == "cancelled"
