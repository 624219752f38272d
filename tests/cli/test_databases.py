"""A database that cannot be used gets a sentence, exit code 2 and no file; a taken port as well."""

import os
import socket
import subprocess
import sys

import pytest


@pytest.fixture
def sheber(tmp_path):
    """Call the command in an empty folder that is also its home."""
    environment = {**os.environ, "SHEBER_HOME": str(tmp_path / "home")}
    environment.pop("SHEBER_DATABASE", None)

    def call(*words):
        return subprocess.run(
            [sys.executable, "-m", "sheber.cli.main", *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )

    return call


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The file of a demo that is built up to its demand."""
    file = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    words = ("demo", "--until", "demand", "--no-serve", "--database", str(file))
    subprocess.run([sys.executable, "-m", "sheber.cli.main", *words], check=True)
    return file


@pytest.mark.parametrize(
    "words",
    [
        ("trace", "employment:1"),
        ("trace", "--any-employment", "--database", "nowhere.sqlite3"),
        ("serve", "--database", "nowhere.sqlite3"),
        ("serve",),
    ],
)
def test_a_reader_makes_no_database(sheber, tmp_path, words):
    done = sheber(*words)
    assert done.returncode == 2
    assert f"sheber {words[0]}: There is no database at" in done.stderr
    assert "sheber init" in done.stderr
    assert list(tmp_path.rglob("*.sqlite3")) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("missing/x.sqlite3", "There is no folder"),
        ("mysql://x/y", "mysql:// is no database that Sheber knows"),
        ("postgresql://nobody@127.0.0.1:1/x", "The database at 127.0.0.1 cannot be opened"),
        ("letter.txt", "letter.txt cannot be opened: file is not a database"),
        (".", "cannot be opened"),
    ],
)
@pytest.mark.parametrize("command", ["init", "demo"])
def test_an_address_that_is_no_database_is_named(sheber, tmp_path, command, address, said):
    (tmp_path / "letter.txt").write_text("no database")
    done = sheber(command, "--database", address)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named_before_the_address(sheber, demo):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = sheber("serve", "--database", str(demo), "--port", str(port))
    assert done.returncode == 2
    assert f"port {port} of 127.0.0.1 is taken" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["0", "99999", "http"])
def test_a_number_that_is_no_port_is_refused(sheber, port):
    done = sheber("serve", "--port", port)
    assert done.returncode == 2
    assert f"{port} is no port" in done.stderr


def test_no_words_show_the_help(sheber):
    done = sheber()
    assert done.returncode == 2
    assert "Try the demo" in done.stderr


@pytest.mark.parametrize("name", ["", "bad name!"])
def test_an_administrator_needs_a_name_to_sign_in_with(sheber, tmp_path, name):
    done = sheber("init", "--database", "ours.sqlite3", "--administrator", name)
    assert done.returncode == 2
    assert "--administrator" in done.stderr
    assert not (tmp_path / "ours.sqlite3").exists()
