"""Small groups: the first round closes what would be too small, and it stays closed."""

import json

import pytest

from sheber.admissions import engine_io, operations
from sheber.admissions.models import Clearing, Offering, Pool, RankedContract, Seat
from sheber.cli.main import main
from sheber.kernel import events
from tests.admissions import build
from tests.admissions.build import wish
from tests.offers import build as offers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def offering(campaign, code, seats, minimum):
    of = offers.capacity(code=f"programme-{code}")
    of.minimum_group = minimum
    of.save(update_fields=("minimum_group",))
    return build.offering(campaign, code, seats, of)


@pytest.fixture
def campaign():
    """B needs two people and A three; one wants A first and B then, two want B, nobody else A."""
    row = build.campaign()
    a, b = offering(row, "A", 3, 3), offering(row, "B", 3, 2)
    build.open_(row)
    build.apply(row, 300, wish(a), wish(b))
    build.apply(row, 200, wish(b))
    return row


def test_the_first_round_closes_what_is_too_small_and_its_people_go_on(campaign):
    clearing = build.compute(build.close(campaign))
    assert engine_io.closings(clearing) == [engine_io.Closed("A", 1, 3)]
    assert json.loads(clearing.market)["offerings"][0]["minimum"] == 3
    assert clearing.held == 2
    assert engine_io.recheck(clearing).holds


def test_a_computed_round_closes_nothing_yet_and_publishing_does(campaign):
    clearing = build.compute(build.close(campaign))
    assert not Offering.objects.filter(closed_in__isnull=False).exists()
    build.approve(clearing, "RU"), build.approve(clearing, "KZ")
    build.publish(clearing)
    closed = Offering.objects.get(closed_in=clearing)
    assert closed.code == "A"
    (event,) = [
        one
        for one in events.of("admissions.offering", [closed.pk])
        if one.verb == "admissions.offering.close"
    ]
    assert event.facts == {"round": 1, "held": 1, "minimum": 3}
    assert set(Seat.objects.values_list("pool__offering__code", flat=True)) == {"B"}


def test_a_refill_closes_nothing_and_opens_nothing(campaign):
    build.cleared(campaign)
    first, second = (seat.person for seat in Seat.objects.order_by("pk"))
    build.consent(first)
    operations.give_up(build.seat(second), actor=build.himself(second), now=build.CONSENTING)
    refill = build.refilled(campaign)
    market = json.loads(refill.market)
    assert [one.get("minimum") for one in market["offerings"]] == [None, None]
    assert [pool["capacity"] for pool in market["offerings"][0]["pools"]] == [0]
    assert "closings" not in json.loads(refill.result)
    assert build.seat(first) is not None


def test_those_who_hold_a_seat_by_another_channel_count_towards_the_group():
    half = {"numerator": 1, "denominator": 2}
    offers.rule("admission.quota.special.minimum_share", half, "share")
    row = build.campaign()
    to = offering(row, "G", 2, 2)
    elsewhere = operations.NewSource("RU", "special", "gosuslugi", build.CLOSES, "N-1")
    operations.set_seat_sources(row, [elsewhere], actor=offers.office_actor(), now=build.NOW)
    build.open_(row)
    entitled = build.apply(row, 100, wish(to), having=("special",))
    build.apply(row, 200, wish(to))
    build.close(row)
    contract = RankedContract.objects.get(application__person=entitled)
    pool = Pool.objects.get(kind="special")
    outcome = operations.Outcome(contract, pool)
    operations.import_outcomes(row, [outcome], actor=build.admissions(), now=build.CLEARING)
    clearing = build.compute(row)
    assert json.loads(clearing.market)["offerings"][0]["minimum"] == 1
    assert engine_io.closings(clearing) == []


def test_the_explanation_of_a_closed_offering_names_no_seat(campaign):
    clearing = build.cleared(campaign)
    who = Seat.objects.get(contract__position=2).person
    (why,) = engine_io.explain(clearing, who.pk).wishes
    assert (why.position, why.decided_by) == (1, "no_seats")


def test_closings_that_were_changed_in_a_kept_text_are_found(campaign):
    clearing = build.compute(build.close(campaign))
    result = json.loads(clearing.result)
    result["closings"] = []
    Clearing.objects.filter(pk=clearing.pk).update(result=json.dumps(result))
    again = engine_io.recheck(Clearing.objects.get(pk=clearing.pk))
    assert not again.digest_holds
    assert any(one.startswith("V1 does not hold") for one in again.violations)


def test_files_of_a_round_with_closings_are_checked_as_files(campaign, tmp_path):
    clearing = build.compute(build.close(campaign))
    for name, parts in engine_io.FILES.items():
        (tmp_path / f"{name}.json").write_bytes(b"".join(parts(clearing)))
    paths = [str(tmp_path / f"{name}.json") for name in ("market", "result")]
    assert main(["check", *paths, "--certificate", str(tmp_path / "certificate.json")]) == 0


def test_a_round_in_which_none_is_short_closes_nothing():
    row = build.campaign()
    to = offering(row, "G", 2, 2)
    build.open_(row)
    build.apply(row, 200, wish(to)), build.apply(row, 180, wish(to))
    assert json.loads(build.cleared(row).result)["closings"] == []
    assert not Offering.objects.filter(closed_in__isnull=False).exists()


def test_a_group_of_one_is_no_minimum():
    row = build.campaign()
    offering(row, "G", 2, 1)
    result = json.loads(build.cleared(build.open_(row)).result)
    assert "closings" not in result
