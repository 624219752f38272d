"""A mentor's day: briefed, started, hours confirmed in one press, within the rules of age."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from sheber.kernel.models import Installation
from sheber.registry.models import Rule
from sheber.training.models import Placement, PracticeDay
from tests.training import build as training
from tests.web import build as site
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]
# Seventeen on the first day of practice.
MINOR = date(2009, 3, 1)
MORNING = datetime(2026, 10, 5, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _site():
    """The first day of practice of these tests."""
    site.clock.install("demo", demo_now=MORNING, seed=1, size="small")


@pytest.fixture
def mentor(client):
    client.force_login(training.mentor())
    return client


def on(now: datetime) -> None:
    """Show the demo as of another day."""
    Installation.objects.update(demo_now=now)


def move(client, name: str, *placements: Placement):
    url = reverse("mentor_move", args=[name])
    return client.post(url, {"placement": [one.pk for one in placements]})


def hours(*given: tuple[Placement, int]) -> dict[str, object]:
    found: dict[str, object] = {}
    for one, minutes in given:
        found |= {f"of-{one.pk}-there": "on", f"of-{one.pk}-minutes": minutes}
    return found


def running(mentor, *placements: Placement) -> None:
    move(mentor, "brief", *placements)
    move(mentor, "start", *placements)


def test_nobody_today(mentor):
    texts = pages.check(mentor, "mentor_today")
    assert "Nobody practises with you on this day." in texts["en"]


def test_students_are_briefed_then_started_each_in_one_press(mentor):
    one, other = training.planned(), training.planned()
    texts = pages.check(mentor, "mentor_today")
    assert "The briefing was given" in texts["en"]
    move(mentor, "brief", one, other)
    assert set(Placement.objects.values_list("state", flat=True)) == {"briefed"}
    move(mentor, "start", one, other)
    assert set(Placement.objects.values_list("state", flat=True)) == {"running"}


def test_hours_of_several_are_confirmed_in_one_press(mentor):
    one, other = training.planned(), training.planned()
    running(mentor, one, other)
    answer = mentor.post(reverse("mentor_today"), hours((one, 300), (other, 240)))
    assert answer.status_code == 302
    assert dict(PracticeDay.objects.values_list("placement_id", "minutes")) == {
        one.pk: 300,
        other.pk: 240,
    }
    texts = pages.check(mentor, "mentor_today")
    assert "confirmed" in texts["en"]


def test_whoever_was_not_there_gets_no_day(mentor):
    one = training.planned()
    running(mentor, one)
    mentor.post(reverse("mentor_today"), {f"of-{one.pk}-minutes": 300})
    assert not PracticeDay.objects.exists()


def test_under_18_the_limit_stands_with_its_rule_and_needs_a_lawyer(mentor):
    one = training.planned(training.enrolment(born=MINOR))
    running(mentor, one)
    texts = pages.check(mentor, "mentor_today")
    assert "at most 420 minutes a day" in texts["en"]
    assert "needs a lawyer" in texts["en"]
    page = mentor.get(reverse("mentor_today"))
    assert page.context["pairs"][0][1]["minutes"].value() == 360


def test_more_than_the_limit_confirms_nobody_and_says_why(mentor):
    young = training.planned(training.enrolment(born=MINOR))
    grown = training.planned()
    running(mentor, young, grown)
    answer = mentor.post(reverse("mentor_today"), hours((young, 421), (grown, 480)))
    assert answer.status_code == 400
    assert "420 minutes at most" in answer.context["refusal"]
    assert "needs a lawyer" in answer.context["refusal"]
    marked = [bool(form.errors) for _line, form in answer.context["pairs"]]
    assert marked == [True, False]
    assert not PracticeDay.objects.exists()


def test_somebody_too_young_stands_on_the_page_with_the_words_of_the_rule(mentor):
    one = training.planned(training.enrolment(born=MINOR))
    Rule.objects.filter(code="minors.daily_hours").update(value=[])
    running(mentor, one)
    texts = pages.check(mentor, "mentor_today")
    assert "no practice hours for the age of 17" in texts["en"]


def test_practice_that_is_over_is_confirmed_as_a_whole(mentor):
    one = training.running()
    training.operations.confirm_days(
        training.days(one, 300), actor=training.mentor_actor(), now=training.OCTOBER
    )
    on(training.OCTOBER)
    texts = pages.check(mentor, "mentor_today")
    assert "Confirm the practice" in texts["en"]
    move(mentor, "confirm", one)
    one.refresh_from_db()
    assert one.state == "confirmed"


def test_yesterday_can_be_made_up_for_and_tomorrow_cannot(mentor):
    on(training.OCTOBER.replace(day=7))
    one = training.planned()
    running(mentor, one)
    mentor.post(reverse("mentor_today") + "?day=2026-10-06", hours((one, 300)))
    assert PracticeDay.objects.get().day == date(2026, 10, 6)
    page = mentor.get(reverse("mentor_today"), {"day": "2026-10-09"})
    assert page.context["day"] == date(2026, 10, 7)


def test_students_of_another_mentor_are_left_alone(client):
    one = training.planned()
    other = training.mentor(name="mentor-2")
    client.force_login(other)
    assert one.enrolment.person_id not in client.get(reverse("mentor_today")).content.decode()
    move(client, "brief", one)
    one.refresh_from_db()
    assert one.state == "planned"


def test_a_mentor_reads_what_the_work_involves_in_words(mentor):
    training.planned(conditions=("night", "heavy_work"))
    texts = pages.check(mentor, "mentor_today")
    assert "heavy work, at night" in texts["en"]
    assert "тяжёлая работа, ночью" in texts["ru"]
    assert "ауыр жұмыс, түнде" in texts["kk"]
    assert not any("heavy_work" in text for text in texts.values())


def test_hours_of_work_that_is_prohibited_by_now_are_refused_in_words(mentor):
    """The practice was planned before the rule named such work."""
    one = training.planned(training.enrolment(born=MINOR), conditions=("heavy_work",))
    running(mentor, one)
    Rule.objects.filter(code="minors.prohibited_work").update(value=["heavy_work"])
    answer = mentor.post(reverse("mentor_today"), hours((one, 300)))
    assert "At the age of 17 nobody may do such work: heavy work" in answer.content.decode()
    assert not PracticeDay.objects.exists()
