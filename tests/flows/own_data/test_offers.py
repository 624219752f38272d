"""Offers from a table: drafts with terms on seats that a plan means for the firm's own lines."""

import pytest

from sheber.flows.own_data import files, kinds
from sheber.kernel import events, tables
from sheber.offers.models import Answer, Offer, Terms
from sheber.planning import operations as planning
from sheber.planning.models import Allocation
from tests.demand import build as demand
from tests.flows.own_data import build
from tests.flows.own_data.build import NOW
from tests.offers import build as offers
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = (
    "code",
    "line",
    "allocation",
    "seats",
    "open_to",
    "months_owed",
    "work_region",
    "regime",
    "monthly_money",
    "bed",
    "contact_office",
)


def planned(seats: int = 5, meant: int = 4) -> Allocation:
    """An approved plan that means some of its seats for a line of our works."""
    firm = build.firm()
    line = demand.confirmed_line(of=demand.call(firm, "CALL-1"))
    offers.office()
    plan = planning.draft_by_hand("PLAN-1", 2026, 2026, actor=offers.office_actor(), now=NOW)
    capacity = offers.capacity()
    capacity.programme.occupations.add(line.occupation)
    given = planning.Given(capacity, "state", seats, ((line, meant),))
    row = planning.allocate(plan, [given], actor=offers.office_actor(), now=NOW)[0]
    offers.approve_plan(row)
    return row


def row(on: Allocation, **given) -> list[str]:
    standard = {
        "code": "OFFER-1",
        "line": "CALL-1/1",
        "allocation": str(on.pk),
        "seats": "2",
        "open_to": "RU",
        "months_owed": "36",
        "work_region": "RU-ORE",
        "regime": "RU-555-2024",
        "monthly_money": "12 500,50",
        "bed": "да",
        "contact_office": "Отдел кадров",
    }
    return [{**standard, **given}[name] for name in HEAD]


def handed_in(*rows, head=HEAD):
    return build.handed_in(build.csv_of(*rows, head=head), kind="offers")


def test_an_offer_is_drafted_with_its_terms():
    upload = build.apply(handed_in(row(planned())))
    offer = Offer.objects.get()
    terms = Terms.objects.get(offer=offer)
    assert (offer.code, offer.seats, offer.state) == ("OFFER-1", 2, "draft")
    assert [one.pk for one in offer.open_to.all()] == ["RU"]
    assert (terms.months_owed, terms.monthly_minor, terms.currency, terms.bed) == (
        36,
        1_250_050,
        "RUB",
        True,
    )
    assert build.lines(upload)[0].became == str(offer.pk)
    verbs = [one.verb for one in events.of("offers.offer", [offer.pk])]
    assert verbs == ["offers.offer.begin", "offers.offer.set_terms"]


def test_the_same_file_again_drafts_nothing():
    on = planned()
    build.apply(handed_in(row(on)))
    assert build.faults(handed_in(row(on))) == [[("", "offer_stands")]]


def test_answers_stand_in_three_languages_or_not_at_all():
    on = planned()
    head = (*HEAD, "licence_en", "licence_ru", "licence_kk")
    half = handed_in([*row(on), "Yes", "", "Иә"], head=head)
    assert build.faults(half) == [[("licence_ru", "answer_in_all_languages")]]
    build.apply(handed_in([*row(on), "Yes", "Да", "Иә"], head=head))
    answer = Answer.objects.get()
    assert (answer.question, answer.text_ru) == ("licence", "Да")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"line": "CALL-9/1"}, ("line", "offer_line_has_no_seats")),
        ({"allocation": "999999"}, ("allocation", "offer_seats_not_for_line")),
        ({"allocation": "the plan"}, ("allocation", "offer_seats_not_for_line")),
        ({"seats": "5"}, ("seats", "offer_beyond_promise")),
        ({"open_to": "FR"}, ("open_to", "choice_unknown")),
        ({"open_to": ""}, ("open_to", "cell_empty")),
        ({"monthly_money": "-5"}, ("monthly_money", "amount_malformed")),
        ({"bed": "maybe"}, ("bed", "not_yes_or_no")),
        ({"work_region": "Атлантида"}, ("work_region", "region_unknown")),
    ],
)
def test_each_wrong_cell_is_named(given, fault):
    assert build.faults(handed_in(row(planned(), **given))) == [[fault]]


def test_months_outside_of_the_regime_are_told_before_publication():
    offers.regimes({"code": "RU-555-2024", "months_minimum": 36, "months_maximum": 60})
    assert build.faults(handed_in(row(planned(), months_owed="12"))) == [
        [("months_owed", "offer_months_outside_regime")]
    ]


def test_a_regime_that_is_not_open_to_the_seats_is_told_before_publication():
    offers.regimes({"code": "RU-555-2024"}, {"code": "RU-302-2019", "admitted_before": 2021})
    on = planned()
    unknown, closed = row(on, regime="KZ-SERPIN"), row(on, code="OFFER-2", regime="RU-302-2019")
    assert build.faults(handed_in(unknown, closed)) == [
        [("regime", "offer_regime_unknown")],
        [("regime", "offer_regime_of_other_years")],
    ]


def test_the_template_lists_only_regimes_that_are_open():
    offers.regimes({"code": "RU-555-2024"}, {"code": "RU-302-2019", "admitted_before": 2021})
    planned()
    kind = kinds.named("offers")
    facts = kind.prepare(build.employer(), {}, NOW)
    (column,) = [one for one in kind.columns if one.code == "regime"]
    assert [one.shown for one in column.choices(facts)] == ["RU-555-2024"]


def test_rows_of_one_file_together_take_no_more_than_the_plan_gives():
    on = planned()
    first = row(on, seats="3")
    second = row(on, code="OFFER-2", seats="2")
    assert build.faults(handed_in(first, second)) == [[], [("seats", "offer_beyond_promise")]]


def test_seats_meant_for_another_firm_are_not_to_be_had():
    on = planned()
    stranger = build.firm("their-works")
    theirs = build.handed_in(build.csv_of(row(on), head=HEAD), build.employer(stranger), "offers")
    assert build.faults(theirs) == [[("line", "offer_line_has_no_seats")]]


def test_the_template_begins_with_the_seats_that_are_free():
    on = planned()
    kind = kinds.named("offers")
    facts = kind.prepare(build.employer(), {}, NOW)
    sheet = tables.read(files.template(kind, "xlsx", facts, with_rows=True))
    [line] = sheet.lines
    given = dict(zip([column.code for column in kind.columns], line.cells, strict=False))
    assert (given["line"], given["allocation"], given["seats"], given["open_to"]) == (
        "CALL-1/1",
        str(on.pk),
        "4",
        "RU",
    )


def test_countries_may_be_named_in_any_language():
    registry.country("KZ")
    build.name(registry.country("KZ"), "Kazakhstan", "Казахстан", "Қазақстан")
    build.apply(handed_in(row(planned(), open_to="Қазақстан, ru")))
    assert sorted(one.pk for one in Offer.objects.get().open_to.all()) == ["KZ", "RU"]
