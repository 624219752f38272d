"""Every page where somebody reads a clause, consents or signs says which text prevails."""

from collections.abc import Callable

import pytest
from django.test import Client

from sheber.contracts.models import Contract
from sheber.offers.models import ClauseTemplate, Terms
from sheber.registry.enums import Role
from sheber.registry.operations import name_guardians
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.mobility import build as mobility
from tests.offers import build as offers
from tests.registry.build import ADMINISTRATOR, NOW
from tests.web import build as site
from tests.web import pages
from tests.web.applicant import build
from tests.web.college import build as college

pytestmark = [pytest.mark.django_db, pytest.mark.database]
RUSSIAN_PREVAILS = {
    "en": "Working translation: the Russian text prevails.",
    "kk": "Жұмыс аудармасы: орыс тіліндегі мәтін басым болады.",
}
KAZAKH_PREVAILS = {
    "en": "Working translation: the Kazakh text prevails.",
    "ru": "Рабочий перевод: преобладает казахский текст.",
}
Walk = Callable[[], tuple[Client, str, tuple[object, ...]]]


def works() -> Client:
    client = Client()
    client.force_login(site.account("works", of=demand.employer()))
    return client


def written_out(language: str = "ru", status: str = "draft", minor: bool = False) -> Contract:
    """A contract that waits for signatures, with one clause."""
    build.at(contracts.NOW)
    terms = contracts.terms(prevailing_language=language)
    terms.clauses.add(offers.clause(status))
    if not minor:
        return contracts.intended()
    guardian = contracts.guardian()
    row = contracts.intended(contracts.seat(born=contracts.MINOR), guardians=(guardian,))
    name_guardians([(row.person, guardian)], "parent", actor=ADMINISTRATOR, now=NOW)
    return row


def listed(minor: bool = False):
    """A list with a target seat that waits for a word."""
    who = admissions.person(born=admissions.MINOR) if minor else admissions.person()
    campaign = admissions.campaign()
    first, offer = build.target(campaign)
    admissions.open_(campaign)
    admissions.draft(campaign, who, wish(first, "target", offer))
    return who


def stay_to_agree(minor: bool = False):
    build.at(mobility.NOW)
    of = mobility.enrolment(born=mobility.MINOR) if minor else mobility.enrolment()
    stay = mobility.nominated(of)
    mobility.drawn_up(stay)
    return stay


def guardian_of(who) -> Client:
    return build.signed_in(build.guardian_of(who), Role.GUARDIAN)


def given_seat():
    build.at(admissions.PUBLISHED)
    campaign = admissions.campaign()
    first, offer = build.target(campaign)
    admissions.open_(campaign)
    who = admissions.apply(campaign, 231, wish(first, "target", offer))
    admissions.cleared(campaign)
    return who


def list_of_the_applicant():
    build.at(admissions.APPLYING)
    return build.signed_in(listed()), "applicant_submit", ()


def list_for_the_guardian():
    build.at(admissions.APPLYING)
    who = listed(minor=True)
    return guardian_of(who), "guardian_child", (who.pk,)


def consent_of_the_applicant():
    return build.signed_in(given_seat()), "applicant_result", ()


def offer_for_everybody():
    shown = offers.published(stated={"prevailing_language": "ru", "clauses": (offers.clause(),)})
    build.at(offers.NOW)
    return Client(), "offer", (shown.code,)


def contract_of_the_citizen():
    row = written_out()
    return build.signed_in(row.person), "applicant_contract", (row.pk,)


def contract_for_the_guardian():
    row = written_out(minor=True)
    party = next(one for one in contracts.parties(row, "guardian"))
    return build.signed_in(party.person, Role.GUARDIAN), "guardian_contract", (row.pk,)


def contract_of_the_employer():
    row = written_out()
    return works(), "employer_contract", (row.pk,)


def contracts_that_the_employer_signs():
    written_out()
    return works(), "employer_contracts_sign", ()


def contracts_that_the_college_signs():
    written_out()
    return college.sign_in(Client()), "college_sign", ()


def offer_that_the_employer_publishes():
    offer = offers.draft()
    offers.terms(offer, prevailing_language="ru", clauses=(offers.clause(),))
    build.at(offers.NOW)
    return works(), "employer_offer_publish", (offer.pk,)


def terms_that_the_employer_says():
    offer = offers.draft()
    offers.terms(offer, prevailing_language="ru", clauses=(offers.clause(),))
    build.at(offers.NOW)
    return works(), "employer_offer_terms", (offer.pk,)


def newer_terms_that_the_employer_proposes():
    row = written_out()
    contracts.terms(row.terms.offer, 2, months_owed=48)
    return works(), "employer_contract_newer", (row.pk,)


def learning_of_the_student():
    stay = stay_to_agree()
    return build.signed_in(stay.person), "applicant_way", ()


def learning_for_the_guardian():
    stay = stay_to_agree(minor=True)
    return guardian_of(stay.person), "guardian_child", (stay.person_id,)


def learning_that_the_college_signs():
    stay_to_agree()
    return college.sign_in(Client(), of=mobility.home()), "college_learning_sign", ()


WALKS: tuple[Walk, ...] = (
    list_of_the_applicant,
    list_for_the_guardian,
    consent_of_the_applicant,
    offer_for_everybody,
    contract_of_the_citizen,
    contract_for_the_guardian,
    contract_of_the_employer,
    contracts_that_the_employer_signs,
    contracts_that_the_college_signs,
    offer_that_the_employer_publishes,
    terms_that_the_employer_says,
    newer_terms_that_the_employer_proposes,
    learning_of_the_student,
    learning_for_the_guardian,
    learning_that_the_college_signs,
)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_the_page_says_that_it_is_a_working_translation(walk):
    client, view, args = walk()
    texts = pages.check(client, view, *args)
    for language, sentence in RUSSIAN_PREVAILS.items():
        assert sentence in texts[language]
    assert "Рабочий перевод" not in texts["ru"]


@pytest.mark.parametrize(
    "walk",
    [
        contract_of_the_employer,
        contracts_that_the_employer_signs,
        contracts_that_the_college_signs,
        contract_of_the_citizen,
        contract_for_the_guardian,
    ],
    ids=lambda walk: walk.__name__,
)
def test_the_clauses_themselves_stand_where_they_are_signed_with_the_text_that_prevails(walk):
    client, view, args = walk()
    text = pages.check(client, view, *args)["kk"]
    clause = ClauseTemplate.objects.get()
    assert clause.text_kk in text
    assert clause.text_ru in text


@pytest.mark.parametrize(
    ("client", "view"),
    [(works, "employer_contracts_sign"), (lambda: college.sign_in(Client()), "college_sign")],
)
def test_a_checked_kazakh_text_that_prevails_is_no_working_translation(client, view):
    written_out("kk", "act")
    texts = pages.check(client(), view)
    for language, sentence in KAZAKH_PREVAILS.items():
        assert sentence in texts[language]
    assert "Жұмыс аудармасы" not in texts["kk"]


def test_contracts_under_the_same_clauses_show_them_once():
    first = written_out()
    second = contracts.intended(contracts.seat())
    assert first.terms == second.terms
    assert Terms.objects.count() == 1
    text = pages.check(works(), "employer_contracts_sign")["en"]
    assert text.count(RUSSIAN_PREVAILS["en"]) == 1
