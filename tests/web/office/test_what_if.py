"""Other rules tried from the control room: the form, the difference, who may read what of it."""

import json

import pytest
from django.urls import reverse

from sheber.admissions import operations
from sheber.admissions.models import Clearing, Pool
from sheber.flows.what_if import in_totals
from sheber.kernel import events
from sheber.web.office.asking import shown_pools
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.offers import build as offers
from tests.web.auditor.build import auditor
from tests.web.office.build import check, computed, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def ask(client, campaign, **given):
    return client.post(reverse("what_if", args=[campaign.pk]), given)


def test_the_page_shows_each_pool_as_it_stands(client):
    campaign = computed().campaign
    text = check(office(client), "what_if", campaign.pk)["en"]
    assert "Seats: main competition seats" in text
    assert "as it stands today" in text
    assert "Round 1" in text


def test_one_more_seat_shows_who_would_get_it(client):
    campaign = computed().campaign
    pool = Pool.objects.get()
    answer = ask(office(client), campaign, **{f"seats-{pool.pk}": 2})
    shown = said(answer)
    assert "a contract, before none" in shown
    [moved] = answer.context["found"]["who"]
    assert moved["applicant"] in shown
    assert answer.context["found"]["held"] == {"before": 1, "after": 2}
    assert Clearing.objects.count() == 1
    assert Pool.objects.get().capacity == 1
    assert events.of("admissions.campaign", [campaign.pk])[-1].verb.endswith("what_if")


def test_a_round_is_asked_about_with_limits_and_odds(client):
    campaign = computed().campaign
    answer = ask(office(client), campaign, market="1", longest=0, draws=20)
    found = answer.context["found"]
    assert found["held"] == {"before": 1, "after": 0}
    assert found["odds"]["resamples"] == 20
    assert "Lists are cut from below" in said(answer)


def test_what_stays_empty_can_flow_elsewhere(client):
    half = {"numerator": 1, "denominator": 2}
    offers.rule("admission.quota.special.minimum_share", half, "share")
    offers.rule("admission.spill", [{"from": "special", "to": "main"}], "table")
    campaign = admissions.campaign()
    to = admissions.offering(campaign, seats=2)
    admissions.open_(campaign)
    for score in (200, 190):
        admissions.apply(campaign, score, wish(to))
    admissions.close(campaign)
    special = Pool.objects.get(kind="special")
    client = office(client)
    assert ask(client, campaign).context["found"]["held"] == {"before": 2, "after": 2}
    found = ask(client, campaign, **{f"spill-{special.pk}": "-"}).context["found"]
    assert found["held"] == {"before": 2, "after": 1}


def test_another_pack_of_the_country_is_offered_and_tried(client):
    campaign = computed().campaign
    offers.pack("RU", 2025)
    client = office(client)
    assert "RU-2025" in said(client.get(reverse("what_if", args=[campaign.pk])))
    pack = offers.pack("RU", 2025)
    found = ask(client, campaign, pack=pack.pk).context["found"]
    assert found["change"]["capacities"] == {Pool.objects.get().code: 1}


def test_a_regional_cap_is_lowered(client):
    campaign = admissions.campaign()
    to = admissions.offering(campaign, seats=2)
    new = operations.NewRegionalCap("R1", to.capacity.provider.region, 2, ((to, 0),))
    cap = operations.set_regional_cap(
        campaign, new, actor=offers.office_actor(), now=admissions.NOW
    )
    admissions.open_(campaign)
    for score in (200, 190):
        admissions.apply(campaign, score, wish(to))
    admissions.close(campaign)
    answer = ask(office(client), campaign, **{f"region-{cap.pk}": 1})
    assert answer.context["found"]["change"]["regions"] == {"R1": 1}
    assert answer.context["found"]["held"] == {"before": 2, "after": 1}


def test_the_whole_difference_is_taken_as_a_file(client):
    campaign = computed().campaign
    answer = ask(office(client), campaign, file="1")
    assert json.loads(answer.content)["format"] == "sheber.difference/1"


@pytest.mark.parametrize("given", [{"seed": "xyz"}, {"longest": "-1"}, {"market": "9"}])
def test_what_is_wrong_is_told_beside_its_field(client, given):
    campaign = computed().campaign
    answer = ask(office(client), campaign, **given)
    assert "Something has to be mended" in said(answer)
    assert "found" not in answer.context


def test_an_auditor_reads_totals_without_a_few(client):
    campaign = computed().campaign
    answer = ask(auditor(client), campaign, **{f"seats-{Pool.objects.get().pk}": 2}, draws=20)
    found = answer.context["found"]
    assert "who" not in found
    assert found["held"] == {"before": None, "after": None}
    assert found["odds"]["contracts"] == []
    assert "are kept back" in said(answer)
    people = admissions.Application.objects.values_list("person_id", flat=True)
    assert not [one for one in people if one in said(answer)]


def test_others_ask_nothing(client):
    campaign = computed().campaign
    assert client.get(reverse("what_if", args=[campaign.pk])).status_code == 302


def test_of_many_offerings_some_are_shown_and_others_found():
    campaign = admissions.campaign()
    admissions.offering(campaign, "GA"), admissions.offering(campaign, "HB")
    pools, offerings = shown_pools(campaign, "", most=1)
    assert ([one.code for one in pools], offerings) == (["GA/main"], 2)
    pools, offerings = shown_pools(campaign, "hb", most=1)
    assert ([one.code for one in pools], offerings) == (["HB/main"], 1)


def document(held, moves):
    """A difference of one region: (before, after) held, and moves."""
    pair = dict(zip(("before", "after"), held, strict=True))
    row = {"id": "R", "seats": {"before": 9, "after": 9}, "held": pair}
    return {"held": pair, "moves": moves, "by": {"region": [row]}, "who": [], "pools": []}


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ((20, 26), {"before": 20, "after": 26}),
        ((20, 20), {"before": 20, "after": 20}),
        ((20, 23), {"before": None, "after": None}),
        ((3, 20), {"before": None, "after": None}),
        ((0, 7), {"before": 0, "after": 7}),
    ],
)
def test_totals_keep_back_what_would_show_a_few(held, shown):
    found = in_totals(document(held, {"same": 100, "gained": 3, "lost": 9}))
    assert found["held"] == shown
    assert found["by"]["region"][0]["held"] == shown
    assert found["by"]["region"][0]["seats"] == {"before": 9, "after": 9}
    assert found["moves"] == {"same": 100, "gained": None, "lost": None}
    assert "who" not in found
    assert "pools" not in found
