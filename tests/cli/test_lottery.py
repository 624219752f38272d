"""`sheber lottery`: two parties commit and reveal in files, and anyone recomputes the draw."""

import json

import pytest

from sheber.cli.main import main
from sheber.doors.clearing.lottery import draw_document
from tests.doors.clearing.test_lottery import IDS, drawn


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ids.txt").write_text("\n".join(IDS))
    (tmp_path / "draw.json").write_text(json.dumps(draw_document(drawn())))
    return tmp_path


def test_a_secret_is_made_once_for_its_owner_alone_and_read_again(folder, capsys):
    assert main(["lottery", "commit", "ids.txt", "--secret", "secret.hex"]) == 0
    first = capsys.readouterr().out
    assert (folder / "secret.hex").stat().st_mode & 0o077 == 0
    assert main(["lottery", "commit", "ids.txt", "--secret", "secret.hex"]) == 0
    assert capsys.readouterr().out == first
    assert f"list {drawn().list_sha256} (3 ids)" in first


def test_another_secret_has_another_commitment(folder, capsys):
    said = set()
    for name in ("one.hex", "other.hex"):
        main(["lottery", "commit", "ids.txt", "--secret", name])
        said.add(capsys.readouterr().out)
    assert len(said) == 2


def test_a_draw_is_verified_with_its_list(folder, capsys):
    assert main(["lottery", "verify", "draw.json", "--ids", "ids.txt"]) == 0
    assert drawn().seed.hex() in capsys.readouterr().out


def test_a_draw_for_another_list_does_not_hold(folder, capsys):
    (folder / "ids.txt").write_text("A1\n")
    assert main(["lottery", "verify", "draw.json", "--ids", "ids.txt"]) == 1
    assert main(["lottery", "rank", "ids.txt", "--draw", "draw.json"]) == 1
    assert "list does not hold" in capsys.readouterr().out


def test_ranks_of_a_draw_and_of_its_seed_are_the_same(folder, capsys):
    assert main(["lottery", "rank", "ids.txt", "--draw", "draw.json"]) == 0
    by_draw = capsys.readouterr().out
    assert main(["lottery", "rank", "ids.txt", "--seed", drawn().seed.hex()]) == 0
    assert capsys.readouterr().out == by_draw
    assert [line.split("\t")[0] for line in by_draw.splitlines()] == ["1", "2", "3"]


def test_one_id_is_told_its_number_and_its_digest(folder, capsys):
    assert main(["lottery", "rank", "ids.txt", "--seed", "00ff", "--id", "A2"]) == 0
    assert "A2 is number" in (told := capsys.readouterr().out)
    assert "8d7f92dfdfc1e837fab4be956bb2fe9d6f01e602b6456d5202fe877ca74eea18" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["commit", "none.txt", "--secret", "s"], "none.txt cannot be read"),
        (["commit", "ids.txt", "--secret", "ids.txt"], "ids.txt is no secret"),
        (["commit", "ids.txt", "--secret", "none/s"], "none/s cannot be written"),
        (["commit", "twice.txt", "--secret", "s"], "The id “A1” stands twice"),
        (["verify", "ids.txt"], "ids.txt is refused"),
        (["rank", "ids.txt", "--seed", "00f"], "The seed is hexadecimal"),
        (["rank", "ids.txt", "--seed", "00", "--id", "B"], "“B” does not stand in ids.txt."),
    ],
)
def test_wrong_input_ends_in_a_sentence(folder, capsys, words, says):
    (folder / "twice.txt").write_text("A1\nA1\n")
    assert main(["lottery", *words]) == 2
    assert says in capsys.readouterr().err
