"""Shocks and ensembles as files: read back as written, refused with the place and the remedy."""

import json

import pytest

from sheber.doors.faults import Faults
from sheber.doors.planning.ensemble import (
    ensemble_document,
    read_ensemble,
    read_shocks,
    shocks_document,
)
from sheber.doors.planning.plan import ProblemFile, problem_sha256
from sheber.doors.planning.shock_words import SHOCK_FAULTS
from sheber.doors.planning.words import fault_sentence
from sheber.engine.errors import InvalidProblem
from sheber.engine.planning.scenarios.ensemble import Asked, ensemble
from tests.engine.planning.build import two_countries
from tests.engine.planning.scenarios.build import factor, opening, shocks

FILE = ProblemFile(two_countries(), problem_sha256(two_countries()))
SHOCKS = shocks(
    factor("demand", "sector", "1/2", "3/2", likely=1), opening("later", "institution", "1/10")
)

TOML = b"""
format = "sheber.shocks/1"
seed = 1
[[factors]]
id = "demand by sector"
of = "demand"
by = "sector"
low = 0.5
likely = 1
high = "3/2"
source = "assumed for a test"
as_of = 2026-09-01
[[openings]]
id = "later by institution"
of = "later"
by = "institution"
chance = 0.1
source = "assumed for a test"
as_of = "2026-09-01"
"""


def refused(text):
    with pytest.raises(InvalidProblem) as error:
        read_shocks(text, FILE)
    return [fault_sentence(fault) for fault in error.value.facts["faults"]]


def test_shocks_are_read_as_they_were_written():
    assert read_shocks(json.dumps(shocks_document(SHOCKS)).encode(), FILE) == SHOCKS


def test_toml_says_the_same_as_json():
    assert read_shocks(TOML, FILE) == SHOCKS


def test_an_ensemble_is_read_as_it_was_written():
    asked = Asked(3, rivals=1)
    found = ensemble(FILE.problem, SHOCKS, asked)
    text = json.dumps(ensemble_document(FILE, SHOCKS, asked, found)).encode()
    again = read_ensemble(text)
    assert (again.problem_sha256, again.shocks, again.asked) == (FILE.sha256, SHOCKS, asked)
    assert again.ensemble == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"seed = ", "The file is neither JSON nor TOML"),
        (b'{"format": "sheber.problem/1"}', "this door reads “sheber.shocks/1”"),
        (b'format = "sheber.shocks/1"', "“seed” is missing"),
        (TOML.replace(b'"sector"', b'"weather"'), "factors[0].by: “weather” is not one of"),
        (TOML.replace(b"0.1", b"1.1"), "openings[0].chance: 11/10 is not between 0 and 1"),
        (TOML.replace(b"0.5", b"1.2"), "“low” (6/5), “likely” (1) and “high” (3/2)"),
        (b"", "The file is empty"),
        (b"seed = " + b"9" * 5000, "A number is too long to read"),
        (b"x = " + b"[" * 5000, "nested too deeply"),
        (b'format = "sheber.shocks/1"\nseed = 1', "Nothing may come differently"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, words):
    assert any(words in sentence for sentence in refused(text))


@pytest.mark.parametrize("text", [b"{}", b"[]", b'{"format": "sheber.plan/1"}', b"no"])
def test_what_is_no_ensemble_is_refused(text):
    with pytest.raises(InvalidProblem):
        read_ensemble(text)


def test_every_fault_of_shocks_has_words():
    facts = {"why": "", "id": "", "low": 1, "likely": 1, "high": 1, "value": "", "by": ""}
    facts |= {"of": "", "longest": 12}
    faults = Faults()
    for code in SHOCK_FAULTS:
        faults.add(code, "x", **facts)
    assert all(fault_sentence(fault).startswith("x: ") for fault in faults.kept)
