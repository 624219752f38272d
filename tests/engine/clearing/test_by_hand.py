"""Cases small enough to be worked out on paper."""

from sheber.engine.clearing.solve import solve
from tests.engine.clearing.build import held_pools, market_of


def cleared(market):
    return held_pools(market, solve(market, prove_best=True).held_claim)


def occupied(market):
    return solve(market, prove_best=True).certificate.pool_occupancy.tolist()


def test_best_scores_take_the_seats():
    market = market_of([[(2, -1)]], [[{0: 10}], [{0: 30}], [{0: 20}]])
    assert cleared(market) == [None, (0, 0), (0, 0)]


def test_refused_applicant_gets_the_next_contract_on_the_list():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 10}, {1: 10}], [{0: 20}, {1: 30}]])
    assert cleared(market) == [(1, 1), (0, 0)]


def test_first_choice_listed_later_by_score_does_not_displace_a_better_score():
    """Nobody loses a seat to a lower score because that person ranked it higher."""
    market = market_of([[(1, -1)], [(1, -1)]], [[{1: 50}, {0: 50}], [{0: 40}], [{1: 60}]])
    assert cleared(market) == [(1, 0), None, (0, 1)]


def test_unfilled_seat_spills_to_the_next_pool():
    market = market_of([[(2, 1), (0, -1)]], [[{1: 9}], [{1: 8}], [{1: 7}]])
    assert cleared(market) == [(0, 1), (0, 1), None]


def test_seat_taken_upstream_late_takes_back_the_spilled_seat():
    market = market_of(
        [[(1, 1), (0, -1)], [(1, -1)]],
        [[{1: 9}], [{2: 1}, {0: 5}], [{2: 2}]],
    )
    assert cleared(market) == [None, (1, 0), (0, 2)]


def test_seats_flow_through_a_pool_that_does_not_need_them():
    market = market_of([[(1, 1), (1, 2), (0, -1)]], [[{2: 5}], [{2: 6}], [{2: 7}]])
    assert cleared(market) == [None, (0, 2), (0, 2)]


def test_contract_sits_in_the_earliest_pool_that_takes_it():
    market = market_of([[(1, -1), (1, -1)]], [[{0: 5, 1: 5}], [{0: 4, 1: 9}]])
    assert cleared(market) == [(0, 0), (0, 1)]


def test_same_offering_may_be_ranked_twice_under_different_terms():
    market = market_of(
        [[(1, -1), (1, -1)]],
        [[{1: 50}, {0: 50}], [{1: 60}]],
    )
    assert cleared(market) == [(1, 0), (0, 1)]


def test_fund_with_less_money_than_seats_pays_for_the_best():
    market = market_of(
        [[(2, -1)], [(2, -1)]], [[{0: 1}], [{0: 4}], [{1: 3}], [{1: 2}]], funds=[(2, [0, 1])]
    )
    assert cleared(market) == [None, (0, 0), (0, 1), None]


def test_pool_under_a_fund_keeps_its_own_capacity():
    market = market_of([[(1, -1)], [(2, -1)]], [[{0: 9}], [{0: 8}], [{1: 7}]], funds=[(2, [0, 1])])
    assert cleared(market) == [(0, 0), None, (0, 1)]


def test_place_in_a_fund_set_free_by_a_pool_goes_to_another_pool():
    """The fund's third-best is refused only while the fund is full of better ones."""
    market = market_of(
        [[(1, -1)], [(1, -1)]],
        [[{0: 5}], [{1: 4}], [{0: 6}]],
        funds=[(2, [0, 1])],
    )
    assert cleared(market) == [None, (0, 1), (0, 0)]


def test_tie_break_decides_between_equal_scores():
    market = market_of([[(1, -1)]], [[{0: (9, 4.7)}], [{0: (9, 4.8)}]])
    assert cleared(market) == [None, (0, 0)]


def test_second_tie_break_decides_after_the_first():
    market = market_of([[(1, -1)]], [[{0: (9, 1, 2)}], [{0: (9, 1, 3)}]])
    assert cleared(market) == [None, (0, 0)]


def test_first_tie_break_weighs_more_than_the_second():
    market = market_of([[(1, -1)]], [[{0: (9, 2, 0)}], [{0: (9, 1, 9)}]])
    assert cleared(market) == [(0, 0), None]


def test_lottery_decides_after_all_tie_breaks():
    market = market_of([[(1, -1)]], [[{0: (9, 1)}], [{0: (9, 1)}]], lottery=[2, 1])
    assert cleared(market) == [None, (0, 0)]


def test_own_order_decides_between_two_contracts_of_one_person():
    market = market_of([[(1, -1)]], [[{0: 9}, {0: 9}]])
    assert cleared(market) == [(0, 0)]


RUSSIAN_DEMAND = [
    *[[{0: 80 + number}] for number in range(2)],  # two of three seats of the first offer
    [{1: 90}],
    [{2: 70}],
    *[[{3: 60 + number}] for number in range(7)],
    *[[{4: 40 + number}] for number in range(20)],
]


def test_russian_pools_of_2026_send_unfilled_target_seats_to_separate():
    """Test vector TV-1: 25 seats, four offers for five target seats, special and separate 10 %."""
    pools = [(3, 3), (1, 3), (3, 3), (4, 4), (14, -1)]
    assert occupied(market_of([pools], RUSSIAN_DEMAND)) == [2, 1, 1, 7, 14]


def test_russian_pools_of_2025_send_unfilled_target_seats_to_main():
    """Test vector TV-2: the same people, the rules of the year before."""
    pools = [(3, 4), (1, 4), (3, 3), (3, 4), (15, -1)]
    assert occupied(market_of([pools], RUSSIAN_DEMAND)) == [2, 1, 1, 5, 16]


def test_kazakh_group_of_programmes_with_rural_quota():
    """Test vector TV-3: 20 grants, 7 rural and 13 open; rural people compete in both."""
    rural = [[{0: score, 1: score}] for score in range(100, 110)]
    open_only = [[{1: score}] for score in range(90, 105)]
    market = market_of(
        [[(7, -1), (13, -1)]], rural + open_only, lottery=range(1, 1 + len(rural + open_only))
    )
    assert occupied(market) == [7, 13]
    held = cleared(market)
    assert all(held[number] for number in range(10))
    assert sum(row is not None for row in held[10:]) == 10


def test_market_without_anybody_is_cleared():
    assert cleared(market_of([], [])) == []
    assert cleared(market_of([[(3, -1)]], [[], []])) == [None, None]
