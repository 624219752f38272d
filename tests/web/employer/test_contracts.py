"""Contracts as the customer's pages: signed in one press, refused, paused, ended, broken."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sheber.contracts import operations
from sheber.contracts.models import Amendment, Breach, Contract, Signature, Suspension
from sheber.kernel.models import Reason
from sheber.outcomes.models import Obligation
from sheber.registry.enums import Role
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.web import build as site
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]
TODAY = site.DEMO_NOW.date()
WHY = {"reason": "the workshop is closed"}
ACTS = ("refuse", "refuse_amendment", "release", "terminate", "breach", "suspend", "resume")


@pytest.fixture
def employer(client):
    """Somebody of the firm that is the customer of the contracts of the builders."""
    client.force_login(site.account("works", of=demand.employer()))
    return client


def post(client, act: str, row: Contract, **given):
    return client.post(reverse(f"employer_contract_{act}", args=[row.pk]), given)


def state(row: Contract) -> str:
    row.refresh_from_db()
    return str(row.state)


def opened(client, row: Contract) -> str:
    return pages.check(client, "employer_contract", row.pk)["en"]


def offered(client) -> list[str]:
    """Which contracts the page of signing offers, as the form names them."""
    form = client.get(reverse("employer_contracts_sign")).context["form"]
    return [key for key, _words in form.fields["rows"].choices]


def amended() -> Contract:
    row = contracts.signed()
    newer = contracts.terms(row.terms.offer, 2, months_owed=24)
    college = contracts.side(row, "education")
    operations.amend(row, terms=newer, reason="less work", actor=college, now=site.DEMO_NOW)
    return row


def test_the_list_says_what_waits_and_whose_turn_it_is(employer):
    row = contracts.intended()
    text = pages.check(employer, "employer_contracts")["en"]
    assert "Sign the contracts that wait for your firm" in text
    assert "Not signed in time" in text
    assert row.person_id in text
    assert "education organisation" in text


def test_without_a_contract_the_list_says_why(employer):
    assert "No contract yet" in pages.check(employer, "employer_contracts")["en"]


def test_all_that_wait_are_signed_in_one_press(employer):
    first, second = contracts.intended(), contracts.intended()
    pages.check(employer, "employer_contracts_sign")
    keys = offered(employer)
    assert len(keys) == 2
    assert employer.post(reverse("employer_contracts_sign"), {"rows": keys}).status_code == 302
    own = Signature.objects.filter(party__role="customer")
    assert {one.party.contract_id for one in own} == {first.pk, second.pk}
    assert offered(employer) == []


def test_a_contract_that_is_unticked_is_not_signed(employer):
    contracts.intended()
    contracts.intended()
    employer.post(reverse("employer_contracts_sign"), {"rows": offered(employer)[:1]})
    assert Signature.objects.count() == 1
    assert len(offered(employer)) == 1


def test_a_document_that_was_not_shown_is_not_signed(employer):
    row = contracts.intended()
    stale = {"rows": [f"{row.pk}:{'0' * 64}"]}
    shown = employer.post(reverse("employer_contracts_sign"), stale)
    assert shown.status_code == 400
    assert "changed meanwhile" in shown.content.decode()
    assert not Signature.objects.exists()


def test_the_firm_refuses_before_the_first_attestation(employer):
    row = contracts.intended()
    assert "Refuse as the customer" in opened(employer, row)
    pages.check(employer, "employer_contract_refuse", row.pk)
    assert post(employer, "refuse", row, before_first_attestation="yes", **WHY).status_code == 302
    assert state(row) == "refused_by_customer"
    assert Breach.objects.get(contract=row).before_first_attestation


def test_the_firm_refuses_after_the_first_attestation_and_the_sum_stays_open(employer):
    row = contracts.signed()
    post(employer, "refuse", row, before_first_attestation="no", **WHY)
    assert state(row) == "refused_by_customer"
    assert not Breach.objects.get(contract=row).before_first_attestation
    text = opened(employer, row)
    assert "After the first attestation." in text
    assert "not computed: needs the education organisation’s figure" in text
    assert Reason.objects.filter(text=WHY["reason"]).exists()


def test_a_refusal_without_a_reason_or_its_stage_is_not_taken(employer):
    row = contracts.intended()
    assert post(employer, "refuse", row).status_code == 400
    assert state(row) == "intended"


def test_an_amendment_is_signed_with_the_others(employer):
    row = amended()
    assert "Sign the amendment" in opened(employer, row)
    assert "Sign or refuse the amendment" in pages.check(employer, "employer_contracts")["en"]
    employer.post(reverse("employer_contracts_sign"), {"rows": offered(employer)})
    said = Signature.objects.filter(party__role="customer", party__contract=row)
    assert said.count() == 2


def test_an_amendment_is_refused_and_the_signed_terms_go_on(employer):
    row = amended()
    pages.check(employer, "employer_contract_refuse_amendment", row.pk)
    assert post(employer, "refuse_amendment", row, **WHY).status_code == 302
    assert state(row) == "signed"
    assert row.terms.version == 1
    assert not Amendment.objects.get().accepted


@pytest.mark.parametrize(("act", "end"), [("release", "released"), ("terminate", "terminated")])
def test_a_contract_ends_in_good_order_with_what_is_owed(employer, act, end):
    row = contracts.signed()
    debt = outcomes.obligation(row)
    pages.check(employer, f"employer_contract_{act}", row.pk)
    assert post(employer, act, row, **WHY).status_code == 302
    assert state(row) == end
    assert Obligation.objects.get(pk=debt.pk).state == "released"


@pytest.mark.parametrize(
    ("ground", "by"), [("dropped_out", "citizen"), ("not_employed", "customer")]
)
def test_a_breach_names_who_broke_it(employer, ground, by):
    row = contracts.signed()
    pages.check(employer, "employer_contract_breach", row.pk)
    given = {"ground": ground, "on": TODAY.isoformat(), "before_first_attestation": "no", **WHY}
    assert post(employer, "breach", row, **given).status_code == 302
    assert state(row) == "breached"
    assert Breach.objects.get(contract=row).by_role == by


def test_a_contract_is_suspended_and_its_days_count_again(employer):
    row = contracts.signed()
    began = (TODAY - timedelta(days=9)).isoformat()
    pages.check(employer, "employer_contract_suspend", row.pk)
    given = {"ground": "military_service", "starts_on": began, "notified_on": began}
    assert post(employer, "suspend", row, **given).status_code == 302
    assert state(row) == "suspended"
    assert "Let the days count again" in opened(employer, row)
    pages.check(employer, "employer_contract_resume", row.pk)
    post(employer, "resume", row, on=TODAY.isoformat())
    assert state(row) == "signed"
    assert Suspension.objects.get().ends_on == TODAY


def test_a_notice_from_the_future_is_refused_beside_the_form(employer):
    row = contracts.signed()
    later = (TODAY + timedelta(days=3)).isoformat()
    given = {"ground": "care", "starts_on": later, "notified_on": later}
    shown = post(employer, "suspend", row, **given)
    assert shown.status_code == 400
    assert "has not come yet" in shown.content.decode()
    assert state(row) == "signed"


def test_an_act_out_of_its_state_is_refused(employer):
    row = contracts.intended()
    assert post(employer, "release", row, **WHY).status_code == 409
    assert "Release the person" not in opened(employer, row)


@pytest.mark.parametrize("act", ACTS)
def test_another_firm_finds_no_contract(client, act):
    row = contracts.signed()
    client.force_login(site.account("others", of=demand.employer("demo-enterprise-9")))
    assert post(client, act, row, **WHY).status_code == 404
    assert client.get(reverse("employer_contract", args=[row.pk])).status_code == 404
    assert offered(client) == []


@pytest.mark.parametrize("act", ACTS)
def test_another_role_is_refused(client, act):
    row = contracts.signed()
    client.force_login(site.account("college", Role.COLLEGE, contracts.college()))
    assert post(client, act, row, **WHY).status_code == 403
    assert state(row) == "signed"
