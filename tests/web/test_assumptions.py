"""Every page that depends on an office's assumption says so and leads to the list of them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sheber.offers.models import RuleUse
from sheber.registry.enums import Role
from sheber.registry.operations import name_guardians
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.offers import build as offers
from tests.registry.build import ADMINISTRATOR, NOW
from tests.web import build as site
from tests.web import pages
from tests.web.applicant import build
from tests.web.college import build as college

pytestmark = [pytest.mark.django_db, pytest.mark.database]
RULE = "target_seat.open_to.KZ"
NOTE = "This rests on an assumption"
BASES = ("assumption", "document")


def answered(basis: str, code: str = RULE, value: object = True) -> None:
    offers.office("RU"), offers.office("KZ")
    offers.rule(code)
    offers.answer(code, value=value, basis=basis)


def client_of(who, role: str = Role.APPLICANT) -> Client:
    return build.signed_in(who, role)


def works() -> Client:
    client = Client()
    client.force_login(site.account("works", of=demand.employer()))
    return client


def office() -> Client:
    client = Client()
    client.force_login(site.account("office", Role.OFFICE, of=offers.office("RU")))
    return client


def public(basis):
    answered(basis)
    build.at(offers.NOW)
    line, on = demand.confirmed_line(), offers.allocation()
    first, second = (offers.published(line=line, on=on, open_to=("RU", "KZ")) for _ in range(2))
    yield Client(), "offers", (), ""
    yield Client(), "offer", (first.code,), ""
    yield Client(), "offers_compare", (), f"?offer={first.code}&offer={second.code}"
    yield works(), "employer_offer", (first.pk,), ""


def publishing(basis):
    answered(basis)
    offer = offers.draft(open_to=("RU", "KZ"))
    offers.terms(offer)
    build.at(offers.NOW)
    yield works(), "employer_offer_publish", (offer.pk,), ""


def applying(basis, minor: bool = False):
    answered(basis)
    build.at(admissions.APPLYING)
    who = admissions.person(born=admissions.MINOR) if minor else admissions.person()
    campaign = admissions.campaign()
    first, offer = admissions.target_offering(campaign, open_to=("RU", "KZ"))
    admissions.open_(campaign)
    admissions.draft(campaign, who, wish(first, "target", offer))
    return who


def lists(basis):
    who = client_of(applying(basis))
    for view in ("applicant_list", "applicant_submit", "applicant_receipt"):
        yield who, view, (), ""


def child(basis):
    who = applying(basis, minor=True)
    yield client_of(build.guardian_of(who), Role.GUARDIAN), "guardian_child", (who.pk,), ""


def cleared(**given):
    campaign = admissions.campaign()
    first, offer = admissions.target_offering(campaign, **given)
    admissions.open_(campaign)
    who = admissions.apply(campaign, 231, wish(first, "target", offer))
    clearing = admissions.cleared(campaign)
    build.at(admissions.PUBLISHED)
    yield client_of(who), "applicant_result", (), ""
    both = office()
    yield both, "campaign", (campaign.pk,), ""
    yield both, "clearing", (clearing.pk,), ""


def seats_of_an_offer(basis):
    answered(basis)
    yield from cleared(open_to=("RU", "KZ"))


def seats_of_a_spill(basis):
    answered(basis, "admission.spill", [{"from": "target", "to": "main"}])
    yield from cleared()


def signing(basis):
    build.at(contracts.NOW)
    guardian = contracts.guardian()
    row = contracts.intended(contracts.seat(born=contracts.MINOR), guardians=(guardian,))
    name_guardians([(row.person, guardian)], "parent", actor=ADMINISTRATOR, now=NOW)
    RuleUse.objects.create(
        offer=row.terms.offer, country_id="RU", code=RULE, basis=basis, pack="RU-2026"
    )
    offers.office("RU")
    yield client_of(row.person), "applicant_contract", (row.pk,), ""
    yield client_of(guardian, Role.GUARDIAN), "guardian_contract", (row.pk,), ""
    firm = works()
    yield firm, "employer_contract", (row.pk,), ""
    yield firm, "employer_contracts_sign", (), ""
    yield college.sign_in(Client()), "college_sign", (), ""
    yield office(), "office_contract", (row.pk,), ""


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(
    "walk",
    [public, publishing, lists, child, seats_of_an_offer, seats_of_a_spill, signing],
    ids=lambda walk: walk.__name__,
)
def test_what_rests_on_an_assumption_says_so_and_nothing_else_does(walk, basis):
    for client, view, args, query in walk(basis):
        text = pages.check(client, view, *args, query=query)["en"]
        assert (NOTE in text) == (basis == "assumption"), view
        with translation.override("en"):
            url = reverse(view, args=args) + query
        page = client.get(url).content.decode()
        assert ('/assumptions"' in page.partition("<main")[2]) == (basis == "assumption"), view


def test_the_list_of_assumptions_names_the_pools_that_rest_on_one(client):
    answered("assumption", "admission.spill", [{"from": "target", "to": "main"}])
    build.at(admissions.APPLYING)
    campaign = admissions.campaign()
    admissions.offering(campaign, "A")
    admissions.offering(campaign, "B")
    text = pages.check(client, "assumptions")["en"]
    assert "Admission 2026: the pools of 2 offerings rest on it" in text


def test_a_campaign_and_its_round_say_what_was_carried_forward():
    offers.office("RU"), offers.office("KZ")
    campaign = admissions.campaign(packs=(offers.pack(year=2025),))
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    admissions.apply(campaign, 300, wish(main))
    clearing = admissions.compute(admissions.close(campaign))
    build.at(admissions.CLEARING)
    client = office()
    for view, key in (("campaign", campaign.pk), ("clearing", clearing.pk)):
        assert "carried forward, unconfirmed" in pages.check(client, view, key)["en"]
