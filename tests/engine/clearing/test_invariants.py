"""What stays the same or only gets better: who is placed, in any lawful outcome; and what an
applicant holds, when seats are added. With the counterexamples that say where it ends."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.assemble import assemble
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.rising import rising_cutoffs
from tests.engine.clearing.brute import Small, lawful_outcomes
from tests.engine.clearing.build import contested, drafts, market_of, markets

ALL_FEATURES = markets(max_applicants=4, max_offerings=2, max_contracts=3, with_regions=True)


def placed(outcome):
    return {who for who, claim in enumerate(outcome) if claim >= 0}


def by(key, outcome):
    return Counter(key(claim) for claim in outcome if claim >= 0)


@settings(max_examples=150, deadline=None)
@given(st.one_of(ALL_FEATURES, contested(with_regions=True)))
def test_the_same_people_are_placed_in_every_lawful_outcome(market):
    """Rural hospitals (Roth 1986; Hatfield & Milgrom 2005): choosers never take fewer when more
    come, so every chooser holds as many, and nobody is placed in one outcome and not in another."""
    small = Small(market)
    first, *others = lawful_outcomes(small)
    for other in others:
        assert placed(other) == placed(first)
        assert by(small.chooser, other) == by(small.chooser, first)


@settings(max_examples=100, deadline=None)
@given(contested(most_pools=1))
def test_a_plain_offering_with_an_empty_seat_holds_the_same_people(market):
    small = Small(market)
    first, *others = lawful_outcomes(small)
    held = by(lambda claim: small.pool[claim], first)
    for other in others:
        for pool, seats in enumerate(small.capacity):
            if held[pool] < seats:
                assert holders(small, other, pool) == holders(small, first, pool)


def holders(small, outcome, pool):
    return {who for who, claim in enumerate(outcome) if claim >= 0 and small.pool[claim] == pool}


def test_contested_markets_do_have_several_lawful_outcomes():
    """A and B each stand higher where the other would rather be: two stable outcomes."""
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 1}, {1: 2}], [{1: 1}, {0: 2}]])
    assert len(lawful_outcomes(Small(market))) == 2


def test_an_offering_with_several_pools_and_an_empty_seat_may_hold_others():
    """Where it ends: the first offering has two pools of one seat, of which nobody claims the
    first; i and j each stand higher where the other would rather be, in its second pool and in
    another offering."""
    market = market_of(
        [[(1, -1), (1, -1)], [(1, -1)]], [[{2: 1}, {1: 9}], [{1: 8}, {2: 7}]], lottery=[1, 2]
    )
    small = Small(market)
    outcomes = lawful_outcomes(small)
    assert [holders(small, outcome, 1) for outcome in outcomes] == [{1}, {0}]


def test_the_number_in_a_pool_may_differ_where_people_rank_several_terms():
    """Where it ends: two pools of one seat, the first spills to the second. Under their first
    terms i and j both sit in the second; under their second terms each fills a pool."""
    i = [{1: 1}, {0: 7, 1: 9}]
    j = [{1: 2}, {0: 8, 1: 7}]
    small = Small(market_of([[(1, 1), (1, -1)]], [i, j]))
    held = [by(lambda claim: small.pool[claim], outcome) for outcome in lawful_outcomes(small)]
    assert held == [{1: 2}, {0: 1, 1: 1}]


def test_the_number_in_an_offering_of_a_region_may_differ():
    """Where it ends: two offerings share a cap of one, a third stands alone. The region holds one
    person in both outcomes, now in one of its offerings, now in the other."""
    market = market_of(
        [[(1, -1)], [(1, -1)], [(1, -1)]],
        [[{1: 3}, {2: 8}], [{2: 5}, {0: 1}]],
        regions=[(1, [0, 1])],
    )
    small = Small(market)
    held = [by(lambda claim: small.pool[claim], outcome) for outcome in lawful_outcomes(small)]
    assert held == [{1: 1, 2: 1}, {0: 1, 2: 1}]


@settings(max_examples=100, deadline=None)
@given(drafts(max_applicants=8, with_regions=True), st.randoms(use_true_random=False))
def test_the_order_of_applicants_in_the_file_does_not_matter(draft, random):
    people = list(range(len(draft.applicants)))
    random.shuffle(people)
    shuffled = replace(
        draft,
        applicants=[draft.applicants[who] for who in people],
        lottery=np.asarray(draft.lottery)[people],
    )
    mine, theirs = assemble(draft)[0], assemble(shuffled)[0]
    for find in (clear, rising_cutoffs):
        here, there = seats_of(mine, find(mine)), seats_of(theirs, find(theirs))
        assert [here[who] for who in people] == there


def seats_of(market, held_claim):
    """Per applicant, (place in their list, pool) or None."""
    first = market.applicant_start
    return [
        (int(market.claim_contract[claim] - first[who]), int(market.claim_pool[claim]))
        if claim >= 0
        else None
        for who, claim in enumerate(held_claim.tolist())
    ]


def places(market):
    """By applicant, the place of the held contract in their list, or its length."""
    seats, sizes = seats_of(market, clear(market)), np.diff(market.applicant_start).tolist()
    return [seat[0] if seat else size for seat, size in zip(seats, sizes, strict=True)]


def with_one_more(market, array, number):
    values = getattr(market, array).copy()
    values[number] += 1
    return replace(market, **{array: values})


def pools_outside(market):
    """Pools that neither a fund nor a region caps."""
    region = market.offering_region[market.pool_offering]
    return np.flatnonzero((market.pool_fund < 0) & (region < 0)).tolist()


@settings(max_examples=250, deadline=None)
@given(markets(max_applicants=8, with_regions=True), st.data())
def test_a_seat_more_hurts_no_applicant(market, data):
    """Of a pool outside funds and regions, of a fund's cap or of a region's: the chooser takes all
    that it took before, and perhaps one more."""
    more = [
        *(("pool_capacity", pool) for pool in pools_outside(market)),
        *(("fund_cap", fund) for fund in range(market.funds)),
        *(("region_cap", region) for region in range(market.regions)),
    ]
    assume(more)
    after = places(with_one_more(market, *data.draw(st.sampled_from(more))))
    assert all(now <= before for now, before in zip(after, places(market), strict=True))


ONE_AND_NONE = [[(0, -1)], [(1, -1)]]
A_AND_B = [[{0: 2}], [{1: 1}]]


def test_a_seat_more_in_a_pool_under_a_fund_may_hurt():
    """Where it ends: the fund pays for one; given a seat to sit in, a is ahead of b."""
    market = market_of(ONE_AND_NONE, A_AND_B, funds=[(1, [0, 1])])
    assert places(market) == [1, 0]
    assert places(with_one_more(market, "pool_capacity", 0)) == [0, 1]


def test_a_seat_more_in_an_offering_of_a_region_may_hurt():
    """Where it ends: the region has one seat, and the offering with the first turn can use it."""
    market = market_of(ONE_AND_NONE, A_AND_B, regions=[(1, [0, 1])])
    assert places(market) == [1, 0]
    assert places(with_one_more(market, "pool_capacity", 0)) == [0, 1]


def test_a_higher_target_may_hurt():
    """Where it ends: the only seat of the region goes by turn until the second has a target."""
    market = market_of([[(1, -1)], [(1, -1)]], A_AND_B, regions=[(1, [0, 1])])
    assert places(market) == [0, 1]
    assert places(with_one_more(market, "offering_target", 1)) == [1, 0]
