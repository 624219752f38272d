"""The files of the policy lab: what ships is sound, and each fault is named with its remedy."""

import json
import tomllib
from pathlib import Path

import pytest

from sheber.doors.lab.study import read_assumptions, read_study, study_document
from sheber.doors.lab.words import sentences
from sheber.engine.errors import InvalidAssumption
from sheber.engine.lab.study import Made, compare

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT / "seeds"
TEXT = (SEEDS / "lab" / "2025.toml").read_text()
STUDY = (SEEDS / "lab" / "2025.json").read_bytes()


@pytest.fixture(scope="module")
def file():
    return read_assumptions(TEXT.encode())


@pytest.fixture(scope="module")
def study():
    return read_study(STUDY)


def said(text):
    with pytest.raises(InvalidAssumption) as refused:
        read_assumptions(text.encode())
    return "\n".join(sentences(refused.value))


def test_the_figures_of_2025_are_the_published_ones(file):
    assert (file.assumed.target_seats, file.assumed.target_filled) == (116_000, 47_200)
    assert (file.assumed.state_seats, file.assumed.separate_seats) == (441_988, 53_800)


def test_whatever_is_called_published_names_its_source(file):
    rows = [*file.stated.assumption, *file.stated.published]
    assert all(row.source for row in rows if row.certainty == "published")
    assert all(row.name in file.bounds for row in file.stated.assumption if not row.source) or [
        row.name for row in file.stated.assumption if not row.source and row.name not in file.bounds
    ] == ["offers_maximum"]


@pytest.mark.parametrize("pack", ["RU-2025", "RU-2026"])
def test_tables_of_spill_are_those_of_the_rule_packs(file, pack):
    rules = tomllib.loads((SEEDS / "rules" / f"{pack}.toml").read_text())["rule"]
    [rule] = [one for one in rules if one["code"] == "admission.spill"]
    assert file.spills[pack] == {row["from"]: row["to"] for row in rule["value"]}


def test_words_and_sources_do_not_change_the_hash_and_numbers_do(file):
    reworded = TEXT.replace("Target seats offered", "Seats")
    assert read_assumptions(reworded.encode()).sha256 == file.sha256
    moved = TEXT.replace("value = 904_000", "value = 904_001")
    assert read_assumptions(moved.encode()).sha256 != file.sha256


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "offers"', 'name = "bids"', "“bids” is not a number that the market is made of"),
        ('name = "offers"', 'name = "regions"', "“regions” stands twice"),
        ("value = 904_000", "value = 904_000.5", "a whole number is needed"),
        ("value = 904_000", 'value = "many"', "a number is needed"),
        ("low = 700_000", "low = 950_000", "904000 is not between 950000 and 1200000"),
        ("low = 700_000\n", "", "“applicants” has one bound"),
        ('certainty = "inferred"', 'certainty = "sure"', "“sure” is no mark of certainty"),
        ('target = "main"', 'target = "moon"', "“moon” is no kind of seats"),
        ('spill = "RU-2025"', 'spill = "RU-1900"', "no table of that name"),
        ("value = 0.1", "value = 1.1", "“special_share” is 1.1"),
        ("value = 441_988", "value = 140_000", "are more than “state_seats”"),
        ('country = "RU"', 'land = "RU"', "“country” is missing"),
        ("year = 2025", "year 2025", "The file is not TOML"),
        ("sheber.lab-assumptions/1", "sheber.lab-assumptions/9", "this door reads"),
    ],
)
def test_each_fault_is_named(old, new, words):
    assert old in TEXT
    assert words in said(TEXT.replace(old, new, 1))


def test_a_study_is_read_as_it_was_written(study):
    again = read_study(json.dumps(study_document(study)).encode())
    assert again == study


def test_a_study_without_its_base_or_with_a_draw_too_few_is_refused():
    document = json.loads(STUDY)
    document["base"]["spill"] = "RU-1900"
    document["scenarios"][0]["counts"].pop()
    with pytest.raises(InvalidAssumption) as refused:
        read_study(json.dumps(document).encode())
    words = "\n".join(sentences(refused.value))
    assert "The base is not among the scenarios" in words
    assert "scenarios[0].counts: Here are" in words


def test_the_stored_study_is_of_the_assumptions_as_they_stand(study, file):
    assert study.assumptions_sha256 == file.sha256
    assert study.command.startswith(f"sheber lab --example 2025 --seeds {len(study.seeds)}")


def test_the_stored_base_fills_what_was_published(study, file):
    [base] = [one for one in study.scenarios if one.policy == study.base]
    assert share(base, "filled") == pytest.approx(file.assumed.filled_share, abs=0.01)
    for scenario in study.scenarios:
        assert all(one.filled + one.moved + one.empty == one.seats for one in scenario.counts)


def test_the_stored_study_is_met_again_at_a_fiftieth_of_its_size(study, file):
    """Its free number, in a market fifty times smaller, with the same seeds: each policy fills
    and leaves empty the same share of seats, as nearly as so small a market allows."""
    small, seeds = file.assumed.scaled(0.02), study.seeds[:2]
    policies = tuple(one.policy for one in study.scenarios)
    draws = map(Made(small, file.spills, study.calibration.share, policies), seeds)
    for here, there in zip(compare(draws, policies), study.scenarios, strict=True):
        assert here.policy == there.policy
        for name in ("filled", "moved", "empty"):
            assert share(here, name) == pytest.approx(share(there, name), abs=0.025)


def share(scenario, name):
    counts = scenario.counts
    return sum(getattr(one, name) / one.seats for one in counts) / len(counts)
