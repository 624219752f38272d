"""Two plans side by side: what each gives in all, then what differs."""

import pytest
from django.urls import reverse

from sheber.planning import operations
from sheber.web.office import comparing
from tests.planning import build as plans
from tests.web.office.build import check, office

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def two_plans():
    """25 seats with 10 of 20 people brought, and 40 seats with all 20."""
    capacity, line = plans.capacity(), plans.line(number=20)
    made = []
    for code, seats, meant in (("PLAN-1", 25, 10), ("PLAN-2", 40, 20)):
        plan = plans.draft(code)
        given = plans.given(seats, "state-RU", capacity, (line, meant))
        operations.allocate(plan, [given], actor=plans.office_actor(), now=plans.NOW)
        made.append(plan)
    return capacity, line, made


def test_totals_are_sums_of_the_rows():
    capacity, line, (first, second) = two_plans()
    few, all_ = comparing.totals(first), comparing.totals(second)
    region = line.region_id
    assert (few.seats, few.asked, few.lacking) == (25, {region: 20}, {region: 10})
    assert few.cost[capacity.currency] == 25 * capacity.cost_per_seat_minor // 100
    assert few.worst == (region, 0.5)
    assert (all_.lacking, all_.worst) == ({region: 0}, ("", 0.0))


def test_the_picture_has_a_line_and_a_dot_for_each_region_that_lacks_people(client):
    _capacity, line, (first, second) = two_plans()
    drawn = comparing.picture(comparing.totals(first), comparing.totals(second))
    assert drawn.table.rows == [(str(line.region.name), 10.0, 0.0)]
    text = check(office(client), "plan_difference", second.pk, first.pk)["en"]
    assert "A line marks PLAN-1, a dot PLAN-2." in text
    url = reverse("plan_difference", args=[second.pk, first.pk])
    for name in ("plan-regions.svg", "plan-regions.csv"):
        assert client.get(f"{url}?download={name}")["Content-Disposition"].startswith("attachment")


def test_nothing_is_drawn_where_neither_plan_lacks_anybody():
    _capacity, _line, (_first, second) = two_plans()
    whole = comparing.totals(second)
    assert comparing.picture(whole, whole) is None


def test_the_page_begins_with_totals_and_gives_them_as_a_file(client):
    _capacity, _line, (first, second) = two_plans()
    client = office(client)
    text = check(client, "plan_difference", second.pk, first.pk)["en"]
    assert text.index("Both plans in all") < text.index("Seats that differ")
    url = reverse("plan_difference", args=[second.pk, first.pk])
    file = client.get(f"{url}?download=plan-totals.csv").content.decode("utf-8-sig")
    assert "People still lacking;10" in file
