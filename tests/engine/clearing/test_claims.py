"""What may be claimed of a result, and the counterexamples that say where a claim ends."""

import numpy as np

from sheber.engine.clearing.checker import check
from sheber.engine.clearing.market import held_rows
from sheber.engine.clearing.solve import solve
from tests.engine.clearing.brute import Small, lawful_outcomes
from tests.engine.clearing.build import market_of
from tests.engine.clearing.choice import choice_stable

# Two pools of one offering with one seat each; i has x (second pool: 888) before y (452 and 9),
# j has z (second pool: 94) before w (976). Contracts in this order; claims: x 0, y 1 and 2, z 3,
# w 4.
TWO_POOLS = market_of([[(1, -1), (1, -1)]], [[{1: 888}, {0: 452, 1: 9}], [{1: 94}, {1: 976}]])
X, Y, Z, W = range(4)


def test_counterexample_is_cleared_to_y_and_w():
    assert solve(TWO_POOLS, prove_best=True).held_claim.tolist() == [1, 4]
    assert lawful_outcomes(Small(TWO_POOLS)) == [(1, 4)]


def test_counterexample_has_a_choice_stable_outcome_that_is_better_for_one():
    assert set(choice_stable(TWO_POOLS)) == {(Y, W), (Y, Z)}


def test_counterexample_outcome_fails_the_check_by_envy():
    verdict = check(TWO_POOLS, held_rows(TWO_POOLS, np.array([1, 3])))
    assert [violation.code for violation in verdict] == ["C3"]


def test_under_choice_stability_alone_no_outcome_need_be_best_for_every_applicant():
    """Two pools of one seat; i has x (second pool: 2) before y (first pool), j has z (second
    pool: 1). i is better off in {x}, j in {y, z}, and the number placed differs, too: holding y,
    i is not asked for the second pool. Only {x} satisfies C1–C6."""
    market = market_of([[(1, -1), (1, -1)]], [[{1: 2}, {0: 1}], [{1: 1}]])
    assert set(choice_stable(market)) == {(0, -1), (1, 2)}
    assert lawful_outcomes(Small(market)) == [(0, -1)]
    assert solve(market, prove_best=True).held_claim.tolist() == [0, -1]


# Where seats flow forward inside an offering, a refusal is final. Each of these lets a claim in
# that was refused before, which is why the linter refuses them.


def test_backward_spill_makes_a_pools_seats_depend_on_whom_it_takes():
    """No seat in the first pool, one in the second, which would spill back; one person claims
    both. Seats are conserved with the person in either, so seats no longer say who is chosen."""

    def conserved(first, second):
        flowed_back = 1 - second
        return second <= 1 and first <= 0 + flowed_back

    assert conserved(first=0, second=1)
    assert conserved(first=1, second=0)


def fund_of_one(claims, pool_of, room):
    """A fund that pays for one seat takes claims from the best down."""
    for claim in claims:
        if room[pool_of[claim]]:
            return {claim}
    return set()


def test_spill_into_a_fund_takes_back_a_refusal():
    """a on p above b on q, under a fund of one; p has only the seat that flows in, if it does."""
    pool_of = {"a": "p", "b": "q"}
    assert fund_of_one("ab", pool_of, {"p": 1, "q": 1}) == {"a"}
    assert fund_of_one("ab", pool_of, {"p": 0, "q": 1}) == {"b"}


def test_spill_out_of_a_fund_takes_back_a_refusal():
    """c on p, d on r, to which p would spill; e on q above c, under a fund of one with p. Alone, c
    takes p's seat and d is refused; when e comes, c goes, p is empty, and its seat lets d in."""

    def taken(claims):
        funded = fund_of_one(
            [one for one in "ec" if one in claims], {"e": "q", "c": "p"}, {"p": 1, "q": 1}
        )
        room_of_r = 1 - ("c" in funded)
        return funded | set([one for one in "d" if one in claims][:room_of_r])

    assert taken("cd") == {"c"}
    assert taken("cde") == {"e", "d"}
