"""Why seats stay empty, by hand and on whole generated markets."""

import numpy as np
from hypothesis import given, settings

from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.vacancies import WHY, vacancies
from tests.engine.clearing.build import market_of, markets


def told(market):
    """By pool, the number of empty seats and who does what instead."""
    return {
        one.pool: (
            one.empty,
            {WHY[why]: one.people(why).tolist() for why in np.unique(one.why).tolist()},
        )
        for one in vacancies(market, clear(market))
    }


def test_everybody_who_ranked_the_offering_has_one_answer():
    """Pool 0 is target, pool 1 main of one offering; pool 2 is another offering. The first takes
    a target seat, the second prefers the other offering, the third ranks main seats only, the
    fourth sits with the same contract in no other pool, the fifth ranks nothing here."""
    market = market_of(
        [[(4, 1), (1, -1)], [(1, -1)]],
        [[{0: 9}], [{2: 9}, {0: 9}], [{1: 9}], [{0: 8, 1: 8}], [{2: 1}]],
        lottery=[1, 2, 3, 4, 5],
    )
    assert told(market) == {
        0: (2, {"held_here": [0, 3], "better": [1], "no_claim": [2]}),
    }


def test_one_contract_sits_in_the_earliest_of_its_pools():
    market = market_of([[(1, -1), (2, -1)]], [[{0: 9, 1: 9}]], lottery=[1])
    assert told(market) == {1: (2, {"earlier_pool": [0]})}


def test_a_full_fund_closes_a_pool_with_empty_seats():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 9}], [{1: 8}]], funds=[(1, [0, 1])])
    assert told(market) == {1: (1, {"closed": [1]})}


def test_seats_that_flowed_in_do_not_make_up_for_own_empty_ones():
    market = market_of([[(2, 1), (1, -1)]], [[{1: 5}]])
    assert told(market) == {0: (2, {"no_claim": [0]})}


def test_nobody_ranked_it():
    assert told(market_of([[(3, -1)]], [[]])) == {0: (3, {})}


@settings(max_examples=200, deadline=None)
@given(markets(max_applicants=10, with_regions=True))
def test_only_a_full_fund_or_region_turns_somebody_away_from_an_empty_seat(market):
    held = clear(market)
    occupancy = np.bincount(market.claim_pool[held[held >= 0]], minlength=market.pools)
    pool_region = market.offering_region[market.pool_offering]
    for one in vacancies(market, held):
        assert one.empty == market.pool_capacity[one.pool] - occupancy[one.pool] > 0
        assert len(one.people(0)) == occupancy[one.pool]
        if len(one.people(WHY.index("closed"))):
            caps = ((market.pool_fund, market.fund_cap), (pool_region, market.region_cap))
            full = [
                occupancy[owner == owner[one.pool]].sum() == cap[owner[one.pool]]
                for owner, cap in caps
                if owner[one.pool] >= 0
            ]
            assert any(full)
