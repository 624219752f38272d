"""Questions to a round: empty seats, and one person's explanation; who may read what of them."""

import pytest
from django.urls import reverse

from sheber.admissions.engine_io import ANSWERS
from sheber.admissions.models import Pool
from sheber.web.office import emptiness
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.web.auditor.build import auditor
from tests.web.office.build import check, computed, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def half_empty():
    """Two seats of G and one of H: one person holds a seat of G, another prefers H."""
    campaign = admissions.campaign()
    to, other = admissions.offering(campaign, "G", 2), admissions.offering(campaign, "H")
    admissions.open_(campaign)
    here = admissions.apply(campaign, 200, wish(to))
    better = admissions.apply(campaign, 190, wish(other), wish(to))
    return admissions.compute(admissions.close(campaign)), here, better


def test_every_answer_has_its_words():
    assert set(emptiness.ANSWERS) == set(ANSWERS)


def test_pools_with_empty_seats_are_listed_by_kind(client):
    row, _, _ = half_empty()
    client = office(client)
    url = reverse("empty_seats", args=[row.pk])
    assert "No seat of this kind is empty." in said(client.get(url))
    check(client, "empty_seats", row.pk)
    shown = said(client.get(url, {"kind": "main"}))
    assert reverse("empty_pool", args=[row.pk, Pool.objects.get(code="G/main").pk]) in shown
    assert "Hold something better" in shown


def test_a_pool_says_what_became_of_everybody_and_who_they_are(client):
    row, here, better = half_empty()
    pool = Pool.objects.get(code="G/main")
    text = check(office(client), "empty_pool", row.pk, pool.pk)["en"]
    assert "hold something that they ranked higher" in text
    assert here.pk in text
    assert better.pk in text


def test_an_auditor_reads_numbers_without_a_few_and_nobody(client):
    row, here, better = half_empty()
    pool = Pool.objects.get(code="G/main")
    client = auditor(client)
    shown = said(client.get(reverse("empty_pool", args=[row.pk, pool.pk])))
    assert "kept back" in shown
    assert here.pk not in shown
    assert better.pk not in shown
    listed = said(client.get(reverse("empty_seats", args=[row.pk]), {"kind": "all"}))
    assert "kept back" in listed


def test_anybody_is_explained_in_the_words_that_they_read(client):
    row = computed()
    loser = admissions.Application.objects.order_by("-pk").first().person_id
    client = office(client)
    check(client, "explained", row.pk)
    shown = said(client.get(reverse("explained", args=[row.pk]), {"person": loser.lower()}))
    assert "This round gave the person nothing." in shown
    assert "The last one admitted: score 200." in shown
    assert "You were short by at most 1 place." in shown


def test_somebody_unknown_is_not_explained(client):
    row = computed()
    answer = office(client).get(reverse("explained", args=[row.pk]), {"person": "PXXXXXXXX"})
    assert "nobody of this pseudonym" in said(answer)


def test_an_auditor_is_told_of_own_citizens_only(client):
    campaign = admissions.campaign()
    to = admissions.offering(campaign)
    admissions.open_(campaign)
    own = admissions.apply(campaign, 200, wish(to), who=admissions.person("RU"))
    other = admissions.apply(campaign, 190, wish(to), who=admissions.person("KZ"))
    row = admissions.compute(admissions.close(campaign))
    client = auditor(client, "RU")
    url = reverse("explained", args=[row.pk])
    assert "It is what the person ranked first." in said(client.get(url, {"person": own.pk}))
    assert "nobody of this pseudonym" in said(client.get(url, {"person": other.pk}))


def test_a_round_leads_to_its_questions(client):
    row = computed()
    shown = said(office(client).get(reverse("clearing", args=[row.pk])))
    for view in ("empty_seats", "explained"):
        assert reverse(view, args=[row.pk]) in shown
    assert reverse("what_if", args=[row.campaign_id]) in shown
