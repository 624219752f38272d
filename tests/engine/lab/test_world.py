"""Made markets: totals are the assumed ones, lists are lawful, and a seed repeats itself."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheber.engine.clearing.lint import lint
from sheber.engine.clearing.market import NOBODY, Market
from sheber.engine.errors import InvalidAssumption
from sheber.engine.lab.demand import people, wishes
from sheber.engine.lab.policy import KINDS, Policy, under
from sheber.engine.lab.study import every_policy
from sheber.engine.lab.supply import supply
from sheber.engine.lab.world import grow
from tests.engine.lab.build import BASE, FEW, SMALL, SPILLS, assumptions, shares

SEEDS = st.integers(0, 2**32)
WIDEST = Policy("several", "both", "2026")


def per_applicant(market, contracts):
    """How many of some contracts each applicant has."""
    return np.bincount(market.contract_applicant[contracts], minlength=market.applicants)


def arrays(market: Market):
    return [getattr(market, item.name) for item in fields(market) if item.name != "lists_limited"]


@given(assumptions(), shares, SEEDS)
@FEW
def test_seats_of_each_kind_are_the_assumed_ones(assumed, share, seed):
    ground = grow(assumed, SPILLS, share=share, seed=seed)
    seats = np.bincount(ground.pool_kind, weights=ground.market.pool_capacity, minlength=len(KINDS))
    found = dict(zip(KINDS, seats.astype(int).tolist(), strict=True))
    assert found["target"] == assumed.target_seats
    assert found["separate"] == assumed.separate_seats
    assert found["special"] == assumed.special_seats
    assert sum(found.values()) == assumed.state_seats


@given(assumptions(), shares, SEEDS)
@FEW
def test_each_policy_leaves_a_market_that_a_theorem_covers(assumed, share, seed):
    ground = grow(assumed, SPILLS, share=share, seed=seed)
    for policy in every_policy(["none", *SPILLS]):
        market, contracts = under(ground, policy)
        assert lint(market).truthful == "truncated"
        assert len(contracts) == market.contracts


@given(assumptions(), shares, SEEDS)
@FEW
def test_in_the_base_nobody_has_two_target_contracts_nor_one_across_the_border(
    assumed, share, seed
):
    ground = grow(assumed, SPILLS, share=share, seed=seed)
    market, contracts = under(ground, BASE)
    targets = np.flatnonzero(ground.target_contract[contracts])
    assert per_applicant(market, targets).max(initial=0) <= 1
    assert not ground.abroad[contracts].any()


@given(assumptions(), shares, SEEDS)
@FEW
def test_whoever_has_a_target_contract_in_the_widest_market_names_one_of_them(assumed, share, seed):
    ground = grow(assumed, SPILLS, share=share, seed=seed)
    one, kept = under(ground, Policy("one", "both", "none"))
    named = np.flatnonzero(ground.target_contract[kept])
    before = per_applicant(ground.market, np.flatnonzero(ground.target_contract))
    assert np.array_equal(per_applicant(one, named), np.minimum(before, 1))
    assert before.max(initial=0) <= assumed.offers_maximum


@given(assumptions(), shares, SEEDS)
@FEW
def test_nobody_ranks_an_offer_or_a_programme_twice(assumed, share, seed):
    market = grow(assumed, SPILLS, share=share, seed=seed).market
    first = market.claim_pool[market.contract_start[:-1]]
    pairs = list(zip(market.contract_applicant.tolist(), first.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)


@given(assumptions(), shares, SEEDS)
@FEW
def test_one_person_has_one_merit_in_an_offering_whatever_the_terms(assumed, share, seed):
    """In the ranking of an offering the claims of one person stand beside one another."""
    market = grow(assumed, SPILLS, share=share, seed=seed).market
    offering = market.pool_offering[market.claim_pool]
    order = np.lexsort([market.claim_key, offering])
    pair = offering[order] * market.applicants + market.claim_applicant[order]
    assert 1 + np.count_nonzero(np.diff(pair)) == len(np.unique(pair))


def test_the_same_seed_gives_the_same_market_and_another_seed_another():
    one, same, other = (grow(SMALL, SPILLS, share=0.3, seed=seed) for seed in (7, 7, 8))
    assert all(map(np.array_equal, arrays(one.market), arrays(same.market)))
    assert np.array_equal(one.naming, same.naming)
    assert not np.array_equal(one.market.claim_pool, other.market.claim_pool)


def test_more_people_who_want_a_target_contract_leave_the_lists_of_the_others():
    few, many = (under(grow(SMALL, SPILLS, share=share, seed=3), WIDEST)[0] for share in (0.1, 0.4))
    last = few.first_claim[round(0.1 * SMALL.applicants)]
    assert np.array_equal(few.claim_pool[:last], many.claim_pool[:last])


@given(assumptions(), SEEDS)
@FEW
def test_who_seeks_at_home_alone_names_offers_of_the_home_region(assumed, seed):
    assumed = replace(assumed, home_share=1.0)
    supplied = supply(assumed, seed)
    them = people(assumed, supplied, share=1.0, seed=seed)
    listed = wishes(assumed, supplied, them, seed)
    targets = listed.offer != NOBODY
    home = them.home[listed.applicant[targets]]
    region = supplied.offer_region[listed.offer[targets]]
    has_offers = np.isin(home, supplied.offer_region)
    assert (region[has_offers] == home[has_offers]).all()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"home_share": 1.2}, "outside"),
        ({"offers": -1}, "outside"),
        ({"regions": 0}, "none_at_all"),
        ({"state_seats": 70}, "pools_exceed_seats"),
        ({"offers_acceptable": 6.0}, "mean_outside_list"),
        ({"offers": 61}, "offers_without_seats"),
        ({"target_filled": 61}, "more_filled_than_seats"),
    ],
)
def test_numbers_of_which_no_market_can_be_made_are_refused(change, code):
    with pytest.raises(InvalidAssumption) as refused:
        replace(SMALL, **change)
    assert refused.value.code == code


def test_another_size_keeps_shares_and_scales_counts():
    tenth = SMALL.scaled(0.1)
    assert (tenth.target_seats, tenth.applicants, tenth.regions) == (6, 45, 5)
    assert tenth.home_share == SMALL.home_share
