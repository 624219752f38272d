"""Policies on one ground: what is counted, and what must hold whatever the draw."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheber.engine.clearing.solve import solve
from sheber.engine.lab.measure import Count, measure
from sheber.engine.lab.policy import KINDS, Ground, Policy, spill_by_kind, under
from sheber.engine.lab.study import count, every_policy
from sheber.engine.lab.world import grow
from tests.engine.clearing.build import market_of
from tests.engine.lab.build import FEW, SMALL, SPILLS, assumptions, shares

SEEDS = st.integers(0, 2**32)


def ground_of(market, kinds, target=(), abroad=(), naming=None):
    """A ground written by hand: kinds of pools, numbers of target contracts and of foreign ones."""
    numbers = np.arange(market.contracts)
    pool_kind = np.array([KINDS.index(one) for one in kinds])
    return Ground(
        market=market,
        pool_kind=pool_kind,
        target_contract=np.isin(numbers, target),
        abroad=np.isin(numbers, abroad),
        naming=numbers.astype(float) if naming is None else np.array(naming, dtype=float),
        spills={
            name: spill_by_kind(market, pool_kind, table)
            for name, table in {"none": {}, **SPILLS}.items()
        },
    )


@pytest.fixture
def citizens_text():
    """The example of docs/algorithms/clearing.en.md: two target seats, two main seats."""
    main, target = {1: 240}, {0: 240}
    people = [[main, target], [{1: 235}], [{1: 230}, {0: 230}], [{1: 225}], [{0: 200}]]
    market = market_of([[(2, 1), (2, -1)]], people)
    return ground_of(market, ["target", "main"], target=(1, 4, 6))


def test_a_seat_that_moved_on_is_counted_where_it_ends(citizens_text):
    found = count(citizens_text, Policy("several", "both", "2025"))
    assert (found.seats, found.filled, found.moved, found.empty) == (2, 1, 1, 0)
    assert (found.held, found.unseated) == (4, 0)


def test_a_seat_that_stays_empty_is_counted_as_empty(citizens_text):
    found = count(citizens_text, Policy("several", "both", "none"))
    assert (found.filled, found.moved, found.empty) == (2, 0, 0)  # Vera moves to target


def test_own_seats_of_the_next_pool_are_used_before_those_that_flowed_in():
    market = market_of([[(3, -1), (4, -1)]], [[{1: score}] for score in (5, 4)])
    found = count(ground_of(market, ["target", "main"]), Policy("one", "home", "2025"))
    assert (found.filled, found.moved, found.empty) == (0, 0, 3)


def test_seats_flow_to_the_nearest_kind_that_the_offering_has():
    market = market_of([[(1, -1), (1, -1)], [(1, -1), (1, -1), (1, -1)]], [])
    ground = ground_of(market, ["target", "main", "target", "separate", "main"])
    assert ground.spills["2026"].tolist() == [1, -1, 3, 4, -1]
    assert ground.spills["2025"].tolist() == [1, -1, 4, 4, -1]


def test_pools_of_a_fund_neither_give_nor_take():
    market = market_of([[(1, -1), (1, -1), (1, -1)]], [], funds=[(1, [1])])
    ground = ground_of(market, ["target", "separate", "main"])
    assert ground.spills["2026"].tolist() == [2, -1, -1]


def test_who_may_name_one_offer_names_the_one_with_the_lowest_number():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 3}, {1: 3}], [{0: 2}, {1: 2}]])
    kinds, target = ["target", "target"], (0, 1, 2, 3)
    first = under(ground_of(market, kinds, target), Policy("one", "both", "none"))
    assert first[1].tolist() == [0, 2]
    least = ground_of(market, kinds, target, naming=[1, 0, 0, 1])
    assert under(least, Policy("one", "both", "none"))[1].tolist() == [1, 2]


def test_where_the_border_is_closed_the_first_home_offer_is_named():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 3}, {1: 3}]])
    ground = ground_of(market, ["target", "target"], (0, 1), abroad=(0,))
    assert under(ground, Policy("one", "home", "none"))[1].tolist() == [1]
    assert count(ground, Policy("one", "both", "none")).from_abroad == 1


@given(assumptions(), shares, SEEDS)
@FEW
def test_every_target_seat_is_counted_once(assumed, share, seed):
    ground = grow(assumed, SPILLS, share=share, seed=seed)
    for policy in every_policy(["none", *SPILLS]):
        found = count(ground, policy)
        assert found.seats == assumed.target_seats == found.filled + found.moved + found.empty
        assert min(vars(found).values()) >= 0
        assert found.moved == 0 or policy.spill != "none"
        assert found.from_abroad == 0 or policy.claimants == "both"


@given(assumptions(), shares, SEEDS)
@FEW
def test_when_seats_move_on_nobody_is_worse_off(assumed, share, seed):
    """The seats of others only grow, so each applicant's best is at least as good."""
    ground = grow(assumed, SPILLS, share=share, seed=seed)
    places = []
    for spill in ("none", "2025"):
        market, _ = under(ground, Policy("several", "both", spill))
        held = solve(market).held_claim
        places.append(np.where(held < 0, market.claims, held))
    assert (places[1] <= places[0]).all()


@given(assumptions(), shares, SEEDS)
@FEW
def test_offers_added_at_the_end_of_lists_fill_no_fewer_seats(assumed, share, seed):
    """With seats that stay where they are, and target contracts last on every list, a longer
    list goes on where the shorter ended: each pool holds as many or more. With target contracts
    first, or seats that move on, no such thing need hold, and nothing is claimed."""
    last = replace(assumed, service_free_first=1.0, cautious=0.0)
    ground = grow(last, SPILLS, share=share, seed=seed)
    one, several = (count(ground, Policy(offers, "both", "none")) for offers in ("one", "several"))
    assert several.filled >= one.filled
    assert several.held >= one.held


@given(assumptions(), shares, SEEDS, st.integers(1, 3))
@FEW
def test_more_target_seats_seat_no_fewer_people(assumed, share, seed, more):
    ground = grow(assumed, SPILLS, share=share, seed=seed)
    grown = ground.market.pool_capacity + more * ground.target_pool
    larger = replace(ground, market=replace(ground.market, pool_capacity=grown))
    policy = Policy("several", "both", "none")
    assert count(larger, policy).held >= count(ground, policy).held


def test_a_count_that_lost_a_seat_would_show():
    """The measure is of what was cleared: a certificate of another market does not fit."""
    ground = grow(SMALL, SPILLS, share=0.3, seed=1)
    market, contracts = under(ground, Policy("one", "home", "2025"))
    certificate = solve(market).certificate
    found = measure(ground, market, contracts, certificate)
    emptied = replace(certificate, pool_occupancy=np.zeros_like(certificate.pool_occupancy))
    assert isinstance(found, Count)
    assert measure(ground, market, contracts, emptied).empty > found.empty
