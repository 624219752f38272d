"""One's own data: read, taken along, erased when nothing holds the name."""

import json

import pytest

from sheber.flows.disclosing import disclose
from sheber.registry.enums import Role
from sheber.registry.identity.models import Identity
from sheber.registry.models import Account
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.contracts import build as contracts
from tests.offers import build as offers
from tests.web import pages
from tests.web.applicant import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DATA = "/en/my/data"


@pytest.fixture(autouse=True)
def moment(db):
    build.at(admissions.APPLYING)


def test_own_name_and_who_has_seen_it():
    who = admissions.person()
    client = build.signed_in(who)
    assert "Nobody so far." in build.text(client.get(DATA))
    disclose(who, purpose="contract", actor=offers.office_actor(), now=admissions.APPLYING)
    texts = pages.check(client, "my_data")
    assert "Проверочный Человек" in texts["en"]
    assert offers.office().name_en in texts["en"]
    assert "contract" in texts["en"]
    assert "Demo data." in texts["en"]


def test_the_name_stands_on_no_other_page():
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    row = admissions.draft(campaign, None, wish(main))
    client = build.signed_in(row.person)
    for page in ("application", "list", "list/add", "submit", "receipt", "result", "debt", "way"):
        shown = client.get(f"/en/my/{page}").content.decode()
        assert "Проверочный" not in shown
        assert "Proverochny" not in shown


def test_everything_about_oneself_as_one_file():
    contract = contracts.intended()
    who = contract.person
    client = build.signed_in(who)
    response = client.get("/en/my/data/export")
    assert "attachment" in response.headers["Content-Disposition"]
    found = json.loads(response.content)
    assert found["format"] == "sheber.person/1"
    assert "Demo data" in found["note"]
    assert found["identity"][0]["name_original"] == "Проверочный Человек"
    assert found["person"]["pseudonym"] == who.pk
    assert [one["state"] for one in found["contracts"]] == ["intended"]
    assert len(found["wishes"]) == len(found["seats"]) == 1
    assert len(found["accounts"]) == 1
    assert "password" not in found["accounts"][0]


def test_the_file_holds_nobody_else():
    contracts.intended()
    other = admissions.person()
    found = json.loads(build.signed_in(other).get("/en/my/data/export").content)
    assert found["contracts"] == found["seats"] == found["applications"] == []
    assert [one["person_id"] for one in found["identity"]] == [other.pk]


def test_a_contract_that_stands_holds_the_name():
    contract = contracts.intended()
    client = build.signed_in(contract.person)
    shown = build.text(client.get(DATA))
    assert "A contract of yours stands." in shown
    assert "Erase my name and close my account" not in shown
    refused = client.post("/en/my/data/erase", {"sure": "on"})
    assert refused.status_code == 409
    assert Identity.objects.filter(person=contract.person).exists()


def test_the_name_is_erased_only_with_a_tick():
    who = admissions.person()
    client = build.signed_in(who)
    shown = client.post("/en/my/data/erase", follow=True)
    assert "Tick the box" in build.text(shown)
    assert Identity.objects.filter(person=who).exists()


def test_the_name_is_erased_and_the_account_closed():
    who = admissions.person()
    client = build.signed_in(who)
    shown = client.post("/en/my/data/erase", {"sure": "on"}, follow=True)
    assert "your account is closed" in build.text(shown)
    assert not Identity.objects.filter(person=who).exists()
    account = Account.objects.get(person=who)
    assert not account.is_active
    assert client.get(DATA).status_code == 302


def test_a_guardian_of_somebody_under_18_cannot_leave():
    ward = admissions.person(born=admissions.MINOR)
    client = build.signed_in(build.guardian_of(ward), Role.GUARDIAN)
    assert "You answer for somebody under 18." in build.text(client.get(DATA))


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(DATA).status_code == 302
    assert client.get("/en/my/data/export").status_code == 302
