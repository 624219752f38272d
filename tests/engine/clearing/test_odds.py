"""Odds under many lotteries, counted by hand and beside known chances."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings

from sheber.engine.clearing.assemble import Draft, assemble
from sheber.engine.clearing.lottery import lottery_ranks
from sheber.engine.clearing.odds import odds, resample_seed
from tests.engine.clearing.build import drafts

IDS = ["A1", "A2", "A3"]
EQUALS = Draft([[(1, -1)]], [], [[[(0, 5, [])]] for _ in IDS], [1, 2, 3])


def test_a_draw_is_the_lottery_of_its_seed():
    market, ranking = assemble(EQUALS)
    found = odds(market, ranking, IDS, b"seed", 20)
    best = [int(np.argmin(lottery_ranks(resample_seed(b"seed", n), IDS))) for n in range(1, 21)]
    assert found.times.tolist() == [best.count(who) for who in range(3)]


def test_equal_people_have_equal_odds_within_their_standard_error():
    market, ranking = assemble(EQUALS)
    found = odds(market, ranking, IDS, b"seed", 900)
    assert found.times.sum() == 900
    assert found.standard_error == pytest.approx(np.sqrt(found.share * (1 - found.share) / 900))
    assert np.abs(found.share - 1 / 3).max() < 4 * sqrt(2 / 9 / 900)
    assert found.drawn.all()


def test_what_the_score_decides_is_not_drawn():
    draft = Draft([[(1, -1)]], [], [[[(0, 5, [])]], [[(0, 4, [])]]], [1, 2])
    market, ranking = assemble(draft)
    found = odds(market, ranking, IDS[:2], b"", 10)
    assert (found.times.tolist(), found.drawn.tolist()) == ([10, 0], [False, False])
    assert found.standard_error.tolist() == [0, 0]


@settings(max_examples=30, deadline=None)
@given(drafts())
def test_nobody_holds_more_than_one_contract_a_draw(draft):
    market, ranking = assemble(draft)
    ids = [f"A{number}" for number in range(market.applicants)]
    times = odds(market, ranking, ids, b"x", 3).times
    held = np.bincount(market.contract_applicant, times, market.applicants)
    assert held.max(initial=0) <= 3
