"""The public draw: anyone recomputes it, nobody is found by it, each sees the own number."""

import hashlib
import json

import pytest
from django.urls import reverse

from sheber.admissions import queries
from sheber.doors.clearing.lottery import draw_violations, read_draw
from sheber.registry.models import Person
from sheber.registry.queries import offices
from tests.admissions import build as admissions
from tests.web import pages
from tests.web.applicant import build as applicant

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


@pytest.fixture
def campaign():
    row = admissions.campaign()
    to = admissions.offering(row)
    admissions.open_(row)
    for score in (200, 180, 160):
        admissions.apply(row, score, admissions.wish(to))
    return admissions.closed(row)


def test_a_finished_draw_holds_to_the_rules_of_pages_and_names_nobody(client, campaign):
    admissions.drawn(campaign)
    texts = pages.check(client, "lottery", 2026)
    for text in texts.values():
        assert admissions.SEED in text
        assert all(secret in text for secret in admissions.SECRETS)
        assert not any(person in text for person in queries.pseudonyms(campaign))
    assert "the draw holds (L1, L2, L3)" in texts["en"]
    assert "жеребьёвка сходится" in texts["ru"]
    assert "жеребе сәйкес келеді" in texts["kk"]


def test_no_secret_is_shown_before_it_is_revealed(client, campaign):
    lottery = admissions.committed(campaign)
    texts = pages.check(client, "lottery", 2026)
    assert not any(secret in texts["en"] for secret in admissions.SECRETS)
    assert lottery.list_sha256 in texts["en"]
    admissions.reveal(lottery, offices().first(), admissions.SECRETS[0])
    assert admissions.SECRETS[0] in pages.check(client, "lottery", 2026)["en"]


def test_the_file_is_what_the_command_verifies(client, campaign):
    admissions.drawn(campaign)
    content = client.get(reverse("lottery_file", args=[2026])).content
    assert not draw_violations(read_draw(content), queries.pseudonyms(campaign))
    assert json.loads(content)["people"] == 3


def test_draws_are_listed_and_a_year_without_one_is_not_there(client, campaign):
    assert "No lottery has begun yet." in pages.check(client, "lotteries")["en"]
    assert client.get(reverse("lottery", args=[2026])).status_code == 404
    admissions.drawn(campaign)
    assert "Admission 2026" in pages.check(client, "lotteries")["en"]


def test_whoever_is_on_the_list_sees_the_own_number_and_recomputes_it(campaign):
    admissions.drawn(campaign)
    seen = set()
    for person in queries.pseudonyms(campaign):
        client = applicant.signed_in(Person.objects.get(pk=person))
        text = client.get(reverse("lottery", args=[2026])).content.decode()
        digest = hashlib.sha256(bytes.fromhex(admissions.SEED) + person.encode()).hexdigest()
        assert digest in text
        seen |= {number for number in (1, 2, 3) if f"{number} of 3" in text}
    assert seen == {1, 2, 3}


def test_the_own_number_is_told_in_three_languages(campaign):
    admissions.drawn(campaign)
    who = Person.objects.get(pk=queries.pseudonyms(campaign)[0])
    texts = pages.check(applicant.signed_in(who), "lottery", 2026)
    assert "Your number" in texts["en"]
    assert "Ваш номер" in texts["ru"]
    assert "Сіздің нөміріңіз" in texts["kk"]


def test_whoever_is_not_on_the_list_has_no_number(campaign):
    admissions.drawn(campaign)
    text = pages.check(applicant.signed_in(admissions.person()), "lottery", 2026)["en"]
    assert "Your number" not in text
