"""Regional caps: targets first, then turns; the confirmed keep their seats in every refill."""

import json

import pytest

from sheber.admissions import engine_io, operations
from sheber.admissions.models import Clearing, RegionalCap, RegionalTarget, Seat
from sheber.kernel import events
from sheber.registry.enums import Role
from sheber.registry.models import Region
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.demand import build as demand
from tests.offers import build as offers
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def campaign():
    return build.campaign()


def region_of(offering) -> Region:
    return offering.capacity.provider.region


def cap(campaign, seats, *targets, code="R1", actor=None, **given):
    """A cap over offerings, each with its target."""
    region = given.get("region") or region_of(targets[0][0])
    new = operations.NewRegionalCap(code, region, seats, tuple(targets))
    actor = actor or offers.office_actor()
    return operations.set_regional_cap(campaign, new, actor=actor, now=build.NOW)


def pair(campaign, seats=2):
    return build.offering(campaign, "A", seats), build.offering(campaign, "B", seats)


def held(*people):
    seats = [build.seat(who) for who in people]
    return [one.pool.offering.code if one else "" for one in seats]


def test_targets_are_filled_first_and_then_turns_are_taken(campaign):
    a, b = pair(campaign)
    cap(campaign, 3, (a, 0), (b, 1))
    build.open_(campaign)
    people = [build.apply(campaign, 300 - place, wish(to)) for place, to in enumerate((a, a, b, b))]
    clearing = build.cleared(campaign)
    assert held(*people) == ["A", "", "B", "B"]
    market = json.loads(clearing.market)
    assert market["regions"] == [{"id": "R1", "cap": 3, "order": ["A", "B"]}]
    assert [(one["region"], one["target"]) for one in market["offerings"]] == [("R1", 0), ("R1", 1)]


def test_a_cap_is_set_in_one_event_and_replaced_as_a_whole(campaign):
    a, b = pair(campaign)
    cap(campaign, 3, (a, 1), (b, 1))
    row = cap(campaign, 2, (b, 2))
    assert RegionalCap.objects.get().cap == 2
    assert list(RegionalTarget.objects.values_list("offering", "target", "turn")) == [(b.pk, 2, 1)]
    acts = events.of("admissions.regional_cap", [row.pk])
    assert [one.verb for one in acts] == ["admissions.regional_cap.set"] * 2
    assert acts[1].facts == {"cap": 2, "offerings": [b.pk], "targets": [2]}


def test_a_cap_is_lifted(campaign):
    a, _ = pair(campaign)
    row = cap(campaign, 3, (a, 1))
    operations.lift_regional_cap(row, actor=offers.office_actor(), now=build.NOW)
    assert not RegionalTarget.objects.exists()


def test_targets_over_the_cap_are_refused(campaign):
    a, b = pair(campaign)
    with refused("targets_over_cap") as refusal:
        cap(campaign, 2, (a, 2), (b, 1))
    assert refusal.value.facts == {"cap": 2, "targets": 3}
    assert not RegionalCap.objects.exists()


def test_an_offering_stands_under_one_cap(campaign):
    a, b = pair(campaign)
    cap(campaign, 2, (a, 1))
    with refused("offering_in_two_regions"):
        cap(campaign, 2, (b, 1), (a, 1), code="R2")


def test_a_pool_under_a_fund_stands_in_no_region(campaign):
    offers.rule("admission.pools", ["open_competition"], "list")
    fund = operations.add_funds(campaign, {"B1": 1}, actor=offers.office_actor(), now=build.NOW)[0]
    funded = build.offering(campaign, "G", fund=fund)
    with refused("fund_in_region"):
        cap(campaign, 2, (funded, 1))


def test_an_offering_of_another_region_or_campaign_or_named_twice_is_refused(campaign):
    a, b = pair(campaign)
    other = Region.objects.exclude(pk=region_of(a).pk).first() or registry.region("KZ-10")
    with refused("offering_outside_region"):
        cap(campaign, 2, (a, 1), region=other)
    with refused("region_needs_offerings"):
        cap(campaign, 2, (a, 1), (a, 1))
    with refused("region_needs_offerings"):
        cap(campaign, 2, region=region_of(b))


def test_caps_are_set_by_offices_while_the_campaign_is_prepared(campaign):
    a, _ = pair(campaign)
    with refused("not_allowed"):
        cap(campaign, 2, (a, 1), actor=registry.actor(Role.EMPLOYER, demand.employer()))
    build.open_(campaign)
    with refused("wrong_state"):
        cap(campaign, 2, (a, 1))


@pytest.fixture
def taken(campaign):
    """A and B take turns under a cap of two; A has two applicants, B one. The first round gave
    each of them one seat."""
    a, b = pair(campaign)
    cap(campaign, 2, (a, 0), (b, 0))
    build.open_(campaign)
    people = [build.apply(campaign, 300 - place, wish(to)) for place, to in enumerate((a, a, b))]
    build.cleared(campaign)
    assert held(*people) == ["A", "", "B"]
    return people


def test_a_confirmed_seat_of_a_region_keeps_its_turn_in_a_refill(campaign, taken):
    first, waiting, other = taken
    build.consent(first)
    refill = build.refilled(campaign)
    assert held(first, waiting, other) == ["A", "", "B"]
    assert json.loads(refill.market)["regions"][0]["cap"] == 2
    assert engine_io.recheck(refill).holds


def test_a_seat_given_up_in_a_region_goes_on_in_turn(campaign, taken):
    first, waiting, other = taken
    build.consent(first)
    operations.give_up(build.seat(other), actor=build.himself(other), now=build.CONSENTING)
    build.refilled(campaign)
    assert held(first, waiting, other) == ["A", "A", ""]
    assert Seat.objects.get(person=first).state == "consented"


def test_what_a_region_closed_is_told_by_pool_and_to_the_person(campaign, taken):
    clearing = Clearing.objects.get(campaign=campaign)
    _, waiting, _ = taken
    (why,) = engine_io.explain(clearing, waiting.pk).wishes
    assert "region" in why.full
    assert engine_io.closed_by_region(clearing) == {"A/main", "B/main"}


def test_a_seat_that_the_region_could_still_give_is_not_closed_by_it(campaign):
    a, b = pair(campaign)
    cap(campaign, 3, (a, 1), (b, 1))
    build.open_(campaign)
    build.apply(campaign, 300, wish(a))
    assert engine_io.closed_by_region(build.cleared(campaign)) == set()
