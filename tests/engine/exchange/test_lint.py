"""The linter of rounds refuses what no theorem covers, with the reason."""

from dataclasses import replace

import numpy as np
import pytest

from sheber.engine.errors import InvalidMarket
from sheber.engine.exchange.assemble import Institution
from sheber.engine.exchange.lint import BRANCHING, CYCLES, NETWORK, TOLERABLE, lint
from sheber.engine.exchange.market import LARGEST
from tests.engine.exchange.build import round_of

PEOPLE = [(0, [1]), (1, [0])]


def refused(round_):
    with pytest.raises(InvalidMarket) as refusal:
        lint(round_)
    return [(fault.code, dict(fault.facts)) for fault in refusal.value.faults]


def test_pairs_of_three_countries_under_trading_cycles():
    ((code, facts),) = refused(round_of([0, 1, 2], PEOPLE, country_tolerance=5))
    assert (code, facts["countries"]) == ("pairs_of_many_countries", 3)


def test_pair_that_chains_could_carry_out_of_balance():
    round_ = round_of([0, 0, 1, 1], PEOPLE, institution_tolerance=1, country_tolerance=1)
    ((code, facts),) = refused(round_)
    assert (code, facts["reach"], facts["tolerance"]) == ("pair_in_reach", 2, 1)


def test_pair_out_of_reach_is_covered():
    round_ = round_of([0, 1, 1], PEOPLE, institution_tolerance=1, country_tolerance=1)
    assert lint(round_).theorem == TOLERABLE


def test_pair_without_a_tolerance_follows_from_the_institutions():
    assert lint(round_of([0, 0, 1, 1], PEOPLE, country_tolerance=0)).theorem == CYCLES


def test_opening_balance_outside_the_tolerance():
    row = Institution(0, 9, 9, opening_balance=-2)
    ((code, facts),) = refused(round_of([row, 1], PEOPLE, institution_tolerance=1))
    assert (code, facts["institution"], facts["opening_balance"]) == (
        "opening_outside_tolerance",
        0,
        -2,
    )


def test_largest_takes_all_of_these():
    rows = [Institution(0, 9, 9, opening_balance=-2), 1, 2]
    assert lint(round_of(rows, PEOPLE, procedure=LARGEST, country_tolerance=0)).largest


@pytest.mark.parametrize(
    ("countries", "facts", "theorem"),
    [
        ([0, 1], {"country_tolerance": 0}, NETWORK),
        ([0, 1, 2], {}, NETWORK),
        ([0, 1, 2], {"country_tolerance": 0}, BRANCHING),
        ([0, 1], {"respect_send_order": True}, BRANCHING),
    ],
)
def test_what_proves_the_largest(countries, facts, theorem):
    coverage = lint(round_of(countries, PEOPLE, procedure=LARGEST, **facts))
    assert (coverage.theorem, coverage.truthful, coverage.largest) == (theorem, False, True)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"procedure": "dance"}, "unknown_procedure"),
        ({"institution_tolerance": -1}, "negative"),
        ({"send_cap": np.array([1])}, "broken_length"),
        ({"send_cap": np.array([1, -1])}, "out_of_range"),
        ({"home": np.array([0, 7])}, "out_of_range"),
        ({"place_host": np.array([1, 5])}, "out_of_range"),
        ({"place_host": np.array([0, 0])}, "own_home"),
        ({"place_start": np.array([0, 2, 1])}, "broken_offsets"),
        ({"country": np.array([0, 9])}, "out_of_range"),
    ],
)
def test_arrays_that_are_no_round(change, code):
    assert code in [name for name, _ in refused(replace(round_of([0, 1], PEOPLE), **change))]


def test_place_listed_twice():
    round_ = round_of([0, 1], [(0, [1, 1]), (1, [0])])
    assert refused(round_) == [("repeated_place", {})]
