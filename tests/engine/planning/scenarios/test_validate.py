"""Each fault of shocks, with its place."""

from dataclasses import replace
from fractions import Fraction

import pytest

from sheber.engine.planning.scenarios.validate import shock_faults
from tests.engine.planning.build import two_countries, with_intake
from tests.engine.planning.scenarios.build import EVERYTHING, factor, opening, shocks

FAULTS = {
    ("no_shocks", ""): (),
    ("not_one_of", "factors[0].of"): (factor("weather"),),
    ("not_one_of", "factors[0].by"): (factor("budget", "region"),),
    ("out_of_range", "factors[0].high"): (factor("demand", high=11),),
    ("not_in_order", "factors[0]"): (factor("demand", low=1, high=2, likely=Fraction(3)),),
    ("shock_repeated", "openings[0].id"): (
        factor("demand", id="one"),
        opening("later", id="one"),
    ),
    ("no_source", "factors[0].source"): (factor("demand", source=" "),),
    ("not_one_of", "openings[0].of"): (opening("never"),),
    ("not_one_of", "openings[0].by"): (opening("later", "line"),),
    ("not_a_share", "openings[0].chance"): (opening("later", chance=2),),
    ("unknown_group", "factors[0].only[0]"): (factor("demand", "region", only=("XX",)),),
    ("nothing_to_shock", "factors[0].of"): (factor("migration"),),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_place(fault):
    found = shock_faults(two_countries(), shocks(*FAULTS[fault]))
    assert [(one.code, one.path) for one in found] == [fault]


def test_the_longest_programme_cannot_be_late():
    long = with_intake(two_countries(), "K", duration=12)
    found = shock_faults(long, shocks(opening("later")))
    assert [(one.code, one.path) for one in found] == [("too_long_to_be_late", "openings[0].of")]


def test_sound_shocks_have_none():
    sound = replace(EVERYTHING, factors=tuple(f for f in EVERYTHING.factors if f.of != "migration"))
    assert shock_faults(two_countries(), sound) == ()
