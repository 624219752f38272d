"""Nobody gains by misreporting if lists are not limited; if they are, somebody may."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.lint import TRUNCATED, lint
from sheber.engine.clearing.market import frozen
from sheber.engine.clearing.solve import solve
from sheber.engine.clearing.viability import close_short
from tests.engine.clearing.build import drafts


def lists_of(contracts):
    """Every list that may be made of these contracts, the empty one included."""
    for size in range(len(contracts) + 1):
        yield from permutations(range(len(contracts)), size)


def with_list(draft, applicant, stated):
    """The draft in which an applicant states these of their contracts, in this order."""
    true = draft.applicants[applicant]
    applicants = [*draft.applicants]
    applicants[applicant] = [true[place] for place in stated]
    return replace(draft, applicants=applicants)


def place_held(draft, applicant, stated):
    """The place in the true list of what an applicant who states a list gets, or the length."""
    market, _ = assemble(with_list(draft, applicant, stated))
    claim = int(clear(market)[applicant])
    if claim < 0:
        return len(draft.applicants[applicant])
    return stated[int(market.claim_contract[claim] - market.applicant_start[applicant])]


def best_place(draft, applicant, limit):
    """The best that any list of at most `limit` contracts brings."""
    own = draft.applicants[applicant]
    reports = [stated for stated in lists_of(own) if len(stated) <= limit]
    return min(place_held(draft, applicant, stated) for stated in reports)


def truth(draft, applicant, limit):
    return tuple(range(len(draft.applicants[applicant])))[:limit]


@settings(max_examples=400, deadline=None)
@given(drafts(max_applicants=5, max_contracts=3, with_regions=True), st.data())
def test_no_misreport_gains_with_full_lists(draft, data):
    """All features mixed: pools, spill, funds, regions, several terms; every list is tried."""
    applicant = data.draw(st.integers(0, len(draft.applicants) - 1))
    honest = place_held(draft, applicant, truth(draft, applicant, limit=None))
    assert best_place(draft, applicant, limit=3) == honest


def two_programmes():
    """A seat each. Boris wants the first and is best there; Anar wants it more than the second,
    where nobody else applies."""
    boris, anar = [[(0, 9, [])]], [[(0, 1, [])], [(1, 1, [])]]
    return Draft(pools=[[(1, -1)], [(1, -1)]], applicants=[boris, anar])


ANAR = 1


def test_with_one_contract_a_list_leaving_out_the_favourite_gains():
    nothing = 2
    assert place_held(two_programmes(), ANAR, (0,)) == nothing
    assert place_held(two_programmes(), ANAR, (1,)) == best_place(two_programmes(), ANAR, 1) == 1


def test_with_a_full_list_the_same_person_gains_nothing():
    assert place_held(two_programmes(), ANAR, (0, 1)) == best_place(two_programmes(), ANAR, 2) == 1


def test_limited_market_is_reported_as_truncated():
    market, _ = assemble(replace(with_list(two_programmes(), ANAR, (0,)), lists_limited=True))
    assert lint(market).truthful == solve(market).coverage.truthful == TRUNCATED


def test_where_offerings_may_be_closed_a_misreport_may_gain():
    """X needs 2 people and has one, Y needs 3 and has one; Anar wants Y more. If she says so, X is
    closed, then Y is short and closed, and she holds nothing. If she names X alone, X opens."""
    x, y, anar = [[(0, 9, [])]], [[(1, 9, [])]], [[(1, 5, [])], [(0, 5, [])]]
    draft = Draft(pools=[[(2, -1)], [(3, -1)]], applicants=[x, anar, y])

    def places(stated):
        market, _ = assemble(with_list(draft, ANAR, stated))
        final, closings = close_short(market, frozen([2, 3]), frozen([0, 1]))
        return [one.offering for one in closings], int(clear(final)[ANAR])

    assert places((0, 1)) == ([0, 1], -1)
    assert places((1,)) == ([1], 1)


def test_a_hopeless_wish_may_cost_others():
    """Nothing is claimed about groups. Two seats, X: B 3, C 2, A 1 and Y: A 2, B 1; A wants X
    most, B wants Y most, C wants X alone and gets nothing either way. Without C both A and B get
    what they want most."""
    a, b, c = [[(0, 1, [])], [(1, 2, [])]], [[(1, 1, [])], [(0, 3, [])]], [[(0, 2, [])]]
    draft = Draft(pools=[[(1, -1)], [(1, -1)]], applicants=[a, b, c])
    assert clear(assemble(draft)[0]).tolist() == [1, 3, -1]
    assert clear(assemble(with_list(draft, 2, ()))[0]).tolist() == [0, 2, -1]
