"""The page of a plan: its result in words, where it stands, and sums that open to their rows."""

import pytest
from django.urls import reverse

from sheber.flows import plan_lines
from sheber.planning import operations
from sheber.planning.enums import View
from sheber.planning.models import LineOutlook, Opinion
from sheber.web.office import plans as words
from sheber.web.office import result, summing
from sheber.web.office.standing import Standing
from tests.planning import build as plans
from tests.registry import build as registry
from tests.web.office.build import check, in_force, office, said, with_line

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def solved(number: int = 20, **given):
    """A plan of the engine for one line."""
    plans.capacity(), plans.line(number=number)
    return plans.solved(given=plans.inputs(**given))


def headline(plan):
    return result.headline(plan, plan_lines.stated(plan))


def standing(plan, *acts):
    return Standing(plan, words.words_of_offices(plan), acts, [])


def test_a_plan_begins_with_its_result_in_words():
    told = headline(solved())
    assert told.reached == "All 20 people asked for are expected to come."
    assert told.proven == "Proven: within the same limits no plan leaves fewer people unmet."


def test_who_cannot_be_expected_is_counted():
    """Two groups of 25 are all that can be opened."""
    told = headline(solved(60)).reached
    assert told == "Of the 60 people asked for, 50 can be expected and 10 cannot."


def test_a_hundredth_of_a_person_is_nobody():
    plan = solved()
    LineOutlook.objects.update(expected=19.99)
    assert headline(plan).reached == "All 20 people asked for are expected to come."
    assert summing.worst_first(plan_lines.stated(plan)) == []
    LineOutlook.objects.update(expected=19.9)
    assert "19 can be expected and 1 cannot." in headline(plan).reached
    assert len(summing.worst_first(plan_lines.stated(plan))) == 1


def test_how_near_the_best_it_is_proven_is_said():
    plan = solved(60)
    plan.solution = plan.solution.replace('"bound":30,"gap":0,', '"bound":29.4,"gap":0.02,', 1)
    told = headline(plan).proven
    assert "no plan is better by more than 2.00 %" in told
    assert "this one leaves 30.0 unmet, and none can leave less than 29.4" in told


def test_a_plan_by_hand_claims_no_proof():
    told = headline(with_line())
    assert "18 have a seat meant for them and 2 have none." in told.reached
    assert "nobody has proven" in told.proven


def here(plan) -> list[str]:
    """The station at which the plan stands, if it is still on its way."""
    return [str(step.title) for step in standing(plan).steps if step.state == "now"]


def test_a_plan_without_seats_waits_for_them():
    plan = plans.draft()
    assert here(plan) == ["Seats given"]
    assert standing(plan).next.said == "It has no seats yet. Give seats to programmes."


def test_a_proposed_plan_waits_for_each_office():
    plan = with_line()
    first, second = (one.office.name for one in words.words_of_offices(plan))
    assert here(plan) == [f"Approved: {first}"]
    assert standing(plan).next.said == f"It waits for the word of: {first}, {second}."


def test_a_plan_in_force_has_arrived():
    plan = in_force()
    assert here(plan) == []
    assert standing(plan).next.url == reverse("plan_outcome", args=[plan.pk])


def test_an_adverse_opinion_comes_before_approval():
    plan = with_line()
    region = registry.organisation("demo-akimat-1", "regional_authority")
    Opinion.objects.create(
        plan=plan,
        organisation=region,
        moment="final",
        view=View.ADVERSE,
        digest=plan.digest,
        given_at=plans.NOW,
    )
    assert here(plan) == ["Opinions"]
    assert standing(plan).next.url == "#opinions"


def test_a_number_fixed_since_asks_for_a_new_search(client):
    plan = solved()
    operations.override(
        plan,
        plans.Capacity.objects.get(),
        "",
        40,
        office=plans.office(),
        reason="r",
        actor=plans.office_actor(),
        now=plans.NOW,
    )
    text = said(office(client).get(reverse("plan", args=[plan.pk])))
    assert "What offices have fixed is not in these numbers yet." in text
    assert "to be searched again" in text
    assert "Search again with what is fixed" in text


def test_sums_open_to_their_rows(client):
    plan = with_line()
    client = office(client)
    text = client.get(reverse("plan", args=[plan.pk])).content.decode()
    address = reverse("plan_rows", args=[plan.pk, "seats"])
    money = f"{address}?fund=state-RU&amp;year=2026"
    assert money in text
    rows = said(client.get(money.replace("&amp;", "&")))
    assert "1 row" in rows
    assert "intake of 2026 · state budget: Russia" in rows
    assert "There are no rows behind this number." in said(client.get(f"{address}?year=2027"))
    lines = check(client, "plan_rows", plan.pk, "lines")["en"]
    assert "Fewer seats than asked for." in lines
    assert client.get(reverse("plan_rows", args=[plan.pk, "secrets"])).status_code == 404
