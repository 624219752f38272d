"""A plan of the engine: begun from what it rests on, watched, ended, or refused by name."""

from fractions import Fraction

import pytest
from django.urls import reverse

from sheber.flows.jobs import work_once
from sheber.kernel import jobs
from sheber.kernel.models import Job
from sheber.planning import engine_io, operations
from sheber.planning.models import Plan
from sheber.web.office import input_rows
from tests.planning import build as plans
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
NOW = plans.NOW
MONEY = {"fund": "state-RU", "currency": "RUB", "amount": "5000000", "source": "Order 1"}


def form(**changed):
    """The form as a browser sends it: one fund, nearly everybody finishes."""
    fields = {
        "code": "PLAN-9",
        "first_year": 2026,
        "last_year": 2026,
        "completion": "92.5",
        "completion_source": "assumed",
        "completion_as_of": "2026-01-15",
        "weight_firm": 3,
        "weight_likely": 2,
        "weight_possible": 1,
        "gap": 1,
        "nodes": 20,
    }
    for part in input_rows.PARTS:
        fields |= {f"{part.code}-TOTAL_FORMS": 1, f"{part.code}-INITIAL_FORMS": 0}
    money = {**MONEY, "as_of": "2026-01-15"}
    return fields | {f"money-0-{key}": value for key, value in money.items()} | changed


@pytest.fixture
def rows():
    """One capacity and one confirmed line."""
    plans.capacity()
    plans.line(number=20)


def work():
    return work_once("one", machine=lambda: NOW, calendar=lambda: NOW)


def send(client, **changed):
    return client.post(reverse("plan_begin"), form(**changed), follow=True)


def test_a_plan_is_begun_watched_and_found(client, rows):
    client = office(client)
    check(client, "plan_begin")
    answer = said(send(client))
    assert "The search has begun." in answer
    assert "It waits until the worker takes it up" in answer
    assert "PLAN-9" in said(client.get(reverse("plans")))
    work()
    shown = client.get(reverse("plan_search", args=[Job.objects.get().pk]))
    plan = Plan.objects.get(code="PLAN-9")
    assert shown.url == reverse("plan", args=[plan.pk])
    text = check(client, "plan", plan.pk)["en"]
    assert "by the engine" in text
    assert "Order 1" in text


def test_what_is_in_hand_is_seen_stage_by_stage(client, rows):
    client = office(client)
    send(client)
    job = jobs.claim("one", now=NOW)
    tell = operations.telling(jobs.Work(job, lambda: NOW))
    tell("unmet", 0, {"value": None, "bound": 0.0})
    tell("unmet", 14, {"value": 40.0, "bound": 39.0})
    tell("region", 14, {"value": 0.25, "bound": 0.25})
    text = check(client, "plan_search", job.pk)["en"]
    assert "Searched: the region worst off." in text
    assert "within 2.50 %" in text
    assert "proven the best" in text


def test_a_search_is_ended_and_keeps_nothing(client, rows):
    client = office(client)
    send(client)
    job = Job.objects.get()
    answer = client.post(reverse("plan_search", args=[job.pk]), follow=True)
    assert "The search was ended, and nothing of it was kept." in said(answer)
    assert work() is None
    assert not Plan.objects.exists()
    again = client.post(reverse("plan_search", args=[job.pk]), follow=True)
    assert "The search had ended already." in said(again)


@pytest.mark.parametrize(
    ("changed", "said_of_it"),
    [
        ({"money-0-amount": "much"}, "Enter a number."),
        ({"money-0-as_of": ""}, "This field is required."),
        ({"completion": "120"}, "less than or equal to 100"),
        ({"last_year": 2025}, "The last year is before the first."),
        ({f"money-0-{key}": "" for key in (*MONEY, "as_of")}, "Name at least one fund"),
        ({"first_year": 2040, "last_year": 2040}, "has declared a capacity for 2040"),
    ],
)
def test_wrong_input_is_said_in_words_and_nothing_begins(client, rows, changed, said_of_it):
    answer = said(send(office(client), **changed))
    assert said_of_it in answer
    assert not Job.objects.exists()


def test_the_next_plan_begins_with_what_the_last_one_rested_on(client, rows):
    shares = (engine_io.CountryShare("RU", 2026, at_least=Fraction(1, 4)),)
    plans.solved(given=plans.inputs(shares=shares, completion=plans.share("0.85")))
    text = said(office(client).get(reverse("plan_begin")))
    assert "The numbers below are those of the plan PLAN-S." in text
    for value in ("10000000000", "Order 1", "85.0", "assumed for a test", "25.0"):
        assert f'value="{value}' in text


def test_a_search_for_a_fixed_plan_is_found_from_its_page_until_there_is_a_plan(client, rows):
    plan, client = plans.solved(), office(client)
    assert "Watch the search" not in said(client.get(reverse("plan", args=[plan.pk])))
    begun = act(client, "plan", plan.pk, act="solve")
    job = Job.objects.get()
    assert begun.redirect_chain == [(reverse("plan_search", args=[job.pk]), 302)]
    assert "Watch the search" in check(client, "plan", plan.pk)["en"]
    client.post(reverse("plan_search", args=[job.pk]))
    text = said(client.get(reverse("plan", args=[plan.pk])))
    assert "The search was ended, and nothing of it was kept." in text
    assert "What came of the search" in text
    act(client, "plan", plan.pk, act="solve")
    work()
    assert "What came of the search" not in said(client.get(reverse("plan", args=[plan.pk])))


def test_rates_countries_and_workshops_are_stated_and_stand_there_the_next_time(client, rows):
    client, day = office(client), {"source": "letter 4", "as_of": "2026-01-15"}
    rate = {"base": "RUB", "quote": "KZT", "rate": "5.25", **day}
    need = {"resource": "workshops", "per": "group", "amount": "0.5", "when": "all", **day}
    typed = {
        **{f"converting-0-{key}": value for key, value in rate.items()},
        **{f"needing-0-{key}": value for key, value in need.items()},
        "money-0-country": "RU",
    }
    send(client, **typed)
    assert work().outcome == "done"
    known = engine_io.restored(Plan.objects.get().inputs)
    assert [one.country for one in known.funds] == ["RU"]
    assert [(one.base, one.quote, one.rate) for one in known.rates] == [
        ("RUB", "KZT", Fraction(21, 4))
    ]
    assert [(one.resource, one.amount) for one in known.needs] == [("workshops", Fraction(1, 2))]
    text = said(client.get(reverse("plan_begin")))
    assert 'value="5.25"' in text
    for chosen in ("RU", "KZT", "workshops", "group"):
        assert f'<option value="{chosen}" selected>' in text


def test_a_rate_of_a_currency_with_itself_is_refused_beside_its_row(client, rows):
    rate = {"base": "RUB", "quote": "RUB", "rate": "5", "source": "x", "as_of": "2026-01-15"}
    answer = send(office(client), **{f"converting-0-{key}": one for key, one in rate.items()})
    assert "Name two different currencies." in said(answer)
    assert not Job.objects.exists()


def test_limits_that_clash_are_named_in_the_language_of_who_reads(client, rows):
    plan = plans.solved(given=plans.inputs(budgets=(plans.budget(amount=0),)))
    client, capacity = office(client), plans.Capacity.objects.get()
    act(client, "plan", plan.pk, act="override", capacity=capacity.pk, seats=25, reason="r")
    assert "The search has begun." in said(act(client, "plan", plan.pk, act="solve"))
    job = work()
    assert job.outcome == "refused"
    texts = check(client, "plan_search", job.pk)
    assert "No plan holds all limits together." in texts["en"]
    listed = texts["en"].partition("any one fewer")[2]
    for named in (capacity.programme.name, capacity.provider.name, "state budget"):
        assert str(named) in listed
    assert f"/{capacity.provider.code}/" not in listed
    assert "бюджет" in texts["ru"]
