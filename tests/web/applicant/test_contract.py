"""A contract: read, signed, refused, signed by hand, amended, and two guardians at odds."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sheber.admissions.models import Seat
from sheber.contracts import operations
from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Amendment, Breach, Contract, Signature
from tests.contracts import build as contracts
from tests.programmes import build as programmes
from tests.web import pages
from tests.web.applicant import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OF_AGE = datetime(2027, 6, 15, 9, tzinfo=UTC)
PDF = b"%PDF-1.7 a signed page"


@pytest.fixture(autouse=True)
def moment(db):
    build.at(contracts.NOW)


def page(contract, act=""):
    return f"/en/my/contracts/{contract.pk}{act}"


def document(client, contract):
    return build.hidden(client.get(page(contract)), "document")


def state_of(contract):
    return Contract.objects.get(pk=contract.pk).state


def citizen(contract):
    return build.signed_in(contract.person)


def minor(number=2):
    guardians = tuple(contracts.guardian() for _ in range(number))
    return contracts.intended(contracts.seat(born=contracts.MINOR), guardians=guardians), guardians


def test_the_page_holds_to_the_rules_and_says_whose_turn_it_is():
    contract = contracts.intended()
    client = citizen(contract)
    texts = pages.check(client, "applicant_contract", contract.pk)
    assert "waits for signatures" in texts["en"]
    assert texts["en"].count("has not signed") == 3
    assert "36 months of work" in texts["en"]
    assert "25 January 2027" in texts["en"]
    assert "Working translation: the Russian text prevails." in texts["en"]
    assert "Жұмыс аудармасы: орыс тіліндегі мәтін басым болады." in texts["kk"]
    assert "преобладает русский текст" not in texts["ru"]
    assert client.get("/en/my/contracts").url == page(contract)


def test_exactly_the_document_that_was_read_is_signed():
    contract = contracts.intended()
    client = citizen(contract)
    shown = client.post(page(contract, "/sign"), {"document": "0" * 64}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    assert not Signature.objects.exists()
    seen = document(client, contract)
    shown = client.post(page(contract, "/sign"), {"document": seen}, follow=True)
    assert "Your signature is recorded." in build.text(shown)
    assert "I sign exactly this" not in build.text(shown)
    again = client.post(page(contract, "/sign"), {"document": seen})
    assert again.status_code == 409


def test_the_last_signature_completes():
    contract = contracts.intended()
    for role in (PartyRole.CUSTOMER, PartyRole.EDUCATION):
        operations.sign(contract, actor=contracts.side(contract, role), now=contracts.NOW)
    client = citizen(contract)
    client.post(page(contract, "/sign"), {"document": document(client, contract)})
    assert state_of(contract) == "signed"
    assert "Everybody has signed." in build.text(client.get(page(contract)))


def test_without_a_prevailing_language_nobody_signs():
    seat = contracts.seat()
    terms = contracts.terms(seat.contract.offer, prevailing_language="")
    contract = contracts.intended(seat, terms=terms)
    shown = build.text(citizen(contract).get(page(contract)))
    assert "the terms do not say which language prevails" in shown
    assert "I sign exactly this" not in shown


def test_the_citizen_refuses_with_a_reason_and_owes_nothing():
    contract = contracts.intended()
    client = citizen(contract)
    seen = document(client, contract)
    shown = client.post(page(contract, "/refuse"), {"document": seen, "reason": ""})
    assert shown.status_code == 400
    assert state_of(contract) == "intended"
    given = {"document": seen, "reason": "other", "words": ""}
    shown = client.post(page(contract, "/refuse"), given)
    assert "Say in a few words" in build.text(shown)
    given["words"] = "I move away"
    shown = build.text(client.post(page(contract, "/refuse"), given, follow=True))
    assert "Nothing is owed and there is no fine" in shown
    assert "I move away" in shown
    assert state_of(contract) == "refused_by_citizen"
    assert Seat.objects.get(pk=contract.seat_id).state == "enrolled"


def test_a_seat_that_was_only_consented_to_goes_with_the_contract():
    contract = contracts.intended(contracts.seat(state="consented"))
    client = citizen(contract)
    given = {"document": document(client, contract), "reason": "terms"}
    client.post(page(contract, "/refuse"), given)
    assert state_of(contract) == "refused_by_citizen"
    assert Seat.objects.get(pk=contract.seat_id).state == "given_up"


def test_a_hand_signed_scan_is_kept_as_a_fingerprint_only():
    contract = contracts.intended()
    client = citizen(contract)
    seen = document(client, contract)
    wrong = SimpleUploadedFile("page.pdf", b"<html>")
    shown = client.post(page(contract, "/scan"), {"document": seen, "scan": wrong})
    assert shown.status_code == 400
    assert "This is not a PDF, a JPEG or a PNG." in build.text(shown)
    scan = SimpleUploadedFile("page.pdf", PDF)
    shown = client.post(page(contract, "/scan"), {"document": seen, "scan": scan}, follow=True)
    assert "Your hand-signed page is recorded." in build.text(shown)
    assert "by hand; the scan is kept by whoever handed it in" in build.text(shown)
    assert len(Signature.objects.get().scan_sha256) == 64


def test_a_scan_is_needed_where_none_was_chosen():
    contract = contracts.intended()
    client = citizen(contract)
    shown = client.post(page(contract, "/scan"), {"document": document(client, contract)})
    assert shown.status_code == 400
    assert not Signature.objects.exists()


def test_newer_terms_of_a_signed_contract_are_shown_signed_or_refused():
    contract = contracts.signed()
    newer = contracts.terms(contract.terms.offer, version=2, months_owed=48)
    employer = contracts.side(contract, "customer")
    operations.amend(contract, terms=newer, reason="costs", actor=employer, now=contracts.NOW)
    client = citizen(contract)
    shown = build.text(client.get(page(contract)))
    assert "New terms are proposed. What changes:" in shown
    assert "36 months of work" in shown
    assert "48 months of work" in shown
    given = {"document": document(client, contract), "reason": "changed"}
    client.post(page(contract, "/refuse"), given)
    assert state_of(contract) == "signed"
    assert Contract.objects.get(pk=contract.pk).terms.version == 1
    assert not Amendment.objects.filter(closed_at__isnull=True).exists()


def test_an_amendment_after_the_page_was_opened_is_not_signed_unread():
    contract = contracts.intended()
    client = citizen(contract)
    seen = document(client, contract)
    newer = contracts.terms(contract.terms.offer, version=2, months_owed=48)
    employer = contracts.side(contract, "customer")
    operations.redraft(contract, terms=newer, reason="costs", actor=employer, now=contracts.NOW)
    shown = client.post(page(contract, "/sign"), {"document": seen}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    assert "48 months of work" in build.text(shown)
    assert not Signature.objects.exists()


def test_two_guardians_disagree_and_the_citizen_reads_what_follows():
    contract, _ = minor()
    first = contracts.side(contract, "guardian")
    operations.refuse_as_guardian(contract, reason="Too long", actor=first, now=contracts.NOW)
    client = citizen(contract)
    shown = build.text(client.get(page(contract)))
    assert "The guardians do not agree." in shown
    assert "a guardianship authority or a court decides" in shown
    assert "Too long" in shown
    assert "I sign exactly this" not in shown
    assert "Your guardians do not agree" in build.text(client.get("/en/my/application"))
    seen = client.post(page(contract, "/sign"), {"document": contract.document_sha256})
    assert seen.status_code == 409


def test_turning_18_on_the_way_the_citizen_signs_once_more_and_alone():
    contract, _ = minor(1)
    client = citizen(contract)
    client.post(page(contract, "/sign"), {"document": document(client, contract)})
    build.at(OF_AGE)
    shown = build.text(client.get(page(contract)))
    assert "You are of age now and decide alone" in shown
    shown = client.post(
        page(contract, "/sign"), {"document": document(client, contract)}, follow=True
    )
    assert "Your signature is recorded." in build.text(shown)
    for role in (PartyRole.CUSTOMER, PartyRole.EDUCATION):
        operations.sign(contract, actor=contracts.side(contract, role), now=OF_AGE)
    assert state_of(contract) == "signed"


def test_turning_18_settles_a_disagreement():
    contract, _ = minor()
    first = contracts.side(contract, "guardian")
    operations.refuse_as_guardian(contract, reason="Too long", actor=first, now=contracts.NOW)
    build.at(OF_AGE)
    shown = build.text(citizen(contract).get(page(contract)))
    assert "The guardians do not agree." not in shown
    assert "I sign exactly this" in shown


def test_the_employer_refuses_and_what_it_costs_is_said():
    contract = contracts.intended()
    operations.refuse_as_customer(
        contract,
        before_first_attestation=False,
        reason="No work",
        actor=contracts.side(contract, "customer"),
        now=contracts.NOW,
    )
    client = citizen(contract)
    shown = build.text(client.get(page(contract)))
    assert "The employer refused. You owe nothing" in shown
    assert "not computed yet; the education organisation fills it in" in shown
    operations.price_breach(
        contracts_breach(contract),
        amount=operations.Amount(25_000_000, "RUB", {"code": "quota"}),
        actor=contracts.side(contract, "education"),
        now=contracts.NOW,
    )
    assert "250,000 RUB" in build.text(client.get(page(contract)))


def contracts_breach(contract):

    return Breach.objects.get(contract=contract)


def test_a_stranger_s_contract_is_not_there():
    contract = contracts.intended()
    stranger = build.signed_in(contracts.guardian())
    assert stranger.get(page(contract)).status_code == 404
    sent = stranger.post(page(contract, "/sign"), {"document": contract.document_sha256})
    assert sent.status_code == 404


def test_without_a_contract_the_page_says_when_one_comes():
    client = build.signed_in(contracts.guardian())
    assert "There is no contract." in build.text(client.get("/en/my/contracts"))


def test_who_signs_reads_that_the_programme_rests_on_one_side_s_words():
    contract = contracts.intended()
    client = citizen(contract)
    programmes.resting(contract.terms.offer.allocation.capacity.programme)
    texts = pages.check(client, "applicant_contract", contract.pk)
    assert "It is no agreement: only one side has stated it" in texts["en"]
    assert "Бұл уағдаластық емес" in texts["kk"]


def test_a_guardian_reads_that_the_programme_rests_on_one_side_s_words():
    contract, guardians = minor(1)
    programmes.resting(contract.terms.offer.allocation.capacity.programme)
    client = build.signed_in(guardians[0], "guardian")
    texts = pages.check(client, "guardian_contract", contract.pk)
    assert "It is no agreement: only one side has stated it" in texts["en"]
