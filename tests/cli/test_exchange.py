"""The exchange's commands as a person or a script calls them: exit codes, words, files."""

import json
import subprocess
import sys

import pytest

from sheber.cli.main import main
from tests.doors.build import changed, text
from tests.doors.exchanges import example


def sheber(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "sheber.cli.main", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "round.json").write_bytes(text(example()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def exchanged(folder):
    assert not main(["exchange", "round.json", "-o", "result.json"])
    return folder


def rewrite(path, change):
    document = json.loads(path.read_text())
    change(document)
    path.write_bytes(text(document))


def test_exchange_prints_the_result_and_says_what_was_checked(folder):
    done = sheber("exchange", "round.json", cwd=folder)
    assert done.returncode == 0
    assert json.loads(done.stdout)["format"] == "sheber.exchange-result/1"
    assert "4 of 5 people go; X1, X2, X3, X4, X5 were checked." in done.stderr
    assert "Nobody gains by hiding what they wish. Proof: Dur & Ünver 2019" in done.stderr


def test_exchange_writes_the_result(exchanged, capsys):
    assert len(json.loads((exchanged / "result.json").read_text())["stays"]) == 4


def test_largest_says_what_it_does_not_claim(folder, capsys):
    rewrite(folder / "round.json", lambda document: document.update(procedure="largest"))
    assert main(["exchange", "round.json"]) == 0
    out, said = capsys.readouterr()
    assert json.loads(out)["properties"]["X4"] is None
    assert "X4 is not claimed." in said
    assert "It is not claimed that nobody gains" in said


def test_check_recognises_a_round(exchanged, capsys):
    assert main(["check", "round.json", "result.json"]) == 0
    assert capsys.readouterr().out == "The result holds: X1, X2, X3, X4, X5.\n"


def test_check_proves_the_largest(folder, capsys):
    rewrite(folder / "round.json", lambda document: document.update(procedure="largest"))
    assert main(["exchange", "round.json", "-o", "result.json"]) == 0
    assert main(["check", "round.json", "result.json"]) == 0
    assert "The result holds: X1, X2, X3, X5, no larger exchange." in capsys.readouterr().out


def test_check_names_the_property_that_does_not_hold(exchanged, capsys):
    rewrite(exchanged / "result.json", lambda document: document["stays"].clear())
    assert main(["check", "round.json", "result.json"]) == 1
    told = capsys.readouterr().out
    assert "X5 does not hold: these could go together" in told
    assert "X1 does not hold: for H1 the result states sent as 2, and it is 0" in told


def test_wrong_round_is_refused_with_paths_and_nothing_is_written(folder):
    rewrite(
        folder / "round.json",
        lambda document: changed(document, ("institutions", 0, "send_cap"), -2),
    )
    done = sheber("exchange", "round.json", "-o", "result.json", cwd=folder)
    assert done.returncode == 2
    assert "institutions[0].send_cap: Here stands -2" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "result.json").exists()


def test_round_that_no_theorem_covers_is_refused_with_the_reason(folder, capsys):
    rewrite(
        folder / "round.json",
        lambda document: changed(document, ("institutions", 1, "country"), "KG"),
    )
    assert main(["exchange", "round.json"]) == 2
    assert "balance.country: Trading cycles cannot hold pairs of 3" in capsys.readouterr().err


def test_window_that_nothing_makes_up_for_ends_with_one(folder, capsys):
    def change(document):
        document.update(procedure="largest")
        document["institutions"][1]["opening_balance"] = 4

    rewrite(folder / "round.json", change)
    assert main(["exchange", "round.json"]) == 1
    out, said = capsys.readouterr()
    assert out == ""
    assert "“H2” begins with 4" in said


@pytest.mark.parametrize(
    "words",
    [
        ("exchange", "absent.json"),
        ("exchange", "round.json", "-o", "absent/result.json"),
        ("exchange",),
        ("check", "round.json", "round.json"),
        ("check", "round.json", "absent.json"),
    ],
)
def test_wrong_use_ends_with_two_and_a_sentence(folder, words):
    done = sheber(*words, cwd=folder)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_help_teaches_with_an_example_that_works(folder, capsys):
    with pytest.raises(SystemExit):
        main(["exchange", "--help"])
    told = capsys.readouterr().out
    shown = told[told.index('{"format"') : told.index("procedure       ")]
    (folder / "taught.json").write_text(shown)
    assert main(["exchange", "taught.json"]) == 0


def test_exchange_never_imports_django(exchanged):
    code = (
        "import sys\nfrom sheber.cli.main import main\n"
        "for words in (['exchange', 'round.json'], ['check', 'round.json', 'result.json']):\n"
        "    assert main(words) == 0\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=exchanged, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
