"""What would help most, on the site: asked for by an office, watched, read in words."""

import pytest
from django.urls import reverse

from sheber.engine.planning.limits import Lever
from sheber.engine.planning.prices import Price
from sheber.flows.jobs import work_once
from sheber.kernel import clock
from sheber.kernel.models import Job
from sheber.planning import operations
from sheber.web.office import pricing
from tests.planning import build as plans
from tests.web.build import DEMO_NOW
from tests.web.office.build import check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.fixture
def plan():
    """One group where 40 people are asked for."""
    plans.capacity(groups_maximum=1)
    plans.line(40)
    return plans.solved()


def at(plan, view="plan_prices"):
    return reverse(view, args=[plan.pk])


def do():
    return work_once("w", machine=lambda: DEMO_NOW, calendar=lambda: DEMO_NOW)


def test_an_office_asks_watches_and_reads(client, plan):
    client = office(client)
    assert "nobody has found it out yet" in said(client.get(at(plan, "plan")))
    answer = said(client.post(at(plan), {"minutes": 1}, follow=True))
    assert "It waits until the worker takes it up" in answer
    assert Job.objects.get().given["seconds"] == 60
    assert do().outcome == "done"
    text = check(client, "plan_prices", plan.pk)["en"]
    assert "1 more group" in text
    assert "15 more people" in text
    assert "By weight 45.0 less unmet, proven." in text
    assert "it is proven the best" in text
    assert "15 more people" in said(client.get(at(plan, "plan")))
    table = client.get(at(plan), {"download": "plan-prices.csv"}).content.decode()
    assert ";15;45;45;45" in table.replace(".0", "").replace(",0", "")
    assert b"sheber.prices/1" in client.get(at(plan, "plan_prices_file")).content


def test_the_work_is_ended_by_its_page(client, plan):
    client = office(client)
    client.post(at(plan), {"minutes": 1})
    answer = said(client.post(at(plan, "plan_prices_end"), follow=True))
    assert "was ended, and nothing of it was kept." in answer
    assert do() is None
    assert "had ended already" in said(client.post(at(plan, "plan_prices_end"), follow=True))


def test_how_far_it_is_is_said_in_pieces(plan):
    operations.ask_prices(plan, actor=plans.office_actor(), now=clock.now())
    Job.objects.update(worker="w", stage="pricing", told={"done": 3, "of": 10}, share=32)
    found = pricing.progress(plan)
    assert (found.said, found.share) == ("Searched again: 3 of 10.", 32)


def test_wrong_minutes_are_said_beside_the_field(client, plan):
    assert "less than or equal to 120" in said(office(client).post(at(plan), {"minutes": 1000}))
    assert not Job.objects.exists()


def test_there_is_no_file_before_there_are_prices(client, plan):
    assert office(client).get(at(plan, "plan_prices_file")).status_code == 404


def priced(family, *key, step=1, gain=30.0, least=20.0, most=40.0, people=10.0):
    lever = Lever(family, key)
    return Price(lever, step, "unmet", 100.0, 100.0 - gain, gain, least, most, people, 0.2)


@pytest.mark.parametrize(
    ("price", "what", "where"),
    [
        (priced("whole_group", "X"), "1 more group with all that it takes", "X"),
        (priced("resource", "beds", "X", step=13), "13 more beds", "X"),
        (priced("resource", "teachers", "X"), "1 more teacher", "X"),
        (priced("resource", "practice_places", "X", step=25), "25 more places of practice", "X"),
        (priced("resource", "workshops", "X"), "1 more workshop", "X"),
        (priced("resource", "simulators", "X", step=2), "2 × simulators", "X"),
        (
            priced("budget", "state-RU", 2026, step=5 * 10**8),
            "5 more million RUB",
            "state budget: Russia, intake of 2026",
        ),
    ],
)
def test_each_kind_of_limit_has_its_words(plan, price, what, where):
    names = pricing.Names(plan, [price.lever])
    told = pricing.helped(price, names)
    assert (told.what, told.where, told.more) == (what, where, "10 more people")


@pytest.mark.parametrize(
    ("price", "more", "proof"),
    [
        (priced("groups", "X"), "10 more people", "proven: 20.0 at least, 40.0 at most."),
        (priced("groups", "X", least=0), "10 more people", "not proven to help, and 40.0 at most."),
        (priced("groups", "X", people=0.4), "by about as many people", "30.0 less unmet"),
        (priced("groups", "X", people=-3.4), "by 3 people fewer in all", "30.0 less unmet"),
        (priced("groups", "X", gain=0, least=0, people=0), "nobody more was found", "not proven"),
        (priced("groups", "X", least=30.0, most=30.0), "10 more people", "30.0 less unmet, proven"),
    ],
)
def test_what_is_not_proven_is_not_claimed(plan, price, more, proof):
    told = pricing.helped(price, pricing.Names(plan, [price.lever]))
    assert more in told.more
    assert proof in told.proof
