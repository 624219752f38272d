from datetime import date

import pytest
from django.conf import settings
from django.utils import translation

from sheber.offers import operations, queries, rules
from sheber.offers.enums import Question
from sheber.offers.models import Offer
from sheber.registry import seeding
from sheber.registry.enums import Role
from sheber.registry.models import Sector
from tests.demand import build as demand
from tests.offers import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def codes(**filters):
    return [offer.code for offer in queries.published(**filters)]


def needed(offer) -> list[tuple[str, str]]:
    found = queries.rules_needed(offer, build.NOW.date())
    return [(one.country, one.code) for one in found]


def test_rules_needed_follow_from_citizenships_and_from_where_the_work_is():
    offer = build.draft(open_to=("RU", "KZ"))
    assert needed(offer) == [("RU", "target_seat.open_to.KZ")]
    build.terms(offer, work_region="KZ-27")
    assert needed(offer) == [
        ("RU", "target_seat.open_to.KZ"),
        ("RU", "obligation.discharge_abroad.KZ"),
    ]


def test_seats_abroad_ask_the_rules_of_that_country():
    on = build.allocation(build.capacity("KZ"))
    offer = build.draft(on=on, open_to=("RU",))
    assert needed(offer) == [
        ("KZ", "target_seat.open_to.RU"),
        ("KZ", "obligation.discharge_abroad.RU"),
    ]


def test_an_offer_inside_one_country_needs_no_rule():
    assert needed(build.draft()) == []


def test_a_regime_needs_the_rules_that_its_pack_names_and_none_of_them_is_a_permission():
    build.regimes({"code": "RU-555-2024", "needs": ["obligation.penalty.formula"]})
    offer = build.draft()
    assert needed(offer) == []
    build.terms(offer)
    assert queries.rules_needed(offer, build.NOW.date()) == [
        ("RU", "obligation.penalty.formula", False)
    ]


def test_a_regime_may_ask_more_of_work_in_another_country():
    build.regimes({"code": "RU-555-2024", "needs_abroad": ["obligation.discharge_abroad.regime"]})
    offer = build.draft()
    build.terms(offer, work_region="RU-ORE")
    assert needed(offer) == []
    build.terms(offer, work_region="KZ-27")
    assert needed(offer) == [
        ("RU", "obligation.discharge_abroad.KZ"),
        ("RU", "obligation.discharge_abroad.regime"),
    ]


@pytest.mark.parametrize(
    ("given", "is_open"),
    [
        ({}, True),
        ({"admitted_from": 2024}, True),
        ({"admitted_from": 2019, "admitted_before": 2021}, False),
        ({"admitted_from": 2027}, False),
        ({"admitted_from": 2020, "admitted_before": 2026}, False),
        ({"in_force_from": "2026-03-01"}, False),
        ({"in_force_from": "2026-02-02"}, True),
        ({"open_to": [{"isced_fields": ["091"]}]}, False),
        ({"open_to": [{"isced_fields": ["07"]}]}, True),
        ({"open_to": [{"levels": ["kz-6b"]}]}, False),
        ({"open_to": [{"levels": ["ru-spo"], "isced_fields": ["0713"]}]}, True),
        ({"open_to": [{"levels": ["ru-spo"], "isced_fields": ["091"]}]}, False),
        ({"open_to": [{"isced_fields": ["091"]}, {"levels": ["ru-spo"]}]}, True),
    ],
)
def test_a_regime_is_open_by_year_by_day_and_by_programme(given, is_open):
    build.regimes({"code": "R", **given})
    capacity = build.capacity()
    capacity.programme.level_id = "ru-spo"
    found = queries.open_regimes(capacity, build.NOW.date())
    assert [one.code for one in found] == (["R"] if is_open else [])


def test_the_packs_send_colleges_and_universities_of_kazakhstan_to_different_regimes():
    real_packs()
    college, university = build.capacity("KZ", "college"), build.capacity("KZ", "university")
    college.programme.level_id, university.programme.level_id = "kz-4s", "kz-6b"
    on = build.NOW.date()

    def by_contract(capacity):
        return [
            one.code for one in queries.open_regimes(capacity, on) if one.created_by == "contract"
        ]

    assert by_contract(college) == ["KZ-TVET-ENTERPRISE"]
    assert by_contract(university) == ["KZ-CONTRACT"]
    college.programme.level_id = "ru-spo-specialist"  # a joint programme that Russia leads
    assert by_contract(college) == ["KZ-TVET-ENTERPRISE"]


def test_the_packs_open_rules_of_medicine_to_medicine_and_old_decrees_to_nobody_of_2026():
    real_packs()
    capacity = build.capacity("RU")
    in_spring = date(2026, 4, 1)
    assert [one.code for one in queries.open_regimes(capacity, in_spring)] == ["RU-555-2024"]
    capacity.programme.field_id = "0912"
    assert "RU-MED-2026" in [one.code for one in queries.open_regimes(capacity, in_spring)]
    in_winter = queries.open_regimes(capacity, date(2026, 2, 1))
    assert [one.code for one in in_winter] == ["RU-555-2024"]


def real_packs() -> None:
    registry.country("RU"), registry.country("KZ")
    seeding.load_rule_packs(settings.SEEDS / "rules", actor=registry.ADMINISTRATOR, now=build.NOW)


def test_only_published_and_frozen_offers_are_on_show():
    line, on = demand.confirmed_line(), build.allocation()
    build.draft(line, on, code="DRAFT")
    build.published(line=line, on=on, code="SHOWN")
    frozen = build.published(line=line, on=on, code="FROZEN")
    gone = build.published(line=line, on=on, code="GONE")
    operations.freeze_many([frozen], actor=registry.Actor.calendar(), now=build.NOW)
    actor = build.employer_actor(gone)
    operations.withdraw(gone, reason="Closed", actor=actor, now=build.NOW)
    assert codes() == ["FROZEN", "SHOWN"]


def test_filters_look_at_the_terms_in_force():
    line, on = demand.confirmed_line(), build.allocation()
    short = build.published(
        {"months_owed": 36, "teaching_language": "ru"}, line=line, on=on, code="A"
    )
    build.published({"months_owed": 60, "teaching_language": "kk"}, line=line, on=on, code="B")
    line.occupation.sectors.add(Sector.objects.get(code="energy"))
    assert codes(months_maximum=36) == ["A"]
    assert codes(language="kk") == ["B"]
    assert codes(region="RU-ORE") == codes(country="RU") == codes(open_to="RU") == ["A", "B"]
    assert codes(country="KZ") == codes(open_to="KZ") == codes(region="KZ-27") == []
    assert codes(sector="energy") == ["A", "B"]
    assert codes(sector="gas") == []
    operations.amend(
        short,
        build.new_terms(short, months_owed=48),
        reason="Longer",
        actor=build.employer_actor(short),
        now=build.NOW,
    )
    assert codes(months_maximum=36) == []


def test_a_card_has_every_question_and_says_what_is_not_stated():
    answers = {"bed": ("A bed, free", "Место бесплатно", "Төсек тегін")}
    offer = build.published({"answers": answers})
    with translation.override("ru"):
        card = queries.card(offer)
    assert [one.question for one in card.answers] == list(Question)
    assert {one.question: one.text for one in card.answers}["bed"] == "Место бесплатно"
    assert len(card.not_stated) == len(Question) - 1
    assert (card.open_to, card.assumed) == (("RU",), False)


def test_a_card_says_that_it_rests_on_an_assumption():
    build.rule("target_seat.open_to.KZ")
    build.answer("target_seat.open_to.KZ")
    offer = build.published(open_to=("KZ",))
    assert queries.card(offer).assumed
    assert [use.offer_id for use in queries.resting_on_assumptions()] == [offer.pk]


def test_cards_of_many_offers_take_the_same_number_of_queries(django_assert_max_num_queries):
    line, on = demand.confirmed_line(), build.allocation()
    for _ in range(5):
        build.published(line=line, on=on)
    with django_assert_max_num_queries(5):
        assert len(queries.cards(queries.published())) == 5


def test_publishing_many_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    line, on = demand.confirmed_line(), build.allocation()
    offers = [build.draft(line, on) for _ in range(8)]
    actor = build.employer_actor(offers[0])
    operations.set_terms_many([build.new_terms(one) for one in offers], actor=actor, now=build.NOW)
    fresh = list(Offer.objects.all())
    with django_assert_max_num_queries(30):
        operations.publish_many(fresh, actor=actor, now=build.NOW)


def test_a_draft_is_read_by_its_employer_and_the_offices_only():
    offer = build.draft()
    stranger = registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-2"))
    assert list(rules.visible(stranger)) == []
    assert list(rules.visible(build.employer_actor(offer))) == [offer]
    assert list(rules.visible(build.office_actor("KZ"))) == [offer]
