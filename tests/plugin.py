"""Chooses the tests' database before Django reads its settings.

Loaded by name from pyproject.toml: a conftest would come after pytest-django has already read
the settings. SQLite in a temporary file unless SHEBER_TEST_DATABASE=postgresql.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheber.kernel.catalogues import compile_stale
from tests.database import NoServer, start_server

CHOICES = ("sqlite", "postgresql")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Once for all workers of xdist: they inherit the environment of their controller."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _choose_database(early_config)
        # Compiled catalogues are not in the repository, and Django reads them when it starts.
        compile_stale()
    return (yield)


def _choose_database(config: pytest.Config) -> None:
    choice = os.environ.get("SHEBER_TEST_DATABASE", "sqlite")
    if choice not in CHOICES:
        raise pytest.UsageError(f"SHEBER_TEST_DATABASE is {choice!r}, not one of {CHOICES}")
    folder = _temporary_folder(config)
    # Whatever database and folder the shell names: tests never come near them.
    os.environ["SHEBER_HOME"] = str(folder)
    os.environ["SHEBER_DATABASE"] = str(folder / "sheber.sqlite3")
    os.environ["SHEBER_SECRET_KEY"] = secrets.token_urlsafe(50)
    if choice == "postgresql":
        try:
            # A folder of its own: ours is closed to the user that the server runs as.
            server = start_server(_temporary_folder(config))
        except NoServer as reason:
            raise pytest.UsageError(str(reason)) from reason
        config.add_cleanup(server.stop)
        os.environ["SHEBER_DATABASE"] = server.url


def _temporary_folder(config: pytest.Config) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sheber-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder
