"""`sheber calendar` as cron runs it, on a file of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHEBER_HOME": str(home)}
    environment.pop("SHEBER_DATABASE", None)
    command = [sys.executable, "-m", "sheber.cli.main", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


@pytest.fixture(scope="module")
def ours(tmp_path_factory) -> Path:
    """An empty database of one's own."""
    file = tmp_path_factory.mktemp("calendar") / "ours.sqlite3"
    assert run("init", "--database", file, home=file.parent).returncode == 0
    return file


def calendar(file: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return run("calendar", *words, "--database", file, home=file.parent)


def test_a_day_on_which_nothing_is_due(ours):
    done = calendar(ours)
    assert (done.returncode, done.stderr) == (0, "")
    assert "done:\n     0  nothing" in done.stdout


def test_nothing_is_done_before_its_day_and_a_dry_run_looks_ahead(ours):
    early = calendar(ours, "--now", "2999-01-01")
    assert (early.returncode, early.stdout) == (2, "")
    assert "--dry-run" in early.stderr
    looked = calendar(ours, "--now", "2999-01-01", "--dry-run")
    assert looked.returncode == 0
    assert "As of 2999-01-01 00:00 UTC, due:" in looked.stdout


def test_a_moment_that_is_none_is_wrong_input(ours):
    wrong = calendar(ours, "--now", "tomorrow")
    assert wrong.returncode == 2
    assert "“tomorrow” is not a moment" in wrong.stderr


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    missing = tmp_path / "missing.sqlite3"
    done = calendar(missing)
    assert done.returncode == 2
    assert "sheber init" in done.stderr
    assert not missing.exists()


def test_an_empty_database_is_told_what_to_do(tmp_path):
    empty = tmp_path / "empty.sqlite3"
    empty.touch()
    done = calendar(empty)
    assert done.returncode == 2
    assert "sheber init" in done.stderr
