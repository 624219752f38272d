"""`sheber what-if` as a person or a script calls it."""

import json

import pyarrow as pa
import pytest
from pyarrow import parquet

from sheber.cli.main import main
from tests.doors.build import example, text

CHANGE = {
    "format": "sheber.change/1",
    "capacities": {"G/main": 0},
    "spill": {"G/target-E1": None},
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "market.json").write_bytes(text(example()))
    (tmp_path / "change.json").write_bytes(text(CHANGE))
    groups = {"format": "sheber.groups/1", "groups": {"A1": "KZ", "A2": "RU", "A3": "RU"}}
    (tmp_path / "groups.json").write_bytes(text(groups))
    return tmp_path


def test_the_difference_is_written_and_told(folder, capsys):
    words = ("what-if", "market.json", "change.json", "-o", "difference.json")
    assert main([*words, "--groups", "groups.json", "--odds", "5", "--prove-best"]) == 0
    found = json.loads((folder / "difference.json").read_text())
    assert found["held"] == {"before": 3, "after": 2}
    assert found["properties"]["C7"] is True
    assert [row["id"] for row in found["by"]["group"]] == ["KZ", "RU"]
    assert found["odds"]["resamples"] == 5
    out, said = capsys.readouterr()
    assert out == ""
    assert "Of 3 applicants with a contract: 3 → 2." in said
    assert "Draws of the lottery: 5; applicants for whom it decides: 0" in said


def test_a_market_folder_gives_the_same_difference(folder, capsys):
    assert not main(["convert", "market.json", "-o", "market"])
    for market, target in (("market", "one.json"), ("market.json", "other.json")):
        assert not main(["what-if", market, "change.json", "-o", target, "--totals"])
    one, other = (json.loads((folder / name).read_text()) for name in ("one.json", "other.json"))
    assert {**one, "market_sha256": ""} == {**other, "market_sha256": ""}


def test_a_folder_with_wrong_rows_is_mended_first(folder, capsys):
    assert not main(["convert", "market.json", "-o", "market"])
    table = parquet.read_table(folder / "market" / "claims.parquet").to_pylist()
    table[0]["pool"] = "nowhere"
    parquet.write_table(pa.Table.from_pylist(table), folder / "market" / "claims.parquet")
    assert main(["what-if", "market", "change.json"]) == 2
    assert "market has rows that are wrong; mend them first" in capsys.readouterr().err


def test_totals_hold_no_id_of_anybody(folder, capsys):
    assert main(["what-if", "market.json", "change.json", "--odds", "2", "--totals"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["moves"]["lost"] == 1
    assert "A3" not in printed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({**CHANGE, "spill": {"G/main": "G/target-E1"}}, "spill.G/main: “G/main” spills to"),
        ({**CHANGE, "capacities": {"G": 1}}, "capacities.G: The pool “G” is not in the market"),
    ],
)
def test_a_wrong_change_is_refused_with_its_place_and_nothing_is_written(
    folder, capsys, change, said
):
    (folder / "change.json").write_bytes(text(change))
    assert main(["what-if", "market.json", "change.json", "-o", "difference.json"]) == 2
    assert said in capsys.readouterr().err
    assert not (folder / "difference.json").exists()


@pytest.mark.parametrize("odds", ["0", "-1", "many"])
def test_a_number_of_draws_is_at_least_one(folder, odds, capsys):
    with pytest.raises(SystemExit) as end:
        main(["what-if", "market.json", "change.json", f"--odds={odds}"])
    assert end.value.code == 2
    assert "at least 1" in capsys.readouterr().err


def test_help_teaches_with_an_example_that_works(folder, capsys):
    with pytest.raises(SystemExit):
        main(["what-if", "--help"])
    told = capsys.readouterr().out
    shown = json.loads(told[told.index('{"format"') : told.index("Lists are cut")])
    names = {"G/target": "G/target-E1"}
    for part in ("capacities", "spill"):
        shown[part] = {names[key]: value for key, value in shown[part].items()}
    shown["organisation_of"]["U1"] = "U2"
    (folder / "change.json").write_bytes(text(shown))
    assert main(["what-if", "market.json", "change.json"]) == 0
