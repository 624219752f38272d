"""`sheber refill`: files in, the smaller market and its result out, or nothing at all."""

import json

import pytest

from sheber.cli.main import main
from tests.doors.build import text
from tests.doors.clearing.test_refill import HOME, claims, market, person


@pytest.fixture
def cleared(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "market.json").write_bytes(text(market()))
    assert main(["clear", "market.json", "-o", "result.json"]) == 0
    return tmp_path


def refill(*words):
    return main(["refill", "market.json", "result.json", *words])


def test_the_next_round_is_written_and_stands_by_itself(cleared, capsys):
    (cleared / "gone.txt").write_text("A1\n")
    (cleared / "taken.txt").write_text("A2\n")
    given = ["--withdrawn", "gone.txt", "--confirmed", "taken.txt"]
    assert refill(*given, "-o", "next.json", "--result", "next-result.json") == 0
    assert "R1 and R2 were checked." in capsys.readouterr().err
    held = json.loads((cleared / "next-result.json").read_text())["held"]
    assert [row["contract"] for row in held] == ["A3:1", "A4:1"]
    assert main(["check", "next.json", "next-result.json"]) == 0


def test_without_a_file_the_smaller_market_is_printed(cleared, capsys):
    assert refill() == 0
    assert len(json.loads(capsys.readouterr().out)["applicants"]) == 4


def test_who_comes_late_is_an_exception_that_is_named(cleared, capsys):
    (cleared / "late.json").write_bytes(
        text({"applicants": [person("L1", claims("G/main", score=400))]})
    )
    assert refill("--late", "late.json", "-o", "next.json") == 0
    said = capsys.readouterr().err
    assert "R1 does not hold: A1 held A1:1" in said
    assert "R1 is not claimed, since applicants came late: 1." in said


def test_a_confirmed_seat_that_would_be_lost_stops_the_round(cleared, capsys):
    (cleared / "late.json").write_bytes(
        text({"applicants": [person("L1", claims(HOME, score=9e3))]})
    )
    (cleared / "taken.txt").write_text("A3\n")
    assert refill("--late", "late.json", "--confirmed", "taken.txt", "-o", "next.json") == 1
    assert "R2 does not hold: A3 confirmed A3:2" in capsys.readouterr().err
    assert not (cleared / "next.json").exists()


def test_nothing_follows_from_a_result_that_does_not_hold(cleared, capsys):
    result = json.loads((cleared / "result.json").read_text())
    result["held"].pop()
    (cleared / "result.json").write_bytes(text(result))
    assert refill("-o", "next.json") == 1
    assert "The result does not hold" in capsys.readouterr().err
    assert not (cleared / "next.json").exists()


@pytest.mark.parametrize(
    ("name", "content", "words", "says"),
    [
        ("gone.txt", "B\n", ["--withdrawn", "gone.txt"], "“B” is not an applicant of the market."),
        ("late.json", "[]", ["--late", "late.json"], "late.json is refused"),
        ("late.json", '{"applicants": [{}]}', ["--late", "late.json"], "“id” is missing"),
        ("none.txt", "", ["--confirmed", "none.txt"], "none.txt is refused"),
    ],
)
def test_wrong_input_ends_in_a_sentence(cleared, capsys, name, content, words, says):
    (cleared / name).write_text(content)
    assert refill(*words) == 2
    assert says in capsys.readouterr().err


@pytest.fixture
def short(tmp_path, monkeypatch):
    """H holds one person of the two that it needs."""
    monkeypatch.chdir(tmp_path)
    document = market()
    document["offerings"][1]["minimum"] = 2
    (tmp_path / "market.json").write_bytes(text(document))
    assert main(["clear", "market.json", "-o", "result.json", "--certificate", "proof.json"]) == 0
    return tmp_path


def test_a_small_offering_is_closed_and_the_whole_is_checked_and_explained(short, capsys):
    assert main(["clear", "market.json", "-o", "again.json"]) == 0
    assert "in this order: H (1 of 2)." in capsys.readouterr().err
    assert main(["check", "market.json", "result.json", "--certificate", "proof.json"]) == 0
    assert main(["explain", "market.json", "result.json", "--applicant", "A4"]) == 0
    assert "There was no seat in this pool." in capsys.readouterr().out


def test_a_refill_closes_nothing_and_keeps_closed_what_was(short):
    assert refill("-o", "next.json") == 0
    offerings = json.loads((short / "next.json").read_text())["offerings"]
    assert [one.get("minimum") for one in offerings] == [None, None]
    assert offerings[1]["pools"][0]["capacity"] == 0


def test_a_folder_is_cleared_with_its_minimum_groups(short, capsys):
    assert main(["convert", "market.json", "-o", "folder"]) == 0
    assert main(["clear", "folder", "-o", "outcome"]) == 0
    assert "H (1 of 2)" in capsys.readouterr().err
    assert main(["check", "folder", "outcome"]) == 0
    stated = json.loads((short / "outcome/result.json").read_text())
    (short / "outcome/result.json").write_bytes(text({**stated, "closings": []}))
    assert main(["check", "folder", "outcome"]) == 1
