"""Schemas of planning's files and the doors that read them agree, on good and on wrong files."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sheber.doors.planning.plan import plan_document, problem_document, read_plan, read_problem
from sheber.doors.planning.schema import plan_schema, problem_schema
from sheber.engine.errors import InvalidProblem
from sheber.engine.planning.prices import prices
from sheber.engine.planning.reasons import reasons
from sheber.engine.planning.solve import solve
from tests.doors.json_schema import accepts
from tests.doors.planning.test_planning_files import EXAMPLE
from tests.engine.planning.build import small
from tests.engine.planning.strategies import problems
from tests.engine.planning.test_validate import WRONG as UNSOUND

PROBLEM, PLAN = problem_schema(), plan_schema()

OF_FORM = {
    *("missing_field", "unknown_field", "not_object", "not_list", "not_text", "not_number"),
    *("not_whole", "not_truth", "not_a_fraction", "not_a_date", "number_too_large"),
    *("wrong_format", "not_a_number_value"),
}
"""Faults of which a schema speaks, beside `out_of_range` and `not_one_of` where it states them."""

STRANGE = [None, True, 7, -3, 0.5, 2.0, 10**20, "", "3/4", "2027-09-01", "all", [], [1], {}]


def faults(document, read=read_problem) -> set[str]:
    """Codes of what a door finds wrong with a document."""
    try:
        read(json.dumps(document).encode())
    except InvalidProblem as error:
        return {fault.code for fault in error.facts["faults"]}
    return set()


def places(value: Any, path: tuple = ()) -> list[tuple]:
    """Every place inside a document, from the outside in."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in inner:
        found.append((*path, key))
        if isinstance(item, dict | list):
            found += places(item, (*path, key))
    return found


def at(document: Any, path: tuple) -> Any:
    for key in path:
        document = document[key]
    return document


def planned():
    """The small problem with its plan, prices and reasons, as the file holds them."""
    problem = small()
    file = read_problem(json.dumps(problem_document(problem)).encode())
    plan = solve(problem, gap=0)
    found = plan_document(file, plan, prices(problem, plan, most=2), reasons(problem, plan))
    return json.loads(json.dumps(found))


@st.composite
def changed(draw, document):
    """A document in which one thing is left out, added, or another value stands."""
    wrong = deepcopy(document)
    path = draw(st.sampled_from(places(wrong)))
    holder, key = at(wrong, path[:-1]), path[-1]
    act = draw(st.sampled_from(["replace", "replace", "remove", "add"]))
    if act == "remove":
        del holder[key]
    elif act == "add" and isinstance(holder, dict):
        holder[draw(st.sampled_from(["comment", "more"]))] = draw(st.sampled_from(STRANGE))
    else:
        holder[key] = draw(st.sampled_from(STRANGE))
    return wrong


@settings(max_examples=60)
@given(problems(overrides=True))
def test_whatever_is_written_is_of_the_schema(problem):
    assert accepts(PROBLEM, json.loads(json.dumps(problem_document(problem))))


def test_the_example_and_a_plan_with_its_answers_are_of_their_schemas():
    assert accepts(PROBLEM, json.loads(EXAMPLE))
    assert accepts(PLAN, planned())


@settings(max_examples=300)
@given(changed(json.loads(EXAMPLE)))
def test_a_problem_is_refused_for_its_form_by_both_or_by_neither(document):
    found = faults(document)
    if accepts(PROBLEM, document):
        assert not found & OF_FORM
    else:
        assert found & {*OF_FORM, "out_of_range", "not_one_of"}


PLANNED = planned()
A_YEAR_WITH_A_POINT = deepcopy(PLANNED)
A_YEAR_WITH_A_POINT["prices"][0]["lever"]["key"][0] = 2.0


@settings(max_examples=200)
@example(A_YEAR_WITH_A_POINT)
@given(changed(PLANNED))
def test_a_plan_is_refused_for_its_form_by_both_or_by_neither(document):
    assert accepts(PLAN, document) is (not faults(document, read_plan))


@pytest.mark.parametrize("fault", [one for one in UNSOUND if one[0] == "not_one_of"], ids=" ".join)
def test_a_choice_that_there_is_not_is_refused_by_the_schema(fault):
    assert not accepts(PROBLEM, problem_document(UNSOUND[fault]))
