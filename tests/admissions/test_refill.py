"""Later rounds: missed consents, refuted entitlements, and what those who stay keep."""

import pytest

from sheber.admissions import engine_io, operations, queries
from sheber.admissions.models import Clearing, Seat, VerifiedFact
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.offers import build as offers

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.CONSENTING


def tenth(kind):
    offers.rule(
        f"admission.quota.{kind}.minimum_share", {"numerator": 1, "denominator": 10}, "share"
    )


def lapse(campaign):
    missed = list(queries.consent_missed(campaign, build.CONSENT_BY))
    return operations.lapse_many(missed, actor=build.CALENDAR, now=build.CONSENT_BY)


def test_a_missed_consent_gives_the_seat_to_the_next():
    campaign = build.campaign()
    main = build.offering(campaign, seats=2)
    build.open_(campaign)
    kept, missed, waiting = (build.apply(campaign, score, wish(main)) for score in (300, 290, 280))
    first = build.cleared(campaign)
    confirmed = build.consent(kept)
    lapse(campaign)
    second = build.refilled(campaign)
    assert (second.round, second.consent_by) == (2, build.SECOND_CONSENT_BY)
    assert build.seat(kept) == confirmed
    assert build.seat(missed) is None
    assert build.seat(waiting).clearing == second
    first.refresh_from_db()
    assert first.state == "superseded"
    assert build.consent(waiting, now=build.REFILLING).state == "consented"


def test_a_refuted_entitlement_takes_the_seat_and_a_refill_gives_it_on():
    tenth("special")
    campaign = build.campaign()
    main = build.offering(campaign, seats=2)
    build.open_(campaign)
    best = build.apply(campaign, 300, wish(main))
    false = build.apply(campaign, 200, wish(main), having=("special",))
    true = build.apply(campaign, 100, wish(main), having=("special",))
    build.cleared(campaign)
    assert build.pools_of(best, false, true) == ["main", "special", ""]
    fact = VerifiedFact.objects.get(person=false, kind="special")
    refuted = operations.refute_fact(fact, reason="Forged", actor=build.admissions(), now=NOW)
    assert [seat.person for seat in refuted] == [false]
    build.refilled(campaign)
    assert build.pools_of(best, false, true) == ["main", "", "special"]


def test_a_seat_that_did_not_rest_on_the_refuted_fact_stays():
    tenth("special")
    campaign = build.campaign()
    main = build.offering(campaign, seats=2)
    build.open_(campaign)
    who = build.apply(campaign, 300, wish(main), having=("separate",))
    build.cleared(campaign)
    fact = VerifiedFact.objects.get(person=who, kind="separate")
    assert operations.refute_fact(fact, reason="No", actor=build.admissions(), now=NOW) == []
    assert build.pools_of(who) == ["main"]


def two_offerings():
    """Three people who all want G, then H; one seat each."""
    campaign = build.campaign()
    one, other = build.offering(campaign, "G"), build.offering(campaign, "H")
    build.open_(campaign)
    people = [build.apply(campaign, score, wish(one), wish(other)) for score in (300, 290, 280)]
    build.cleared(campaign)
    return campaign, people


def test_whoever_consented_for_good_keeps_exactly_that_seat():
    campaign, (best, second, third) = two_offerings()
    confirmed = build.consent(second)
    operations.give_up(build.seat(best), actor=build.himself(best), now=NOW)
    build.refilled(campaign)
    assert build.seat(second) == confirmed
    assert build.seat(third).contract.offering.code == "G"


def test_whoever_goes_on_wishing_moves_up_and_the_consent_goes_along():
    campaign, (best, second, third) = two_offerings()
    before = build.consent(second, keep_wishing=True)
    operations.give_up(build.seat(best), actor=build.himself(best), now=NOW)
    build.refilled(campaign)
    after = build.seat(second)
    assert (after.contract.offering.code, after.state) == ("G", "consented")
    before.refresh_from_db()
    assert before.state == "superseded"
    assert build.seat(third).contract.offering.code == "H"


def test_whoever_goes_on_wishing_keeps_the_seat_if_nothing_better_comes():
    campaign, (best, second, third) = two_offerings()
    build.consent(best)
    before = build.consent(second, keep_wishing=True)
    build.refilled(campaign)
    assert build.seat(second) == before
    assert build.seat(third) is None


def test_an_offered_seat_is_not_lost_by_a_round_before_its_day():
    campaign, (best, second, third) = two_offerings()
    operations.give_up(build.seat(best), actor=build.himself(best), now=NOW)
    build.refilled(campaign)
    assert build.seat(second).contract.offering.code == "G"
    assert (build.seat(second).state, build.seat(third).state) == ("offered", "offered")


def test_whoever_lost_a_seat_is_out_of_later_rounds():
    campaign, (best, second, third) = two_offerings()
    lapse(campaign)
    build.refilled(campaign)
    assert [bool(build.seat(who)) for who in (best, second, third)] == [False, False, True]


def test_a_confirmed_seat_that_had_flowed_in_is_frozen_where_it_is():
    """The special seat flowed to main and was confirmed there: nobody may claim it again."""
    tenth("special")
    offers.rule("admission.spill", [{"from": "special", "to": "main"}], "table")
    campaign = build.campaign()
    main = build.offering(campaign, seats=2)
    build.open_(campaign)
    one, other, waiting = (build.apply(campaign, score, wish(main)) for score in (300, 290, 280))
    build.cleared(campaign)
    assert build.pools_of(one, other, waiting) == ["main", "main", ""]
    build.consent(one), build.consent(other)
    clearing = build.refilled(campaign)
    pools = {pool.pool: (pool.capacity, pool.inflow) for pool in queries.cutoffs(clearing)}
    assert pools == {"G/special": (0, 0), "G/main": (0, 0)}
    assert build.seat(waiting) is None


def test_a_fund_has_what_confirmed_seats_leave_of_its_cap():
    offers.rule("admission.pools", ["open_competition"], "list")
    campaign = build.campaign()
    fund = operations.add_funds(campaign, {"B1": 2}, actor=offers.office_actor(), now=build.NOW)[0]
    grants = build.offering(campaign, seats=3, fund=fund)
    build.open_(campaign)
    people = [build.apply(campaign, score, wish(grants)) for score in (300, 290, 280, 270)]
    build.cleared(campaign)
    build.consent(people[0])
    lapse(campaign)
    build.refilled(campaign)
    assert build.pools_of(*people) == ["grant", "", "grant", ""]


def test_a_further_round_needs_a_day_of_consent_of_its_own():
    campaign, _ = two_offerings()
    clearing = build.compute(campaign, now=build.REFILLING)
    for country in ("RU", "KZ"):
        build.approve(clearing, country, build.REFILLING)
    with refused("consent_day_missing"):
        build.publish(clearing, build.REFILLING)


def test_a_round_that_would_harm_somebody_is_not_done():
    """Somebody with a better score appears behind the verbs' back."""
    campaign, (_, _, third) = two_offerings()
    VerifiedFact.objects.filter(person=third).update(points=310)
    with refused("refill_harms"):
        build.compute(campaign, now=build.REFILLING)
    assert Clearing.objects.count() == 1


def test_nobody_ever_holds_two_seats_of_a_campaign():
    campaign, people = two_offerings()
    build.consent(people[1], keep_wishing=True)
    operations.give_up(build.seat(people[0]), actor=build.himself(people[0]), now=NOW)
    build.refilled(campaign)
    living = Seat.objects.filter(state__in=queries.LIVING).values_list("person_id", flat=True)
    assert len(living) == len(set(living)) == 2


def test_everybody_is_told_by_the_last_round_in_which_they_took_part():
    campaign, (best, second, third) = two_offerings()
    first = build.seat(best).clearing
    build.consent(best)
    operations.give_up(build.seat(second), actor=build.himself(second), now=NOW)
    refill = build.refilled(campaign)
    clearing, told = engine_io.explain_latest(campaign, third.pk)
    assert (clearing, told.position, told.pool) == (refill, 2, "H/main")
    clearing, told = engine_io.explain_latest(campaign, best.pk)
    assert (clearing, told.position) == (first, 1)
    assert engine_io.explain_latest(campaign, build.person().pk) is None
