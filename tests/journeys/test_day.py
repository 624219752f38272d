"""What the demo's day shows: cohorts at different stages, and something to do for everybody."""

import re
from collections import defaultdict
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sheber.admissions.models import Campaign
from sheber.contracts.models import Contract
from sheber.demand.models import Line
from sheber.flows.demo.world import COMING, SHOWN_AS_OF
from sheber.insights.models import Snapshot
from sheber.mobility.models import Stay
from sheber.offers.models import Offer
from sheber.outcomes.models import Employment
from sheber.planning import engine_io
from sheber.planning.models import Approval, Ensemble, Plan
from sheber.registry.enums import Role
from sheber.training import queries
from sheber.training.models import Enrolment, Placement, PracticeDay
from sheber.web.shared.signing_in import demo_groups

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("river"), pytest.mark.django_db]
# No list can be checked in February: no campaign is open. An auditor reads and is asked nothing.
NOTHING_TO_DO = {Role.ADMISSIONS, Role.AUDITOR}


def states(rows) -> set[str]:
    return set(rows.values_list("state", flat=True))


def test_past_campaigns_have_ended_and_the_coming_one_is_prepared():
    by_year = dict(Campaign.objects.values_list("year", "state"))
    assert by_year.pop(COMING) == "prepared"
    assert set(by_year.values()) == {"ended"}


def test_the_coming_intake_is_asked_for_and_half_planned():
    lines = Line.objects.filter(call__year=COMING)
    assert {"draft", "submitted", "confirmed"} <= states(lines)
    half = Plan.objects.get(first_year=COMING, state="proposed")
    assert Approval.objects.filter(plan=half).count() == 1
    assert Plan.objects.filter(state="draft").exists()
    assert Offer.objects.filter(allocation__capacity__intake_year=COMING, state="draft").exists()


def test_the_engine_has_drafted_the_coming_intake_and_futures_were_tried_on_it():
    plan = Plan.objects.get(first_year=COMING, made_by_hand=False)
    row = Ensemble.objects.get(plan=plan)
    assert engine_io.speaks_of(row, plan)
    whole = next(one for one in engine_io.stored_ensemble(row).ensemble.ranges if one.of == "all")
    assert 0 < whole.low < whole.high
    projected, _counted = engine_io.projected(plan)
    assert sum(one.people for one in projected.moves) >= 1
    ends = [one.stock for one in projected.rows if one.stock is not None]
    assert any(one.end < one.needed for one in ends)


def test_those_in_training_practise_and_travel_now():
    assert {"planned", "running", "closed"} <= states(Placement.objects.all())
    assert {"nominated", "on_site"} <= states(Stay.objects.all())
    assert "intended" in states(Contract.objects.all())


def test_nobody_practises_on_a_saturday_or_a_sunday():
    days = set(PracticeDay.objects.values_list("day", flat=True))
    assert days
    assert [day for day in days if day.weekday() >= 5] == []


def test_a_graduate_has_the_practice_that_the_programme_states():
    graduates = list(
        Enrolment.objects.filter(state="graduated").select_related("capacity__programme")
    )
    assert graduates
    hours = queries.practice_hours(graduates)
    for one in graduates:
        assert hours[one.pk].done_minutes == 60 * one.capacity.programme.practice_hours


def test_nothing_that_has_happened_lies_after_the_demo_s_day():
    for day in PracticeDay.objects.values_list("day", flat=True):
        assert day < SHOWN_AS_OF.date()
    ended = Employment.objects.exclude(ended_on=None).values_list("ended_on", flat=True)
    assert all(date(2026, 1, 1) < day < SHOWN_AS_OF.date() for day in ended)


def test_the_first_page_shows_the_published_river():
    assert Snapshot.objects.get().counts["year"] == 2026
    page = Client(headers={"host": "localhost"}).get("/en/").content.decode()
    assert "The river of 2026" in page


def test_everybody_at_the_demo_s_door_finds_something_to_do():
    """Of each role somebody whom the door offers; most pages list it, some put it in a table."""
    idle = defaultdict(list)
    with translation.override("en"):
        for group in demo_groups():
            for one in group.members:
                client = Client(headers={"host": "localhost"})
                client.force_login(one.account)
                client.post(reverse("capacity"), {"capacity": str(one.pk)})
                page = client.get(reverse("capacity"), follow=True)
                work = client.get(_first(one), follow=True)
                assert page.status_code == work.status_code == 200
                nothing = re.search("Nothing waits for you", work.content.decode())
                idle[one.role].append(nothing is not None)
    assert [role for role in Role if role not in NOTHING_TO_DO and all(idle.get(role, [0]))] == []


def _first(membership) -> str:
    from sheber.registry.queries import actor_of
    from sheber.web.shared import navigation

    return reverse(navigation.first_page(actor_of(membership.account, [membership])))
