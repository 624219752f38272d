"""Small offerings are closed one a round, the shortest first, until none is short."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.market import frozen
from sheber.engine.clearing.rising import rising_cutoffs
from sheber.engine.clearing.solve import solve
from sheber.engine.clearing.viability import Closing, check_closings, close_short, closed
from tests.engine.clearing.build import market_of, markets


def offerings_of_one_pool(seats, lists):
    """Each applicant's list names offerings, best first; the score falls with the applicant."""
    pools = [[(number, -1)] for number in seats]
    applicants = [
        [{offering: 100 - who} for offering in wishes] for who, wishes in enumerate(lists)
    ]
    return market_of(pools, applicants)


def run(market, minimum, order=None):
    minimum = frozen(minimum)
    final, closings = close_short(market, minimum, frozen(order or range(len(minimum))))
    return final, [(one.offering, one.held, one.minimum) for one in closings]


def test_the_smallest_share_of_the_minimum_goes_first_and_its_people_save_the_next():
    """A holds 1 of 2, B 1 of 3: B is closed, and its person fills A."""
    market = offerings_of_one_pool([2, 3], [[0], [1, 0]])
    final, closings = run(market, [2, 3])
    assert closings == [(1, 1, 3)]
    assert solve(final).held_claim.tolist() == [0, 2]


def test_shares_are_compared_exactly():
    """3 of 9 and 1 of 3 are equal, so the id decides; as floating-point numbers they may not be."""
    lists = [[0], [0], [0], [1]]
    market = offerings_of_one_pool([9, 3], lists)
    assert [one[0] for one in run(market, [9, 3])[1]] == [0, 1]
    assert [one[0] for one in run(market, [9, 3], order=[1, 0])[1]] == [1, 0]


def test_an_offering_without_a_minimum_stays_open_though_nobody_is_in_it():
    market = offerings_of_one_pool([1, 1], [[1]])
    assert run(market, [0, 1])[1] == []


def test_an_offering_that_nobody_holds_is_closed_if_it_has_a_minimum():
    market = offerings_of_one_pool([1, 1], [[1]])
    assert run(market, [1, 1])[1] == [(0, 0, 1)]


def test_all_pools_of_a_closed_offering_are_empty_and_nothing_flows():
    market = market_of([[(2, 1), (1, -1)], [(2, -1)]], [[{0: 9}, {2: 9}], [{1: 8}, {2: 8}]])
    final, closings = run(market, [3, 0])
    assert closings == [(0, 2, 3)]
    assert final.pool_capacity.tolist() == [0, 0, 2]
    assert len(np.flatnonzero(solve(final).held_claim >= 0)) == 2


@settings(max_examples=300, deadline=None)
@given(markets(max_applicants=8), st.data())
def test_in_the_end_no_open_offering_is_short_and_c1_to_c7_hold(market, data):
    minimum = frozen(data.draw(st.lists(st.integers(0, 4), **exactly(market.offerings))))
    order = frozen(data.draw(st.permutations(range(market.offerings))))
    final, closings = close_short(market, minimum, order)
    outcome = solve(final)
    assert not check_closings(final, minimum, closings, outcome.held_claim)
    assert outcome.held_claim.tolist() == rising_cutoffs(final).tolist()
    gone = [one.offering for one in closings]
    assert len(set(gone)) == len(gone)
    assert final.pool_capacity.tolist() == closed(market, gone).pool_capacity.tolist()


def exactly(number):
    return {"min_size": number, "max_size": number}


@settings(max_examples=200, deadline=None)
@given(markets(max_applicants=8), st.data())
def test_each_closing_is_the_shortest_of_its_round(market, data):
    minimum = frozen(data.draw(st.lists(st.integers(0, 4), **exactly(market.offerings))))
    _, closings = close_short(market, minimum, frozen(range(market.offerings)))
    for number, one in enumerate(closings):
        before = closed(market, [earlier.offering for earlier in closings[:number]])
        held = solve(before).held_claim
        pools = before.claim_pool[held[held >= 0]]
        counts = np.bincount(before.pool_offering[pools], minlength=market.offerings)
        assert counts[one.offering] == one.held
        out = {earlier.offering for earlier in closings[:number]}
        for other in set(range(market.offerings)) - out:
            short = counts[other] < minimum[other]
            assert not short or counts[other] * one.minimum >= one.held * minimum[other]


@pytest.mark.parametrize(
    ("closings", "minimum", "why"),
    [
        ((), [3], "short"),
        ((Closing(0, 2, 2),), [2], "not_short"),
        ((Closing(0, 1, 2),), [3], "not_short"),
    ],
)
def test_a_list_of_closings_that_is_false_breaks_v1(closings, minimum, why):
    market = offerings_of_one_pool([2], [[0], [0]])
    held = solve(market).held_claim
    (found,) = check_closings(market, frozen(minimum), closings, held)
    assert (found.code, found.facts["why"]) == ("V1", why)


def test_an_open_offering_that_holds_its_minimum_is_fine():
    market = offerings_of_one_pool([2], [[0], [0]])
    held = solve(replace(market)).held_claim
    assert not check_closings(market, frozen([2]), (), held)
