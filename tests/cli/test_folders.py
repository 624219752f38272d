"""Market folders as a person calls the commands: words, exit codes, what is written."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sheber.cli.main import main
from tests.doors.build import example, text


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "market.json").write_bytes(text(example()))
    assert not main(["convert", "market.json", "-o", "market"])
    return tmp_path


def spoil(folder):
    path = folder / "market/claims.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    rows[0]["pool"] = "X"
    pq.write_table(pa.Table.from_pylist(rows, table.schema), path)


def test_a_folder_is_cleared_and_checked(folder, capsys):
    assert main(["clear", "market", "-o", "result"]) == 0
    assert "3 of 3 applicants hold a contract" in capsys.readouterr().err
    assert main(["check", "market", "result", "--prove-best"]) == 0
    assert "The result holds: C1, C2, C3, C4, C5, C6, C7." in capsys.readouterr().out


def test_a_folder_needs_a_folder_for_its_result(folder, capsys):
    assert main(["clear", "market"]) == 2
    assert "sheber clear market -o result/" in capsys.readouterr().err


def test_a_wrong_row_stops_the_run_and_is_kept_aside(folder, capsys):
    spoil(folder)
    assert main(["clear", "market", "-o", "result"]) == 2
    said = capsys.readouterr().err
    assert "the first in row 1: the pool is not declared in market.json: correct the id." in said
    assert "--without-bad-rows" in said
    assert [path.name for path in (folder / "result").iterdir()] == ["aside.parquet"]


def test_a_run_goes_on_without_wrong_rows_when_told_to(folder, capsys):
    spoil(folder)
    assert main(["clear", "market", "-o", "result", "--without-bad-rows"]) == 0
    assert pq.read_table("result/aside.parquet")["reason"].to_pylist() == ["unknown_pool"]
    assert main(["check", "market", "result"]) == 0


def test_a_result_that_does_not_hold_is_named(folder, capsys):
    assert main(["clear", "market", "-o", "result"]) == 0
    held = pq.read_table("result/held.parquet")
    pq.write_table(held.slice(1), "result/held.parquet")
    assert main(["check", "market", "result"]) == 1
    assert "C4 does not hold: A1 prefers A1:" in capsys.readouterr().out


def test_a_folder_that_is_not_a_market_is_refused(folder, capsys):
    (folder / "empty").mkdir()
    assert main(["clear", "empty", "-o", "result"]) == 2
    assert "market.json: The file cannot be read" in capsys.readouterr().err


def test_a_folder_is_linted(folder, capsys):
    assert main(["lint", "market"]) == 0
    assert "Covered: 3 applicants, 5 contracts" in capsys.readouterr().out


def test_a_folder_is_linted_without_its_wrong_rows_which_are_named(folder, capsys):
    spoil(folder)
    assert main(["lint", "market"]) == 2
    told = capsys.readouterr()
    assert "Covered: " in told.out
    assert "the first in row 1: the pool is not declared in market.json" in told.err
