import json
from collections.abc import Iterable

import pytest

from sheber.doors.planning import words as plan_words
from sheber.engine.planning.check import CHECKS
from sheber.engine.planning.model import HARD
from sheber.kernel.refusals import Refused
from sheber.planning import phrases
from sheber.planning.phrases import engine as words

# What only a file can get wrong: a problem made of rows has these forms by construction.
OF_FILES = {"not_truth", "not_a_fraction", "not_a_date"}


def test_every_limit_of_the_engine_has_words():
    assert set(words.PARTS) == HARD
    assert {family.split("_seats")[0].split("_movement")[0] for family in words.ROWS} >= {
        family for family in HARD if family not in {"seats_at_most", "seats_at_least"}
    }


def test_every_property_has_words():
    assert list(words.PROPERTIES) == list(CHECKS)


def test_every_reason_has_words():
    assert set(plan_words.REASONS) - {"limited"} <= set(words.LIMITS)


def test_every_fault_has_words():
    assert set(plan_words.FAULTS) - OF_FILES == set(words.FAULTS)


@pytest.mark.parametrize("family", sorted(HARD))
def test_every_row_is_said_with_its_facts(family):
    parts = {"of": "movement", "kind": "beds", "stated": "7"}
    key = [parts.get(part, part) for part in words.PARTS[family]]
    said = phrases.row_in_words({"family": family, "key": key, "stated": "700"})
    assert "%(" not in said
    assert all(part in said for part in key if part != "movement")


def test_a_share_is_said_in_per_cent_and_parts_by_the_names_of_the_reader():
    row = {"family": "share_at_least", "key": ["KZ", "2026"], "stated": "1/8"}
    said = phrases.row_in_words(row, lambda part, code: f"<{part} {code}>")
    assert said == "the least share of seats of <year 2026> in <country KZ>: 12.5\u00a0%"


def facts(code: str) -> Iterable[str]:
    return dict.fromkeys(
        (
            *("value", "lowest", "highest", "finest", "at_least", "at_most", "size", "most"),
            *("fund", "first", "last", "together"),
        ),
        "1",
    ) | {"path": "lines[3]", "code": code, "intake": "I"}


@pytest.mark.parametrize("code", [*words.FAULTS, "something_new"])
def test_every_fault_is_said_with_its_place(code):
    said = str(phrases.Faults([facts(code)]))
    assert said.startswith("lines[3]: ")
    assert "%" not in said


def test_facts_are_codes_to_a_program_and_words_to_a_reader():
    refusal = Refused(
        "rows_clash",
        rows=phrases.Clash([{"set": 0, "family": "groups", "key": ["I"], "stated": "2"}]),
    )
    assert json.loads(json.dumps(refusal.facts))["rows"][0]["family"] == "groups"
    assert "the most groups of I: 2" in str(refusal)


def test_two_clashes_are_told_apart():
    rows = [
        {"set": number, "family": "groups", "key": [intake], "stated": "2"}
        for number, intake in ((0, "I"), (0, "J"), (1, "K"))
    ]
    assert str(phrases.Clash(rows)) == (
        "(the most groups of I: 2; the most groups of J: 2) (the most groups of K: 2)"
    )


def test_a_stage_is_said_with_its_currency():
    assert str(phrases.Stage("total[RUB]")) == "total cost RUB"
    assert str(phrases.Stage("unmet")) == "unmet demand"


def test_a_property_is_a_number_to_a_program_and_words_to_a_reader():
    found = phrases.Property("Q2")
    assert (json.dumps(found), found == "Q2") == ('"Q2"', True)
    assert "no fund commits more than its budget" in f"{found!s}"


def test_a_line_that_lacks_nobody_needs_no_words():
    assert phrases.limit_in_words("") == ""
    assert "beds" in phrases.limit_in_words("beds")
