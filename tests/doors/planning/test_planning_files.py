"""The page that names every field of the files is true, and its example can be planned."""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from sheber.doors.planning.plan import PlanFile, plan_document, read_problem
from sheber.doors.planning.words import PROPERTIES
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.scenarios.ensemble import Asked
from sheber.engine.planning.scenarios.result import Ensemble, Sample
from sheber.engine.planning.scenarios.shocks import Shocks
from sheber.engine.planning.scenarios.trial import Effort
from sheber.engine.planning.solve import solve

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "planning-files.md").read_text(encoding="utf-8")
SCENARIOS = (DOCS / "scenarios.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]


def tables(document):
    """Each table of a document with its row's type, or None where it holds plain values."""
    hints = get_type_hints(document)
    inner = {name: (get_args(hint) or (None,))[0] for name, hint in hints.items()}
    return [(name, row) for name, row in inner.items() if hasattr(row, "__slots__")]


@pytest.mark.parametrize(
    ("table", "row"), [*tables(Problem), *tables(Plan), *tables(PlanFile)], ids=str
)
def test_every_field_of_a_table_is_named_in_its_line(table, row):
    (line,) = [words for words in PAGE.splitlines() if words.startswith(f"| `{table}` |")]
    assert [one.name for one in fields(row) if f"`{one.name}`" not in line] == []


@pytest.mark.parametrize(
    ("table", "row"),
    [
        *tables(Ensemble),
        ("sample", Sample),
        ("shocks", Shocks),
        ("asked", Asked),
        ("asked", Effort),
    ],
    ids=str,
)
def test_every_field_of_an_ensemble_is_named_in_its_line(table, row):
    (line,) = [words for words in SCENARIOS.splitlines() if words.startswith(f"| `{table}` |")]
    assert [one.name for one in fields(row) if f"`{one.name}`" not in line] == []


def test_every_value_beside_the_tables_of_an_ensemble_is_named():
    plain = {one.name for one in fields(Ensemble)} - {name for name, _ in tables(Ensemble)}
    assert {name for name in plain if f"`{name}`" not in SCENARIOS} == set()


def test_the_example_is_planned_and_uses_every_table_that_bears_on_a_plan():
    file = read_problem(EXAMPLE.encode())
    used = {name for name, _ in tables(Problem) if getattr(file.problem, name)}
    assert used == {name for name, _ in tables(Problem)} - {"workforce"}
    document = plan_document(file, solve(file.problem, gap=0))
    assert document["properties"] == dict.fromkeys(PROPERTIES, True)
    assert {f"`{name}`" for name in document if f"`{name}`" not in PAGE} == {"`format`"}


def test_a_plan_names_its_problem_by_what_it_says_not_by_how_it_is_written():
    spaced = EXAMPLE.replace(",", " ,\n")
    assert read_problem(spaced.encode()).sha256 == read_problem(EXAMPLE.encode()).sha256
