"""Offers for everybody: found by what matters, read in plain words, laid side by side."""

import pytest
from django.utils import translation

from sheber.admissions import operations as admissions
from sheber.admissions.models import SeatSource
from sheber.demand.models import Call
from sheber.offers import operations
from sheber.offers.enums import Question
from sheber.planning import operations as planning
from tests.admissions import build
from tests.demand import build as demand
from tests.offers import build as offers
from tests.programmes import build as programmes
from tests.registry.build import country, region
from tests.web import build as web
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LEAVES = ("Pay the support back.", "Вернуть поддержку.", "Қолдауды қайтару керек.")


@pytest.fixture(autouse=True)
def installed(db):
    web.demo()


def cheap(**given):
    """36 months in RU-ORE, a bed, money, one question answered."""
    stated = {
        "monthly_minor": 500_000,
        "bed": True,
        "bed_price_minor": 120_000,
        "teaching_language": "ru",
        "contact_office": "Demo personnel office",
        "prevailing_language": "ru",
        "answers": {Question.ONE_LEAVES: LEAVES},
    }
    if "line" not in given:
        call = demand.call(code=f"CALL-{Call.objects.count() + 1}")
        given["line"] = demand.confirmed_line(of=call)
    return offers.published({**stated, **given.pop("stated", {})}, **given)


def test_list_and_offer_hold_to_the_rules(client):
    offer = cheap()
    listed = pages.check(client, "offers")
    assert "36 months of work" in listed["en"]
    assert "36 месяцев работы" in listed["ru"]
    assert "36 ай" in listed["kk"]
    shown = pages.check(client, "offer", offer.code)
    assert "Demo data." in shown["en"]
    assert "Pay the support back." in shown["en"]
    assert "Қолдауды қайтару керек." in shown["kk"]


def test_every_question_is_answered_or_says_not_stated(client):
    text = pages.check(client, "offer", cheap().code)["en"]
    with translation.override("en"):
        assert [str(one.label) for one in Question if str(one.label) not in text] == []
    asked, _, rest = text.partition("What if the firm closes?")
    assert rest.lstrip().startswith("not stated")
    assert "5,000 RUB a month" in asked + rest
    assert "a bed is offered for 1,200 RUB a month" in rest
    assert "Demo personnel office" in rest


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("months=36", {"SHORT"}),
        ("months=60", {"SHORT", "LONG"}),
        ("language=kk", {"LONG"}),
        ("bed=yes", {"SHORT"}),
        ("bed=no", {"LONG"}),
        ("country=KZ", set()),
        ("region=RU-ORE", {"SHORT", "LONG"}),
        ("open_to=RU&year=2026", {"SHORT", "LONG"}),
        ("open_to=KZ", set()),
        ("occupation=7411", {"SHORT", "LONG"}),
        ("year=", {"SHORT", "LONG"}),
    ],
)
def test_offers_are_found_by_what_matters(client, query, found):
    country("KZ")
    cheap(code="SHORT")
    cheap(code="LONG", stated={"months_owed": 48, "bed": False, "teaching_language": "kk"})
    shown = client.get(f"/en/offers?{query}").content.decode()
    assert {code for code in ("SHORT", "LONG") if f'value="{code}"' in shown} == found


def test_nothing_found_says_what_to_loosen(client):
    cheap()
    assert "Loosen a condition" in client.get("/en/offers?months=3").content.decode()


def test_bad_filter_gets_a_sentence_and_no_offer_is_lost(client):
    offer = cheap()
    shown = client.get("/en/offers?months=many&region=nowhere")
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "Enter a whole number." in text
    assert offer.code in text


def test_a_draft_is_not_shown_to_a_visitor(client):
    draft = offers.draft()
    offers.terms(draft)
    assert client.get(f"/en/offers/{draft.code}").status_code == 404
    assert draft.code not in client.get("/en/offers").content.decode()


def test_amendment_is_kept_in_the_history_with_what_changed(client):
    offer = cheap()
    newer = offers.new_terms(offer, months_owed=42, monthly_minor=500_000)
    operations.amend(
        offer, newer, reason="costs", actor=offers.employer_actor(offer), now=offers.NOW
    )
    text = pages.check(client, "offer", offer.code)["en"]
    assert "Version 2" in text
    history = text[text.index("History of the terms") :]
    assert "36 months of work" in history
    assert "42 months of work" in history
    assert "costs" not in text


def test_offer_on_an_assumption_names_the_offices_and_leads_to_the_assumptions(client):
    offers.pack()
    offers.rule("target_seat.open_to.KZ")
    offers.office("RU"), offers.office("KZ")
    offers.answer("target_seat.open_to.KZ")
    offer = cheap(open_to=("RU", "KZ"))
    response = client.get(f"/en/offers/{offer.code}")
    text = response.content.decode()
    assert "an assumption of the offices" in text
    assert offers.office("RU").name_en in text
    assert offers.office("KZ").name_en in text
    assert 'href="/en/assumptions"' in text
    assert "rests on an assumption" in client.get("/en/offers").content.decode()


def test_seats_that_the_programme_does_not_own_are_applied_for_elsewhere(client):
    campaign = build.campaign()
    source = admissions.NewSource("RU", "target", "rabota_v_rossii", build.CLOSES, "17")
    admissions.set_seat_sources(campaign, [source], actor=offers.office_actor(), now=build.NOW)
    _, offer = build.target_offering(campaign, seats=2)
    assert SeatSource.objects.count() == 1
    texts = pages.check(client, "offer", offer.code)
    assert "This is not your application to the university; file it here:" in texts["en"]
    assert "Работа в России" in texts["en"]
    assert "17" in texts["en"]
    assert "25 July 2026, 14:00 (UTC)" in texts["en"]
    assert "Это не ваше заявление в вуз" in texts["ru"]
    assert "The programme decides these seats." in texts["en"]


def test_clauses_name_the_text_that_prevails_to_readers_of_another(client):
    offer = cheap(stated={"clauses": (offers.clause(),)})
    texts = pages.check(client, "offer", offer.code)
    assert "Working translation: the Russian text prevails." in texts["en"]
    assert "Жұмыс аудармасы: орыс тіліндегі мәтін басым болады." in texts["kk"]
    assert "преобладает русский текст" not in texts["ru"]
    assert "Работа" in texts["en"]


def test_without_a_prevailing_language_the_offer_says_that_nobody_can_sign(client):
    offer = cheap(stated={"prevailing_language": "", "clauses": (offers.clause(),)})
    assert "nobody can sign" in pages.check(client, "offer", offer.code)["en"]


def test_two_offers_side_by_side_obligations_first(client):
    cheap(code="SHORT")
    cheap(code="LONG", stated={"months_owed": 48, "work_region": region("RU-ORE").pk})
    texts = pages.check(client, "offers_compare", query="?offer=SHORT&offer=LONG")
    text = texts["en"]
    assert text.index("48 months of work") < text.index("5,000 RUB a month")
    table = client.get("/en/offers/compare?offer=SHORT&offer=LONG&download=offers.csv")
    assert "SHORT" in table.content.decode("utf-8-sig").splitlines()[1]


def test_four_offers_are_too_many_and_one_is_too_few(client):
    for code in "ABCD":
        cheap(code=code)
    four = client.get("/en/offers/compare?offer=A&offer=B&offer=C&offer=D").content.decode()
    assert "the first three are shown" in four
    assert 'href="/en/offers/D"' not in four
    one = client.get("/en/offers/compare?offer=A&offer=nothing").content.decode()
    assert "Choose two or three offers" in one


def test_latest_year_is_shown_first_and_earlier_ones_on_request(client):
    cheap(code="THIS")
    cheap(code="NEXT", on=allocation_of(2027))
    newest = client.get("/en/offers").content.decode()
    assert "NEXT" in newest
    assert "THIS" not in newest
    assert "THIS" in client.get("/en/offers?year=2026").content.decode()


def allocation_of(year: int):
    """Seats of an intake in a year of its own plan."""
    actor = offers.office_actor()
    plan = planning.draft_by_hand(f"PLAN-{year}", year, year, actor=actor, now=offers.NOW)
    given = [planning.Given(offers.capacity(code="later", year=year), "state", 5)]
    row = planning.allocate(plan, given, actor=actor, now=offers.NOW)[0]
    offers.approve_plan(row)
    return row


def test_a_comparison_begun_on_an_offer_keeps_it(client):
    cheap(code="FIRST")
    cheap(code="OTHER")
    shown = client.get("/en/offers?compare=FIRST").content.decode()
    assert 'type="hidden" name="offer" value="FIRST"' in shown
    assert 'type="checkbox" name="offer" value="FIRST"' not in shown
    assert 'type="checkbox" name="offer" value="OTHER"' in shown


def test_an_organisation_leads_to_its_own_offers(client):
    employer = cheap(code="OWN").line.call.employer
    page = client.get(f"/en/organisations/{employer.code}").content.decode()
    assert f"/en/offers?organisation={employer.code}&amp;year=" in page
    assert "OWN" in client.get(f"/en/offers?organisation={employer.code}").content.decode()
    assert "OWN" not in client.get("/en/offers?organisation=nobody").content.decode()


def test_an_offer_says_that_its_programme_rests_on_one_side_s_words(client):
    offer = cheap()
    assert "no agreement" not in pages.check(client, "offer", offer.code)["en"]
    programmes.resting(offer.allocation.capacity.programme)
    texts = pages.check(client, "offer", offer.code)
    assert "It is no agreement: only one side has stated it" in texts["en"]
    assert "D-C1 · Demo commitment" in texts["en"]
    assert "Это не договорённость" in texts["ru"]
