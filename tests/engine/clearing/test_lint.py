"""Markets that no theorem covers are refused with the reason; the others are told what covers."""

from dataclasses import fields, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.lint import (
    CLOSING,
    FUNDS,
    PLAIN,
    PRECEDENCE,
    REGIONS,
    SEVERAL_TERMS,
    SPILL,
    TRUNCATED,
    UNSTATED,
    YES,
    lint,
)
from sheber.engine.clearing.market import Market
from sheber.engine.clearing.shape import NAMED
from sheber.engine.clearing.solve import solve
from sheber.engine.errors import InvalidMarket
from tests.engine.clearing.build import market_of, markets


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


def test_offering_in_two_regions_is_refused():
    market = market_of([[(1, -1)], [(1, -1)]], [], regions=[(1, [0, 1]), (1, [1])])
    assert refusals(market) == ["crossing_regions"]


def test_region_with_a_pool_under_a_fund_is_refused():
    market = market_of([[(1, -1)], [(1, -1)]], [], funds=[(1, [0])], regions=[(1, [0, 1])])
    assert refusals(market) == ["fund_in_region"]


def test_targets_over_the_cap_are_refused():
    market = market_of([[(3, -1)], [(3, -1)]], [], regions=[(3, [0, 1])], targets=[2, 2])
    with pytest.raises(InvalidMarket) as refusal:
        lint(market)
    (fault,) = refusal.value.faults
    assert fault.code == "targets_over_cap"
    assert fault.facts == {"region": 0, "targets": 4, "cap": 3}


def test_target_of_an_offering_without_a_region_is_refused():
    market = market_of([[(3, -1)]], [], targets=[1])
    assert refusals(market) == ["target_without_region"]


def test_offering_named_twice_in_one_region_is_refused():
    assert refusals(market_of([[(3, -1)]], [], regions=[(1, [0, 0])])) == ["repeated_offering"]


def test_pool_named_twice_in_one_fund_is_refused():
    assert refusals(market_of([[(3, -1)]], [], funds=[(1, [0, 0])])) == ["repeated_pool"]


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


def test_equal_keys_of_two_pools_of_a_fund_are_refused():
    pools, people = [[(1, -1)], [(1, -1)]], [[{0: 1}], [{1: 2}]]
    assert lint(replace(market_of(pools, people), claim_key=[1, 1]))
    assert refusals(replace(market_of(pools, people, [(1, [0, 1])]), claim_key=[1, 1])) == [
        "equal_keys"
    ]


@pytest.mark.parametrize("key", [-1, 2])
def test_keys_are_ranks_among_the_claims(key):
    market = market_of([[(1, -1)]], [[{0: 1}], [{0: 2}]])
    assert refusals(replace(market, claim_key=[0, key])) == ["key_out_of_range"]


def test_arrays_of_another_length_are_refused():
    market = market_of([[(1, -1)]], [[{0: 1}]])
    assert refusals(replace(market, pool_spill=[-1, -1])) == ["wrong_length"]


def test_of_a_kind_of_fault_the_first_are_named():
    market = market_of([[(1, -1)]], [[{0: number}] for number in range(2 * NAMED)])
    faults = refusals(replace(market, claim_pool=[7] * (2 * NAMED)))
    assert faults == ["unknown_index"] * NAMED


def test_all_reasons_are_given_at_once():
    market = market_of([[(1, -1), (1, 0)], [(1, 3), (1, -1)]], [], [(1, [2])])
    assert refusals(market) == ["backward_spill", "spill_out_of_fund"]


def test_plain_market_is_covered_by_the_first_theorem():
    assert lint(market_of([[(1, -1)]], [[{0: 1}]])).theorems == (PLAIN,)


def test_each_configuration_names_its_source():
    market = market_of([[(1, 1), (1, -1)], [(1, -1)]], [[{0: 1}, {1: 1}], [{2: 1}]], [(1, [2])])
    assert lint(market).theorems == (PLAIN, PRECEDENCE, SPILL, FUNDS, SEVERAL_TERMS)


def test_regions_name_their_source():
    market = market_of([[(1, -1)]], [[{0: 1}]], regions=[(1, [0])])
    assert lint(market).theorems == (PLAIN, REGIONS)


@pytest.mark.parametrize(
    ("limited", "words"),
    [(None, UNSTATED), (False, YES), (True, TRUNCATED)],
)
def test_what_is_said_about_misreporting_depends_on_limits(limited, words):
    market = replace(market_of([[(1, -1)]], [[{0: 1}]]), lists_limited=limited)
    assert lint(market).truthful == words
    assert lint(market, may_close=True).truthful == CLOSING


ARRAYS = [item.name for item in fields(Market) if item.name != "lists_limited"]


@settings(max_examples=600, deadline=None)
@given(markets(), st.data())
def test_a_market_with_a_number_changed_is_refused_or_cleared_by_the_theorem(market, data):
    """Whatever the linter lets through has a result that passes C1–C7."""
    name = data.draw(st.sampled_from(ARRAYS))
    values = getattr(market, name).copy()
    assume(len(values))
    place = data.draw(st.integers(0, len(values) - 1))
    values[place] = data.draw(st.integers(-2, int(values.max()) + 2))
    try:
        changed = replace(market, **{name: values})
        lint(changed)
    except InvalidMarket:
        return
    assert solve(changed, prove_best=True).properties["C7"]
