"""What the theorems ask of a chooser, asked of ours: that a refusal is final, and that nobody is
let go when more come. Hatfield & Kominers 2019 call it a substitutable and size-monotonic
completion; with it, clearing is stable, best for applicants and strategy-proof."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.clearing.brute import Small
from tests.engine.clearing.build import market_of, markets
from tests.engine.clearing.choice import choose, chooser_count, chooser_of_pool

MARKETS = markets(max_applicants=5, max_offerings=2, max_contracts=3, with_regions=True)


def own_claims(market, chooser):
    pools = market.claim_pool.tolist()
    return [claim for claim, pool in enumerate(pools) if chooser_of_pool(market, pool) == chooser]


def some_of(data, claims):
    return [claim for claim in claims if data.draw(st.booleans())]


@settings(max_examples=300, deadline=None)
@given(MARKETS, st.data())
def test_completion_is_substitutable_and_size_monotonic(market, data):
    for chooser in range(chooser_count(market)):
        claims = own_claims(market, chooser)
        fewer = some_of(data, claims)
        more = [*fewer, *some_of(data, [claim for claim in claims if claim not in fewer])]
        before = choose(market, chooser, fewer, completed=True)
        after = choose(market, chooser, more, completed=True)
        assert after & set(fewer) <= before
        assert len(after) >= len(before)


@settings(max_examples=300, deadline=None)
@given(MARKETS, st.data())
def test_completion_differs_only_where_somebody_would_hold_two(market, data):
    for chooser in range(chooser_count(market)):
        claims = some_of(data, own_claims(market, chooser))
        completed = choose(market, chooser, claims, completed=True)
        people = market.claim_applicant[sorted(completed)].tolist()
        if len(set(people)) == len(people):
            assert completed == choose(market, chooser, claims)


@settings(max_examples=200, deadline=None)
@given(MARKETS, st.data())
def test_brute_force_chooses_as_the_definition_says_from_one_claim_of_each(market, data):
    small = Small(market)
    claims = [data.draw(st.sampled_from(own)) for own in small.lists if own]
    expected = set()
    for chooser in range(chooser_count(market)):
        own = [claim for claim in own_claims(market, chooser) if claim in claims]
        expected |= choose(market, chooser, own)
    assert small.chosen(claims) == expected


# One offering, one seat in each of two pools: i's x (second pool, 9) and y (first pool, 5), j's
# z (first pool, 7) and w (second pool, 8). Claims in this order.
TWO_POOLS = market_of([[(1, -1), (1, -1)]], [[{1: 9}, {0: 5}], [{0: 7}, {1: 8}]])
X, Y, Z, W = range(4)


def test_the_choice_of_an_offering_takes_back_a_contract_that_it_refused():
    """With z offered, j sits in the first pool; the second then takes i under x, refused before
    while y gave i a seat."""
    assert choose(TWO_POOLS, 0, [X, Y, W]) == {Y, W}
    assert choose(TWO_POOLS, 0, [X, Y, W, Z]) == {Z, X}


def test_its_completion_never_does():
    assert choose(TWO_POOLS, 0, [X, Y, W], completed=True) == {X, Y}
    assert choose(TWO_POOLS, 0, [X, Y, W, Z], completed=True) == {X, Z}
