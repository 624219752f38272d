"""A plan in scenarios on the site: asked for by an office, watched, read as ranges."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from sheber.flows.jobs import work_once
from sheber.kernel import clock
from sheber.kernel.models import Job
from tests.planning import build as plans
from tests.web.build import DEMO_NOW
from tests.web.office.build import check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]

GIVEN = {
    "scenarios": 6,
    "seed": 7,
    "demand": 25,
    "completion": 8,
    "migration": 30,
    "budget": 10,
    "late": 5,
    "source": "assumed",
}


@pytest.fixture
def plan():
    plans.capacity()
    plans.line(20)
    return plans.solved()


def ask(client, plan, **changes):
    at = reverse("plan_scenarios", args=[plan.pk])
    return client.post(at, {**GIVEN, **changes}, follow=True)


def do():
    ticks = iter(DEMO_NOW + timedelta(milliseconds=n) for n in range(10_000))
    return work_once("w", machine=lambda: next(ticks), calendar=lambda: DEMO_NOW)


def test_the_page_begins_with_a_form_that_says_what_is_assumed(client, plan):
    text = check(office(client), "plan_scenarios", plan.pk)["en"]
    assert "has not been tried in scenarios" in text
    assert "The numbers that stand here are assumed." in text


def test_an_office_asks_watches_and_reads_ranges(client, plan):
    client = office(client)
    assert "It waits until the worker takes it up" in said(ask(client, plan))
    assert do().outcome == "done"
    text = check(client, "plan_scenarios", plan.pk)["en"]
    assert "In nine of ten scenarios it is" in " ".join(text.split())
    assert "the best of the plans tried, not of all plans" in text
    assert "75 to 125 % of what is stated" in text


def test_tables_and_pictures_can_be_taken_away(client, plan):
    client = office(client)
    ask(client, plan)
    do()
    at = reverse("plan_scenarios", args=[plan.pk])
    for name in ("scenarios-region.svg", "scenarios-region.csv", "scenario-plans.csv"):
        assert client.get(at, {"download": name})["Content-Disposition"].startswith("attachment")
    whole = client.get(reverse("plan_scenarios_file", args=[plan.pk]))
    assert whole.json()["format"] == "sheber.ensemble/1"


def test_what_is_typed_wrong_asks_for_nothing(client, plan):
    answer = ask(office(client), plan, scenarios=0)
    assert "greater than or equal to 1" in said(answer)
    assert not Job.objects.exists()


def test_numbers_that_change_nothing_are_refused_in_words(client, plan):
    answer = ask(office(client), plan, demand=0, completion=0, migration=0, budget=0, late=0)
    assert "Let at least one of these numbers be more than 0." in said(answer)
    assert not Job.objects.exists()


def test_an_office_ends_the_work_and_is_told_so(client, plan):
    client = office(client)
    assert "End the work and keep nothing" in said(ask(client, plan))
    answer = client.post(reverse("plan_scenarios_end", args=[plan.pk]), follow=True)
    assert "was ended, and nothing of it was kept" in said(answer)
    assert "End the work and keep nothing" not in said(answer)
    assert do() is None
    again = client.post(reverse("plan_scenarios_end", args=[plan.pk]), follow=True)
    assert "The work had ended already." in said(again)


def test_an_assumption_and_its_day_are_said_in_the_reader_s_language(client, plan):
    client = office(client)
    ask(client, plan)
    do()
    with translation.override("ru"):
        at = reverse("plan_scenarios", args=[plan.pk])
        text = said(client.get(at))
        day = date_format(clock.now().date(), "DATE_FORMAT")
    assert "допущение" in text.partition("На чём основан")[2].partition("</table>")[0]
    assert day in text
