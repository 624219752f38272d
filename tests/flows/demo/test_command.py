"""`sheber demo` as a person runs it, on files of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sheber.flows.demo.build import STAGES

# What is drawn anew each time: signing keys and salts of passwords.
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
VOLATILE = {"registry_account": {"password", "last_login"}, "django_migrations": {"applied"}}


def run(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHEBER_HOME": str(home)}
    environment.pop("SHEBER_DATABASE", None)
    command = [sys.executable, "-m", "sheber.cli.main", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)


def demo(*words: object, file: Path) -> subprocess.CompletedProcess[str]:
    return run("demo", *words, "--no-serve", "--database", file, home=file.parent)


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without what is drawn anew."""
    with sqlite3.connect(file) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            table: _rows(connection, table) for table in tables if not table.startswith("sqlite_")
        }


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    kept = [one for one in columns if one not in VOLATILE.get(table, set())]
    if _is_link(columns):
        kept.remove("id")
    names = ", ".join(f'"{one}"' for one in kept)
    return sorted(connection.execute(f'SELECT {names} FROM "{table}"'), key=repr)  # noqa: S608 - names of our own tables


def _is_link(columns: list[str]) -> bool:
    """A table of pairs: Django writes its rows in no order, and nothing refers to their ids."""
    return (
        len(columns) == 3 and columns[0] == "id" and all(one.endswith("_id") for one in columns[1:])
    )


@pytest.mark.slow
def test_the_same_seed_gives_the_same_rows_and_events(tmp_path):
    for name in ("first", "second"):
        done = demo("--size", "small", "--seed", 5, file=tmp_path / name)
        assert done.returncode == 0, done.stderr
    first, second = rows(tmp_path / "first"), rows(tmp_path / "second")
    assert first.keys() == second.keys()
    assert [table for table in first if first[table] != second[table]] == []
    assert len(first["kernel_event"]) > 500


def test_an_unknown_stage_is_refused_with_the_list(tmp_path):
    done = run(
        "demo", "--until", "moon", "--no-serve", "--database", tmp_path / "demo", home=tmp_path
    )
    assert done.returncode == 2
    assert all(stage in done.stderr for stage in STAGES)
    assert "Traceback" not in done.stderr


def test_a_demo_stops_at_the_stage_asked_for(tmp_path):
    done = run(
        "demo", "--until", "demand", "--no-serve", "--database", tmp_path / "demo", home=tmp_path
    )
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path / "demo")
    assert found["demand_line"]
    assert not found["offers_offer"]


def test_a_seed_that_no_database_holds_is_refused_before_anything_is_written(tmp_path):
    done = demo("--seed", -1, file=tmp_path / "demo")
    assert done.returncode == 2
    assert "-1" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "demo").exists()


def test_another_stage_seed_or_size_in_the_same_file_is_refused(tmp_path):
    file = tmp_path / "demo"
    assert demo("--until", "accords", file=file).returncode == 0
    for words in (
        (),
        ("--until", "accords", "--seed", 6),
        ("--until", "accords", "--size", "pilot"),
    ):
        done = demo(*words, file=file)
        assert done.returncode == 2, words
        assert "--anew" in done.stderr
        assert "Traceback" not in done.stderr
    again = demo("--until", "accords", file=file)
    assert again.returncode == 0
    assert "already built" in again.stdout
    anew = demo("--until", "programmes", "--anew", file=file)
    assert anew.returncode == 0, anew.stderr


def test_a_demo_whose_building_was_stopped_is_built_anew(tmp_path):
    """Stopped as by a closed window: what stands is a part and is never served as the whole."""
    file = tmp_path / "demo"
    stop_in_stage(4, file)
    assert standing(file) == ("demand", STAGES[2])
    served = run("serve", "--database", file, home=tmp_path)
    assert served.returncode == 2
    assert "not finished" in served.stderr
    done = demo("--until", "demand", file=file)
    assert done.returncode == 0, done.stderr
    assert f"stopped after: {STAGES[2]}" in done.stdout
    assert standing(file) == ("demand", "demand")
    assert rows(file)["demand_line"]


STOPPED = """
import os, signal
from sheber.cli import site
site.use_database({file!r})
site.bring_up_to_date()
from sheber.flows.demo.build import build

def say(text):
    if text.startswith("{number}/"):
        os.kill(os.getpid(), signal.SIGKILL)

build("small", 5, until="demand", progress=say)
"""


def stop_in_stage(number: int, file: Path) -> None:
    script = STOPPED.format(file=str(file), number=number)
    environment = {**os.environ, "SHEBER_HOME": str(file.parent)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, timeout=300)
    assert done.returncode == -signal.SIGKILL


def standing(file: Path) -> tuple[str, str]:
    """The stage asked for, and the last one that stands."""
    with sqlite3.connect(file) as connection:
        return connection.execute(
            "SELECT demo_until, demo_stage FROM kernel_installation"
        ).fetchone()


def test_real_and_demo_data_never_share_a_database(tmp_path):
    assert run("init", "--database", tmp_path / "ours", home=tmp_path).returncode == 0
    done = demo(file=tmp_path / "ours")
    assert done.returncode == 2
    anew = demo("--anew", file=tmp_path / "ours")
    assert anew.returncode == 2
    assert (tmp_path / "ours").exists()


def test_init_leaves_no_demo_person_and_says_the_password_once(tmp_path):
    done = run("init", "--administrator", "aigul", "--database", tmp_path / "ours", home=tmp_path)
    assert "aigul" in done.stdout
    found = rows(tmp_path / "ours")
    assert len(found["registry_account"]) == 1
    assert not found["registry_person"]
    again = run("init", "--database", tmp_path / "ours", home=tmp_path)
    assert again.returncode == 2
    assert "Traceback" not in again.stderr


def test_trace_on_an_empty_database_says_what_to_do(tmp_path):
    run("init", "--database", tmp_path / "ours", home=tmp_path)
    done = run("trace", "--any-employment", "--database", tmp_path / "ours", home=tmp_path)
    assert done.returncode == 2
    assert "demo" in done.stderr


ONE_BY_ONE = """
from sheber.cli import site
site.use_database({file!r})
site.bring_up_to_date()
from sheber.flows.demo.build import build
build("small", 5, one_by_one=True, progress=lambda text: None)
"""


@pytest.mark.slow
def test_rows_in_bulk_and_one_by_one_are_the_same(tmp_path):
    """As people press buttons, or as an import does: the same rows, the same events."""
    assert demo("--size", "small", "--seed", 5, file=tmp_path / "bulk").returncode == 0
    environment = {**os.environ, "SHEBER_HOME": str(tmp_path)}
    script = ONE_BY_ONE.format(file=str(tmp_path / "single"))
    subprocess.run([sys.executable, "-c", script], check=True, env=environment, timeout=300)
    bulk, single = rows(tmp_path / "bulk"), rows(tmp_path / "single")
    # Acts of several people interleave in another order, so events have other numbers and links.
    assert events(tmp_path / "bulk") == events(tmp_path / "single")
    log = {"kernel_event", "kernel_seal", "kernel_reason", "sqlite_sequence"}
    assert [table for table in bulk if table not in log and bulk[table] != single[table]] == []


def events(file: Path) -> list[tuple[object, ...]]:
    """Every event of each subject in its order, without its number in the log."""
    with sqlite3.connect(file) as connection:
        found = connection.execute(
            "SELECT subject_type, subject_key, at, verb, actor, organisation, from_state, to_state,"
            " facts FROM kernel_event ORDER BY subject_type, subject_key, id"
        )
        return list(found)
