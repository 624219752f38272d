"""The river on the first page: whole, and silent where one person could be found."""

from datetime import date

import pytest

from sheber.insights.models import Snapshot
from sheber.web.public.river import Stage, picture, published
from tests.web import build, pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def year(asked=100, seats=80, signed=60, at_work=40):
    return [
        Stage("asked", "Asked for", asked, "Not planned", people=False),
        Stage("seats", "Seats", seats, "Empty", people=False),
        Stage("signed", "Contracts", signed, "Left"),
        Stage("work", "At work", at_work),
    ]


def rows(drawn):
    return [(str(a), str(b), cell.value) for a, b, cell in drawn.table.rows]


def test_what_does_not_go_on_is_shown_beside_what_does():
    assert rows(picture(2026, year())) == [
        ("Asked for", "Seats", 80),
        ("Asked for", "Not planned", 20),
        ("Seats", "Contracts", 60),
        ("Seats", "Empty", 20),
        ("Contracts", "At work", 40),
        ("Contracts", "Left", 20),
    ]


def test_nothing_stays_where_all_go_on():
    assert len(rows(picture(2026, year(80, 80, 80, 80)))) == 3


def test_dry_river_is_not_drawn():
    assert picture(2026, []) is None
    assert picture(2026, year(0, 0, 0, 0)) is None


@pytest.mark.parametrize("few", [{"at_work": 4}, {"at_work": 57}, {"signed": 2, "at_work": 0}])
def test_fewer_than_five_people_are_never_shown(few):
    assert picture(2026, year(**few)) is None


def test_few_seats_are_no_people():
    assert picture(2026, year(asked=82, seats=80)) is not None


def test_nobody_at_work_yet_is_no_secret():
    assert picture(2026, year(at_work=0)) is not None


def publish(counts, day=date(2031, 1, 31)):
    Snapshot.objects.create(
        indicator="river", as_of=day, counts=counts, digest="0" * 64, made_at=build.DEMO_NOW
    )


COUNTS = {"year": 2026, "asked": 90, "seats": 80, "signed": 70, "studied": 60, "at_work": 40}


@pytest.mark.usefixtures("demo")
def test_first_page_shows_what_was_last_published(client):
    publish({**COUNTS, "year": 2025}, date(2030, 1, 31))
    publish(COUNTS)
    publish({**COUNTS, "year": 2027}, date(2031, 6, 1))
    texts = pages.check(client, "home")
    assert "The river of 2026" in texts["en"]
    assert "Река 2026 года" in texts["ru"]
    file = client.get("/en/?download=river.csv").content.decode()
    assert "Seats;Signed contracts;70" in file


@pytest.mark.usefixtures("demo")
def test_first_page_says_which_stages_were_kept_back(client):
    publish({**COUNTS, "signed": None, "at_work": None})
    texts = pages.check(client, "home")
    assert "fewer than five people: Signed contracts, At the work asked for" in texts["en"]
    file = client.get("/en/?download=river.csv").content.decode()
    assert "Seats;Studied;60" in file
    assert "Signed" not in file


@pytest.mark.usefixtures("demo")
def test_first_page_without_a_river(client):
    assert "river" not in client.get("/en/").content.decode()


def test_snapshot_that_lacks_a_stage_is_not_drawn():
    publish({"year": 2026, "asked": 90})
    assert published(date(2031, 2, 1)) is None
