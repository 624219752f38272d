"""A number is fixed with a reason, the plan searched again with one press, and the change read."""

import pytest
from django.urls import reverse

from sheber.flows.jobs import work_once
from sheber.planning import operations
from sheber.planning.models import Allocation, Plan
from sheber.web.office import comparing
from tests.planning import build as plans
from tests.web.build import DEMO_NOW
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.fixture
def plan():
    """Two groups of 25 for a line of 50."""
    plans.capacity()
    plans.line(number=50)
    return plans.solved()


def fix(plan, seats):
    return operations.override(
        plan,
        plans.Capacity.objects.get(),
        "",
        seats,
        office=plans.office(),
        reason="One workshop is ready",
        actor=plans.office_actor(),
        now=plans.NOW,
    )


def solve(plan):
    return operations.solve_again(plan, actor=plans.office_actor(), now=plans.NOW)


def at(plan, view="plan_since"):
    return reverse(view, args=[plan.pk])


def test_a_fixed_number_leads_to_a_new_search_and_then_to_what_it_changed(client, plan):
    client = office(client)
    fix(plan, 25)
    assert "The search has begun." in said(act(client, "plan", plan.pk, act="solve"))
    job = work_once("w", machine=lambda: DEMO_NOW, calendar=lambda: DEMO_NOW)
    shown = client.get(reverse("plan_search", args=[job.pk]))
    assert shown.url == at(plan)
    text = check(client, "plan_since", plan.pk)["en"]
    assert "25 people fewer can be expected than before." in text
    assert text.index("People still lacking") < text.index("Seats that differ")
    file = client.get(at(plan), {"download": "differing-seats.csv"}).content.decode("utf-8-sig")
    assert file.splitlines()[1].endswith(";50;25")
    assert at(plan) in said(client.get(at(plan, "plan")))


def test_totals_before_are_those_of_the_plan_as_it_was(plan):
    was = comparing.totals(plan)
    fix(plan, 25)
    solve(plan)
    before = comparing.totals_before(plan)
    assert (before.seats, before.asked, before.cost) == (was.seats, was.asked, was.cost)
    assert before.lacking == was.lacking
    now = comparing.totals(plan)
    assert (now.seats, sum(now.lacking.values())) == (25, 25)


@pytest.mark.parametrize(
    ("first", "second", "said_of_it"),
    [
        (25, 50, "25 more people can be expected than before."),
        (50, 49, "1 person fewer can be expected than before."),
        (50, 50, "As many people can be expected as before."),
    ],
)
def test_the_change_is_said_in_people(plan, first, second, said_of_it):
    for seats in (first, second):
        fix(plan, seats)
        solve(plan)
    both = comparing.totals_before(plan), comparing.totals(plan)
    assert comparing.cost_in_words(*both) == said_of_it


def test_only_the_last_search_is_compared_with(plan):
    for seats in (25, 40):
        fix(plan, seats)
        solve(plan)
    plan = Plan.objects.get()
    assert [row[3] for row in plan.before["content"]["allocations"]] == [25]
    assert Allocation.objects.get().seats == 40


def test_a_plan_that_was_never_solved_again_has_nothing_to_compare(client, plan):
    assert office(client).get(at(plan)).status_code == 404
