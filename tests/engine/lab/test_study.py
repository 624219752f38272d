"""Calibration meets its target, and sensitivity changes one thing at a time."""

from concurrent.futures import ProcessPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheber.engine.lab.calibrate import TOLERANCE, calibrate
from sheber.engine.lab.policy import Policy
from sheber.engine.lab.study import (
    Bent,
    Made,
    Range,
    Scenario,
    calibrated,
    cases,
    changed_in,
    compare,
    gains,
    in_turn,
)
from tests.engine.lab.build import BASE, SMALL, SPILLS

SEEDS = (1, 2, 3)
LONGER = Policy("several", "home", "2025")


def studied(share, *policies):
    """Scenarios of the small country."""
    return compare(map(Made(SMALL, SPILLS, share, policies), SEEDS), policies)


@given(
    st.floats(0.01, 0.95),
    st.floats(0.2, 4),
    st.integers(20_000, 1_000_000),
)
def test_the_value_is_found_of_any_curve_that_grows(target, bend, people):
    found = calibrate(lambda share: share**bend, target=target, people=people)
    steepest = max(1.0, bend) / people * (1 if bend >= 1 else people ** (1 - bend))
    assert found.hit
    assert abs(found.filled - target) <= max(TOLERANCE, steepest)
    assert found.filled == found.share**bend
    assert len(found.steps) < 60


def test_a_target_out_of_reach_is_said_to_be_out_of_reach():
    found = calibrate(lambda share: 0.3 * share, target=0.4, people=1000)
    assert not found.hit
    assert (found.share, found.filled) == (1.0, pytest.approx(0.3))


def test_of_whole_people_the_nearest_number_is_taken():
    found = calibrate(lambda share: round(share * 7) / 7, target=0.4, people=7)
    assert found.hit
    assert found.share == pytest.approx(3 / 7)


def test_the_base_fills_what_was_published():
    found = calibrated(SMALL, SPILLS, BASE, SEEDS)
    [base] = studied(found.share, BASE)
    filled = [one.filled / one.seats for one in base.counts]
    one_person = 1 / (len(SEEDS) * SMALL.target_seats)
    assert sum(filled) / 3 == pytest.approx(SMALL.filled_share, abs=one_person + TOLERANCE)
    assert sum(filled) / 3 == pytest.approx(found.filled)


def test_gains_are_counted_draw_by_draw():
    found = studied(0.2, BASE, LONGER)
    [gain] = gains(found, BASE)
    base, longer = (one.counts for one in found)
    each = [
        round((more.filled - few.filled) / few.seats, 6)
        for few, more in zip(base, longer, strict=True)
    ]
    assert gain.filled == Range(round(sum(each) / 3, 6), min(each), max(each))
    assert isinstance(found[0], Scenario)


def test_sensitivity_tries_each_bound_and_calibrates_anew():
    bounds = {"cautious": (0.0, 1.0), "applicants": (300, 600)}
    found = [*map(Bent(SMALL, SPILLS, (BASE, LONGER), SEEDS), cases(bounds))]
    assert [(one.assumption, one.side, one.value) for one in found] == [
        ("", "assumed", 0.0),
        ("cautious", "low", 0.0),
        ("cautious", "high", 1.0),
        ("applicants", "low", 300),
        ("applicants", "high", 600),
    ]
    shares = [one.share for one in found]
    assert shares[1] != shares[2]
    assert found[1].gains[0].filled.mean > found[2].gains[0].filled.mean


def test_a_bound_with_which_the_base_cannot_be_reached_has_no_answer():
    bent = Bent(SMALL, SPILLS, (BASE, LONGER), (1,))
    [_, low, high] = map(bent, cases({"requirement_met": (0.0, 1.0)}))
    assert (low.share, low.gains) == (None, ())
    assert high.gains


def test_a_study_at_another_size_scales_the_bounds_of_counts():
    bent = Bent(SMALL.scaled(2), SPILLS, (BASE, LONGER), (1,), 0.5)
    [_, low, _] = map(bent, cases({"applicants": (600, 1200)}))
    assert low.value == 600
    same = changed_in(SMALL.scaled(2), "applicants", 600).scaled(0.5)
    assert low.share == calibrated(same, SPILLS, BASE, (1,)).share


def test_the_same_seeds_give_the_same_study():
    assert studied(0.2, BASE, LONGER) == studied(0.2, BASE, LONGER)


def test_several_processes_find_what_one_finds():
    made = Made(SMALL, SPILLS, 0.2, (BASE, LONGER))
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(made, SEEDS)) == list(in_turn(made, SEEDS))
