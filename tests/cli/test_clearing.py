"""The commands as a person or a script calls them: exit codes, words, files."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

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


def test_a_pipe_is_written_to_and_stays_a_pipe(folder):
    os.mkfifo(folder / "pipe")
    with ThreadPoolExecutor() as reader:
        read = reader.submit((folder / "pipe").read_text)
        assert sheber("clear", "market.json", "-o", "pipe", cwd=folder).returncode == 0
        assert json.loads(read.result())["format"] == "sheber.result/1"
    assert (folder / "pipe").is_fifo()


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


def test_a_folder_that_is_not_there_is_named_with_what_to_do(folder):
    done = sheber("clear", "market.json", "-o", "none/deep/result.json", cwd=folder)
    assert done.returncode == 2
    assert "there is no folder none/deep. Make it, or name another." in done.stderr


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


PUBLIC = ("--public", "public.json", "--secret", "secret.hex", "--receipts", "receipts")


def test_public_edition_with_receipts_that_anybody_checks(folder):
    done = sheber("clear", "market.json", "-o", "result.json", *PUBLIC, cwd=folder)
    assert done.returncode == 0
    assert sorted(path.name for path in (folder / "receipts").iterdir()) == [
        "A1.json",
        "A2.json",
        "A3.json",
    ]
    receipt = ("check", "--receipt", "receipts/A1.json", "public.json")
    told = sheber(*receipt, cwd=folder)
    assert told.stdout == "The row of A1 is in the public edition, unchanged.\n"
    rewrite(folder / "receipts/A1.json", lambda one: one["row"].update(held=None))
    assert sheber(*receipt, cwd=folder).returncode == 1


def test_same_secret_gives_the_same_edition(folder):
    editions = []
    for _ in range(2):
        assert not sheber("clear", "market.json", *PUBLIC, cwd=folder).returncode
        editions.append((folder / "public.json").read_text())
    assert editions[0] == editions[1]


@pytest.mark.parametrize(
    "words",
    [PUBLIC[:2], PUBLIC[2:4], PUBLIC[4:], (*PUBLIC[:2], "--secret", "market.json")],
)
def test_public_edition_without_its_secret_is_refused(folder, words):
    done = sheber("clear", "market.json", "-o", "result.json", *words, cwd=folder)
    assert done.returncode == 2
    assert "secret" in done.stderr
    assert "Traceback" not in done.stderr


def test_checker_is_handed_out_as_one_file(cleared):
    (cleared / "checker.py").write_text(sheber("check", "--print-checker", cwd=cleared).stdout)
    words = [sys.executable, "-I", "checker.py", "market.json", "result.json", "proof.json"]
    done = subprocess.run(words, cwd=cleared, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "The result holds: C1, C2, C3, C4, C5, C6.\n")


def test_columns_are_written_for_the_checker(folder):
    assert not sheber("clear", "market.json", "--columns", "proof", cwd=folder).returncode
    assert (folder / "proof" / "held_claim.npy").exists()
