"""From everything public at once, nobody can be found: attacked by solving for every cell."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.publication import publication
from tests.engine.clearing.build import market_of, markets


def reachable(market, most):
    """Every way to fill the pools that capacities, spill and caps allow: what anybody can work
    out before reading anything. `most`: holders in all."""
    spill, start = market.pool_spill.tolist(), market.offering_start.tolist()
    ways = []
    for first, end in pairwise(start):
        ways.append(list(fillings(market.pool_capacity.tolist(), spill, first, end)))
    for parts in product(*ways):
        held = np.array([number for part in parts for number in part], dtype=int)
        if held.sum() <= most and keeps_caps(market, held):
            yield held


def fillings(capacity, spill, first, end):
    def fill(pool, room):
        if pool == end:
            yield ()
            return
        for held in range(room[pool - first] + 1):
            after = list(room)
            if spill[pool] >= 0:
                after[spill[pool] - first] += room[pool - first] - held
            for rest in fill(pool + 1, after):
                yield (held, *rest)

    yield from fill(first, capacity[first:end])


def keeps_caps(market, held):
    region = market.offering_region[market.pool_offering]
    funds = all(held[market.pool_fund == f].sum() <= cap for f, cap in enumerate(market.fund_cap))
    return funds and all(held[region == r].sum() <= cap for r, cap in enumerate(market.region_cap))


def is_full(market, held, pool):
    """No seat is empty in a pool, spilled ones counted."""
    room = market.pool_capacity - held
    for one, target in enumerate(market.pool_spill.tolist()):
        if target >= 0:
            room[target] += room[one]
    return room[pool] == 0


def agrees(market, public, held, fewest):
    """Whether a way to fill the pools gives exactly what was published."""
    shown = [group for groups in public.offerings.values() for group in groups]
    start = market.offering_start
    apart = sum(held[start[one] : start[one + 1]].sum() for one in public.apart)
    capped = (market.pool_fund >= 0) | (market.offering_region[market.pool_offering] >= 0)
    return (
        all(held[list(group.pools)].sum() == group.held for group in shown)
        and public.apart_held in (None, apart)
        and all(held[pool] >= fewest for pool in public.cutoffs)
        and all(capped[pool] or is_full(market, held, pool) for pool in public.cutoffs)
    )


@settings(max_examples=300, deadline=None)
@given(
    markets(max_applicants=12, max_offerings=2, max_contracts=3),
    st.integers(2, 5),
    st.integers(0, 2**16),
)
def test_no_cell_of_few_can_be_solved_for(market, fewest, chance):
    random = np.random.default_rng(chance)
    protected, elsewhere = random.random((2, market.pools)) < 0.4
    certificate = certify(market, clear(market))
    true = certificate.pool_occupancy
    public = publication(market, certificate, protected, elsewhere, fewest)
    before = [
        held
        for held in reachable(market, market.applicants)
        if held[elsewhere].sum() == true[elsewhere].sum()
    ]
    after = [held for held in before if agrees(market, public, held, fewest)]
    assert any((held == true).all() for held in after)
    for pool in np.flatnonzero((true > 0) & (true < fewest)):
        if len({int(held[pool]) for held in before}) > 1:
            assert len({int(held[pool]) for held in after}) > 1


def published(pools, held, protected=(), funds=(), regions=()):
    """One applicant with one claim for each held seat."""
    applicants = [[{pool: 9}] for pool, number in enumerate(held) for _ in range(number)]
    market = market_of(
        pools, applicants, funds, lottery=range(1, len(applicants) + 1), regions=regions
    )
    marks = np.isin(np.arange(market.pools), protected)
    return publication(market, certify(market, clear(market)), marks)


def groups(public, offering=0):
    return {group.pools: group.held for group in public.offerings[offering]}


def test_pools_of_five_and_more_are_shown_with_their_cutoff():
    public = published([[(6, -1), (9, -1)]], [6, 7])
    assert groups(public) == {(0,): 6, (1,): 7}
    assert public.cutoffs == {0}


def test_protected_pools_are_one_number():
    public = published([[(9, -1), (9, -1), (9, -1)]], [6, 5, 8], protected=[0, 1])
    assert groups(public) == {(0, 1): 11, (2,): 8}


def test_a_pool_of_few_is_counted_with_the_smallest_other():
    public = published([[(9, -1), (9, -1), (12, -1)]], [2, 7, 8])
    assert groups(public) == {(0, 1): 9, (2,): 8}


def test_an_empty_pool_finds_nobody():
    assert groups(published([[(9, -1)]], [0])) == {(0,): 0}


def test_a_full_offering_with_a_pool_of_few_is_counted_with_others():
    """All full: the sum and the capacities together would give the pool of two away."""
    public = published([[(2, -1), (6, -1)], [(9, -1)]], [2, 6, 7])
    assert public.offerings == {}
    assert (public.apart, public.apart_held) == ((0, 1), 15)


def test_where_nothing_helps_nothing_is_counted():
    public = published([[(2, -1), (6, -1)]], [2, 6])
    assert (public.offerings, public.apart, public.apart_held) == ({}, (0,), None)


def test_protected_pools_never_show_a_cutoff():
    assert published([[(6, -1)]], [6], protected=[0]).cutoffs == frozenset()


def test_a_cutoff_that_tells_of_seats_that_flowed_in_costs_the_numbers_beside_it():
    """Special has 3 seats and holds 1, so 2 flow into main: its 11 holders would tell that."""
    public = published([[(3, 1), (9, -1), (20, -1)]], [1, 11, 8], [0])
    assert (groups(public), public.cutoffs) == ({(0, 1, 2): 20}, {1})


def test_a_cutoff_that_tells_nothing_of_others_costs_nothing():
    public = published([[(3, -1), (9, -1), (20, -1)]], [1, 9, 8], [0])
    assert (groups(public), public.cutoffs) == ({(0, 2): 9, (1,): 9}, {1})
