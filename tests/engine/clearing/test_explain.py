"""What an applicant is told about the contracts ranked above the held one."""

from hypothesis import given, settings

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.explain import explain
from sheber.engine.clearing.solve import solve
from tests.engine.clearing.build import drafts


def told(draft, applicant):
    market, ranking = assemble(draft)
    return explain(market, solve(market).certificate, ranking, applicant)


def one_pool(*claims, lottery=None, capacity=1):
    """Each claim is (score, ties) on the only pool."""
    applicants = [[[(0, score, ties)]] for score, ties in claims]
    return Draft([[(capacity, -1)]], [], applicants, lottery)


def test_holder_of_the_first_choice_has_nothing_to_ask():
    assert told(one_pool((5, []), (4, [])), 0) == []


def test_lost_by_score():
    (wish,) = told(one_pool((5, []), (4, [])), 1)
    assert (wish.decided_by, wish.places_short, wish.last) == ("score", 1, 0)


def test_lost_by_second_tie_break():
    (wish,) = told(one_pool((5, [1, 2]), (5, [1, 1])), 1)
    assert (wish.decided_by, wish.tie_number) == ("tie", 2)


def test_lost_by_lottery():
    (wish,) = told(one_pool((5, []), (5, []), lottery=[1, 2]), 1)
    assert wish.decided_by == "lottery"


def test_pool_without_seats():
    (wish,) = told(one_pool((5, []), capacity=0), 0)
    assert (wish.decided_by, wish.last) == ("no_seats", -1)


def test_places_short_count_those_above_who_hold_nothing_better():
    draft = one_pool((9, []), (8, []), (7, []), (6, []))
    assert [wish.places_short for who in (1, 2, 3) for wish in told(draft, who)] == [1, 2, 3]


def test_a_person_with_two_wishes_above_counts_once():
    draft = Draft(
        [[(1, -1)]],
        [],
        [[[(0, 9, [])]], [[(0, 8, [])], [(0, 7, [])]], [[(0, 6, [])]]],
        [1, 2, 3],
    )
    (wish,) = told(draft, 2)
    assert wish.places_short == 2


def test_nearest_pool_is_the_one_with_the_fewest_places_short():
    draft = Draft(
        [[(1, -1), (1, -1)]],
        [],
        [[[(0, 9, [])]], [[(0, 8, [])]], [[(1, 7, [])]], [[(0, 5, []), (1, 5, [])]]],
        [1, 2, 3, 4],
    )
    (wish,) = told(draft, 3)
    assert (wish.pool, wish.places_short) == (1, 1)


def test_applicant_in_the_middle_gets_only_their_own_rows():
    draft = Draft(
        [[(1, -1)], [(1, -1)]],
        [],
        [[[(0, 1, [])]], [[(0, 2, [])], [(1, 2, [])]], [[(0, 3, [])]]],
        [1, 2, 3],
    )
    assert [wish.contract for wish in told(draft, 1)] == [1]


def test_what_was_full_is_told_pool_and_fund_apart():
    """Two pools of one seat under a fund of one: the first is full, the second is closed."""
    rows = [[[(0, 9, [])]], [[(0, 8, [])]], [[(1, 7, [])]]]
    draft = Draft([[(1, -1)], [(1, -1)]], [(1, [0, 1])], rows, [1, 2, 3])
    assert [told(draft, who)[0].full for who in (1, 2)] == [("pool", "fund"), ("fund",)]
    assert [told(draft, who)[0].last for who in (1, 2)] == [0, 0]


def test_a_fund_without_seats_closes_a_pool_that_has_some():
    draft = Draft([[(1, -1)]], [(0, [0])], [[[(0, 9, [])]]], [1])
    (wish,) = told(draft, 0)
    assert (wish.full, wish.decided_by, wish.last) == (("fund",), "closed", -1)


@settings(max_examples=150, deadline=None)
@given(drafts(max_applicants=8, with_regions=True))
def test_every_unmet_wish_names_what_was_full(draft):
    market, ranking = assemble(draft)
    certificate = solve(market).certificate
    for applicant in range(market.applicants):
        for wish in explain(market, certificate, ranking, applicant):
            assert wish.full
            assert (wish.decided_by == "no_seats") <= ("pool" in wish.full)
            assert (wish.decided_by in ("no_seats", "closed")) == (wish.last < 0)


def test_a_full_region_closes_a_pool_with_free_seats():
    """Two offerings of one seat in a region of one: the first in its order has it."""
    draft = Draft(
        [[(1, -1)], [(1, -1)]],
        applicants=[[[(0, 5, [])]], [[(1, 9, [])]]],
        lottery=[1, 2],
        regions=[(1, [0, 1])],
        targets=[0, 0],
    )
    (wish,) = told(draft, 1)
    assert (wish.full, wish.decided_by, wish.last) == (("region",), "closed", -1)
