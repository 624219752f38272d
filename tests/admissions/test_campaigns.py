import pytest

from sheber.admissions import engine_io, operations, queries
from sheber.admissions.enums import PoolKind
from sheber.admissions.models import Campaign, Pool, RuleUse, SeatSource
from sheber.kernel import events
from sheber.registry.enums import Role
from tests.admissions import build
from tests.admissions.build import refused
from tests.demand import build as demand
from tests.offers import build as offers
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OFFICE_NOW = {"now": build.NOW}


def pools(offering):
    rows = Pool.objects.filter(offering=offering).select_related("spill_to")
    return [(one.kind, one.capacity, one.spill_to.kind if one.spill_to else "") for one in rows]


def test_a_campaign_is_prepared_opened_and_closed():
    campaign = build.closed(build.open_(build.campaign()))
    campaign.refresh_from_db()
    assert (campaign.state, campaign.lottery_seed) == ("closed", "")
    assert [pack.code for pack in campaign.rule_packs.all()] == ["RU-2026"]
    verbs = [event.verb.rsplit(".")[-1] for event in events.of(*subject(campaign))]
    assert verbs == ["begin", "open", "close"]


def subject(campaign):
    return "admissions.campaign", [campaign.pk]


def test_only_an_office_prepares():
    employer = registry.actor(Role.EMPLOYER, demand.employer())
    with refused("not_allowed"):
        operations.prepare(build.new_campaign(), actor=employer, now=build.NOW)
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"closes_at": build.OPENS}, "campaign_dates_out_of_order"),
        ({"consent_by": build.ENDS}, "campaign_dates_out_of_order"),
        ({"contracts_maximum": 0}, "campaign_without_wishes"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused(given, code):
    with refused(code):
        build.campaign(**given)


def test_the_calendar_does_not_open_or_close_before_the_day():
    campaign = build.campaign()
    with refused("campaign_too_early"):
        operations.open_campaign(campaign, actor=build.CALENDAR, now=build.NOW)
    build.open_(campaign)
    with refused("campaign_too_early"):
        operations.close_campaign(campaign, actor=build.CALENDAR, now=build.APPLYING)


def test_seat_sources_are_replaced_as_a_whole_and_only_while_preparing():
    campaign = build.campaign()
    actor = offers.office_actor()
    source = operations.NewSource("RU", PoolKind.MAIN, "gosuslugi", build.CLOSES, "N-1")
    for _ in range(2):
        operations.set_seat_sources(campaign, [source], actor=actor, now=build.NOW)
    row = SeatSource.objects.get()
    assert (row.channel, row.deadline, row.number) == ("gosuslugi", build.CLOSES, "N-1")
    build.open_(campaign)
    with refused("wrong_state"):
        operations.set_seat_sources(campaign, [], actor=actor, now=build.APPLYING)


def test_a_campaign_is_not_opened_while_a_kind_of_seat_has_no_channel():
    campaign = build.campaign()
    build.offering(campaign, paid=1)
    actor = offers.office_actor()
    main = operations.NewSource("RU", PoolKind.MAIN, "programme")
    operations.set_seat_sources(campaign, [main], actor=actor, now=build.NOW)
    with refused("seats_without_channel") as refusal:
        operations.open_campaign(campaign, actor=build.CALENDAR, now=build.OPENS)
    assert refusal.value.facts["kinds"] == ["RU:paid"]
    paid = operations.NewSource("RU", PoolKind.PAID, "programme")
    operations.set_seat_sources(campaign, [main, paid], actor=actor, now=build.NOW)
    assert operations.open_campaign(campaign, actor=build.CALENDAR, now=build.OPENS).state == "open"


@pytest.mark.parametrize("given", [{"deadline": build.CLOSES}, {"number": "N-1"}, {}])
def test_another_channel_has_a_deadline_and_a_number(given):
    campaign = build.campaign()
    source = operations.NewSource("RU", PoolKind.MAIN, "gosuslugi", **given)
    with refused("channel_incomplete"):
        operations.set_seat_sources(campaign, [source], actor=offers.office_actor(), now=build.NOW)
    assert not SeatSource.objects.exists()


def test_channels_come_from_the_rule_packs_where_they_are_stated_there():
    offers.rule("admission.channels", ["in_person", "gosuslugi"], "list")
    offers.rule("target_contract.platform", "rabota_v_rossii", "text_code")
    day = {"month": 7, "day": 25, "time": "17:00", "time_zone": "Europe/Moscow"}
    offers.rule("admission.calendar.documents_close", day, "date_of_year")
    campaign = build.campaign()
    build.target_offering(campaign)
    build.offering(campaign, "H", paid=1)
    found = {one.pool_kind: (one.channel, one.deadline) for one in queries.stated_sources(campaign)}
    assert found == {
        "target": ("rabota_v_rossii", build.CLOSES),
        "main": ("gosuslugi", build.CLOSES),
        "paid": ("programme", None),
    }
    assert not SeatSource.objects.exists()


def test_pools_come_from_the_rule_pack_of_the_country():
    tenth = {"numerator": 1, "denominator": 10}
    offers.rule("admission.quota.special.minimum_share", tenth, "share")
    offers.rule("admission.quota.separate.minimum_share", tenth, "share")
    offers.rule("admission.spill", build.SPILL_2026, "table")
    offering, _ = build.target_offering(build.campaign(), seats=25, offered=4)
    assert pools(offering) == [
        ("target", 4, "separate"),
        ("special", 3, "separate"),
        ("separate", 3, "main"),
        ("main", 15, ""),
    ]


def test_a_rule_that_nobody_knows_spills_nothing_until_it_is_answered():
    offers.rule("admission.spill")
    campaign = build.campaign()
    before, _ = build.target_offering(campaign, seats=5)
    assert pools(before) == [("target", 1, ""), ("main", 4, "")]
    offers.answer("admission.spill", value=[{"from": "target", "to": "main"}])
    line = demand.confirmed_line(of=demand.call(code="CALL-2"))
    after, _ = build.target_offering(campaign, code="T2", seats=5, line=line)
    assert pools(after) == [("target", 1, "main"), ("main", 4, "")]


@pytest.mark.parametrize("basis", ["assumption", "document"])
def test_pools_keep_on_whose_answer_they_rest(basis):
    offers.office("RU"), offers.office("KZ")
    offers.rule("admission.spill")
    offers.answer("admission.spill", value=build.SPILL_2026, basis=basis)
    offers.rule("admission.applications.universities_maximum")
    offers.answer("admission.applications.universities_maximum", value=5)
    row = build.offering(build.campaign(), seats=10)
    use = RuleUse.objects.get()
    assert (use.offering, use.country_id, use.code) == (row, "RU", "admission.spill")
    assert (use.basis, use.pack, use.carried_forward) == (basis, "RU-2026", False)
    assert queries.resting_on_assumptions().exists() == (basis == "assumption")


def test_pools_from_what_a_pack_knows_rest_on_nobodys_answer():
    offers.rule("admission.spill", build.SPILL_2026, "table")
    build.offering(build.campaign(), seats=10)
    assert not RuleUse.objects.exists()


def test_a_pack_of_an_earlier_year_is_carried_forward_into_the_pools_and_the_round():
    offers.office("RU"), offers.office("KZ")
    old = offers.pack(year=2025)
    offers.rule("admission.spill", pack=old)
    offers.answer("admission.spill", value=build.SPILL_2026)
    campaign = build.campaign(packs=(old,))
    assert queries.carried_forward(campaign) == [old]
    main = build.offering(campaign)
    assert RuleUse.objects.get().carried_forward
    build.open_(campaign)
    build.apply(campaign, 300, build.wish(main))
    clearing = build.compute(build.close(campaign))
    assert clearing.rule_marks == {
        "carried_forward": ["RU-2025"],
        "assumed": ["RU admission.spill"],
    }
    digest = clearing.digest
    clearing.rule_marks = {}
    assert engine_io.digest(clearing) != digest


def test_a_pack_of_the_year_is_not_carried_forward():
    assert queries.carried_forward(build.campaign()) == []


def test_a_fund_takes_the_open_seats_and_nothing_spills_into_it():
    offers.rule("admission.pools", ["open_competition"], "list")
    campaign = build.campaign()
    fund = operations.add_funds(campaign, {"B1": 3}, actor=offers.office_actor(), now=build.NOW)[0]
    offering = build.offering(campaign, seats=2, fund=fund)
    pool = Pool.objects.get(offering=offering)
    assert (pool.kind, pool.fund, pool.scale) == ("grant", fund, build.SCALE)
    offers.rule("admission.spill", [{"from": "target", "to": "grant"}], "table")
    of = offers.capacity(code="programme-F")
    offer = offers.published(on=offers.allocation(of))
    with refused("fund_pool_cannot_spill"):
        build.offering(campaign, "F", 5, of, offers=(offer,), fund=fund)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"of": "year"}, "offering_of_another_year"),
        ({"seats": 1001}, "offering_exceeds_capacity"),
        ({"seats": 999, "paid": 2}, "offering_exceeds_capacity"),
        ({"of": "abroad"}, "campaign_without_pack"),
    ],
)
def test_an_offering_that_cannot_be_is_refused(given, code):
    special = {
        "year": lambda: offers.capacity(year=2027),
        "abroad": lambda: offers.capacity("KZ"),
    }
    if "of" in given:
        given = {"of": special[given["of"]]()}
    with refused(code):
        build.offering(build.campaign(), **given)


def test_an_offering_takes_only_published_offers_of_its_own_capacity():
    campaign, of = build.campaign(), offers.capacity(code="programme-T")
    on = offers.allocation(of)
    line = demand.confirmed_line()
    with refused("offer_not_on_show"):
        build.offering(campaign, "T", 5, of, offers=(offers.draft(line, on),))
    with refused("offer_for_another_capacity"):
        build.offering(campaign, "X", 5, offers=(offers.published(line=line, on=on),))


def test_offerings_are_settled_before_the_campaign_opens():
    campaign = build.open_(build.campaign())
    with refused("wrong_state"):
        build.offering(campaign)
