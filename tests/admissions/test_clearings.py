import json
import zlib
from io import BytesIO

import numpy as np
import pytest

from sheber.admissions import engine_io, operations, queries
from sheber.admissions.models import (
    Application,
    Clearing,
    Pool,
    RunColumn,
    Seat,
    VerifiedFact,
)
from sheber.kernel import events
from sheber.offers import operations as offer_verbs
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Rule, RulePack
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.demand import build as demand
from tests.offers import build as offers
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def campaign():
    return build.campaign()


def quotas_of_a_tenth(spill):
    tenth = {"numerator": 1, "denominator": 10}
    offers.rule("admission.quota.special.minimum_share", tenth, "share")
    offers.rule("admission.quota.separate.minimum_share", tenth, "share")
    offers.rule("admission.spill", spill, "table")


def test_the_better_scores_take_the_seats_and_the_rest_the_next_wish(campaign):
    one, other = build.offering(campaign, "G"), build.offering(campaign, "H")
    build.open_(campaign)
    best = build.apply(campaign, 300, wish(one), wish(other))
    second = build.apply(campaign, 280, wish(one), wish(other))
    last = build.apply(campaign, 260, wish(one), wish(other))
    clearing = build.cleared(campaign)
    held = [build.seat(who).contract.offering.code for who in (best, second)]
    assert (held, build.seat(last)) == (["G", "H"], None)
    campaign.refresh_from_db()
    assert (clearing.state, clearing.round, campaign.state) == ("published", 1, "published")
    assert clearing.consent_by == build.CONSENT_BY


def test_the_result_states_that_c1_to_c6_hold_and_what_it_was_made_of(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    build.apply(campaign, 300, wish(main))
    clearing = build.compute(build.close(campaign))
    result = json.loads(clearing.result)
    assert queries.properties(clearing) == dict.fromkeys(["C1", "C2", "C3", "C4", "C5", "C6"], True)
    assert json.loads(clearing.market)["lottery"] == {"seed": build.SEED}
    assert clearing.rule_hashes == {"RU-2026": offers.pack().sha256}
    assert clearing.engine == result["engine"]


def test_an_entitlement_lets_somebody_claim_the_quota_and_the_open_seats(campaign):
    quotas_of_a_tenth(build.SPILL_2026)
    main = build.offering(campaign, seats=10)
    build.open_(campaign)
    entitled = build.apply(campaign, 100, wish(main), having=("special",))
    others = [build.apply(campaign, 300 - place, wish(main)) for place in range(10)]
    build.cleared(campaign)
    assert build.pools_of(entitled) == ["special"]
    assert build.pools_of(*others) == ["main"] * 9 + [""]


SPILL_2025 = [
    {"from": "target", "to": "main"},
    {"from": "special", "to": "separate"},
    {"from": "separate", "to": "main"},
]
FILLED_2026 = {"target": 3, "special": 1, "separate": 7, "main": 14}
FILLED_2025 = {"target": 3, "special": 1, "separate": 5, "main": 16}


@pytest.mark.parametrize(
    ("spill", "reserve", "filled"),
    [(build.SPILL_2026, "separate", FILLED_2026), (SPILL_2025, "main", FILLED_2025)],
    ids=["TV-1, 2026", "TV-2, 2025"],
)
def test_seats_flow_as_the_year_says(campaign, spill, reserve, filled):
    """Offers for 3 + 1 of 5 target seats with 2 and 1 takers, one person entitled to the special
    quota, seven to the separate one, and more than enough for the rest of 25 seats."""
    quotas_of_a_tenth(spill)
    row = {"code": "offers_below_target_quota", "level": "bachelor_and_specialist", "to": reserve}
    offers.rule("admission.reserve", [row], "table")
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
    found = dict.fromkeys(filled, 0)
    for pool in queries.cutoffs(build.cleared(campaign)):
        found[pool.pool.split("/")[1].split("-")[0]] += pool.occupancy
    assert found == filled


def test_equal_scores_are_settled_by_tie_breaks_and_then_by_the_lottery(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    people = []
    for tie in (4, 5, 5):
        row = build.draft(campaign, None, wish(main))
        operations.submit(row, actor=build.himself(row.person), now=build.APPLYING)
        build.check(campaign, row.person, 200, ties=(tie,))
        operations.verify(row, actor=build.admissions(), now=build.APPLYING)
        people.append(row.person)
    clearing = build.cleared(campaign)
    winner = next(who for who in people if build.seat(who))
    loser = next(who for who in people[1:] if who != winner)
    assert winner in people[1:]
    assert engine_io.explain(clearing, loser.pk).wishes[0].decided_by == "lottery"
    assert engine_io.explain(clearing, people[0].pk).wishes[0].decided_by == "tie"


def test_an_explanation_names_the_pool_the_cutoff_and_the_places_short(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    best, _, third = (build.apply(campaign, score, wish(main)) for score in (300, 280, 260))
    clearing = build.cleared(campaign)
    told = engine_io.explain(clearing, third.pk)
    assert (told.position, told.pool) == (None, "")
    (why,) = told.wishes
    assert (why.position, why.pool, why.places_short, why.decided_by) == (1, "G/main", 2, "score")
    assert (why.own.score, why.cutoff.score) == (260, 300)
    held = engine_io.explain(clearing, best.pk)
    assert (held.position, held.pool, held.wishes) == (1, "G/main", ())
    assert engine_io.explain(clearing, build.person().pk) is None


@pytest.mark.parametrize(("longest", "limited"), [(3, True), (4, False)])
def test_the_market_says_whether_a_list_could_hold_all_that_may_be_ranked(longest, limited):
    """Two offerings, one of them with paid seats, the other with an offer's target seats."""
    campaign = build.campaign(contracts_maximum=longest)
    build.offering(campaign, "G", seats=1, paid=2)
    build.target_offering(campaign, "T", seats=2, offered=1)
    drafted = engine_io.draft(engine_io.read(campaign), "00ff")
    assert drafted.file.market.lists_limited is limited


def test_target_seats_go_to_those_who_ranked_the_offer(campaign):
    offering, offer = build.target_offering(campaign, seats=1, offered=1)
    build.open_(campaign)
    wanted = build.apply(campaign, 100, wish(offering, "target", offer))
    build.apply(campaign, 300, wish(offering))
    build.cleared(campaign)
    assert build.seat(wanted).contract.offer == offer
    assert [seat.person for seat in queries.seats_of_offer(offer)] == []
    build.consent(wanted)
    assert [seat.person for seat in queries.seats_of_offer(offer)] == [wanted]


def test_the_seats_of_a_withdrawn_offer_flow_on(campaign):
    offers.rule("admission.spill", [{"from": "target", "to": "main"}], "table")
    offering, offer = build.target_offering(campaign, seats=1, offered=1)
    build.open_(campaign)
    wanted = build.apply(campaign, 300, wish(offering, "target", offer))
    other = build.apply(campaign, 100, wish(offering))
    actor = offers.employer_actor(offer)
    offer_verbs.withdraw(offer, reason="Closed", actor=actor, now=build.APPLYING)
    build.cleared(campaign)
    assert build.pools_of(wanted, other) == ["", "main"]


def test_a_fund_caps_the_seats_of_several_offerings(campaign):
    offers.rule("admission.pools", ["open_competition"], "list")
    fund = operations.add_funds(campaign, {"B1": 1}, actor=offers.office_actor(), now=build.NOW)[0]
    one = build.offering(campaign, "G", fund=fund)
    other = build.offering(campaign, "H", fund=fund)
    build.open_(campaign)
    best = build.apply(campaign, 300, wish(other))
    second = build.apply(campaign, 200, wish(one))
    build.cleared(campaign)
    assert build.pools_of(best, second) == ["grant", ""]


def test_scores_of_two_scales_never_meet_in_one_ranking(campaign):
    offers.rule("admission.pools", ["open_competition"], "list")
    fund = operations.add_funds(campaign, {"B1": 1}, actor=offers.office_actor(), now=build.NOW)[0]
    build.offering(campaign, "G", fund=fund)
    abroad = operations.NewOffering(
        "H", offers.capacity(code="programme-H"), "KZ-140", 1, fund=fund
    )
    operations.add_offerings(campaign, [abroad], actor=offers.office_actor(), now=build.NOW)
    with refused("two_scales") as refusal:
        build.compute(build.close(build.open_(campaign)))
    assert refusal.value.facts == {"fund": "B1", "scales": "KZ-140, RU-310"}


def test_a_score_that_was_refuted_claims_nothing(campaign):
    main = build.offering(campaign)
    build.open_(campaign)
    who = build.apply(campaign, 300, wish(main))
    fact = VerifiedFact.objects.get()
    operations.refute_fact(fact, reason="Forged", actor=build.admissions(), now=build.APPLYING)
    build.cleared(campaign)
    assert build.seat(who) is None


def test_nothing_is_cleared_while_applications_wait_to_be_checked(campaign):
    main = build.offering(campaign)
    row = build.draft(build.open_(campaign), None, wish(main))
    operations.submit(row, actor=build.himself(row.person), now=build.APPLYING)
    with refused("applications_unchecked"):
        build.compute(build.close(campaign))


def test_nothing_is_cleared_before_closing_without_a_lottery_or_by_others(campaign):
    build.open_(campaign)
    with refused("wrong_state"):
        build.compute(campaign)
    operations.close_campaign(campaign, actor=build.CALENDAR, now=build.CLOSES)
    with refused("lottery_not_drawn"):
        build.compute(campaign)
    with refused("not_allowed"):
        operations.compute(campaign, actor=build.admissions(), now=build.CLEARING)


@pytest.fixture
def computed(campaign):
    """A computed first round with one applicant and one seat."""
    main = build.offering(campaign)
    build.open_(campaign)
    build.apply(campaign, 300, wish(main))
    return build.compute(build.close(campaign))


def test_each_office_approves_apart_and_the_last_word_makes_it_approved(computed):
    assert build.approve(computed, "RU").state == "half_approved"
    assert [office.country_id for office in queries.offices_waiting(computed)] == ["KZ"]
    assert build.approve(computed, "KZ").state == "approved"
    assert len(queries.approvals(computed)) == 2
    verbs = [one.verb for one in events.of("admissions.clearing", [computed.pk])]
    assert [verb.rsplit(".")[-1] for verb in verbs] == ["begin", "approve_partly", "approve"]


def test_an_office_approves_once_and_only_for_itself(computed):
    build.approve(computed, "RU")
    with refused("clearing_approved_already"):
        build.approve(computed, "RU")
    with refused("not_allowed"):
        operations.approve(
            computed,
            office=offers.office("KZ"),
            digest=computed.digest,
            actor=offers.office_actor("RU"),
            now=build.CLEARING,
        )


def test_a_stale_approval_is_refused(computed):
    build.approve(computed, "RU")
    newer = build.compute(computed.campaign)
    with refused("changed_meanwhile"):
        build.approve(computed, "KZ")
    with refused("changed_meanwhile"):
        build.approve(newer, "RU", digest="0" * 64)
    newer.refresh_from_db()
    assert (newer.round, newer.state, len(queries.approvals(newer))) == (2, "computed", 0)
    computed.refresh_from_db()
    assert computed.state == "superseded"


def test_texts_that_were_changed_under_an_office_are_not_approved(computed):
    Clearing.objects.filter(pk=computed.pk).update(result=computed.result.replace("300", "301"))
    with refused("changed_meanwhile"):
        build.approve(computed, "RU")


def test_columns_that_were_changed_after_approval_are_not_published(computed):
    build.approve(computed, "RU"), build.approve(computed, "KZ")
    RunColumn.objects.filter(clearing=computed, name="wish_short").delete()
    with refused("clearing_altered"):
        build.publish(computed)
    assert not Seat.objects.exists()


def test_a_half_approved_clearing_is_not_published(computed):
    build.approve(computed, "RU")
    with refused("wrong_state"):
        build.publish(computed)
    assert not Seat.objects.exists()


def test_what_changed_after_the_approval_must_be_computed_again(computed):
    build.approve(computed, "RU"), build.approve(computed, "KZ")
    row = Application.objects.get()
    operations.withdraw(row, actor=build.himself(row.person), now=build.CLEARING)
    with refused("clearing_outdated"):
        build.publish(computed)
    computed.refresh_from_db()
    assert (computed.state, computed.consent_by) == ("approved", None)


def test_the_last_day_of_consent_lies_inside_the_campaign(computed):
    build.approve(computed, "RU"), build.approve(computed, "KZ")
    for day in (build.ENDS.replace(day=2), build.PUBLISHED):
        with refused("consent_day_outside_campaign"):
            build.publish(computed, consent_by=day)


def test_a_check_gives_the_same_answer_after_the_rules_have_changed(computed):
    RulePack.objects.update(sha256="f" * 64)
    Rule.objects.all().delete()
    Pool.objects.update(capacity=99)
    VerifiedFact.objects.update(points=1)
    again = engine_io.recheck(Clearing.objects.get(pk=computed.pk))
    assert (again.digest_holds, again.violations, again.holds) == (True, (), True)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("result", '"occupancy":1', '"occupancy":0'),
        ("result", '"C3":true', '"C3":false'),
        ("market", '"capacity":1', '"capacity":2'),
        ("market", '"seed":"5189', '"seed":"5188'),
        ("market", "{", ""),
        ("result", "{", ""),
    ],
)
def test_a_check_catches_each_text_that_was_changed(computed, field, old, new):
    changed = getattr(computed, field).replace(old, new, 1)
    assert changed != getattr(computed, field)
    Clearing.objects.filter(pk=computed.pk).update(**{field: changed})
    caught(computed)


def caught(clearing):
    again = engine_io.recheck(Clearing.objects.get(pk=clearing.pk))
    assert not again.digest_holds
    assert again.violations


@pytest.fixture
def contested(campaign):
    """Two seats in two offerings, three people of different scores."""
    one, other = build.offering(campaign, "G"), build.offering(campaign, "H")
    build.open_(campaign)
    for score in (300, 280, 260):
        build.apply(campaign, score, wish(one), wish(other))
    return build.compute(build.close(campaign))


COLUMNS = (
    "applicants positions contract_terms applicant_start contract_start claim_pool claim_key "
    "score lottery held_claim pool_inflow pool_occupancy pool_last pool_cutoff wish_contract "
    "wish_claim wish_short"
)


@pytest.mark.parametrize("name", COLUMNS.split())
def test_a_check_catches_each_column_that_was_changed(contested, name):
    kept = RunColumn.objects.get(clearing=contested, name=name)
    array = np.load(BytesIO(zlib.decompress(kept.content)))
    content = BytesIO()
    np.save(content, np.roll(array, 1) if len(set(array.tolist())) > 1 else array + 1)
    RunColumn.objects.filter(pk=kept.pk).update(content=zlib.compress(content.getvalue()))
    caught(contested)


@pytest.mark.parametrize("content", [b"", b"no column", zlib.compress(b"no array")])
def test_a_check_names_the_column_that_cannot_be_read(contested, content):
    RunColumn.objects.filter(clearing=contested, name="score").update(content=content)
    again = engine_io.recheck(contested)
    assert (again.digest_holds, again.violations) == (
        False,
        ("score: This column of the run cannot be read: it is not what was kept.",),
    )


def test_only_an_office_publishes(computed):
    build.approve(computed, "RU"), build.approve(computed, "KZ")
    college = registry.actor(
        Role.COLLEGE, registry.organisation("demo-college-RU", OrganisationKind.COLLEGE)
    )
    with refused("not_allowed"):
        operations.publish(computed, actor=college, now=build.PUBLISHED)
