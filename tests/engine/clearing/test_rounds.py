"""A refill: those who confirmed keep their seats, those who stay only move up."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.market import NOBODY, at
from sheber.engine.clearing.rounds import (
    check_confirmed,
    check_refill,
    free_capacity,
    refill,
)
from sheber.engine.clearing.solve import solve
from sheber.engine.errors import InvalidRound
from tests.engine.clearing import brute
from tests.engine.clearing.build import drafts, held_pools

NONE = np.array([], dtype=np.int64)


def ranked(draft):
    """A market of a draft, its ranking, and what everybody holds in it."""
    market, ranking = assemble(draft)
    return market, ranking, solve(market).held_claim


def parts(seed, market, held):
    """Some withdraw, some of the holders confirm, the rest stay."""
    random = Random(seed)  # noqa: S311
    role = [random.choice("wcs") for _ in range(market.applicants)]
    withdrawn = [who for who, one in enumerate(role) if one == "w"]
    confirmed = [who for who, one in enumerate(role) if one == "c" and held[who] >= 0]
    return np.array(withdrawn, dtype=np.int64), np.array(confirmed, dtype=np.int64)


def again(market, ranking, held, withdrawn, confirmed):
    """The smaller market, and what it gives in the numbers of the market before."""
    smaller = refill(market, ranking, held, withdrawn=withdrawn, confirmed=confirmed)
    return smaller, smaller.held_before(solve(smaller.market).held_claim)


@settings(max_examples=600, deadline=None)
@given(drafts(max_applicants=9), st.integers(0, 2**32))
def test_nobody_who_stays_is_worse_off_and_no_confirmed_seat_is_lost(draft, seed):
    market, ranking, held = ranked(draft)
    withdrawn, confirmed = parts(seed, market, held)
    _, after = again(market, ranking, held, withdrawn, confirmed)
    stays = np.setdiff1d(np.arange(market.applicants), np.concatenate([withdrawn, confirmed]))
    contracts = [at(market.claim_contract, one)[stays] for one in (held, after)]
    assert not check_refill(*contracts)
    there = np.intersect1d(confirmed, np.flatnonzero(after >= 0))
    assert not check_confirmed(held[there], after[there])
    assert seats_used(market, held, after, confirmed)


def seats_used(market, held, after, confirmed):
    """Together with the confirmed who left, no pool, fund or region is over what it has."""
    both = after.copy()
    both[confirmed] = held[confirmed]
    pools = market.claim_pool[both[both >= 0]]
    used = np.bincount(pools, minlength=market.pools)
    room = market.pool_capacity.astype(np.int64)
    for pool in range(market.pools):
        left = room[pool] - used[pool]
        if left < 0:
            return False
        if market.pool_spill[pool] != NOBODY:
            room[market.pool_spill[pool]] += left
    for cap, owner in (
        (market.fund_cap, market.pool_fund[pools]),
        (market.region_cap, market.offering_region[market.pool_offering[pools]]),
    ):
        if np.any(np.bincount(owner[owner >= 0], minlength=len(cap)) > cap):
            return False
    return True


@settings(max_examples=150, deadline=None)
@given(drafts(max_applicants=4, max_offerings=2, max_contracts=3), st.integers(0, 2**32))
def test_brute_force_finds_nothing_better_in_the_smaller_market(draft, seed):
    market, ranking, held = ranked(draft)
    withdrawn, confirmed = parts(seed, market, held)
    smaller, _ = again(market, ranking, held, withdrawn, confirmed)
    small = brute.Small(smaller.market)
    found = solve(smaller.market).held_claim.tolist()
    for other in brute.lawful_outcomes(small):
        assert brute.at_least_as_good(small, found, other)


@settings(max_examples=200, deadline=None)
@given(drafts(), st.integers(0, 2**32))
def test_without_any_change_everybody_holds_the_same(draft, seed):
    market, ranking, held = ranked(draft)
    smaller, after = again(market, ranking, held, NONE, NONE)
    assert after.tolist() == held.tolist()
    assert smaller.ranking.score.tolist() == ranking.score.tolist()


def small(pools, lists, withdrawn=(), confirmed=(), **given):
    """The market by hand, what it gives, and what it gives again after the round."""
    lists = [[list(contract.items()) for contract in contracts] for contracts in lists]
    claims = [[[(*claim, ()) for claim in one] for one in contracts] for contracts in lists]
    market, ranking, held = ranked(Draft(pools=pools, applicants=claims, **given))
    out = [np.array(people, dtype=np.int64) for people in (withdrawn, confirmed)]
    smaller, after = again(market, ranking, held, *out)
    return smaller.market, held_pools(market, held), held_pools(market, after)


# One target seat that spills to one main seat.
SPILLED = [[(1, 1), (1, -1)]]
BEST, SECOND, THIRD = [{1: 300}], [{1: 280}], [{1: 260}]


def test_a_confirmed_seat_leaves_the_market_and_a_free_one_goes_to_the_next():
    market, before, after = small([[(2, -1)]], [[{0: 3}], [{0: 2}], [{0: 1}]], [1], [0])
    assert before == [(0, 0), (0, 0), None]
    assert market.pool_capacity.tolist() == [1]
    assert after == [None, None, (0, 0)]


def test_a_spilled_seat_under_a_confirmed_holder_is_frozen():
    """Both seats are in main and confirmed, so target has none left for whoever might come."""
    market, before, _ = small(SPILLED, [BEST, SECOND, THIRD], confirmed=[0, 1])
    assert before == [(0, 1), (0, 1), None]
    assert market.pool_capacity.tolist() == [0, 0]


def test_a_spilled_seat_whose_holder_withdrew_flows_on():
    market, _, after = small(SPILLED, [BEST, SECOND, THIRD], [1], [0])
    assert market.pool_capacity.tolist() == [1, 0]
    assert after == [None, None, (0, 1)]


def test_a_frozen_seat_is_taken_off_the_pool_it_came_from():
    """The first pool was full, the second was not: the withdrawal in the first frees it."""
    pools = [[(1, 2), (1, 2), (0, -1)]]
    lists = [[{0: 9}], [{2: 9}], [{0: 1}]]
    market, before, after = small(pools, lists, [0], [1])
    assert before == [(0, 0), (0, 2), None]
    assert market.pool_capacity.tolist() == [1, 0, 0]
    assert after == [None, None, (0, 0)]


def test_the_cap_of_a_fund_shrinks_by_what_it_pays_for():
    pools, lists = [[(1, -1)], [(1, -1)]], [[{0: 9}], [{1: 8}], [{1: 7}]]
    market, before, after = small(pools, lists, [1], [0], funds=[(2, [0, 1])])
    assert before == [(0, 0), (0, 1), None]
    assert market.fund_cap.tolist() == [1]
    assert after == [None, None, (0, 1)]


# Two offerings without targets take turns under a cap of two.
TURNS = {"regions": [(2, [0, 1])], "targets": [0, 0]}
A1, A2, B1 = [{0: 9}], [{0: 8}], [{1: 9}]


def test_in_a_region_the_confirmed_stay_so_that_turns_do_not_start_anew():
    market, before, after = small([[(2, -1)], [(2, -1)]], [A1, A2, B1], confirmed=[0], **TURNS)
    assert before == [(0, 0), None, (0, 1)]
    assert after == before
    assert (market.region_cap.tolist(), market.pool_capacity.tolist()) == ([2], [2, 2])


def test_seats_of_a_region_taken_off_its_cap_would_cost_a_holder_the_seat():
    """Why they stay: with the confirmed gone and the cap lowered, A comes first again."""
    market, before, _ = small([[(2, -1)], [(2, -1)]], [A1, A2, B1], withdrawn=[0], **TURNS)
    assert before[2] == (0, 1)
    lowered = replace(market, region_cap=np.array([1]))
    assert held_pools(lowered, solve(lowered).held_claim)[2] is None


def test_a_late_claim_may_push_somebody_out_and_r1_says_so():
    before, after = np.array([0, 2, NOBODY, 1]), np.array([0, 1, NOBODY, NOBODY])
    (found,) = check_refill(before, after)
    assert (found.code, found.facts) == ("R1", {"applicant": 3, "cases": 1})


def test_a_lower_wish_is_worse_and_a_higher_one_or_a_first_one_is_not():
    assert check_refill(np.array([0]), np.array([1]))
    assert not check_refill(np.array([1, NOBODY]), np.array([0, 4]))


def test_a_confirmed_contract_in_another_pool_breaks_r2():
    assert check_confirmed(np.array([4, 7]), np.array([4, 8]))[0].facts["applicant"] == 1


@pytest.mark.parametrize(
    ("withdrawn", "confirmed", "code"),
    [([0], [0], "withdrawn_and_confirmed"), ([], [2], "holds_nothing")],
)
def test_what_does_not_fit_the_round_before_is_refused(withdrawn, confirmed, code):
    with pytest.raises(InvalidRound, match=code):
        small([[(1, -1)]], [[{0: 9}], [{0: 8}], [{0: 7}]], withdrawn, confirmed)


def test_more_confirmed_people_than_seats_are_refused():
    numbers = [np.array(one) for one in ([1, 0], [1, -1], [0, 2], [1, 2])]
    with pytest.raises(InvalidRound, match="more_confirmed_than_seats"):
        free_capacity(*numbers)
