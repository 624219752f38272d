"""Why target seats stay empty: everybody who ranked them has exactly one answer."""

import pytest

from sheber.admissions import operations
from sheber.admissions.engine_io import ANSWERS, empty_pools, why_empty
from sheber.admissions.models import Pool, VerifiedFact
from tests.admissions import build
from tests.admissions.build import wish
from tests.offers import build as offers

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def campaign():
    return build.campaign()


def answers(clearing, pool):
    return {why: people for why, people in why_empty(clearing, pool).items() if people}


def applied(campaign, *wishes):
    """Somebody who has sent an application that nobody has checked yet."""
    row = build.draft(campaign, None, *wishes)
    operations.submit(row, actor=build.himself(row.person), now=build.APPLYING)
    return row


def test_everybody_who_ranked_a_seat_has_one_answer(campaign):
    to, offer = build.target_offering(campaign, seats=4, offered=4)
    other = build.offering(campaign, "H")
    build.open_(campaign)
    mine = wish(to, "target", offer)
    here = build.apply(campaign, 200, mine)
    better = build.apply(campaign, 300, wish(other), mine)
    gone = applied(campaign, mine)
    operations.withdraw(gone, actor=build.himself(gone.person), now=build.APPLYING)
    turned_down = applied(campaign, mine)
    office = build.admissions(turned_down.person.home_region.country_id)
    operations.reject(turned_down, reason="No document", actor=office, now=build.APPLYING)
    unsent = build.draft(campaign, None, mine)
    build.apply(campaign, 150, wish(other))
    clearing = build.compute(build.close(campaign))
    pool = Pool.objects.get(kind="target")
    assert answers(clearing, pool) == {
        "held_here": [here.pk],
        "better": [better.pk],
        "withdrawn": [gone.person_id],
        "rejected": [turned_down.person_id],
        "not_verified": [unsent.person_id],
    }
    [empty] = [one for one in empty_pools(clearing) if one.pool == pool.code]
    assert (empty.capacity, empty.empty, empty.claimed["better"]) == (4, 3, 1)
    assert set(empty.claimed) <= set(ANSWERS)


def test_whoever_has_no_score_that_stands_is_not_eligible(campaign):
    to, offer = build.target_offering(campaign, seats=1, offered=1)
    build.open_(campaign)
    who = build.apply(campaign, 300, wish(to, "target", offer))
    fact = VerifiedFact.objects.get()
    operations.refute_fact(fact, reason="Forged", actor=build.admissions(), now=build.APPLYING)
    clearing = build.compute(build.close(campaign))
    assert answers(clearing, Pool.objects.get(kind="target")) == {"not_eligible": [who.pk]}


def test_whoever_gave_up_a_seat_was_decided_before(campaign):
    to, offer = build.target_offering(campaign, seats=1, offered=1)
    build.open_(campaign)
    who = build.apply(campaign, 300, wish(to, "target", offer))
    build.cleared(campaign)
    operations.give_up(build.seat(who), actor=build.himself(who), now=build.CONSENTING)
    clearing = build.compute(campaign, now=build.REFILLING)
    assert answers(clearing, Pool.objects.get(kind="target")) == {"decided_before": [who.pk]}


def test_state_seats_are_ranked_by_state_terms_alone(campaign):
    to, offer = build.target_offering(campaign, seats=3, offered=1)
    build.open_(campaign)
    build.apply(campaign, 300, wish(to, "target", offer))
    state = build.apply(campaign, 200, wish(to))
    clearing = build.compute(build.close(campaign))
    assert answers(clearing, Pool.objects.get(kind="main")) == {"held_here": [state.pk]}


def test_a_full_fund_turns_people_away_from_empty_seats(campaign):
    offers.rule("admission.pools", ["open_competition"], "list")
    fund = operations.add_funds(campaign, {"B1": 1}, actor=offers.office_actor(), now=build.NOW)[0]
    one, other = (build.offering(campaign, code, fund=fund) for code in "GH")
    build.open_(campaign)
    build.apply(campaign, 300, wish(other))
    second = build.apply(campaign, 200, wish(one))
    clearing = build.compute(build.close(campaign))
    assert answers(clearing, Pool.objects.get(code="G/grant")) == {"closed": [second.pk]}


def test_a_full_pool_has_nothing_to_tell(campaign):
    to = build.offering(campaign)
    build.open_(campaign)
    build.apply(campaign, 300, wish(to))
    clearing = build.compute(build.close(campaign))
    assert why_empty(clearing, Pool.objects.get()) is None
    assert empty_pools(clearing) == []
