"""The certificate pass accepts exactly the stable matchings, and names what others break."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing import clear_compiled as solver_module
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.check_lines import check_lines
from sheber.engine.clearing.clear_compiled import clear_compiled, clear_lines
from sheber.engine.clearing.pack import KEY_AT, claims_of_lines, pack
from sheber.engine.errors import PropertyViolated
from tests.engine.clearing.brute import Small, better
from tests.engine.clearing.build import market_of, markets


def own_lines(lines, applicant):
    """Every held line that this applicant could have."""
    return [
        at | place << KEY_AT
        for at in range(lines.start[applicant], lines.start[applicant + 1])
        for place in range(8)
        if lines.word[at] >> place & 1
    ]


def stable(small, outcome):
    """Lawful, but for what an applicant's own seat would do if it were set free."""
    held = [claim for claim in outcome if claim >= 0]
    return small.chosen(held) == set(held) and not any(
        claim in small.chosen([*held, claim])
        for applicant in range(len(outcome))
        for claim in better(small, outcome, applicant)
    )


def verdict(market, lines, held):
    try:
        check_lines(market, lines, held)
    except PropertyViolated as violated:
        return violated.code
    return None


@settings(max_examples=400, deadline=None)
@given(markets(max_applicants=5), st.data())
def test_the_pass_accepts_exactly_the_stable_matchings(market, data):
    lines = pack(market)
    held = clear_lines(market, lines)
    for applicant in data.draw(st.sets(st.integers(0, market.applicants - 1), max_size=2)):
        held[applicant] = data.draw(st.sampled_from([-1, *own_lines(lines, applicant)]))
    outcome = claims_of_lines(market, lines, held).tolist()
    assert (verdict(market, lines, held) is None) == stable(Small(market), outcome)


@settings(max_examples=100, deadline=None)
@given(markets(max_applicants=30, with_regions=False))
def test_the_pass_counts_what_the_certificate_counts(market):
    lines = pack(market)
    held = clear_lines(market, lines)
    certificate = certify(market, claims_of_lines(market, lines, held))
    recount = check_lines(market, lines, held)
    assert recount.occupancy.tolist() == certificate.pool_occupancy.tolist()
    assert recount.inflow.tolist() == certificate.pool_inflow.tolist()
    passes_nobody = market.claims
    assert np.minimum(recount.cutoff, passes_nobody).tolist() == certificate.pool_cutoff.tolist()


TWO_POOLS = [[(1, -1), (1, -1)]]


def case(pools, applicants, held, **parts):
    """The code for held claims given as (list position of the line, place of the pool) or None."""
    market = market_of(pools, applicants, **parts)
    lines = pack(market)
    rows = [
        -1 if one is None else int(lines.start[applicant]) + one[0] | one[1] << KEY_AT
        for applicant, one in enumerate(held)
    ]
    return verdict(market, lines, np.array(rows, dtype=np.int64))


def test_c1_the_line_of_somebody_else():
    assert case([[(2, -1)]], [[{0: 2}], [{0: 1}]], [(1, 0), None]) == "C1"


def test_c1_a_pool_that_the_line_does_not_claim():
    assert case(TWO_POOLS, [[{0: 2}]], [(0, 1)]) == "C1"


def test_c2_more_holders_than_seats():
    assert case([[(1, -1)]], [[{0: 2}], [{0: 1}]], [(0, 0), (0, 0)]) == "C2"


def test_c3_a_holder_below():
    assert case([[(1, -1)]], [[{0: 2}], [{0: 1}]], [None, (0, 0)]) == "C3"


def test_c4_an_empty_seat():
    assert case([[(2, -1)]], [[{0: 2}], [{0: 1}]], [(0, 0), None]) == "C4"


def test_c5_an_earlier_pool_of_the_held_contract():
    assert case(TWO_POOLS, [[{0: 2, 1: 2}]], [(0, 1)]) == "C5"


def test_c6_more_than_a_fund_pays_for():
    applicants = [[{0: 2}], [{1: 1}]]
    funds = [(1, [0, 1])]
    assert case([[(1, -1)], [(1, -1)]], applicants, [(0, 0), (0, 0)], funds=funds) == "C6"


def test_a_lawful_matching_passes():
    assert case(TWO_POOLS, [[{0: 2, 1: 2}], [{0: 1, 1: 1}]], [(0, 0), (0, 1)]) is None


def test_a_kernel_that_errs_is_caught(monkeypatch):
    """A solver that forgets to settle leaves more holders than seats."""
    applicants = [[{0: 3}], [{0: 2}], [{0: 1}], [{1: 1}, {0: 0}]]
    market = market_of([[(2, -1)], [(1, -1)]], applicants)
    monkeypatch.setattr(solver_module.kernel, "settle", lambda *_: None)
    with pytest.raises(PropertyViolated, match="C2"):
        clear_compiled(market)
