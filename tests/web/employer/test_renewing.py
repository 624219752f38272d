"""Newer terms for contracts as the customer's pages: written, redrawn on, proposed."""

import pytest
from django.urls import reverse

from sheber.contracts.models import Amendment, Contract
from sheber.kernel.models import Reason
from sheber.offers.models import Offer, Terms
from sheber.registry.enums import Role
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.offers import build as offers
from tests.web import build as site
from tests.web import pages
from tests.web.applicant import build as applicants

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
WHY = {"why-ground": "money_lacking", "why-words": "Less work."}


@pytest.fixture
def employer(client):
    """Somebody of the firm that is the customer of the contracts of the builders."""
    offers.rule("obligation.regimes", [{"code": "RU-555-2024"}], "table")
    client.force_login(site.account("works", of=demand.employer()))
    return client


def without_language() -> Contract:
    """A contract of a frozen offer whose terms do not say which language prevails."""
    return contracts.intended(terms=contracts.terms(version=1, prevailing_language=""))


def written(client, row: Contract, **given):
    """The terms of the contract once more, with something else in them."""
    said = {
        "months_owed": row.terms.months_owed,
        "work_region": row.terms.work_region_id,
        "regime": row.terms.regime,
        "currency": row.terms.currency,
        "prevailing_language": "ru",
        **WHY,
        **given,
    }
    return client.post(reverse("employer_contract_terms", args=[row.pk]), said)


def choose(client, row: Contract, *rows: Contract, version: int = 2, why: str = "agreed"):
    given = {"version": version, "rows": [one.pk for one in rows or (row,)], "reason": why}
    return client.post(reverse("employer_contract_newer", args=[row.pk]), given)


def test_a_contract_that_nobody_can_sign_is_redrawn_and_then_signed(employer):
    row = without_language()
    assert "Nobody can sign" in pages.check(employer, "employer_contract", row.pk)["en"]
    assert "Write one first." in pages.check(employer, "employer_contract_newer", row.pk)["en"]
    pages.check(employer, "employer_contract_terms", row.pk)
    assert written(employer, row).status_code == 302
    assert "Text that prevails" in pages.check(employer, "employer_contract_newer", row.pk)["en"]
    assert choose(employer, row).status_code == 302
    row = Contract.objects.get()
    assert (row.state, row.terms.version, row.terms.prevailing_language) == ("intended", 2, "ru")
    contracts.everybody_signs(row, now=site.DEMO_NOW)
    assert row.state == "signed"


def test_whoever_signed_before_the_redrawing_signs_once_more(employer):
    row = contracts.intended()
    citizen = contracts.side(row, "citizen")
    contracts.operations.sign(row, actor=citizen, now=contracts.NOW)
    written(employer, row, months_owed=24)
    choose(employer, row)
    shown = applicants.text(applicants.signed_in(row.person).get(f"/en/my/contracts/{row.pk}"))
    assert "I sign exactly this" in shown


def test_newer_terms_are_proposed_and_the_signed_ones_stand(employer):
    row = contracts.signed()
    assert "Propose newer terms" in pages.check(employer, "employer_contract", row.pk)["en"]
    written(employer, row, months_owed=24)
    pages.check(employer, "employer_contract_newer", row.pk)
    choose(employer, row)
    row.refresh_from_db()
    assert (row.state, row.terms.version) == ("amended", 1)
    assert Amendment.objects.get().terms.months_owed == 24
    shown = applicants.text(applicants.signed_in(row.person).get(f"/en/my/contracts/{row.pk}"))
    assert "New terms are proposed." in shown
    assert "Refuse the new terms" in shown


def test_the_same_terms_are_proposed_to_several_in_one_press(employer):
    first, second, third = (contracts.signed() for _ in range(3))
    written(employer, first, months_owed=24)
    choose(employer, first, first, second)
    states = dict(Contract.objects.values_list("pk", "state"))
    assert states == {first.pk: "amended", second.pk: "amended", third.pk: "signed"}


def test_the_offer_goes_on_showing_what_people_ranked(employer):
    row = contracts.signed()
    written(employer, row, months_owed=24)
    offer = Offer.objects.get()
    page = employer.get(reverse("employer_offer", args=[offer.pk]))
    assert page.context["terms"].version == 1
    assert "newer terms written for contracts" in page.content.decode().casefold()
    assert Reason.objects.filter(text="money_lacking: Less work.").exists()


def test_terms_are_not_written_for_contracts_of_an_offer_that_can_still_be_amended(employer):
    row = contracts.signed()
    Offer.objects.update(state="published")
    assert "Amend the offer first" in pages.check(employer, "employer_contract_newer", row.pk)["en"]
    assert written(employer, row, months_owed=24).status_code == 400
    assert Terms.objects.count() == 1


def test_without_a_reason_nothing_is_written_or_proposed(employer):
    row = contracts.signed()
    assert written(employer, row, **{"why-ground": ""}).status_code == 400
    written(employer, row)
    assert choose(employer, row, why="").status_code == 400
    assert Contract.objects.get().state == "signed"


def test_a_contract_that_has_ended_gets_no_newer_terms(employer):
    row = contracts.signed()
    actor = contracts.side(row, "customer")
    contracts.operations.terminate(row, reason="agreed", actor=actor, now=site.DEMO_NOW)
    assert employer.get(reverse("employer_contract_newer", args=[row.pk])).status_code == 409
    assert "Propose newer terms" not in pages.check(employer, "employer_contract", row.pk)["en"]


@pytest.mark.parametrize("view", ["employer_contract_newer", "employer_contract_terms"])
def test_another_firm_and_another_role_are_kept_out(client, view):
    row = contracts.signed()
    client.force_login(site.account("others", of=demand.employer("demo-enterprise-9")))
    assert client.get(reverse(view, args=[row.pk])).status_code == 404
    client.force_login(site.account("college", Role.COLLEGE, contracts.college()))
    assert client.get(reverse(view, args=[row.pk])).status_code == 403
