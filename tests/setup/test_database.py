"""The tests' own databases: chosen before Django starts, private, gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.database import NoServer, find_programs, start_server
from tests.setup.build import ROOT

needs_postgresql = pytest.mark.skipif(find_programs() is None, reason="no PostgreSQL server")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the server's own user can reach; pytest's are closed to others."""
    with tempfile.TemporaryDirectory(prefix="sheber-tests-") as name:
        yield Path(name)


@pytest.mark.database
@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_was_chosen() -> None:
    assert connection.vendor == os.environ.get("SHEBER_TEST_DATABASE", "sqlite")


@pytest.mark.django_db
def test_the_tests_stay_away_from_the_databases_in_var() -> None:
    assert not Path(str(connection.settings_dict["NAME"])).is_relative_to(ROOT)


@needs_postgresql
def test_a_server_answers_in_kazakh_and_is_gone_when_stopped(open_folder: Path) -> None:
    server = start_server(open_folder)
    try:
        with psycopg.connect(server.url) as session:
            assert session.execute("SELECT lower('ӘҒҚҢӨҰҮҺІ')").fetchone() == ("әғқңөұүһі",)
    finally:
        server.stop()
    assert not (open_folder / "data").exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url)


@needs_postgresql
def test_a_test_run_that_is_killed_leaves_no_server(open_folder: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from tests.database import *; "
        "start_server(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    # The end of the pipe comes when the last process that holds it, the supervisor, has gone.
    subprocess.run([sys.executable, "-c", script, open_folder], cwd=ROOT, stderr=subprocess.PIPE)
    assert (open_folder / "log").exists()
    assert not (open_folder / "data").exists()


@needs_postgresql
def test_a_server_that_does_not_start_says_why(open_folder: Path) -> None:
    (open_folder / "data").mkdir()
    (open_folder / "data" / "something").touch()
    with pytest.raises(NoServer, match="not empty"):
        start_server(open_folder)
