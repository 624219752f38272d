"""A result is written in the stated form, read back, and every false word of it is named."""

import json

import pytest

from sheber.doors.clearing.certificate import (
    certificate_document,
    certificate_violations,
    read_certificate,
)
from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.result import read_result, result_document, violations
from sheber.doors.clearing.violations import violation_sentence
from sheber.engine.clearing.solve import solve
from sheber.engine.errors import InvalidMarket
from tests.doors.build import changed, example, text


@pytest.fixture
def file():
    return read_market(text(example()))


@pytest.fixture
def result(file):
    return result_document(file, solve(file.market))


def found(file, document):
    stated = read_result(text(document), file)
    broken = violations(file, stated)
    for violation in broken:
        assert violation.code in violation_sentence(violation, file, stated.rows)
    return [violation.code for violation in broken]


def test_result_has_the_stated_form(file, result):
    assert list(result) == ["format", "market_sha256", "engine", "held", "pools", "properties"]
    assert result["held"] == [
        {"applicant": "A1", "contract": "A1:G:target", "pool": "G/target-E1"},
        {"applicant": "A2", "contract": "A2:U1", "pool": "U1/grant"},
        {"applicant": "A3", "contract": "A3:G", "pool": "G/main"},
    ]
    assert result["pools"][1] == {
        "id": "G/main",
        "capacity": 1,
        "inflow": 1,
        "occupancy": 1,
        "cutoff": None,
    }
    assert result["pools"][2]["cutoff"] == {"score": 90, "ties": [4.9], "lottery": 3}
    assert result["properties"] == dict.fromkeys(["C1", "C2", "C3", "C4", "C5", "C6"], True)


def test_written_result_holds_when_read_back(file, result):
    assert found(file, result) == []


@pytest.mark.parametrize(
    ("path", "value", "codes"),
    [
        (("held", 0, "contract"), "A2:U1", ["C1", "C2", "C4"]),
        (("held", 0, "contract"), "X", ["C1", "C2", "C4"]),
        (("held", 0, "applicant"), "X", ["C1", "C2", "C4"]),
        (("held", 0, "pool"), "U1/grant", ["C1", "C2", "C4"]),
        (("pools", 0, "occupancy"), 2, ["C2"]),
        (("pools", 0, "capacity"), 3, ["C2"]),
        (("pools", 1, "inflow"), 0, ["C2"]),
        (("pools", 0, "id"), "X", ["C2"]),
        (("pools", 2, "cutoff"), None, ["certificate"]),
        (("pools", 2, "cutoff", "score"), 1, ["certificate"]),
        (("properties", "C3"), False, ["C3"]),
        (("market_sha256",), "00", ["market"]),
    ],
)
def test_false_word_is_named(file, result, path, value, codes):
    assert found(file, changed(result, path, value)) == codes


def test_envy_is_named(file, result):
    result["held"][:2] = [{"applicant": "A1", "contract": "A1:U1", "pool": "U1/grant"}]
    assert "C3" in found(file, result)


def test_left_out_holder_is_waste(file, result):
    del result["held"][2]
    assert found(file, result) == ["C2", "C4"]


def test_sentence_speaks_in_names(file, result):
    del result["held"][2]
    stated = read_result(text(result), file)
    words = [violation_sentence(one, file, stated.rows) for one in violations(file, stated)]
    assert words[-1] == "C4 does not hold: A3 prefers A3:G, and G/main has a free seat for it."


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        (("format",), "other", "format", "wrong_format"),
        (("held",), None, "held", "not_list"),
        (("held", 0), [], "held[0]", "not_object"),
        (("pools", 0, "occupancy"), -1, "pools[0].occupancy", "negative"),
        (("pools", 1, "id"), "G/target-E1", "pools[1].id", "duplicate_id"),
        (("properties",), [], "properties", "not_object"),
        (("market_sha256",), 1, "market_sha256", "not_text"),
    ],
)
def test_wrong_form_is_refused_by_path(file, result, path, value, where, code):
    with pytest.raises(InvalidMarket) as refusal:
        read_result(text(changed(result, path, value)), file)
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == [(where, code)]


def test_certificate_is_written_read_and_checked(file):
    outcome = solve(file.market)
    document = certificate_document(file, outcome.certificate)
    assert document["wishes"] == [
        {
            "applicant": "A1",
            "contract": "A1:U1",
            "pool": "U1/grant",
            "own": {"score": 90, "ties": [4.7], "lottery": 1},
            "places_short_at_most": 1,
        }
    ]
    stated = read_certificate(text(document))
    assert certificate_violations(file, stated, outcome.certificate) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("wishes", 0, "places_short_at_most"), 2),
        (("wishes",), []),
        (("pools", 2, "last"), "A1:U1"),
        (("pools", 1, "inflow"), 0),
    ],
)
def test_false_number_of_a_certificate_is_named(file, path, value):
    outcome = solve(file.market)
    document = certificate_document(file, outcome.certificate)
    stated = read_certificate(text(changed(json.loads(text(document)), path, value)))
    (violation,) = certificate_violations(file, stated, outcome.certificate)
    assert violation.code == "certificate"
