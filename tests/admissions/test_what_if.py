"""A campaign's market under other rules: the difference, and that nothing else is kept of it."""

import json

import pytest

from sheber.admissions import operations, queries
from sheber.admissions.engine_io import PoolRules, Standing, under
from sheber.admissions.models import Clearing, Pool, Seat
from sheber.admissions.operations import Asked
from sheber.kernel import events
from sheber.kernel.models import Event
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.admissions.test_clearings import FILLED_2025, FILLED_2026, SPILL_2025
from tests.demand import build as demand
from tests.offers import build as offers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def ask(campaign, clearing=None, pack=None, draws=0, actor=None, seats=None, **change):
    asked = Asked(clearing, pack, seats or {}, change, draws)
    who = actor or offers.office_actor()
    return operations.what_if(campaign, asked, actor=who, now=build.CLEARING)


@pytest.fixture
def campaign():
    return build.campaign()


@pytest.fixture
def contested(campaign):
    """Two people for one seat, the better of them of Kazakhstan; closed, not yet cleared."""
    main = build.offering(campaign)
    build.open_(campaign)
    better = build.apply(campaign, 300, wish(main), who=build.person("KZ"))
    worse = build.apply(campaign, 280, wish(main))
    return build.close(campaign), better, worse


def test_one_more_seat_lets_the_next_in(contested):
    campaign, _, worse = contested
    found = ask(campaign, capacities={"G/main": 2})
    assert found["held"] == {"before": 1, "after": 2}
    [moved] = found["who"]
    assert (moved["applicant"], moved["move"]) == (worse.pk, "gained")
    groups = {row["id"]: row["moves"]["gained"] for row in found["by"]["group"]}
    assert groups == {"KZ": 0, "RU": 1}
    [region] = found["by"]["region"]
    assert region["seats"] == {"before": 1, "after": 2}
    assert [row["id"] for row in found["by"]["kind"]] == ["main"]


def test_nothing_is_kept_but_that_somebody_asked(contested):
    campaign, better, worse = contested
    ask(campaign, capacities={"G/main": 0})
    assert not Clearing.objects.exists()
    assert not Seat.objects.exists()
    assert Pool.objects.get().capacity == 1
    event = Event.objects.order_by("-pk").first()
    assert (event.verb, event.subject_key) == ("admissions.campaign.what_if", str(campaign.pk))
    assert set(event.facts) == {"market", "change", "pack", "round", "draws"}
    assert not {better.pk, worse.pk} & set(map(str, event.facts.values()))


def test_a_round_that_was_cleared_is_asked_about_as_it_was(contested):
    campaign, _, _ = contested
    clearing = build.compute(campaign)
    Pool.objects.update(capacity=9)
    found = ask(campaign, clearing, capacities={"G/main": 2})
    assert found["market_sha256"] == json.loads(clearing.result)["market_sha256"]
    assert found["held"] == {"before": 1, "after": 2}
    assert events.of("admissions.campaign", [campaign.pk])[-1].facts["round"] == 1


def test_limits_cut_lists(campaign):
    one, other = build.offering(campaign, "G"), build.offering(campaign, "H")
    build.open_(campaign)
    build.apply(campaign, 300, wish(one))
    second = build.apply(campaign, 280, wish(one), wish(other))
    build.close(campaign)
    for lists in ({"longest": 1}, {"offerings": 1}):
        [moved] = ask(campaign, lists=lists)["who"]
        assert (moved["applicant"], moved["move"]) == (second.pk, "lost")


def test_a_limit_on_organisations_knows_the_providers(campaign):
    one, other = build.offering(campaign, "G"), build.offering(campaign, "H")
    build.open_(campaign)
    build.apply(campaign, 300, wish(one))
    build.apply(campaign, 280, wish(one), wish(other))
    build.close(campaign)
    same = Pool.objects.values("offering__capacity__provider").distinct().count() == 1
    assert same
    assert ask(campaign, lists={"organisations": 1})["who"] == []


@pytest.mark.parametrize("year", [2025, 2026])
def test_another_pack_fills_the_seats_as_its_year_says(campaign, year):
    """TV-1 and TV-2 each from the other: a campaign under the rules of one year, asked about the
    pack of the other."""
    spill = {2026: build.SPILL_2026, 2025: SPILL_2025}
    reserve = {2026: "separate", 2025: "main"}
    for of in (2025, 2026):
        pack = offers.pack("RU", of)
        tenth = {"numerator": 1, "denominator": 10}
        row = {"level": "bachelor_and_specialist", "code": "offers_below_target_quota"}
        offers.rule("admission.quota.special.minimum_share", tenth, "share", pack=pack)
        offers.rule("admission.quota.separate.minimum_share", tenth, "share", pack=pack)
        offers.rule("admission.spill", spill[of], "table", pack=pack)
        offers.rule("admission.reserve", [{**row, "to": reserve[of]}], "table", pack=pack)
    campaign.rule_packs.set([offers.pack("RU", year)])
    of = offers.capacity(code="programme-G")
    on, line = offers.allocation(of, seats=25), demand.confirmed_line()
    pair = tuple(offers.published(line=line, on=on, seats=seats) for seats in (3, 1))
    offering = build.offering(campaign, "G", 25, of, offers=pair, target_quota=5)
    build.open_(campaign)
    for offer in (pair[0], pair[0], pair[1]):
        build.apply(campaign, 200, wish(offering, "target", offer))
    build.apply(campaign, 150, wish(offering), having=("special",))
    for place in range(7):
        build.apply(campaign, 160 + place, wish(offering), having=("separate",))
    for place in range(20):
        build.apply(campaign, 250 + place, wish(offering))
    other = {2026: 2025, 2025: 2026}[year]
    build.close(campaign)
    found = ask(campaign, pack=offers.pack("RU", other))
    filled = {2026: FILLED_2026, 2025: FILLED_2025}
    held = {row["id"]: row["held"] for row in found["by"]["kind"]}
    assert {kind: pair["before"] for kind, pair in held.items()} == filled[year]
    expected = filled[other]
    if year == 2025:  # where the reserve went to the main seats, nobody can tell it from them
        expected = {"target": 3, "special": 1, "separate": 6, "main": 15}
    assert {kind: pair["after"] for kind, pair in held.items()} == expected


def test_what_is_named_stands_above_the_pack(contested):
    campaign, _, _ = contested
    found = ask(campaign, pack=offers.pack("RU", 2025), capacities={"G/main": 2})
    assert found["change"]["capacities"] == {"G/main": 2}


def test_seats_in_all_leave_those_that_people_keep_to_them(contested):
    """One of two seats is confirmed, so the market has one: a third in all is a second there."""
    campaign, better, _ = contested
    Pool.objects.update(capacity=2)
    build.approve(build.compute(campaign), "RU")
    clearing = Clearing.objects.get()
    build.approve(clearing, "KZ")
    build.publish(clearing)
    build.consent(better)
    assert ask(campaign)["change"]["capacities"] == {}
    assert ask(campaign, seats={"G/main": 3})["change"]["capacities"] == {"G/main": 2}


def test_a_pack_knows_what_it_has_no_share_for():
    pools = [
        Standing("G/special", "special", 3, None),
        Standing("G/main", "main", 7, None),
        Standing("G/paid", "paid", 2, None),
    ]
    found = under(PoolRules(), PoolRules(shares={"special": (3, 10)}), pools)
    assert {code: (one.more, one.spill_to) for code, one in found.items()} == {
        "G/special": (-3, None),
        "G/main": (3, None),
        "G/paid": (0, None),
    }


def test_odds_are_drawn_for_those_whom_the_lottery_decides(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    people = {build.apply(campaign, 300, wish(main)).pk for _ in range(2)}
    build.close(campaign)
    odds = ask(campaign, draws=20)["odds"]
    assert {row["applicant"] for row in odds["contracts"]} == people
    assert sum(row["odds"] for row in odds["contracts"]) == pytest.approx(1)
    assert odds["applicants_drawn"] == 2


def test_draws_that_would_take_too_long_are_refused(contested):
    campaign, _, _ = contested
    with refused("too_many_draws") as refusal:
        ask(campaign, draws=10**9)
    assert refusal.value.facts["most"] > 0


def test_before_the_lottery_is_drawn_a_trial_seed_stands_in(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    for _ in range(2):
        build.apply(campaign, 300, wish(main))
    first, again = ask(campaign), ask(campaign)
    assert first == again
    assert first["held"] == {"before": 1, "after": 1}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"capacities": {"X": 1}}, "capacities.X"),
        ({"spill": {"G/main": "G/main"}}, "spill.G/main"),
        ({"lists": {"organisations": -1}}, "lists.organisations"),
        ({"chairs": 1}, "chairs"),
    ],
)
def test_a_change_that_cannot_be_read_is_refused_with_its_place(contested, change, path):
    campaign, _, _ = contested
    with refused("change_refused") as refusal:
        ask(campaign, **change)
    assert refusal.value.facts["path"] == path
    assert refusal.value.facts["faults"][0]["path"] == path
    assert path in str(refusal.value)


def test_of_a_large_campaign_a_round_is_asked_about(contested, monkeypatch):
    campaign, _, _ = contested
    clearing = build.compute(campaign)
    monkeypatch.setattr(queries, "LARGE", 1)
    with refused("ask_about_a_round"):
        ask(campaign)
    assert ask(campaign, clearing)["held"] == {"before": 1, "after": 1}


def test_only_offices_and_auditors_ask(contested):
    campaign, better, _ = contested
    for actor in (build.himself(better), build.admissions()):
        with refused("not_allowed"):
            ask(campaign, actor=actor)


def test_a_round_and_a_pack_belong_to_the_campaign(contested):
    campaign, _, _ = contested
    clearing = build.compute(campaign)
    other = build.campaign(code="ADM-2027", year=2027)
    with refused("round_of_another_campaign"):
        ask(other, clearing)
    with refused("pack_of_another_country"):
        ask(campaign, pack=offers.pack("KZ"))
