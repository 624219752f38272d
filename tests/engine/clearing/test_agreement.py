"""Solver, rising cut-offs, brute force and checker agree on whole generated markets."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.checker import check
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.market import held_rows
from sheber.engine.clearing.rising import rising_cutoffs
from sheber.engine.clearing.solve import solve
from tests.engine.clearing.brute import Small, at_least_as_good, is_lawful, lawful_outcomes
from tests.engine.clearing.build import markets


@settings(max_examples=400, deadline=None)
@given(markets())
def test_solver_equals_rising_cutoffs(market):
    assert solve(market, prove_best=True).held_claim.tolist() == rising_cutoffs(market).tolist()


@settings(max_examples=20, deadline=None)
@given(markets(max_applicants=40, max_offerings=6, max_contracts=6))
def test_solver_equals_rising_cutoffs_on_larger_markets(market):
    assert solve(market, prove_best=True).properties["C7"]


@settings(max_examples=250, deadline=None)
@given(markets(max_applicants=4, max_offerings=2, max_contracts=3))
def test_result_is_every_applicants_best_lawful_outcome(market):
    small, found = Small(market), tuple(solve(market).held_claim.tolist())
    assert is_lawful(small, found)
    for other in lawful_outcomes(small):
        assert at_least_as_good(small, found, other)


@settings(max_examples=400, deadline=None)
@given(markets(), st.data())
def test_checker_accepts_exactly_the_lawful_outcomes(market, data):
    small = Small(market)
    outcome = [data.draw(st.sampled_from([-1, *claims])) for claims in small.lists]
    verdict = check(market, held_rows(market, np.array(outcome, dtype=np.int64)))
    assert (not verdict) == is_lawful(small, outcome)


@settings(max_examples=250, deadline=None)
@given(markets(max_applicants=5), st.data())
def test_checker_judges_neighbours_of_the_result(market, data):
    small, outcome = Small(market), clear(market)
    who = data.draw(st.integers(0, market.applicants - 1))
    outcome[who] = data.draw(st.sampled_from([-1, *small.lists[who]]))
    verdict = check(market, held_rows(market, outcome))
    assert (not verdict) == is_lawful(small, outcome.tolist())


@settings(max_examples=100, deadline=None)
@given(markets(), st.randoms(use_true_random=False))
def test_order_of_proposals_does_not_matter(market, random):
    order = list(range(market.applicants))
    random.shuffle(order)
    assert clear(market, order).tolist() == clear(market).tolist()
