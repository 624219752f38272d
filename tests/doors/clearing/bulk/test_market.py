"""A market folder is the market of its JSON; wrong rows are named and kept aside."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheber.doors.clearing.bulk import columns
from sheber.doors.clearing.bulk.convert import write_market
from sheber.doors.clearing.bulk.market import CLAIMS, SEATS, read_folder
from sheber.doors.clearing.market import read_market
from sheber.engine.errors import InvalidMarket
from tests.doors.build import example, text


@pytest.fixture
def folder(tmp_path):
    write_market(example(), read_market(text(example())), tmp_path)
    return tmp_path


def rewrite(folder, change):
    """Spoil the rows of a folder as Python values."""
    table = pq.read_table(folder / CLAIMS)
    rows = table.to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, table.schema), folder / CLAIMS)


def faults(folder):
    with pytest.raises(InvalidMarket) as refusal:
        read_folder(folder)
    return [(fault.path, fault.code) for fault in refusal.value.faults]


def test_a_folder_is_the_market_that_was_converted(folder):
    found, whole = read_folder(folder).file, read_market(text(example()))
    for name in ("applicant_start", "contract_start", "claim_pool", "claim_key", "pool_spill"):
        assert getattr(found.market, name).tolist() == getattr(whole.market, name).tolist()
    assert found.names.applicants[:] == whole.names.applicants
    assert found.names.terms[:] == whole.names.terms
    assert found.ranking.lottery.tolist() == whole.ranking.lottery.tolist()


def test_ties_and_terms_may_be_left_out(folder):
    table = pq.read_table(folder / CLAIMS).drop_columns(["ties", "terms"])
    pq.write_table(table, folder / CLAIMS)
    found = read_folder(folder).file
    assert found.ranking.ties.shape == (5, 0)
    assert found.names.terms[:] == [""] * 5


def test_a_contract_is_called_by_applicant_and_place(folder):
    names = read_folder(folder).file.names
    assert names.contracts[:] == ["A1:1", "A1:2", "A1:3", "A2:1", "A3:1"]
    assert [names.contracts.index(one) for one in names.contracts] == [0, 1, 2, 3, 4]
    assert "A1:4" not in names.contracts
    assert "A9:1" not in names.contracts


def test_the_hash_does_not_depend_on_blocks_of_rows(folder, monkeypatch):
    whole = read_folder(folder).file.sha256
    monkeypatch.setattr(columns, "ROWS_AT_ONCE", 2)
    assert read_folder(folder).file.sha256 == whole


def test_the_hash_changes_with_any_row(folder):
    whole = read_folder(folder).file.sha256
    rewrite(folder, lambda rows: rows[0].update(score=91.0))
    assert read_folder(folder).file.sha256 != whole


def test_blocks_of_rows_do_not_cut_an_applicant(folder, monkeypatch):
    monkeypatch.setattr(columns, "ROWS_AT_ONCE", 1)
    assert read_folder(folder).market.applicant_start.tolist() == [0, 3, 4, 5]


@pytest.mark.parametrize(
    ("row", "change", "reason"),
    [
        (3, {"applicant": None}, "no_applicant"),
        (3, {"applicant": ""}, "no_applicant"),
        (4, {"applicant": "A1"}, "applicant_again"),
        (1, {"position": 0}, "no_position"),
        (1, {"position": None}, "no_position"),
        (1, {"position": 9}, "position_falls"),
        (1, {"pool": "X"}, "unknown_pool"),
        (1, {"pool": None}, "unknown_pool"),
        (1, {"score": None}, "no_score"),
        (1, {"score": float("nan")}, "no_score"),
        (1, {"ties": [None]}, "no_tie"),
        (1, {"score": 2.0**53 + 2}, "number_too_large"),
        (1, {"position": 1}, "two_offerings"),
        (2, {"position": 2, "pool": "G/target-E1"}, "repeated_pool"),
    ],
)
def test_a_wrong_row_is_kept_aside_with_its_reason(folder, row, change, reason):
    rewrite(folder, lambda rows: rows[row].update(change))
    found = read_folder(folder)
    stated = pq.read_table(folder / CLAIMS).to_pylist()
    (aside,) = found.aside.to_pylist()
    assert aside["reason"] == reason
    for column in ("applicant", "position", "pool"):
        assert aside[column] == stated[aside["row"] - 1][column]
    assert found.market.claims == 4


def test_whoever_has_only_wrong_rows_stays_with_an_empty_list(folder):
    rewrite(folder, lambda rows: rows[3].update(pool="X"))
    found = read_folder(folder)
    assert found.market.applicants == 3
    assert np.diff(found.market.applicant_start).tolist() == [3, 0, 1]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda table: table.drop_columns("score"), "missing_column"),
        (lambda table: table.append_column("name", table["pool"]), "unknown_column"),
        (lambda table: table.set_column(1, "position", table["pool"]), "wrong_column"),
    ],
)
def test_wrong_columns_are_refused(folder, change, fault):
    pq.write_table(change(pq.read_table(folder / CLAIMS)), folder / CLAIMS)
    assert faults(folder) == [(CLAIMS, fault)]


def test_a_file_that_is_not_parquet_is_refused(folder):
    (folder / CLAIMS).write_text("applicant;pool")
    assert faults(folder) == [(CLAIMS, "not_parquet")]


def test_a_folder_without_seats_is_refused(folder):
    (folder / SEATS).unlink()
    assert faults(folder) == [(SEATS, "unreadable")]


def test_applicants_in_the_seats_are_refused(folder):
    document = {**json.loads((folder / SEATS).read_text()), "applicants": []}
    (folder / SEATS).write_text(json.dumps(document))
    assert faults(folder) == [("applicants", "claims_stand_apart")]


def test_a_tie_that_nothing_decides_is_named_by_its_row(folder):
    document = json.loads((folder / SEATS).read_text())
    del document["lottery"]
    (folder / SEATS).write_text(json.dumps(document))
    rewrite(folder, lambda rows: rows[3].update(ties=[4.7]))
    assert faults(folder) == [(f"{CLAIMS} row 4", "tie_without_lottery")]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "applicant": st.sampled_from(["A", "B", "", None]),
            "position": st.sampled_from([1, 2, 3, 0, None]),
            "pool": st.sampled_from(["G/target-E1", "G/main", "U1/grant", "X"]),
            "score": st.sampled_from([1.0, 2.0, None]),
            "ties": st.sampled_from([[1.0], [2.0], [None]]),
            "terms": st.sampled_from(["state", None]),
        }
    ),
    max_size=12,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_every_row_is_in_the_market_or_aside(folder, rows):
    schema = pq.read_schema(folder / CLAIMS)
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / CLAIMS)
    found = read_folder(folder)
    aside = found.aside.num_rows if found.aside is not None else 0
    assert found.market.claims + aside == len(rows)
