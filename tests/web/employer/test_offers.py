"""Offers as pages: drafted, said, published when rules are known, amended, taken back."""

import pytest
from django.urls import reverse

from sheber.offers.models import Answer, Offer, RuleUse, Terms
from tests.flows.own_data import build as door
from tests.offers import build as offers
from tests.registry import build as registry
from tests.web import build as site
from tests.web import pages
from tests.web.employer import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TERMS = {
    "months_owed": "36",
    "work_region": "RU-ORE",
    "regime": "RU-555-2024",
    "currency": "RUB",
    "monthly": "12500.50",
    "bed": "true",
    "bed_price": "",
    "teaching_language": "ru",
    "contact_office": "Отдел кадров",
    "prevailing_language": "",
    "licence_en": "Yes",
    "licence_ru": "Да",
    "licence_kk": "Иә",
}


@pytest.fixture(autouse=True)
def _site():
    site.real()
    door.registry_of_one_town()
    registry.country("KZ")


@pytest.fixture
def employer(client):
    return build.sign_in(client)


def post(client, view: str, *args, **data):
    return client.post(reverse(view, args=args), data)


def drafted(client, open_to=("RU",), seats: str = "3") -> Offer:
    line, on = build.planned()
    post(
        client,
        "employer_offers",
        code="OFFER-1",
        promise=f"{on.pk}:{line.pk}",
        seats=seats,
        open_to=list(open_to),
    )
    return Offer.objects.get()


def published(client, **given) -> Offer:
    offer = drafted(client, **given)
    post(client, "employer_offer_terms", offer.pk, **TERMS)
    post(client, "employer_offer_publish", offer.pk)
    offer.refresh_from_db()
    return offer


def test_an_offer_is_drafted_on_the_seats_of_a_plan_said_and_published(employer):
    offer = drafted(employer)
    pages.check(employer, "employer_offers")
    pages.check(employer, "employer_offer_terms", offer.pk)
    post(employer, "employer_offer_terms", offer.pk, **TERMS)
    terms = Terms.objects.get(offer=offer)
    assert (terms.monthly_minor, terms.bed, terms.bed_price_minor) == (1_250_050, True, None)
    assert Answer.objects.get(terms=terms).text_kk == "Иә"
    texts = pages.check(employer, "employer_offer_publish", offer.pk)
    assert "What if the firm closes?" in texts["en"]
    post(employer, "employer_offer_publish", offer.pk)
    offer.refresh_from_db()
    assert offer.state == "published"


def test_only_regimes_that_are_open_to_the_programme_can_be_picked(employer):
    offers.regimes({"code": "RU-555-2024"}, {"code": "RU-302-2019", "admitted_before": 2021})
    offer = drafted(employer)
    page = employer.get(reverse("employer_offer_terms", args=[offer.pk]))
    assert [code for code, _ in page.context["form"].fields["regime"].choices] == ["RU-555-2024"]
    closed = {**TERMS, "regime": "RU-302-2019"}
    answer = post(employer, "employer_offer_terms", offer.pk, **closed)
    assert set(answer.context["form"].errors) == {"regime"}
    assert not Terms.objects.exists()


def test_a_regime_that_closed_since_the_terms_were_said_stands_in_the_way(employer):
    offer = drafted(employer)
    post(employer, "employer_offer_terms", offer.pk, **TERMS)
    offers.regimes({"code": "RU-999-2027"})
    page = employer.get(reverse("employer_offer_publish", args=[offer.pk]))
    assert "RU-999-2027" in page.content.decode()
    assert post(employer, "employer_offer_publish", offer.pk).status_code == 409


def test_what_is_not_answered_is_shown_as_not_stated(employer):
    offer = published(employer)
    assert "not stated" in pages.check(employer, "employer_offer", offer.pk)["en"]


def test_half_an_answer_is_told_beside_its_field(employer):
    offer = drafted(employer)
    answer = post(employer, "employer_offer_terms", offer.pk, **{**TERMS, "licence_kk": ""})
    assert set(answer.context["form"].errors) == {"licence_kk"}
    assert not Terms.objects.exists()


def test_no_more_seats_than_the_plan_means_for_the_line(employer):
    line, on = build.planned(meant=4)
    given = {"code": "OFFER-1", "promise": f"{on.pk}:{line.pk}", "open_to": ["RU"]}
    answer = post(employer, "employer_offers", **given, seats="5")
    assert set(answer.context["form"].errors) == {"seats"}
    assert not Offer.objects.exists()


def test_a_code_is_given_once(employer):
    offer = drafted(employer, seats="1")
    given = {"code": offer.code, "promise": f"{offer.allocation_id}:{offer.line_id}"}
    answer = post(employer, "employer_offers", **given, seats="1", open_to=["RU"])
    assert set(answer.context["form"].errors) == {"code"}


def test_a_rule_that_nobody_knows_stands_in_the_way_until_the_offices_answer(employer):
    offers.rule("target_seat.open_to.KZ")
    offer = drafted(employer, open_to=("RU", "KZ"))
    post(employer, "employer_offer_terms", offer.pk, **TERMS)
    page = employer.get(reverse("employer_offer_publish", args=[offer.pk]))
    assert [one.allows for one in page.context["rules"]] == [False]
    assert "Publish the offer" not in page.content.decode()
    refused = post(employer, "employer_offer_publish", offer.pk)
    assert refused.status_code == 409
    offers.answer("target_seat.open_to.KZ", by=[one for one in ("RU", "KZ") if _has_office(one)])
    page = employer.get(reverse("employer_offer_publish", args=[offer.pk]))
    assert "assumption" in page.context["rules"][0].said
    post(employer, "employer_offer_publish", offer.pk)
    assert RuleUse.objects.get().basis == "assumption"


def _has_office(country: str) -> bool:
    from sheber.registry.queries import offices

    return offices().filter(country_id=country).exists()


def test_a_rule_whose_answer_is_no_forbids_the_offer_in_words(employer):
    offers.rule("target_seat.open_to.KZ", value=False, kind="boolean")
    offer = drafted(employer, open_to=("RU", "KZ"))
    post(employer, "employer_offer_terms", offer.pk, **TERMS)
    assert post(employer, "employer_offer_publish", offer.pk).status_code == 409
    offer.refresh_from_db()
    assert offer.state == "draft"


def test_an_offer_amended_after_publication_keeps_both_versions_and_the_reason(employer):
    offer = published(employer)
    pages.check(employer, "employer_offer_amend", offer.pk)
    given = {**TERMS, "monthly": "9000", "why-ground": "money_lacking", "why-words": "Less money."}
    post(employer, "employer_offer_amend", offer.pk, **given)
    versions = Terms.objects.filter(offer=offer).order_by("version")
    assert [one.monthly_minor for one in versions] == [1_250_050, 900_000]
    texts = pages.check(employer, "employer_offer", offer.pk)
    assert "Less money." in texts["en"]
    assert "What version 2 changed" in texts["en"]


def test_an_amendment_needs_a_ground(employer):
    offer = published(employer)
    assert post(employer, "employer_offer_amend", offer.pk, **TERMS).status_code == 400
    assert Terms.objects.filter(offer=offer).count() == 1


def test_a_draft_is_not_amended_and_a_published_offer_has_no_terms_to_replace(employer):
    offer = drafted(employer)
    assert employer.get(reverse("employer_offer_amend", args=[offer.pk])).status_code == 409
    post(employer, "employer_offer_terms", offer.pk, **TERMS)
    post(employer, "employer_offer_publish", offer.pk)
    assert employer.get(reverse("employer_offer_terms", args=[offer.pk])).status_code == 409


def test_an_offer_is_taken_back_with_a_ground_and_its_seats_are_free_again(employer):
    offer = published(employer)
    pages.check(employer, "employer_offer_withdraw", offer.pk)
    post(employer, "employer_offer_withdraw", offer.pk, ground="project_delayed", words="")
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    free = employer.get(reverse("employer_offers")).context["free"]
    assert [one.free for one in free] == [4]


def test_the_form_of_terms_begins_with_what_was_said(employer):
    offer = drafted(employer)
    post(employer, "employer_offer_terms", offer.pk, **TERMS)
    page = employer.get(reverse("employer_offer_terms", args=[offer.pk])).content.decode()
    assert 'value="12500.5' in page
    assert '<option value="true" selected>' in page
    assert "Отдел кадров" in page
