"""The certificate says what is true, and a number changed in it is noticed."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings

from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import check_certificate
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.solve import solve
from tests.engine.clearing.build import market_of, markets


@settings(max_examples=300)
@given(markets(max_applicants=8))
def test_certifier_and_checker_count_the_same(market):
    assert check_certificate(market, certify(market, clear(market))) == []


@settings(max_examples=200)
@given(markets(max_applicants=8))
def test_cutoffs_alone_give_the_result(market):
    """Each applicant holds the first claim that reaches the cut-off of its pool."""
    certificate = solve(market).certificate
    passes = market.claim_key >= certificate.pool_cutoff[market.claim_pool]
    for applicant, held in enumerate(certificate.held_claim.tolist()):
        start, end = market.first_claim[applicant : applicant + 2]
        passing = [claim for claim in range(start, end) if passes[claim]]
        assert held == (passing[0] if passing else -1)


@settings(max_examples=150)
@given(markets(max_applicants=8))
def test_so_many_places_more_are_enough(market):
    """Places short are "at most": with them, the contract or a better one is held."""
    certificate = solve(market).certificate
    wishes = zip(
        certificate.wish_contract.tolist(),
        certificate.wish_claim.tolist(),
        certificate.wish_short.tolist(),
        strict=True,
    )
    for contract, claim, short in wishes:
        held = clear(with_more_seats(market, int(market.claim_pool[claim]), short))
        mine = int(held[market.claim_applicant[claim]])
        assert mine >= 0
        assert market.claim_contract[mine] <= contract


def with_more_seats(market, pool, seats):
    """In the pool, in its fund, and in its region for that offering."""
    columns = ("pool_capacity", "fund_cap", "region_cap", "offering_target")
    changed = {name: getattr(market, name).copy() for name in columns}
    fund, offering = market.pool_fund[pool], market.pool_offering[pool]
    region = market.offering_region[offering]
    changed["pool_capacity"][pool] += seats
    if fund >= 0:
        changed["fund_cap"][fund] += seats
    if region >= 0:
        changed["region_cap"][region] += seats
        changed["offering_target"][offering] += seats
    return replace(market, **changed)


def example():
    """Two seats that spill, a fund with one place left over, four people."""
    market = market_of(
        [[(1, 1), (1, -1)], [(1, -1)], [(1, -1)]],
        [[{1: 9}, {0: 9}], [{1: 8}, {0: 8}], [{2: 7}, {1: 7}], [{3: 6}, {1: 6}]],
        funds=[(1, [2, 3])],
    )
    return market, solve(market).certificate


def test_example_is_as_on_paper():
    market, certificate = example()
    assert certificate.pool_occupancy.tolist() == [0, 2, 1, 0]
    assert certificate.pool_inflow.tolist() == [0, 1, 0, 0]
    assert certificate.pool_cutoff[0] == 0
    assert certificate.pool_last.tolist()[0] == -1
    assert market.claim_applicant[certificate.pool_last[1]] == 1
    assert market.claim_applicant[certificate.pool_last[3]] == 2
    assert certificate.wish_contract.tolist() == [6, 7]
    assert certificate.wish_short.tolist() == [1, 1]


@pytest.mark.parametrize(
    "name", ["pool_inflow", "pool_occupancy", "pool_last", "pool_cutoff", "wish_short"]
)
def test_changed_number_is_noticed(name):
    market, certificate = example()
    changed = getattr(certificate, name).copy()
    changed[-1] += 1
    (violation,) = check_certificate(market, replace(certificate, **{name: changed}))
    assert violation.code == "certificate"


def test_left_out_wish_is_noticed():
    market, certificate = example()
    shorter = {
        item.name: getattr(certificate, item.name)[:-1]
        for item in fields(certificate)
        if item.name.startswith("wish")
    }
    assert check_certificate(market, replace(certificate, **shorter))


def test_arrays_cannot_be_changed():
    market, certificate = example()
    for array in (market.claim_key, certificate.held_claim):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5
    assert isinstance(market.claim_key, np.ndarray)
