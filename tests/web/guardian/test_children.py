"""A guardian: the child's list, seat and contract, two guardians at odds, and the day of 18."""

from datetime import UTC, datetime

import pytest

from sheber.admissions.models import Application, Seat
from sheber.contracts import operations as contracting
from sheber.contracts.models import Contract
from sheber.flows.disclosing import disclose
from sheber.registry.enums import Role
from sheber.registry.operations import name_guardians
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.contracts import build as contracts
from tests.mobility import build as mobility
from tests.offers import build as offers
from tests.registry.build import ADMINISTRATOR, NOW
from tests.web import pages
from tests.web.applicant import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HOME = "/en/children"
OF_AGE = datetime(2027, 6, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment(db):
    build.at(admissions.APPLYING)


def child(act, ward):
    return f"{HOME}/{ward.pk}/{act}" if act else f"{HOME}/{ward.pk}"


def parent(ward):
    """A guardian, and a browser in which the guardian is signed in."""
    guardian = build.guardian_of(ward)
    return guardian, build.signed_in(guardian, Role.GUARDIAN)


def drafted():
    """A child's list with a target seat and one without service."""
    ward = admissions.person(born=admissions.MINOR)
    campaign = admissions.campaign()
    first, offer = build.target(campaign)
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    row = admissions.draft(campaign, ward, wish(first, "target", offer), wish(main))
    return row, offer


def test_pages_hold_to_the_rules_and_say_what_the_child_ranked():
    row, _ = drafted()
    guardian, client = parent(row.person)
    home = pages.check(client, "guardian_home")
    assert "Read your child’s list and agree to it" in home["en"]
    assert "17 years old" in home["en"]
    texts = pages.check(client, "guardian_child", row.person_id)
    assert "36 months of work" in texts["en"]
    assert "nothing: no work is owed for this seat" in texts["en"]
    assert offers.office("RU").name_en in texts["en"]
    assert "Жұмыс аудармасы: орыс тіліндегі мәтін басым болады." in texts["kk"]
    assert "Проверочный" not in texts["ru"]
    assert guardian.pk not in texts["en"]


def test_agrees_to_exactly_the_list_that_was_read():
    row, _ = drafted()
    guardian, client = parent(row.person)
    page = child("", row.person)
    shown = client.post(child("list", row.person), {"seal": "0" * 32}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    seal = build.hidden(client.get(page), "seal")
    shown = client.post(child("list", row.person), {"seal": seal}, follow=True)
    assert "You have agreed to this list." in build.text(shown)
    assert Application.objects.get(pk=row.pk).guardian_id == guardian.pk
    assert "I agree to exactly this list" not in build.text(client.get(page))
    assert "Nothing waits for you." in build.text(client.get(HOME))


def test_an_amended_offer_is_noted_by_the_child_first():
    row, offer = drafted()
    _, client = parent(row.person)
    build.amend(offer, admissions.APPLYING)
    shown = build.text(client.get(child("", row.person)))
    assert "48 months of work" in shown
    assert "Your child reads and notes the new terms first" in shown
    assert "I agree to exactly this list" not in shown


def test_somebody_else_s_child_is_not_there():
    row, _ = drafted()
    _, client = parent(admissions.person(born=admissions.MINOR))
    assert client.get(child("", row.person)).status_code == 404
    assert client.post(child("list", row.person), {"seal": "x"}).status_code == 404


def given():
    """A seat is offered to a child whose guardian agreed to the list."""
    row, offer = drafted()
    _, client = parent(row.person)
    seal = build.hidden(client.get(child("", row.person)), "seal")
    client.post(child("list", row.person), {"seal": seal})
    row.refresh_from_db()
    build.verified(row, 231)
    admissions.cleared(row.campaign)
    build.at(admissions.CONSENTING)
    return row.person, client, offer


def test_agrees_that_the_child_takes_exactly_this_seat():
    ward, client, _ = given()
    page = build.text(client.get(child("", ward)))
    assert "Agree that your child takes the seat" in build.text(client.get(HOME))
    assert "5 August 2026, 09:00 (UTC)" in page
    assert "Study begins" in page
    shown = client.post(child("seat", ward), {"seal": "0" * 32}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    seal = build.hidden(client.get(child("", ward)), "seal")
    shown = client.post(child("seat", ward), {"seal": seal}, follow=True)
    assert "Your child can take the seat now." in build.text(shown)
    assert Seat.objects.get(person=ward).guardian_id is not None


def test_the_day_of_consent_was_missed():
    ward, client, _ = given()
    build.at(admissions.CONSENT_BY)
    shown = build.text(client.get(child("", ward)))
    assert "This moment has passed." in shown
    assert "I agree that my child takes this seat" not in shown


def test_amended_after_publication_the_child_notes_it_first():
    ward, client, offer = given()
    build.amend(offer, admissions.CONSENTING)
    shown = build.text(client.get(child("", ward)))
    assert "48 months of work" in shown
    assert "I agree that my child takes this seat" not in shown


def test_who_has_seen_the_child_s_name():
    ward, client, _ = given()
    disclose(ward, purpose="exam", actor=offers.office_actor(), now=admissions.CONSENTING)
    shown = build.text(client.get(child("", ward)))
    assert "exam" in shown
    assert offers.office().name_en in shown


def written_out(number=1):
    """A contract of a child, with guardians who are entered and signed in."""
    build.at(contracts.NOW)
    guardians = tuple(contracts.guardian() for _ in range(number))
    contract = contracts.intended(contracts.seat(born=contracts.MINOR), guardians=guardians)
    pairs = [(contract.person, one) for one in guardians]
    name_guardians(pairs, "parent", actor=ADMINISTRATOR, now=NOW)
    return contract, [build.signed_in(one, Role.GUARDIAN) for one in guardians]


def paper(contract, act=""):
    return f"{HOME}/contracts/{contract.pk}{act}"


def state_of(contract):
    return Contract.objects.get(pk=contract.pk).state


def refuse(client, contract, reason="terms"):
    document = build.hidden(client.get(paper(contract)), "document")
    given = {"document": document, "reason": reason}
    return client.post(paper(contract, "/refuse"), given, follow=True)


def sign(client, contract):
    document = build.hidden(client.get(paper(contract)), "document")
    return client.post(paper(contract, "/sign"), {"document": document}, follow=True)


def test_the_contract_holds_to_the_rules_and_is_signed():
    contract, (client,) = written_out()
    texts = pages.check(client, "guardian_contract", contract.pk)
    assert "36 months of work" in texts["en"]
    assert "Жұмыс аудармасы: орыс тіліндегі мәтін басым болады." in texts["kk"]
    assert "Read your child’s contract" in build.text(client.get(HOME))
    assert "Your signature is recorded." in build.text(sign(client, contract))
    assert "I sign exactly this" not in build.text(client.get(paper(contract)))


def test_the_only_guardian_refuses_and_the_contract_ends():
    contract, (client,) = written_out()
    shown = build.text(refuse(client, contract))
    assert state_of(contract) == "refused_by_citizen"
    assert "Nothing is owed and there is no fine" in shown
    assert "I do not agree with the terms" in shown


def test_two_guardians_disagree_and_both_read_the_same_words():
    contract, (first, second) = written_out(2)
    sign(first, contract)
    refuse(second, contract)
    assert state_of(contract) == "intended"
    said = [build.text(client.get(paper(contract))) for client in (first, second)]
    for shown in said:
        assert "The guardians do not agree." in shown
        assert "a guardianship authority or a court decides" in shown
        assert "I do not agree with the terms" in shown
    assert "I sign exactly this" not in said[0]
    assert "I sign exactly this" in said[1]
    for client in (first, second):
        shown = build.text(client.get(HOME))
        assert "The guardians do not agree about the contract" in shown


def test_the_guardian_who_refused_may_still_sign():
    contract, (first, second) = written_out(2)
    refuse(first, contract)
    sign(first, contract)
    sign(second, contract)
    shown = build.text(first.get(paper(contract)))
    assert "The guardians do not agree." not in shown
    assert shown.count("has not signed") == 3


def test_a_court_settles_it():
    contract, (first, second) = written_out(2)
    sign(first, contract)
    refuse(second, contract)
    contracting.settle_guardians(
        contract,
        document="Court decision 12",
        may_sign=True,
        actor=contracts.office(),
        now=contracts.NOW,
    )
    shown = build.text(second.get(paper(contract)))
    assert "refused, settled by a decision" in shown
    assert "The guardians do not agree." not in shown


def test_a_reason_is_needed_to_refuse():
    contract, (client,) = written_out()
    document = build.hidden(client.get(paper(contract)), "document")
    shown = client.post(paper(contract, "/refuse"), {"document": document})
    assert shown.status_code == 400
    assert state_of(contract) == "intended"


def test_turning_18_on_the_way_closes_the_page_and_the_guardian_s_part():
    contract, (client,) = written_out()
    document = build.hidden(client.get(paper(contract)), "document")
    build.at(OF_AGE)
    shown = build.text(client.get(child("", contract.person)))
    assert "Of age: decides alone." in shown
    assert "What your child ranked" not in shown
    assert "Contracts that you sign" in shown
    shown = build.text(client.get(paper(contract)))
    assert "Your child is of age now and decides alone." in shown
    assert "I sign exactly this" not in shown
    late = client.post(paper(contract, "/sign"), {"document": document})
    assert late.status_code == 409
    assert "decides alone" in build.text(late)
    assert client.post(child("list", contract.person), {"seal": "x"}).status_code == 404
    assert "Nothing waits for you." in build.text(client.get(HOME))


def test_a_contract_of_somebody_else_is_not_there():
    contract, _ = written_out()
    _, client = parent(admissions.person(born=admissions.MINOR))
    assert client.get(paper(contract)).status_code == 404


def test_signs_what_the_child_will_learn_abroad():
    build.at(mobility.NOW)
    stay = mobility.nominated(mobility.enrolment(born=mobility.MINOR))
    row = mobility.drawn_up(stay)
    _, client = parent(stay.person)
    assert "Sign what your child will learn abroad" in build.text(client.get(HOME))
    content = build.hidden(client.get(child("", stay.person)), "content")
    client.post(child("learning", stay.person), {"agreement": row.pk, "content": content})
    row.refresh_from_db()
    assert row.guardian_signed_at == mobility.NOW


def test_nobody_but_a_guardian_opens_these_pages(client):
    assert client.get(HOME).status_code == 302
    applicant = build.signed_in(admissions.person())
    assert applicant.get(HOME).status_code == 403


def test_without_a_child_the_page_says_whom_to_ask():
    client = build.signed_in(admissions.person(), Role.GUARDIAN)
    assert "No child is entered for you." in build.text(client.get(HOME))
