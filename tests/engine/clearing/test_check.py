"""Each property broken on purpose is caught and named, by code that shares nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.checker import check, check_ranking
from sheber.engine.clearing.market import Held, held_rows
from sheber.engine.clearing.solve import solve, verify
from sheber.engine.errors import PropertyViolated
from tests.engine.clearing.build import drafts, market_of


def verdict(market, claims):
    return {
        violation.code: violation.facts
        for violation in check(market, held_rows(market, np.array(claims)))
    }


def rows(*held):
    return Held(*(np.array(column) for column in zip(*held, strict=True)))


ONE_SEAT = [[(1, -1)]]


def test_c1_contract_of_somebody_else():
    market = market_of(ONE_SEAT, [[{0: 2}], [{0: 1}]])
    (violation,) = check(market, rows((0, 1, 0)))[:1]
    assert (violation.code, violation.facts["why"]) == ("C1", "not_on_list")


def test_c1_contract_that_the_market_does_not_know():
    market = market_of(ONE_SEAT, [[{0: 2}]])
    assert check(market, rows((0, -1, 0)))[0].code == "C1"


def test_c1_pool_on_which_the_contract_has_no_claim():
    market = market_of([[(1, -1), (1, -1)]], [[{0: 2}]])
    violation = check(market, rows((0, 0, 1)))[0]
    assert (violation.code, violation.facts["why"]) == ("C1", "no_claim_on_pool")


def test_c1_two_seats_for_one_applicant():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 2}, {1: 2}]])
    violation = check(market, rows((0, 0, 0), (0, 1, 1)))[0]
    assert (violation.code, violation.facts["why"]) == ("C1", "holds_two")


def test_c2_more_holders_than_seats():
    market = market_of(ONE_SEAT, [[{0: 2}], [{0: 1}]])
    facts = verdict(market, [0, 1])["C2"]
    assert (facts["pool"], facts["occupancy"], facts["capacity"]) == (0, 2, 1)


def test_c2_spilled_seat_used_twice():
    market = market_of([[(1, 1), (0, -1)]], [[{0: 5}], [{1: 5}]])
    assert list(verdict(market, [0, 1])) == ["C2"]


def test_c3_lower_score_holds_the_seat():
    market = market_of(ONE_SEAT, [[{0: 2}], [{0: 1}]])
    facts = verdict(market, [-1, 1])["C3"]
    assert (facts["applicant"], facts["holder"]) == (0, 1)


def test_c3_lower_score_holds_the_funds_money_in_another_pool():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 2}], [{1: 1}]], funds=[(1, [0, 1])])
    assert list(verdict(market, [-1, 1])) == ["C3"]


def test_c4_seat_stands_empty():
    market = market_of(ONE_SEAT, [[{0: 2}]])
    assert verdict(market, [-1])["C4"]["why"] == "empty_seat"


def test_c4_spilled_seat_counts_as_empty_for_its_own_claimants():
    market = market_of([[(1, 1), (0, -1)]], [[{0: 1}], [{1: 9}]])
    assert list(verdict(market, [-1, 1])) == ["C4"]


def test_c4_own_seat_would_flow_to_the_better_contract():
    """Stable without this rule, and worse for the only applicant than the other outcome."""
    market = market_of([[(1, 1), (0, -1)]], [[{1: 5}, {0: 5}]])
    assert verdict(market, [1])["C4"]["why"] == "own_seat_would_serve"
    assert solve(market).held_claim.tolist() == [0]


def test_c4_own_seat_that_another_wishes_for_is_not_free():
    market = market_of([[(1, 1), (0, -1)]], [[{1: 5}, {0: 5}], [{1: 6}]])
    assert verdict(market, [1, -1]) == {}


def test_c4_own_seat_in_the_same_pool_under_better_terms():
    market = market_of(ONE_SEAT, [[{0: 1}, {0: 9}]])
    assert list(verdict(market, [1])) == ["C4"]


def test_seat_closed_by_a_fund_is_not_waste():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 2}], [{1: 3}]], funds=[(1, [0, 1])])
    assert verdict(market, [-1, 1]) == {}


def test_c5_contract_sits_later_than_it_could():
    market = market_of([[(1, -1), (1, -1)]], [[{0: 5, 1: 5}]])
    assert list(verdict(market, [1])) == ["C5"]


def test_c5_contract_sits_later_though_it_is_better_than_a_holder():
    market = market_of([[(1, -1), (1, -1)]], [[{0: 5, 1: 5}], [{0: 4}]])
    assert verdict(market, [1, 2])["C5"]["holder"] == 1


def test_c6_fund_over_its_cap():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 2}], [{1: 1}]], funds=[(1, [0, 1])])
    facts = verdict(market, [0, 1])["C6"]
    assert (facts["fund"], facts["cap"], facts["held"]) == (0, 1, 2)


TWO_OFFERINGS = [[(2, -1)], [(2, -1)]]


def in_region(applicants, cap=1, targets=(), pools=TWO_OFFERINGS):
    """Offerings take seats of one region in their order."""
    return market_of(pools, applicants, regions=[(cap, range(len(pools)))], targets=targets)


def test_c6_region_over_its_cap():
    facts = verdict(in_region([[{0: 2}], [{1: 1}]]), [0, 1])["C6"]
    assert (facts["region"], facts["cap"], facts["held"]) == (0, 1, 2)


def test_c3_offering_whose_turn_is_later_holds_the_regions_seat():
    facts = verdict(in_region([[{0: 1}], [{1: 9}]]), [-1, 1])["C3"]
    assert (facts["applicant"], facts["holder"]) == (0, 1)


def test_c3_seat_beyond_a_target_is_held_before_a_target_is_kept():
    market = in_region([[{0: 9}], [{1: 1}]], targets=[0, 1])
    assert list(verdict(market, [0, -1])) == ["C3"]
    assert verdict(market, [-1, 1]) == {}


def test_c3_later_pool_holds_the_offerings_last_seat():
    market = in_region([[{0: 1}], [{1: 9}]], pools=[[(1, -1), (1, -1)]])
    assert verdict(market, [-1, 1])["C3"]["holder"] == 1
    assert verdict(market, [0, -1]) == {}


def test_seat_closed_by_a_region_is_not_waste():
    assert verdict(in_region([[{0: 1}], [{1: 9}]]), [0, -1]) == {}


def test_seat_that_a_region_closes_does_not_flow():
    market = in_region([[{0: 9}], [{1: 1}]], pools=[[(2, 1), (0, -1)]])
    assert verdict(market, [0, -1]) == {}


def test_c4_region_has_a_seat_left():
    assert list(verdict(in_region([[{0: 1}], [{1: 9}]], cap=2), [0, -1])) == ["C4"]


def test_c4_own_seat_of_the_region_would_come_back_in_another_offering():
    market = in_region([[{1: 5}, {0: 5}]])
    assert verdict(market, [1])["C4"]["why"] == "own_seat_would_serve"
    assert solve(market).held_claim.tolist() == [0]


def test_c4_own_seat_of_the_region_that_another_wishes_for_is_not_free():
    market = in_region([[{1: 5}, {0: 5}], [{0: 4}]])
    assert verdict(market, [1, -1]) == {}


def test_c4_own_seat_of_the_region_goes_to_the_offering_whose_turn_is_first():
    three = [[(1, -1)], [(1, -1)], [(1, -1)]]
    market = in_region([[{2: 5}, {0: 5}], [{1: 4}]], pools=three)
    assert verdict(market, [1, -1]) == {}
    assert list(verdict(in_region([[{2: 5}, {0: 5}], []], pools=three), [1, -1])) == ["C4"]


def test_c5_own_seat_of_the_region_would_come_back_in_an_earlier_pool():
    market = in_region([[{0: 5, 1: 5}]], pools=[[(1, -1), (1, -1)]])
    assert list(verdict(market, [1])) == ["C5"]


def test_every_case_is_counted():
    market = market_of([[(9, -1)]], [[{0: 1}], [{0: 2}], [{0: 3}]])
    assert verdict(market, [-1, -1, -1])["C4"]["cases"] == 3


def test_result_with_a_broken_property_cannot_leave_the_engine():
    market = market_of(ONE_SEAT, [[{0: 2}], [{0: 1}]])
    other = market_of(ONE_SEAT, [[{0: 1}], [{0: 2}]])
    with pytest.raises(PropertyViolated) as refusal:
        verify(market, solve(other).certificate)
    assert refusal.value.code == "C3"


@settings(max_examples=100)
@given(drafts(max_applicants=8))
def test_keys_that_follow_the_scores_pass(draft):
    assert check_ranking(*assemble(draft)) == []


@pytest.mark.parametrize(
    ("better", "worse"), [((5, [1]), (4, [9])), ((5, [2]), (5, [1])), ((5, []), (5, []))]
)
def test_keys_that_do_not_follow_the_scores_are_named(better, worse):
    applicants = [[[(0, *better)]], [[(0, *worse)]]]
    market, ranking = assemble(Draft([[(1, -1)]], [], applicants, [1, 2]))
    (violation,) = check_ranking(replace(market, claim_key=[0, 1]), ranking)
    assert violation.code == "ranking"
