"""Keys are strict in every queue, dense in every ranking, and follow the declared order."""

import numpy as np
import pytest
from hypothesis import given, settings

from sheber.engine.clearing.assemble import assemble
from sheber.engine.errors import InvalidMarket
from tests.engine.clearing.build import drafts, market_of


@settings(max_examples=150)
@given(drafts(max_applicants=8))
def test_keys_of_a_queue_are_strict_and_in_the_declared_order(draft):
    market, ranking = assemble(draft)
    chooser = market.pool_chooser[market.claim_pool]
    for who in np.unique(chooser):
        claims = np.flatnonzero(chooser == who)
        assert len(set(market.claim_key[claims].tolist())) == len(claims)
        best_first = claims[np.argsort(-market.claim_key[claims])]
        stated = [
            (
                -ranking.score[claim],
                *(-ranking.ties[claim]),
                ranking.lottery[market.claim_applicant[claim]],
                claim,
            )
            for claim in best_first
        ]
        assert stated == sorted(stated)


def test_pools_of_a_fund_share_one_ranking():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 5}], [{1: 6}], [{0: 7}]], funds=[(1, [0, 1])])
    assert market.claim_key.tolist() == [0, 1, 2]


@settings(max_examples=150)
@given(drafts(max_applicants=8))
def test_keys_of_a_ranking_are_dense(draft):
    market, _ = assemble(draft)
    fund = market.pool_fund
    ranking = np.where(fund < 0, market.pool_offering, market.offerings + fund)[market.claim_pool]
    for who in np.unique(ranking):
        keys = set(market.claim_key[ranking == who].tolist())
        assert keys == set(range(len(keys)))


def test_pools_of_an_offering_are_ranked_together():
    market = market_of([[(1, -1), (1, -1)]], [[{0: 5}], [{1: 6}], [{0: 7}]])
    assert market.claim_key.tolist() == [0, 1, 2]


def test_a_contract_with_one_merit_on_several_pools_has_one_key():
    market = market_of([[(1, -1), (1, -1)]], [[{0: 5, 1: 5}], [{0: 6, 1: 4}]])
    assert market.claim_key.tolist() == [1, 1, 2, 0]


def test_decimals_that_differ_in_the_last_place_are_told_apart():
    market = market_of([[(1, -1)]], [[{0: 4.8}], [{0: 4.800000000000001}]])
    assert market.claim_key.tolist() == [0, 1]


def test_equal_claims_without_a_lottery_are_refused():
    with pytest.raises(InvalidMarket) as refusal:
        market_of([[(1, -1)]], [[{0: (5, 1)}], [{0: (5, 1)}]])
    assert [fault.code for fault in refusal.value.faults] == ["tie_without_lottery"]


def test_tie_break_that_only_one_states_is_refused_where_it_decides():
    with pytest.raises(InvalidMarket) as refusal:
        market_of([[(1, -1)]], [[{0: (5, 1)}], [{0: 5}]], lottery=[1, 2])
    assert [fault.code for fault in refusal.value.faults] == ["tie_break_missing"]


def test_tie_break_that_only_one_states_does_not_matter_where_scores_differ():
    market = market_of([[(1, -1)]], [[{0: (5, 1)}], [{0: 6}]])
    assert market.claim_key.tolist() == [0, 1]
