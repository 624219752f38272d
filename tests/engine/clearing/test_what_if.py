"""A change of the rules against the same market written down anew, and who moves."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.lottery import lottery_ranks
from sheber.engine.clearing.market import owners
from sheber.engine.clearing.solve import solve
from sheber.engine.clearing.what_if import Change, Limit, Move, changed, moves, within
from sheber.engine.errors import InvalidMarket
from tests.engine.clearing.build import drafts, held_pools


def after(draft, change):
    """Held (place in the list before, pool) of the draft's market after a change."""
    market, ranking = assemble(draft)
    new = changed(market, ranking, change)
    return held_pools(market, new.held_before(solve(new.market).held_claim))


@settings(max_examples=200, deadline=None)
@given(drafts(max_applicants=8), st.data())
def test_new_seats_and_a_new_lottery_are_the_market_written_anew(draft, data):
    pools = range(sum(map(len, draft.pools)))
    seats = {
        pool: data.draw(st.integers(0, 3)) for pool in data.draw(st.sets(st.sampled_from(pools)))
    }
    caps = {fund: data.draw(st.integers(0, 3)) for fund in range(len(draft.funds))}
    ids = [f"B{number}" for number in range(len(draft.applicants))]
    lottery = lottery_ranks(data.draw(st.binary(min_size=1, max_size=2)), ids)
    numbers = iter(pools)
    anew = replace(
        draft,
        pools=[
            [(seats.get(next(numbers), old), spill) for old, spill in pools]
            for pools in draft.pools
        ],
        funds=[(caps[fund], pools) for fund, (_, pools) in enumerate(draft.funds)],
        lottery=lottery,
    )
    market, _ = assemble(anew)
    change = Change(capacity=seats, fund_cap=caps, lottery=lottery)
    assert after(draft, change) == held_pools(market, solve(market).held_claim)


@settings(max_examples=200, deadline=None)
@given(drafts(max_applicants=8, max_contracts=6), st.integers(0, 4), st.integers(0, 3))
def test_shorter_lists_are_the_market_of_the_shorter_lists(draft, longest, offerings):
    home = owners(assemble(replace(draft, applicants=[], lottery=None))[0].offering_start).tolist()
    kept = [_first_ones(row, longest, offerings, home) for row in draft.applicants]
    shorter = [
        [row[place] for place in places] for row, places in zip(draft.applicants, kept, strict=True)
    ]
    market, _ = assemble(replace(draft, applicants=shorter))
    expected = [
        None if held is None else (places[held[0]], held[1])
        for held, places in zip(held_pools(market, solve(market).held_claim), kept, strict=True)
    ]
    old, _ = assemble(draft)
    offering = old.pool_offering[old.claim_pool[old.contract_start[:-1]]]
    limits = [Limit(longest, np.arange(old.contracts)), Limit(offerings, offering)]
    assert after(draft, Change(limits=limits)) == expected


def _first_ones(contracts, longest, offerings, home):
    """Places of the contracts that stay, found one by one."""
    places, named = [], []
    for place, contract in enumerate(contracts[:longest]):
        offering = home[contract[0][0]]
        if offering not in named and len(named) == offerings:
            continue
        named.append(offering) if offering not in named else None
        places.append(place)
    return places


@settings(max_examples=50, deadline=None)
@given(drafts(with_regions=False))
def test_without_a_change_nobody_moves(draft):
    market, ranking = assemble(draft)
    held = solve(market).held_claim
    new = changed(market, ranking, Change())
    assert not moves(market, held, new.held_before(solve(new.market).held_claim)).any()


def test_contracts_that_count_for_nothing_are_never_cut():
    draft = Draft([[(1, -1)]] * 3, [], [[[(pool, 1, [])] for pool in range(3)]], [1])
    market, _ = assemble(draft)
    group = np.array([0, -1, 1])
    assert within(market, [Limit(1, group)]).tolist() == [True, True, False]


def test_spill_that_is_closed_leaves_the_seat_empty():
    draft = Draft([[(1, 1), (0, -1)]], [], [[[(1, 5, [])]]], [1])
    assert after(draft, Change()) == [(0, 1)]
    assert after(draft, Change(spill={0: -1})) == [None]


def test_a_larger_cap_of_a_region_lets_one_more_in():
    draft = Draft(
        [[(1, -1)], [(1, -1)]],
        applicants=[[[(0, 5, [])]], [[(1, 5, [])]]],
        lottery=[1, 2],
        regions=[(1, [0, 1])],
        targets=[0, 0],
    )
    market, ranking = assemble(draft)
    new = changed(market, ranking, Change(region_cap={0: 2}, target={1: 1})).market
    assert (new.region_cap.tolist(), new.offering_target.tolist()) == ([2], [0, 1])


def test_each_move_is_told_apart():
    """One pool spills to another, and a second offering: contracts 0 (pools 0, 1) and 1 (pool 2)
    of six people who hold each of them in turn."""
    lists = [[[(0, 9, []), (1, 9, [])], [(2, 9, [])]] for _ in range(6)]
    market, _ = assemble(Draft([[(9, -1), (9, -1)], [(9, -1)]], [], lists, list(range(1, 7))))
    first = market.first_claim[:-1]
    before = first + np.array([0, 0, 2, 0, 0, 0])
    held = first + np.array([0, 1, 0, 2, 0, 0])
    before[4], held[5] = -1, -1
    assert moves(market, before, held).tolist() == [
        Move.SAME,
        Move.OTHER_POOL,
        Move.BETTER,
        Move.WORSE,
        Move.GAINED,
        Move.LOST,
    ]


def test_what_a_cut_leaves_undecided_is_told_by_the_numbers_before():
    """The first and the last state another tie-break than each other only through the middle."""
    rows = [[[(0, 3, [2])]], [[(1, 9, [])], [(0, 2, [])]], [[(0, 3, [])]]]
    draft = Draft([[(1, -1)], [(1, -1)]], [], rows, [1, 2, 3])
    with pytest.raises(InvalidMarket):
        assemble(draft)
    rows[2] = [[(1, 1, [])], [(0, 3, [2])]]
    market, ranking = assemble(replace(draft, applicants=rows))
    spoilt = replace(ranking, lottery=None)
    with pytest.raises(InvalidMarket) as refusal:
        changed(market, spoilt, Change(limits=[Limit(2, np.array([0, 0, -1, 0, 0]))]))
    [fault] = refusal.value.faults
    assert (fault.code, fault.facts) == ("tie_without_lottery", {"claim": 4, "other": 0})
