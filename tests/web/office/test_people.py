"""Who will be where by a plan: shown, filtered, taken away, in three languages."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from sheber.planning import operations
from sheber.planning.engine_io import Propensity, Share, Workforce
from tests.planning import build as plans
from tests.registry import build as registry
from tests.web.office.build import check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
AS_OF = date(2026, 1, 15)


def share(of):
    return plans.share(of)


def plan_with_count():
    """25 electricians are asked for in Orenburg and 10 across the border; 300 are at work."""
    plans.capacity()
    plans.line(25)
    call = plans.demand.call(plans.demand.employer("abroad"), "ABROAD")
    plans.line(10, of=call, region="KZ-27")
    count = Workforce(
        "RU-ORE", "7411", 2026, 300, "a register", AS_OF, share("1/10"), share("0"), 2
    )
    moving = (Propensity("RU-ORE", "KZ-27", share("1/2")),)
    return plans.solved(given=plans.inputs(workforce=(count,), propensity=moving))


def shown(client, plan, query=""):
    return said(client.get(reverse("plan_people", args=[plan.pk]) + query))


def table(client, plan, name, query=""):
    answer = client.get(reverse("plan_people", args=[plan.pk]) + f"?download={name}.csv{query}")
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_page_holds_to_the_rules_in_three_languages(client):
    plan = plan_with_count()
    texts = check(office(client), "plan_people", plan.pk)
    assert "Who will be where" in texts["en"]
    assert "Кто где будет" in texts["ru"]
    assert "Кім қайда болады" in texts["kk"]


def test_the_plan_leads_to_it(client):
    plan = plan_with_count()
    page = office(client).get(reverse("plan", args=[plan.pk])).content.decode()
    assert reverse("plan_people", args=[plan.pk]) in page


def test_the_stock_of_every_year_stands_in_the_file(client):
    plan = plan_with_count()
    rows = table(office(client), plan, "people-stock-rows", "&region=RU-ORE&year=2026")
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["At work on 1 January"] == "300"
    assert row["Retire"] == "30"
    assert row["At work on 31 December"] == "272"


def test_who_moves_is_shown_by_region(client):
    plan = plan_with_count()
    client = office(client)
    _head, move, *_ = table(client, plan, "people-moves")
    assert move[3:] == ["2029", "10"]
    assert "1 January" in shown(client, plan)
    assert len(table(client, plan, "people-moves", "&year=2028")) <= 2


def test_a_filter_keeps_what_was_asked_for(client):
    plan = plan_with_count()
    client = office(client)
    rows = table(client, plan, "people-rows", "&region=KZ-27")
    assert {row[0] for row in rows[1:4]} == {registry.region("KZ-27").name}
    everything = table(client, plan, "people-rows", "&region=nowhere&year=x")
    assert len(everything) > len(rows)


def test_without_a_count_it_says_what_to_do(client):
    plans.capacity()
    plans.line(25)
    text = shown(office(client), plans.solved())
    assert "Hand in a table of people at work" in text
    assert 'id="people-stock-title"' not in text


def test_a_plan_by_hand_has_nothing_to_project(client):
    plan = plans.draft()
    answer = office(client).get(reverse("plan_people", args=[plan.pk]))
    assert answer.status_code == 409
    assert "made by hand" in said(answer)


def test_a_count_reaches_the_plan_that_is_drafted_after_it(client):
    from sheber.flows.plans import with_workforce

    plans.capacity()
    operations.count(
        [operations.Count("RU-ORE", "7411", 2026, 300, 25, "a register", AS_OF)],
        actor=plans.office_actor(),
        now=plans.NOW,
    )
    (row,) = with_workforce(plans.inputs(), on=plans.NOW.date()).workforce
    assert (row.people, row.retire.share, row.source) == (300, share("1/40").share, "a register")
    assert isinstance(row.leave, Share)
