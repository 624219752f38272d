"""The commands as a person or a script calls them: exit codes, words, files."""

import json
import subprocess
import sys

import pytest

from sheber.cli.main import main
from tests.doors.build import changed, example, text


def sheber(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "sheber.cli.main", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "market.json").write_bytes(text(example()))
    return tmp_path


@pytest.fixture
def cleared(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert not main(["clear", "market.json", "-o", "result.json", "--certificate", "proof.json"])
    return folder


def rewrite(path, change):
    document = json.loads(path.read_text())
    change(document)
    path.write_bytes(text(document))


def test_clear_writes_the_result_and_says_what_was_checked(folder):
    done = sheber("clear", "market.json", "-o", "result.json", "--prove-best", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert "3 of 3 applicants hold a contract; C1, C2, C3, C4, C5, C6, C7" in done.stderr
    assert len(json.loads((folder / "result.json").read_text())["held"]) == 3


def test_clear_without_output_prints_the_result(folder):
    done = sheber("clear", "market.json", cwd=folder)
    assert json.loads(done.stdout)["format"] == "sheber.result/1"


def test_check_accepts_what_clear_wrote(cleared):
    done = sheber("check", "market.json", "result.json", "--certificate", "proof.json", cwd=cleared)
    assert (done.returncode, done.stdout) == (0, "The result holds: C1, C2, C3, C4, C5, C6.\n")


def test_check_names_the_property_that_does_not_hold(cleared):
    rewrite(cleared / "result.json", lambda result: result["held"].pop())
    done = sheber("check", "market.json", "result.json", cwd=cleared)
    assert done.returncode == 1
    assert "C4 does not hold: A3 prefers A3:G" in done.stdout


def test_check_names_a_false_certificate(cleared):
    rewrite(cleared / "proof.json", lambda proof: proof["wishes"].pop())
    done = sheber("check", "market.json", "result.json", "--certificate", "proof.json", cwd=cleared)
    assert done.returncode == 1
    assert "certificate" in done.stdout


def test_check_notices_a_market_changed_since(cleared):
    rewrite(
        cleared / "market.json",
        lambda market: changed(market, ("offerings", 1, "pools", 0, "capacity"), 2),
    )
    done = sheber("check", "market.json", "result.json", cwd=cleared)
    assert done.returncode == 1
    assert "another market" in done.stdout


def test_wrong_market_is_refused_with_paths_and_nothing_is_written(folder):
    rewrite(
        folder / "market.json",
        lambda market: changed(market, ("offerings", 0, "pools", 0, "capacity"), -2),
    )
    done = sheber("clear", "market.json", "-o", "result.json", cwd=folder)
    assert done.returncode == 2
    assert "offerings[0].pools[0].capacity: Here stands -2" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "result.json").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("clear", "absent.json"),
        ("clear", "market.json", "-o", "absent/result.json"),
        ("clear",),
        ("check", "market.json", "market.json"),
        ("dance",),
        (),
    ],
)
def test_wrong_use_ends_with_two_and_a_sentence(folder, words):
    done = sheber(*words, cwd=folder)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_help_teaches_with_an_example_that_works(folder):
    told = sheber("clear", "--help", cwd=folder).stdout
    shown = told[told.index('{"format"') : told.index("Example")]
    (folder / "taught.json").write_text(shown)
    assert sheber("clear", "taught.json", cwd=folder).returncode == 0


def test_clearing_never_imports_django(cleared):
    code = (
        "import sys\nfrom sheber.cli.main import main\n"
        "for words in (['clear', 'market.json'], ['check', 'market.json', 'result.json'],\n"
        "              ['explain', 'market.json', 'result.json', '--applicant', 'A1']):\n"
        "    assert main(words) == 0\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=cleared, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
