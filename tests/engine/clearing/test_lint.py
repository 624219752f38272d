"""Markets that no theorem covers are refused with the reason; the others are told what covers."""

from dataclasses import replace

import pytest

from sheber.engine.clearing.lint import FUNDS, PLAIN, PRECEDENCE, SEVERAL_TERMS, SPILL, lint
from sheber.engine.clearing.solve import solve
from sheber.engine.errors import InvalidMarket
from tests.engine.clearing.build import market_of


def refusals(market):
    with pytest.raises(InvalidMarket) as refusal:
        solve(market)
    return [fault.code for fault in refusal.value.faults]


def test_backward_spill_is_refused():
    assert refusals(market_of([[(1, -1), (1, 0)]], [])) == ["backward_spill"]


def test_spill_into_itself_is_refused():
    assert refusals(market_of([[(1, 0)]], [])) == ["backward_spill"]


def test_spill_into_another_offering_is_refused():
    assert refusals(market_of([[(1, 1)], [(1, -1)]], [])) == ["spill_leaves_offering"]


def test_spill_out_of_a_funds_pool_is_refused():
    assert refusals(market_of([[(1, 1), (1, -1)]], [], [(1, [0])])) == ["spill_out_of_fund"]


def test_spill_into_a_funds_pool_is_refused():
    assert refusals(market_of([[(1, 1), (1, -1)]], [], [(1, [1])])) == ["spill_into_fund"]


def test_crossing_caps_are_refused():
    crossing = market_of([[(1, -1)], [(1, -1)]], [], [(1, [0, 1]), (1, [1])])
    assert refusals(crossing) == ["crossing_caps"]


def test_crossing_caps_would_take_a_claim_refused_before():
    """Why: with caps of one over {a, b}, {a, c} and {b, d}, one more claim lets d in."""
    caps = [{"a", "b"}, {"a", "c"}, {"b", "d"}]

    def chosen(claims):
        taken = set()
        for claim in sorted(claims):
            if all(claim not in cap or not cap & taken for cap in caps):
                taken.add(claim)
        return taken

    assert chosen("bcd") == {"b", "c"}
    assert chosen("abcd") == {"a", "d"}


def test_unknown_pool_is_refused():
    market = market_of([[(1, -1)]], [[{0: 1}]])
    assert refusals(replace(market, claim_pool=[3])) == ["unknown_index"]


def test_negative_capacity_is_refused():
    assert refusals(market_of([[(-1, -1)]], [])) == ["negative_seats"]


def test_offsets_that_do_not_cover_their_children_are_refused():
    market = market_of([[(1, -1)]], [[{0: 1}]])
    assert refusals(replace(market, contract_start=[0, 0])) == ["broken_offsets"]


def test_claims_on_two_offerings_are_refused():
    market = market_of([[(1, -1)], [(1, -1)]], [[{0: 1, 1: 1}]])
    assert refusals(market) == ["two_offerings"]


def test_claims_out_of_precedence_order_are_refused():
    market = market_of([[(1, -1), (1, -1)]], [[{0: 1, 1: 1}]])
    assert refusals(replace(market, claim_pool=[1, 0])) == ["claims_out_of_order"]


def test_equal_keys_are_refused():
    market = market_of([[(1, -1)]], [[{0: 1}], [{0: 2}]])
    assert refusals(replace(market, claim_key=[1, 1])) == ["equal_keys"]


def test_all_reasons_are_given_at_once():
    market = market_of([[(1, -1), (1, 0)], [(1, 3), (1, -1)]], [], [(1, [2])])
    assert refusals(market) == ["backward_spill", "spill_out_of_fund"]


def test_plain_market_is_covered_by_the_first_theorem():
    assert lint(market_of([[(1, -1)]], [[{0: 1}]])).theorems == (PLAIN,)


def test_each_configuration_names_its_source():
    market = market_of([[(1, 1), (1, -1)], [(1, -1)]], [[{0: 1}, {1: 1}], [{2: 1}]], [(1, [2])])
    assert lint(market).theorems == (PLAIN, PRECEDENCE, SPILL, FUNDS, SEVERAL_TERMS)


@pytest.mark.parametrize(
    ("limited", "words"),
    [(None, "only if lists were not limited"), (False, "yes"), (True, "truncated")],
)
def test_what_is_said_about_misreporting_depends_on_limits(limited, words):
    market = replace(market_of([[(1, -1)]], [[{0: 1}]]), lists_limited=limited)
    assert lint(market).truthful == words
