"""Solver, rising cut-offs, brute force and checker agree on whole generated markets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import check
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.market import held_rows
from sheber.engine.clearing.rising import rising_cutoffs
from sheber.engine.clearing.solve import check_best, solve, verify
from sheber.engine.errors import PropertyViolated
from tests.engine.clearing.brute import Small, at_least_as_good, is_lawful, lawful_outcomes
from tests.engine.clearing.build import contested, market_of, markets


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


# Two people, each better ranked where the other would rather be: two outcomes satisfy C1–C6.
CROSSED = market_of([[(1, -1)], [(1, -1)]], [[{0: 1}, {1: 2}], [{1: 1}, {0: 2}]])
SEATS_CHOOSE = np.array([1, 3])


def test_c7_is_broken_by_a_lawful_outcome_that_is_not_the_best():
    assert check(CROSSED, held_rows(CROSSED, SEATS_CHOOSE)) == []
    (violation,) = check_best(CROSSED, SEATS_CHOOSE)
    assert violation.code == "C7"
    assert violation.facts == {"applicant": 0, "held": 1, "best": 0, "cases": 2}


def test_c7_is_asked_on_demand_alone():
    certificate = certify(CROSSED, SEATS_CHOOSE)
    verify(CROSSED, certificate)
    with pytest.raises(PropertyViolated, match="C7"):
        verify(CROSSED, certificate, prove_best=True)


@settings(max_examples=100, deadline=None)
@given(contested(with_regions=True))
def test_c7_names_every_lawful_outcome_but_one(market):
    for outcome in lawful_outcomes(Small(market)):
        assert (not check_best(market, np.array(outcome))) == (outcome == tuple(clear(market)))
