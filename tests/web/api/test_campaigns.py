"""What programs of the offices ask about a campaign: least rights, refusals as code and facts."""

import json

import pytest
from django.test import Client

from sheber.admissions.models import Clearing, Pool
from sheber.kernel import events
from tests.admissions import build as admissions
from tests.offers import build as offers
from tests.web.auditor.build import auditor, signed_in
from tests.web.office.build import computed, office

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
BASE = "/api/v1/campaigns/ADM-2026"
WHAT_IF = f"{BASE}/what-if"


@pytest.fixture
def client():
    """Signed in as an office, with Django's guard against forged requests as on the site."""
    return office(Client(enforce_csrf_checks=True))


@pytest.fixture
def campaign():
    return computed().campaign


def ask(client, token=None, **asked):
    token = token or client.get(BASE).json()["csrf_token"]
    return client.post(WHAT_IF, asked, "application/json", headers={"X-CSRFToken": token})


def test_a_campaign_says_what_can_be_asked_about(client, campaign):
    found = client.get(BASE).json()
    pool = Pool.objects.get()
    assert found["format"] == "sheber.campaign/1"
    assert (found["rounds"], found["rule_packs"]) == ([1], ["RU-2026"])
    assert found["pools"] == [
        {
            "id": pool.code,
            "offering": pool.offering.code,
            "kind": "main",
            "seats": 1,
            "spill_to": None,
            "fund": None,
        }
    ]


def test_a_difference_is_answered_and_only_the_question_is_kept(client, campaign):
    answer = ask(client, seats={"G/main": 2}, round=1)
    found = answer.json()
    assert (answer.status_code, found["format"]) == (200, "sheber.difference/1")
    assert found["held"] == {"before": 1, "after": 2}
    assert len(found["who"]) == 1
    assert Clearing.objects.count() == 1
    assert events.of("admissions.campaign", [campaign.pk])[-1].verb.endswith("what_if")


def test_a_change_and_odds_are_asked_as_in_a_file(client, campaign):
    found = ask(client, change={"lists": {"longest": 0}}, draws=3).json()
    assert found["held"] == {"before": 1, "after": 0}
    assert found["odds"]["resamples"] == 3


def test_a_rule_pack_is_asked_for_by_code(client, campaign):
    offers.pack("RU", 2025)
    assert ask(client, rule_pack="RU-2025").json()["change"]["capacities"] == {"G/main": 1}


def test_an_auditor_gets_totals(campaign):
    client = auditor(Client(enforce_csrf_checks=True))
    found = ask(client, seats={"G/main": 2}).json()
    assert "who" not in found
    assert found["held"] == {"before": None, "after": None}


def test_nobody_else_gets_anything(campaign):
    answer = Client().get(BASE)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    college = signed_in(Client(), "admissions", admissions.admissions_office())
    for answer in (college.get(BASE), college.post(WHAT_IF, {}, "application/json")):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_request_without_the_token_is_refused_as_json(client, campaign):
    client.get(BASE)
    answer = client.post(WHAT_IF, {}, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_token_missing")
    assert ask(client, token="forged").json()["code"] == "csrf_token_missing"


def test_a_page_keeps_its_own_words_for_a_forged_request(client, campaign):
    answer = client.post(f"/en/office/campaigns/{campaign.pk}/what-if", {})
    assert answer.status_code == 403
    assert "text/html" in answer.headers["Content-Type"]


@pytest.mark.parametrize(
    ("asked", "status", "code", "fact"),
    [
        ({"chairs": 1}, 400, "request_malformed", "chairs"),
        ({"draws": "many"}, 400, "request_malformed", "draws"),
        ({"draws": True}, 400, "request_malformed", "draws"),
        ({"seats": {"G/main": -1}}, 400, "request_malformed", "seats"),
        ({"seats": [1]}, 400, "request_malformed", "seats"),
        ({"change": 1}, 400, "request_malformed", "change"),
        ({"round": "1"}, 400, "request_malformed", "round"),
        ({"round": 9}, 404, "not_found", "round"),
        ({"rule_pack": "XX"}, 404, "not_found", "rule_pack"),
        ({"change": {"spill": {"G/main": "X"}}}, 409, "change_refused", "spill.G/main"),
        ({"draws": 10**9}, 409, "too_many_draws", 10**9),
    ],
)
def test_what_is_wrong_is_told_as_code_and_facts(client, campaign, asked, status, code, fact):
    answer = ask(client, **asked)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code)
    assert fact in told["facts"].values()


def test_a_body_that_is_no_json_is_refused(client, campaign):
    token = client.get(BASE).json()["csrf_token"]
    answer = client.post(WHAT_IF, "{", "application/json", headers={"X-CSRFToken": token})
    assert (answer.status_code, answer.json()["code"]) == (400, "request_malformed")
    answer = client.post(WHAT_IF, "[]", "application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 400


def test_an_address_is_asked_by_its_method_only(client, campaign):
    answer = client.get(WHAT_IF)
    assert (answer.status_code, answer.json()["facts"]["known"]) == (400, ["POST"])


def test_a_campaign_that_is_not_there_is_not_found(client):
    answer = client.get("/api/v1/campaigns/NONE")
    assert (answer.status_code, answer.json()["facts"]["code"]) == (404, "NONE")


def test_the_document_of_the_interface_shows_a_request_that_works(client, campaign):
    from sheber.settings import ROOT

    told = (ROOT / "docs" / "api.md").read_text()
    shown = told[told.index("```json\n") + 8 :]
    asked = json.loads(shown[: shown.index("```")].replace("demo-offering-2030-5", "G"))
    asked["change"]["spill"] = {"G/main": None}
    answer = ask(client, **asked)
    assert answer.status_code == 200
    assert set(asked) <= {"round", "rule_pack", "seats", "change", "draws"}
