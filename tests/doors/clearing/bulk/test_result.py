"""A result folder says what the result in JSON says, and every spoilt number is found."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sheber.doors.clearing.bulk import result as bulk
from sheber.doors.clearing.bulk.convert import write_market
from sheber.doors.clearing.bulk.market import read_folder
from sheber.doors.clearing.bulk.result import (
    HELD,
    POOLS,
    RESULT,
    WISHES,
    read_result,
    result_violations,
)
from sheber.doors.clearing.certificate import certificate_document
from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.result import result_document
from sheber.engine.clearing.solve import solve
from sheber.engine.errors import InvalidMarket
from tests.doors.build import example, text


@pytest.fixture
def cleared(tmp_path):
    write_market(example(), read_market(text(example())), tmp_path / "market")
    folder = read_folder(tmp_path / "market")
    bulk.write_result(folder, solve(folder.market), tmp_path / "result")
    return folder, tmp_path / "result"


def found(cleared):
    folder, path = cleared
    return [one.code for one in result_violations(folder, read_result(path, folder))]


def rewrite(path, change):
    table = pq.read_table(path)
    rows = table.to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, table.schema), path)


def test_a_result_folder_says_what_the_result_in_json_says(cleared):
    folder, path = cleared
    outcome = solve(folder.market)
    whole = result_document(folder.file, outcome)
    held = pq.read_table(path / HELD).to_pylist()
    assert [
        {"applicant": row["applicant"], "contract": f"{row['applicant']}:{row['position']}"}
        | {"pool": row["pool"]}
        for row in held
    ] == whole["held"]
    for row, stated in zip(pq.read_table(path / POOLS).to_pylist(), whole["pools"], strict=True):
        cutoff = {name: row.pop(name) for name in ("score", "ties", "lottery")}
        assert row == {name: stated[name] for name in row}
        assert (None if cutoff["score"] is None else cutoff) == stated["cutoff"]


def test_wishes_are_those_of_the_certificate(cleared):
    folder, path = cleared
    whole = certificate_document(folder.file, solve(folder.market).certificate)["wishes"]
    wishes = pq.read_table(path / WISHES).to_pylist()
    assert [(row["applicant"], row["pool"], row["places_short_at_most"]) for row in wishes] == [
        (row["applicant"], row["pool"], row["places_short_at_most"]) for row in whole
    ]


def test_what_was_written_holds(cleared):
    assert found(cleared) == []


@pytest.mark.parametrize(
    ("name", "change", "codes"),
    [
        (HELD, lambda rows: rows.pop(), ["C4"]),
        (HELD, lambda rows: rows[0].update(position=7), ["C1"]),
        (HELD, lambda rows: rows[0].update(pool="X"), ["C1"]),
        (HELD, lambda rows: rows[0].update(applicant="A9"), ["C1"]),
        (POOLS, lambda rows: rows[0].update(inflow=1), ["certificate"]),
        (POOLS, lambda rows: rows[1].update(score=1.0), ["certificate"]),
        (POOLS, lambda rows: rows.pop(), ["certificate"]),
        (WISHES, lambda rows: rows[0].update(places_short_at_most=9), ["certificate"]),
        (WISHES, lambda rows: rows.append(rows[0]), ["certificate"]),
    ],
)
def test_a_spoilt_row_is_found(cleared, name, change, codes):
    rewrite(cleared[1] / name, change)
    assert set(codes) <= set(found(cleared))


def test_a_result_of_another_market_is_found(cleared):
    document = json.loads((cleared[1] / RESULT).read_text())
    (cleared[1] / RESULT).write_text(json.dumps({**document, "market_sha256": "00"}))
    assert found(cleared) == ["market"]


@pytest.mark.parametrize("name", [RESULT, HELD, POOLS, WISHES])
def test_a_folder_without_a_part_is_no_result(cleared, name):
    (cleared[1] / name).unlink()
    with pytest.raises(InvalidMarket) as refusal:
        read_result(cleared[1], cleared[0])
    assert [fault.path for fault in refusal.value.faults] == [name]


def test_a_market_without_claims_has_a_result(tmp_path):
    document = {**example(), "applicants": []}
    write_market(document, read_market(text(document)), tmp_path)
    folder = read_folder(tmp_path)
    bulk.write_result(folder, solve(folder.market), tmp_path / "result")
    assert found((folder, tmp_path / "result")) == []
