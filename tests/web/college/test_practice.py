"""Practice as the college's work: planned, closed, called off."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from sheber.registry.models import Membership
from sheber.training.models import Placement
from tests.demand import build as demand
from tests.training import build as training
from tests.web import build as site
from tests.web import pages
from tests.web.college import build
from tests.web.college.build import REASON, iso

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _site():
    site.demo()
    training.rules()


@pytest.fixture
def college(client):
    return build.sign_in(client)


def post(client, view: str, *args, **data):
    return client.post(reverse(view, args=args), data)


def titles(client) -> str:
    """The work list in English, whatever language the last page was asked for in."""
    with translation.override("en"):
        page = client.get(reverse("college_home"))
        return " | ".join(str(task.title) for task in page.context["tasks"])


def placing(one, **given) -> dict[str, object]:
    training.mentor()
    held = Membership.objects.get(role="mentor", organisation=demand.employer())
    days = {"starts_on": iso(2031, 3, 1), "ends_on": iso(2031, 3, 15)}
    return {"rows": [one.pk], "mentor": held.pk, "hours": 60, **days, **given}


def test_practice_is_planned_with_a_mentor_of_the_customer(college):
    one = build.enrolled(with_contract=True)
    assert "Plan practice" in titles(college)
    given = placing(one)
    pages.check(college, "college_practice", one.capacity_id)
    answer = post(college, "college_practice", one.capacity_id, **given)
    assert answer.status_code == 302
    row = Placement.objects.get()
    assert (row.host, row.hours_planned, row.state) == (demand.employer(), 60, "planned")
    assert "Plan practice" not in titles(college)


def test_practice_in_two_places_is_told_beside_the_form(college):
    one = build.enrolled(with_contract=True)
    given = placing(one)
    post(college, "college_practice", one.capacity_id, **given)
    answer = post(college, "college_practice", one.capacity_id, **given)
    assert answer.status_code == 400
    assert "in two places" in answer.content.decode()
    assert Placement.objects.count() == 1


def test_work_prohibited_under_18_is_told_in_words_and_plans_nothing(college):
    """Seventeen on the first day; the rule names the work, and a lawyer has still to say so."""
    one = build.enrolled(born=date(2014, 1, 1), with_contract=True)
    given = placing(one, conditions=["underground", "night", "heavy_lifting"])
    said = {
        "en": "nobody may do such work: at night, underground",
        "ru": "ночью, под землёй",
        "kk": "түнде, жер астында",
    }
    for language, words in said.items():
        with translation.override(language):
            answer = post(college, "college_practice", one.capacity_id, **given)
        assert answer.status_code == 400
        assert words in answer.content.decode()
        assert "heavy_lifting" not in answer.context["form"].non_field_errors().as_text()
    assert not Placement.objects.exists()


def test_what_the_work_involves_stands_in_words_with_the_student(college):
    one = build.enrolled(with_contract=True)
    given = placing(one, conditions=["hazardous_conditions"])
    post(college, "college_practice", one.capacity_id, **given)
    texts = pages.check(college, "college_student", one.pk)
    assert "the work: harmful or dangerous conditions" in texts["en"]
    assert not any("hazardous_conditions" in text for text in texts.values())


def test_confirmed_hours_wait_to_be_closed(college):
    row = training.practised()
    assert "Close practice" in titles(college)
    pages.check(college, "college_close")
    post(college, "college_close", rows=[row.pk])
    row.refresh_from_db()
    assert row.state == "closed"
    texts = pages.check(college, "college_close")
    assert "Nobody waits for this now." in texts["en"]


def test_placement_is_called_off_with_a_reason(college):
    row = training.running()
    pages.check(college, "college_practice_cancel", row.pk)
    assert post(college, "college_practice_cancel", row.pk).status_code == 400
    post(college, "college_practice_cancel", row.pk, **REASON)
    row.refresh_from_db()
    assert row.state == "cancelled"
