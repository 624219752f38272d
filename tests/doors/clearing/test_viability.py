"""Minimum groups in files: what was closed stands in the result and is checked with it."""

import pytest

from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.result import read_result, result_document, violations
from sheber.doors.clearing.viability import (
    clear_viable,
    closing_documents,
    closings_in_words,
    final,
)
from sheber.doors.clearing.violations import violation_sentence
from sheber.doors.faults import sentence
from sheber.engine.clearing import checker
from sheber.engine.clearing.solve import solve
from sheber.engine.errors import InvalidMarket
from tests.doors.build import changed, text
from tests.doors.clearing.test_refill import claims, person


def market(*minimum):
    """B and A have two seats each; the first two want B, the third A and then B."""
    offerings = [
        {"id": name, "pools": [{"id": f"{name}/main", "capacity": 2}], "minimum": least}
        for name, least in zip("BA", minimum, strict=True)
    ]
    lists = [("B",), ("B", "A"), ("A", "B")]
    applicants = [
        person(f"P{place}", *(claims(f"{name}/main", score=300 - place) for name in names))
        for place, names in enumerate(lists)
    ]
    return {"format": "sheber.market/1", "offerings": offerings, "applicants": applicants}


def cleared(document):
    file = read_market(text(document))
    found = clear_viable(file)
    return {**result_document(found.file, found.outcome), **closing_documents(found)}


def found(document, result):
    file = read_market(text(document))
    read = read_result(text(result), file)
    file = final(file, read.closings)
    return [violation_sentence(one, file, read.rows) for one in violations(file, read)]


def test_what_was_closed_stands_in_the_result_in_order_with_its_numbers():
    document = market(2, 2)
    result = cleared(document)
    assert result["closings"] == [{"offering": "A", "held": 1, "minimum": 2}]
    assert [row["contract"] for row in result["held"]] == ["P0:1", "P1:1"]
    assert [pool["capacity"] for pool in result["pools"]] == [2, 0]
    assert found(document, result) == []


def test_equal_shares_are_closed_by_id():
    assert [one["offering"] for one in cleared(market(3, 3))["closings"]] == ["A", "B"]
    assert [one["offering"] for one in cleared(market(4, 2))["closings"]] == ["A", "B"]


def test_without_minimum_groups_nothing_is_said_of_closing():
    result = cleared(market(0, 0))
    assert "closings" not in result
    assert closings_in_words(clear_viable(read_market(text(market(0, 0))))) == ""


def test_where_none_is_short_the_list_is_empty():
    document = market(2, 1)
    assert cleared(document)["closings"] == []


def test_words_name_what_was_closed_and_what_is_not_claimed():
    said = closings_in_words(clear_viable(read_market(text(market(2, 2)))))
    assert said.startswith("Closed for want of a minimum group, in this order: A (1 of 2).")
    assert "nothing is claimed about which were closed" in said


def test_a_result_that_left_a_small_offering_open_breaks_v1():
    document = market(2, 2)
    file = read_market(text(document))
    result = {**result_document(file, solve(file.market)), "closings": []}
    assert found(document, result) == ["V1 does not hold: A is open and holds 1, its minimum is 2."]


@pytest.mark.parametrize(
    ("field", "value"), [("held", 2), ("minimum", 3)], ids=["was not short", "another minimum"]
)
def test_a_closing_with_other_numbers_breaks_v1(field, value):
    document = market(2, 2)
    result = changed(cleared(document), ("closings", 0, field), value)
    (said,) = found(document, result)
    assert said.startswith("V1 does not hold: A is said to be closed with")


def test_an_offering_that_was_closed_without_a_minimum_breaks_v1():
    document = market(2, 0)
    result = changed(cleared(market(2, 2)), ("market_sha256",), read_market(text(document)).sha256)
    (said,) = found(document, result)
    assert said.startswith("V1 does not hold: A is said to be closed with 1 of 2, which is not")


def test_a_closing_of_an_unknown_offering_has_its_path():
    result = changed(cleared(market(2, 2)), ("closings", 0, "offering"), "C")
    with pytest.raises(InvalidMarket) as refused:
        read_result(text(result), read_market(text(market(2, 2))))
    assert [sentence(one) for one in refused.value.faults] == [
        "closings[0].offering: The offering “C” is not declared: correct the id."
    ]


def test_a_minimum_is_a_number_of_people():
    with pytest.raises(InvalidMarket) as refused:
        read_market(text(market(-1, 0)))
    assert refused.value.faults[0].path == "offerings[0].minimum"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (None, None),
        ((("closings",), []), "V1 does not hold: A is open and holds"),
        ((("closings", 0, "held"), 2), "V1 does not hold: A is said to be closed"),
    ],
)
def test_the_checker_that_stands_alone_says_the_same(tmp_path, change, says):
    document, result = market(2, 2), cleared(market(2, 2))
    if change is not None:
        result = changed(result, *change)
    (tmp_path / "market.json").write_bytes(text(document))
    (tmp_path / "result.json").write_bytes(text(result))
    given = checker.read_market(tmp_path / "market.json")
    told = checker.check_files(given, tmp_path / "result.json", None)
    assert [one for one in told if one.startswith(says)] if says else told == []


def test_the_final_market_is_known_by_the_hash_of_the_whole_one():
    file = read_market(text(market(2, 2)))
    final_file = clear_viable(file).file
    assert final_file.sha256 == file.sha256
    assert final_file.market.pool_capacity.tolist() == [2, 0]
