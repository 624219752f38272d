"""The admissions office: verify, return, reject, record, refute; and capacity declared."""

import pytest
from django.urls import reverse

from sheber.admissions.models import Application, Campaign, Seat, VerifiedFact
from sheber.programmes.models import Capacity, Partner, SharedResource
from sheber.registry.enums import Role
from tests.contracts import build as contracts
from tests.web import build as site
from tests.web import pages
from tests.web.college import build
from tests.web.college.build import REASON

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _site():
    site.demo()


@pytest.fixture
def office(client):
    return build.sign_in(client, role=Role.ADMISSIONS)


@pytest.fixture
def application() -> Application:
    """Somebody's application that waits, with one wish, in a campaign that is closed."""
    seat = contracts.seat(state="lapsed")
    Campaign.objects.update(state="closed")
    Application.objects.update(state="submitted")
    return Application.objects.get(person=seat.person_id)


def post(client, view: str, *args, **data):
    return client.post(reverse(view, args=args), data)


def test_application_is_verified_once_its_score_is_recorded(office, application):
    texts = pages.check(office, "admissions_home")
    assert application.person_id in texts["en"]
    pages.check(office, "admissions_verify")
    early = post(office, "admissions_verify", rows=[application.pk])
    assert early.status_code == 400
    pages.check(office, "admissions_record", application.pk)
    score = {"kind": "score", "scale": "RU", "points": 231}
    post(office, "admissions_record", application.pk, **score)
    assert VerifiedFact.objects.get().checked_by == contracts.college()
    post(office, "admissions_verify", rows=[application.pk])
    application.refresh_from_db()
    assert application.state == "verified"


def test_score_without_points_is_told_beside_the_form(office, application):
    answer = post(office, "admissions_record", application.pk, kind="score", scale="RU")
    assert answer.status_code == 400
    assert not VerifiedFact.objects.exists()


@pytest.mark.parametrize(("act", "state"), [("return", "returned"), ("reject", "rejected")])
def test_application_is_returned_or_rejected_with_a_reason(office, application, act, state):
    pages.check(office, f"admissions_{act}", application.pk)
    assert post(office, f"admissions_{act}", application.pk).status_code == 400
    post(office, f"admissions_{act}", application.pk, **REASON)
    application.refresh_from_db()
    assert application.state == state


def test_refuted_entitlement_takes_the_seat_that_rests_on_it(office, application):
    post(office, "admissions_record", application.pk, kind="rural")
    seat = Seat.objects.get(person=application.person_id)
    Seat.objects.filter(pk=seat.pk).update(state="consented")
    type(seat.pool).objects.filter(pk=seat.pool_id).update(kind="rural", offer=None)
    fact = VerifiedFact.objects.get()
    texts = pages.check(office, "admissions_refute", fact.pk)
    assert "taken back: 1" in texts["en"]
    post(office, "admissions_refute", fact.pk, **REASON)
    seat.refresh_from_db()
    assert seat.state == "refuted"
    texts = pages.check(office, "admissions_application", application.pk)
    assert "refuted" in texts["en"]


def test_an_office_of_the_other_country_does_not_find_it(client, application):
    other = contracts.college("demo-college-8", "KZ")
    stranger = build.sign_in(client, of=other, role=Role.ADMISSIONS, name="other")
    assert stranger.get(reverse("admissions_application", args=[application.pk])).status_code == 404


def test_what_programmes_share_is_declared_for_some_years_and_taken_back(client):
    college = build.sign_in(client)
    pages.check(college, "college_shared")
    given = {"kind": "beds", "first_year": 2031, "last_year": 2032, "amount": 120}
    post(college, "college_shared", **given)
    assert [one.amount for one in SharedResource.objects.all()] == [120, 120]
    assert "120" in pages.check(college, "college_shared")["en"]
    post(college, "college_shared", **{**given, "last_year": 2031, "amount": ""})
    assert [one.year for one in SharedResource.objects.all()] == [2032]
    for wrong in ({"first_year": 2029}, {"last_year": 2030}, {"kind": "pens"}, {"amount": -1}):
        assert post(college, "college_shared", **{**given, **wrong}).status_code == 400
    assert SharedResource.objects.count() == 1


def test_capacity_is_declared_and_corrected(client):
    college = build.sign_in(client)
    old = contracts.capacity()
    Partner.objects.create(
        programme=old.programme,
        organisation=old.provider,
        role="delivers",
        valid_from=build.TODAY.replace(year=2026),
    )
    pages.check(college, "college_capacity")
    given = {
        "programme": old.programme_id,
        "intake_year": 2032,
        "group_size": 25,
        "minimum_group": 10,
        "groups_maximum": 2,
        "teachers": 3,
        "workshops": 2,
        "beds": 20,
        "practice_places": 20,
        "cost": "100000.50",
        "currency": "RUB",
    }
    post(college, "college_capacity", **given)
    post(college, "college_capacity", **{**given, "groups_maximum": 3})
    row = Capacity.objects.get(intake_year=2032)
    assert (row.seats_maximum, row.cost_per_seat_minor) == (75, 10_000_050)
    past = post(college, "college_capacity", **{**given, "intake_year": 2029})
    assert past.status_code == 400
