"""Planning problems and plans as files: read strictly, written whole, refused with every fault."""

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from sheber.doors.planning.plan import (
    plan_document,
    problem_document,
    problem_sha256,
    read_plan,
    read_problem,
    violations,
)
from sheber.doors.planning.words import (
    PROPERTIES,
    SAYS,
    fault_sentence,
    lever_words,
    violation_sentence,
)
from sheber.engine.errors import InvalidProblem, PropertyViolated
from sheber.engine.planning import check as checking
from sheber.engine.planning.check import CHECKS
from sheber.engine.planning.limits import WHOLE_GROUP, Lever, lever_of
from sheber.engine.planning.prices import prices
from sheber.engine.planning.reasons import reasons
from sheber.engine.planning.rows import Row
from sheber.engine.planning.solve import solve
from tests.engine.planning.build import market, small
from tests.engine.planning.test_validate import WRONG as UNSOUND


def text(document):
    return json.dumps(document, ensure_ascii=False).encode()


def document():
    """The small problem as a file: what json.loads gives, free to be changed."""
    return json.loads(text(problem_document(small())))


def refused(document, read=read_problem):
    with pytest.raises(InvalidProblem) as refusal:
        read(document if isinstance(document, bytes) else text(document))
    return refusal.value.facts["faults"]


def places(faults):
    return [(fault.code, fault.path) for fault in faults]


@pytest.fixture(scope="module")
def planned():
    file = read_problem(text(problem_document(small())))
    plan = solve(file.problem, gap=0)
    found, told = prices(file.problem, plan), reasons(file.problem, plan)
    return file, json.loads(text(plan_document(file, plan, found, told)))


def test_a_problem_is_read_as_it_was_written():
    problem = market(seed=2, lines=10, programmes=8, years=2)
    assert read_problem(text(problem_document(problem))).problem == problem


def test_what_has_a_default_may_be_left_out():
    short = document()
    for table in ("pipeline", "propensity", "shares", "balances", "overrides", "previous"):
        del short[table]
    del short["lines"][0]["weight"]
    assert read_problem(text(short)).problem == small()


def test_shares_are_texts_or_numbers_and_exact():
    for written in ("4/5", "0.8", 0.8):
        changed = document()
        changed["intakes"][0]["completion"]["share"] = written
        completion = read_problem(text(changed)).problem.intakes[0].completion
        assert completion.share == Fraction(4, 5)
        assert completion.as_of == date(2026, 9, 1)


def test_the_hash_ignores_the_order_of_rows_and_nothing_else():
    problem = market(seed=2, lines=10, programmes=8, years=2)
    turned = replace(problem, lines=problem.lines[::-1])
    more = replace(problem, lines=(replace(problem.lines[0], number=1000), *problem.lines[1:]))
    assert problem_sha256(turned) == problem_sha256(problem)
    assert problem_sha256(more) != problem_sha256(problem)


def set_at(path, value):
    def change(document):
        *way, last = path
        for step in way:
            document = document[step]
        document[last] = value

    return change


WRONG = {
    ("not_whole", "lines[0].number"): set_at(["lines", 0, "number"], 1.5),
    ("not_number", "lines[0].number"): set_at(["lines", 0, "number"], "many"),
    ("not_text", "lines[0].id"): set_at(["lines", 0, "id"], 7),
    ("not_truth", "funds[0].own_lines"): set_at(["funds", 0, "own_lines"], 1),
    ("not_list", "lines"): set_at(["lines"], {}),
    ("not_object", "lines[0]"): set_at(["lines", 0], []),
    ("unknown_field", "lines[0].colour"): set_at(["lines", 0, "colour"], "red"),
    ("not_a_date", "intakes[0].completion.as_of"): set_at(
        ["intakes", 0, "completion", "as_of"], "autumn"
    ),
    ("not_a_fraction", "intakes[0].completion.share"): set_at(
        ["intakes", 0, "completion", "share"], "1/0"
    ),
    ("number_too_large", "budgets[0].amount"): set_at(["budgets", 0, "amount"], 2**60),
    ("wrong_format", "format"): set_at(["format"], "sheber.market/1"),
    ("unknown_region", "lines[0].region"): set_at(["lines", 0, "region"], "?"),
}


@pytest.mark.parametrize("fault", WRONG, ids=" ".join)
def test_a_fault_is_named_by_its_path_and_has_words(fault):
    wrong = document()
    WRONG[fault](wrong)
    faults = refused(wrong)
    assert places(faults) == [fault]
    assert fault_sentence(faults[0]).startswith(fault[1])


def test_a_missing_field_is_named():
    wrong = document()
    del wrong["lines"][0]["region"]
    assert places(refused(wrong)) == [("missing_field", "lines[0]")]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "not_json"),
        (b" \n", "empty_file"),
        (b"\xff\xfe", "not_utf8"),
        (b"[]", "not_object"),
    ],
)
def test_what_is_no_problem_at_all_is_refused(raw, code):
    assert refused(raw)[0].code == code


def test_fifty_faults_are_named_at_once():
    wrong = document()
    wrong["lines"] = [{**wrong["lines"][0], "id": f"L{n}", "region": "?"} for n in range(70)]
    assert len(refused(wrong)) == 50


@pytest.mark.parametrize("fault", UNSOUND, ids=" ".join)
def test_every_fault_of_the_engine_has_words(fault):
    (named,) = refused(problem_document(UNSOUND[fault]))
    assert fault_sentence(named).startswith(f"{fault[1]}: ")


def test_a_plan_comes_back_as_it_was_written(planned):
    file, written = planned
    stated = read_plan(text(written))
    assert stated.plan == solve(file.problem, gap=0)
    assert stated.prices == prices(file.problem, stated.plan)
    assert stated.reasons == reasons(file.problem, stated.plan)
    assert violations(file, stated) == []


def test_a_plan_of_another_problem_is_caught(planned):
    file, written = planned
    stated = read_plan(text({**written, "problem_sha256": "00"}))
    assert [violation.code for violation in violations(file, stated)] == ["problem"]


def test_a_plan_that_does_not_hold_is_caught(planned):
    file, written = planned
    groups = [{**row, "number": row["number"] + 1} for row in written["groups"]]
    stated = read_plan(text({**written, "groups": groups}))
    assert [violation.code for violation in violations(file, stated)] == ["Q1"]


def test_a_property_that_is_not_stated_is_missed(planned):
    file, written = planned
    stated = read_plan(text({**written, "properties": {**written["properties"], "Q3": False}}))
    assert [violation.code for violation in violations(file, stated)] == ["Q3"]


def test_a_plan_with_faults_names_them(planned):
    _, written = planned
    wrong = {**written, "prices": [{}], "flows": [{**written["flows"][0], "graduates": "all"}]}
    assert places(refused(wrong, read_plan)) == [("not_number", "flows[0].graduates")]
    del written["flows"]
    assert places(refused(written, read_plan)) == [("missing_field", "")]


def test_the_text_for_citizens_numbers_the_same_properties():
    page = Path(__file__).parents[3] / "docs" / "algorithms" / "planning.en.md"
    numbered = re.findall(r"^- \*\*(Q\d+)\*\*", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert numbered == list(CHECKS) == list(PROPERTIES)


def test_all_that_a_check_can_find_wrong_has_words():
    folder = Path(checking.__file__).parent
    source = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    said = {*re.findall(r'"Q\d",\s*"(\w+)",?\s*[*\w)]', source), "standsonce", "not_stated"}
    tables = {"groups", "seats", "spending", "flows", "unmet"}
    assert said - tables == set(SAYS)


def test_a_seat_of_nothing_known_is_said_in_words():
    facts = {"says": "known", "intake": "nothing", "fund": "KZ-state", "number": 5}
    words = violation_sentence(PropertyViolated("Q1", facts))
    assert words.endswith(
        "the problem has no such intake, fund, line or pipeline: intake nothing, fund KZ-state, "
        "number 5."
    )


@pytest.mark.parametrize(
    ("lever", "words"),
    [
        (lever_of(Row("groups", ("I",))), "groups in “I”"),
        (lever_of(Row("budget", ("KZ-state", 2027))), "minor units of “KZ-state” in 2027"),
        (lever_of(Row("resource", ("beds", "I", 2027))), "“beds” of “I”"),
        (Lever(WHOLE_GROUP, ("I",)), "groups in “I” with all that they take, but for money"),
    ],
)
def test_everything_that_can_be_priced_has_words(lever, words):
    assert lever_words(lever.family, lever.key) == words
