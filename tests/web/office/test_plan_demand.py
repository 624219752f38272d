"""Demand beside capacity: counted where it belongs, narrowed, opened to its rows, taken away."""

from datetime import date

import pytest
from django.urls import reverse

from sheber.demand import operations as demand
from sheber.planning import operations
from sheber.programmes import operations as programmes
from sheber.registry.enums import Role
from tests.mobility import build as mobility
from tests.planning import build as plans
from tests.registry import build as registry
from tests.web.office.build import check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
YEARS = "?first=2029&last=2030"


def possible():
    """Five more people, whom another employer possibly needs."""
    other = plans.demand.employer("demo-enterprise-2")
    call, actor = plans.demand.call(other, "CALL-2"), registry.actor(Role.EMPLOYER, other)
    new = demand.NewLine(call, other.region_id, "7411", 2029, 5, "possible", "employer")
    line = demand.add_line(new, actor=actor, now=plans.NOW)
    demand.submit(line, actor=actor, now=plans.NOW)
    demand.confirm(line, actor=plans.office_actor(), now=plans.NOW)


def show(client, rest="", view="plan_demand", *args):
    return client.get(reverse(view, args=args) + YEARS + rest)


def row(client, table="region", rest=""):
    """The only row of a table's file, below its head."""
    text = show(client, f"{rest}&download=demand-by-{table}.csv").content.decode("utf-8-sig")
    return text.splitlines()[1].split(";")


@pytest.fixture
def planned():
    """A line of 20 and one of 5, and a plan in force of 25 seats for the first."""
    plans.line(number=20)
    possible()
    plan = plans.draft()
    operations.allocate(plan, [plans.given(25)], actor=plans.office_actor(), now=plans.NOW)
    operations.propose(plan, actor=plans.office_actor(), now=plans.NOW)
    return plans.approve(plan)


def test_what_is_asked_for_stands_beside_room_and_seats(client, planned):
    client = office(client)
    check(client, "plan_demand")
    assert row(client)[1:] == ["25", "20", "0", "5", "50", "25", "0", "—", "—"]
    text = said(show(client))
    assert "no plan of the engine says yet who finishes" in text


def test_a_provider_who_has_left_has_room_for_nobody(client, planned):
    capacity = plans.Capacity.objects.get()
    programmes.leave(
        capacity.programme,
        capacity.provider,
        on=date(2026, 9, 1),
        reason="Merged",
        actor=plans.office_actor(),
        now=plans.NOW,
    )
    assert row(office(client))[5:7] == ["0", "25"]


def test_what_one_region_has_over_is_no_help_to_another(client):
    plans.line(number=20)
    plans.line(number=7, of=plans.demand.call(plans.demand.employer("demo-kz", "KZ"), "CALL-3"))
    plans.approve(plans.proposed(seats=25))
    plans.solved()
    text = said(show(office(client)))
    assert "<strong>7</strong> <span>Still missing</span>" in text


def test_who_is_expected_to_finish_is_as_the_last_plan_states_it(client, planned):
    plans.solved(given=plans.inputs(completion=plans.share("0.8")))
    client = office(client)
    assert row(client)[7:] == ["0", "20", "5"]
    assert "assumed for a test" in said(show(client))


def test_seats_of_a_draft_can_be_looked_at_instead(client, planned):
    other = plans.solved(given=plans.inputs(completion=plans.share("0.5")))
    assert row(office(client), rest=f"&plan={other.pk}")[6] == "50"


def test_people_in_training_count_instead_of_the_seats_they_took(client):
    enrolment = mobility.enrolment()
    year = enrolment.capacity.intake_year
    plans.line(25, year=2030)
    plans.solved(given=plans.inputs(budgets=(plans.budget(year=year),)), first=year, last=year)
    assert row(office(client))[7:] == ["1", "1", "24"]


def test_every_number_opens_the_rows_that_add_up_to_it(client, planned):
    client = office(client)
    asked = said(show(client, "", "plan_demand_rows", "asked"))
    assert "Confirmed lines" in asked
    possible = show(
        client, "&confidence=possible&download=demand-lines.csv", "plan_demand_rows", "asked"
    )
    assert len(possible.content.decode().splitlines()) == 3  # its head, one line, the demo's note
    for measure in ("capacity", "planned", "training", "expected"):
        check(client, "plan_demand_rows", measure)
    assert ">50<" in said(show(client, "", "plan_demand_rows", "capacity"))
    assert show(client, "", "plan_demand_rows", "gap").status_code == 404


def test_a_scope_narrows_every_number(client, planned):
    client = office(client)
    assert row(client, "year", "&country=RU")[:2] == ["2029", "25"]
    text = said(show(client, "&country=KZ"))
    assert "<strong>0</strong> <span>Asked for</span>" in text
    wrong = said(client.get(reverse("plan_demand") + "?first=2030&last=2029"))
    assert "The last year is before the first." in wrong
