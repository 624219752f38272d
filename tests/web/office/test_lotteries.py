"""The control room: both offices draw the lottery, each in its own account."""

import pytest
from django.test import Client
from django.urls import reverse

from sheber.admissions import engine_io, queries
from sheber.admissions.models import Lottery, LotteryParty
from sheber.registry.models import Person
from sheber.registry.queries import offices
from tests.admissions import build as admissions
from tests.web.applicant import build as applicant
from tests.web.auditor.build import auditor
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
SECRETS = dict(zip(("KZ", "RU"), admissions.SECRETS, strict=True))


@pytest.fixture
def campaign():
    """Closed, with two people who handed in; it is the day after closing."""
    row = admissions.campaign()
    to = admissions.offering(row)
    admissions.open_(row)
    for score in (200, 180):
        admissions.apply(row, score, admissions.wish(to))
    applicant.at(admissions.CLOSES)
    return admissions.closed(row)


@pytest.fixture
def rooms(campaign):
    """A browser of each office."""
    return {country: office(Client(), country) for country in SECRETS}


def begin(client, campaign, **given):
    stated = {"first": offices().first().pk, "reveal_by": "2026-07-26T18:00", "source": "Draw"}
    return act(client, "office_lottery", campaign.pk, act="begin", **{**stated, **given})


def commit(rooms, campaign, country, **given):
    lottery = queries.living_lottery(campaign)
    stated = {
        "commitment": engine_io.commitment_of(SECRETS[country]),
        "list_sha256": lottery.list_sha256,
    }
    page = ("office_lottery", campaign.pk)
    return act(rooms[country], *page, act="commit", **{**stated, **given})


def reveal(rooms, campaign, country, secret=""):
    secret = secret or SECRETS[country]
    return act(rooms[country], "office_lottery", campaign.pk, act="reveal", secret=secret)


@pytest.fixture
def committed(rooms, campaign):
    begin(rooms["RU"], campaign)
    for country in SECRETS:
        commit(rooms, campaign, country)
    return rooms


def test_both_offices_commit_reveal_and_draw_by_buttons(rooms, campaign):
    assert "Each office commits next." in said(begin(rooms["KZ"], campaign))
    for country in SECRETS:
        assert "Your office has committed." in said(commit(rooms, campaign, country))
    for country in SECRETS:
        assert "matches what your office committed to" in said(reveal(rooms, campaign, country))
    drawn = act(rooms["RU"], "office_lottery", campaign.pk, act="draw")
    assert "It never changes." in said(drawn)
    campaign.refresh_from_db()
    assert campaign.lottery_seed == admissions.SEED
    text = check(rooms["KZ"], "office_lottery", campaign.pk)["en"]
    assert admissions.SEED in text
    assert "the draw holds (L1, L2, L3)" in text


def test_what_waits_for_an_office_names_its_part(rooms, campaign):
    part = "Your part in the lottery of Admission 2026"
    assert part in said(rooms["RU"].get(reverse("office")))
    begin(rooms["RU"], campaign)
    commit(rooms, campaign, "RU")
    assert part not in said(rooms["RU"].get(reverse("office")))
    assert part in said(rooms["KZ"].get(reverse("office")))


def test_an_office_that_has_committed_is_not_asked_again_nor_to_reveal_early(rooms, campaign):
    begin(rooms["RU"], campaign)
    commit(rooms, campaign, "RU")
    answer = rooms["RU"].get(reverse("office_lottery", args=[campaign.pk]))
    assert {one.code for one in answer.context["acts"]} == {"annul"}


def test_a_wrong_secret_is_refused_beside_its_field(committed, campaign):
    answer = reveal(committed, campaign, "RU", "33" * 32)
    assert answer.status_code == 409
    assert "This is not the secret that your office committed to." in said(answer)
    assert not LotteryParty.objects.exclude(secret="").exists()


def test_a_hash_that_is_cut_short_is_mended_in_the_form(rooms, campaign):
    begin(rooms["RU"], campaign)
    answer = commit(rooms, campaign, "RU", commitment="11" * 31)
    assert "Something has to be mended" in said(answer)


def test_after_the_deadline_the_source_stands_in_for_the_silent_office(committed, campaign):
    reveal(committed, campaign, "KZ")
    applicant.at(admissions.PUBLISHED)
    answer = committed["RU"].get(reverse("office_lottery", args=[campaign.pk]))
    assert [one.code for one in answer.context["acts"]] == ["stand_in_2"]
    given = {"text": "7 14", "evidence": "Protocol 12", "published_at": "2026-07-26T19:00"}
    act(committed["RU"], "office_lottery", campaign.pk, act="stand_in_2", **given)
    act(committed["RU"], "office_lottery", campaign.pk, act="draw")
    assert Lottery.objects.get().state == "drawn"
    text = check(committed["KZ"], "office_lottery", campaign.pk)["en"]
    assert "was silent; the source stands in" in text


def test_an_auditor_reads_the_draw_and_its_list_and_does_nothing(client, campaign):
    admissions.drawn(campaign)
    client = auditor(client)
    page = client.get(reverse("office_lottery", args=[campaign.pk]))
    assert 'name="act"' not in page.content.decode()
    listed = client.get(reverse("lottery_ids", args=[campaign.pk])).content.decode()
    assert listed.split() == queries.pseudonyms(campaign)


def test_nobody_else_reads_the_list(campaign):
    who = Person.objects.get(pk=queries.pseudonyms(campaign)[0])
    answer = applicant.signed_in(who).get(reverse("lottery_ids", args=[campaign.pk]))
    assert answer.status_code == 403
