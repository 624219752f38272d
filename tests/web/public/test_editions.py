"""Published rounds: numbers in which nobody is found, a receipt of one's own, and the checker."""

import json
import subprocess
import sys

import pytest
from django.urls import reverse

from sheber.admissions import queries
from sheber.admissions.models import PublicEdition
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.web import pages
from tests.web.applicant import build as applicant

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROUND = ("published_round", 2026, 1)


@pytest.fixture(autouse=True)
def moment(db):
    applicant.at(admissions.CONSENTING)


def published(seats=6, people=7, few=0):
    """A programme with `people` for its seats, and one that only `few` want."""
    campaign = admissions.campaign()
    large, small = admissions.offering(campaign, "G", seats), admissions.offering(campaign, "H", 9)
    admissions.open_(campaign)
    who = [admissions.apply(campaign, 200 + one, wish(large)) for one in range(people)]
    who += [admissions.apply(campaign, 150 + one, wish(small)) for one in range(few)]
    admissions.cleared(campaign)
    return campaign, who


def test_the_page_holds_to_the_rules_and_names_nobody(client):
    campaign, _ = published()
    texts = pages.check(client, *ROUND)
    root = json.loads(PublicEdition.objects.get().document)["commitment"]["root"]
    for text in texts.values():
        assert root in text
        assert not any(person in text for person in queries.pseudonyms(campaign))
    assert "6 people were given a seat." in texts["en"]
    assert "Чего это издание доказать не может" in texts["ru"]
    assert "Бұл басылым нені дәлелдей алмайды" in texts["kk"]


def test_a_programme_of_few_is_not_listed(client):
    published(few=2)
    text = pages.check(client, *ROUND)["en"]
    assert "2 programmes are not listed one by one" in text
    assert "Seats held there in all: 8." in text


def test_nothing_that_is_public_names_an_applicant(client):
    campaign, _ = published(few=2)
    edition = client.get(reverse("public_edition", args=(2026, 1))).content.decode()
    rounds = pages.check(client, "published_rounds")["en"]
    assert "Round 1" in rounds
    for person in queries.pseudonyms(campaign):
        assert person not in edition
        assert person not in rounds


def test_own_receipt_is_found_in_the_public_edition_by_the_checker_alone(client, tmp_path):
    _, who = published()
    own = applicant.signed_in(who[0])
    assert reverse("applicant_proof", args=(1,)) in own.get("/en/my/result").content.decode()
    for name, url, browser in (
        ("receipt.json", reverse("applicant_proof", args=(1,)), own),
        ("public.json", reverse("public_edition", args=(2026, 1)), client),
        ("checker.py", reverse("checker"), client),
    ):
        (tmp_path / name).write_bytes(browser.get(url).content)
    words = [sys.executable, "-I", "checker.py", "--receipt", "receipt.json", "public.json"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == f"The row of {who[0].pk} is in the public edition, unchanged.\n"


def test_a_refill_is_bound_and_shows_no_numbers(client):
    """Free seats of a second round beside all seats of the first would count those who hold one."""
    campaign, who = published()
    admissions.consent(who[-1])
    second = admissions.refilled(campaign)
    text = pages.check(client, "published_round", 2026, second.round)["en"]
    assert "This round refilled seats. Its numbers are not published" in text
    document = client.get(reverse("public_edition", args=(2026, second.round))).json()
    assert document["offerings"] == []
    assert document["counted_together"] == {"offerings": [{"id": "G"}, {"id": "H"}], "held": None}
    assert document["commitment"]["root"] in text


def test_receipt_is_of_whoever_is_signed_in_alone(client):
    _, who = published()
    url = reverse("applicant_proof", args=(1,))
    for person in who[:2]:
        row = applicant.signed_in(person).get(url).json()["row"]
        assert row["applicant"] == person.pk
    assert client.get(url).status_code == 302
    assert applicant.signed_in(who[0]).get(reverse("applicant_proof", args=(2,))).status_code == 404


def test_round_that_is_not_published_has_no_page(client):
    campaign = admissions.campaign()
    to = admissions.offering(campaign)
    admissions.open_(campaign)
    admissions.apply(campaign, 200, wish(to))
    admissions.compute(admissions.close(campaign))
    assert client.get(reverse("published_round", args=(2026, 1))).status_code == 404
    assert not PublicEdition.objects.exists()
    assert "No round has been published yet." in pages.check(client, "published_rounds")["en"]
