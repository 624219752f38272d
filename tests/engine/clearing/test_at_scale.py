"""Tens of thousands of whole markets, all features mixed: the readable solver, the compiled one,
the rising cut-offs, brute force, certifier and checker agree on every one of them."""

from math import prod
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.assemble import assemble
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import check_certificate, check_claims
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.clear_compiled import clear_compiled
from sheber.engine.clearing.lint import lint
from sheber.engine.clearing.rising import rising_cutoffs
from tests.engine.clearing.brute import Small, at_least_as_good, is_lawful, lawful_outcomes
from tests.engine.clearing.build import whole

BATCHES, MARKETS = 1_050, 20
"""21,000 markets; Hypothesis draws the size and the seed of each batch."""
ENUMERATED = 150
"""Up to so many outcomes every one is judged, and the result must be best among the lawful."""


@pytest.mark.slow
@settings(
    max_examples=BATCHES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(0, 2**64), st.integers(1, 3), st.integers(1, 4), st.integers(1, 7))
def test_all_agree_on_tens_of_thousands_of_markets(seed, offerings, contracts, applicants):
    random = Random(seed)  # noqa: S311
    for _ in range(MARKETS):
        market, _ranking = assemble(whole(random, offerings, contracts, applicants))
        assert lint(market).applicants_best
        found = clear(market)
        assert found.tolist() == rising_cutoffs(market).tolist()
        assert found.tolist() == clear_compiled(market).tolist()
        assert check_claims(market, found) == []
        assert check_certificate(market, certify(market, found)) == []
        small = Small(market)
        _judge_a_neighbour(random, market, small, found)
        if prod(len(claims) + 1 for claims in small.lists) <= ENUMERATED:
            _is_the_best_there_is(small, tuple(found.tolist()))


def _judge_a_neighbour(random, market, small, found):
    """The checker and the definition agree about an outcome that differs for one person."""
    other = found.tolist()
    who = random.randrange(len(other))
    other[who] = random.choice([-1, *small.lists[who]])
    assert (not check_claims(market, np.array(other))) == is_lawful(small, other)


def _is_the_best_there_is(small, found):
    lawful = lawful_outcomes(small)
    assert found in lawful
    assert all(at_least_as_good(small, found, other) for other in lawful)
