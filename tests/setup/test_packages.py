"""Packages of the distribution: announced as root, asked for otherwise, never taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.setup.build import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.has("id", "echo 1000")
    machine.has("apt-get", 'echo "apt-get $*" >>"$diary"')
    return machine


def with_sudo(machine: Machine) -> Machine:
    machine.has("sudo", 'echo "sudo" >>"$diary"; exec "$@"')
    return machine


def test_root_is_told_before_anything_is_installed(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", 'echo "[apt-get $1]"; echo "apt-get $*" >>"$diary"')
    code, said = machine.install("browser tests", "chromium")
    assert code == 0
    assert said.index("about to install for browser tests") < said.index("[apt-get update]")
    assert [note.split()[1] for note in machine.notes()] == ["update", "install"]
    assert machine.notes()[1].endswith(" chromium")


def test_without_a_terminal_sudo_is_not_called(machine: Machine) -> None:
    code, said = with_sudo(machine).install("browser tests", "chromium")
    assert code == 1
    assert machine.notes() == []
    assert said.count("\n") == 1
    assert "sudo apt-get install chromium" in said


def test_a_refusal_installs_nothing(machine: Machine) -> None:
    code, said = with_sudo(machine).install_answering("n", "chromium")
    assert code == 1
    assert machine.notes() == []
    assert "not installed, as you wish" in said


def test_an_empty_answer_is_a_refusal(machine: Machine) -> None:
    code, _ = with_sudo(machine).install_answering("", "chromium")
    assert code == 1
    assert machine.notes() == []


def test_a_yes_installs_through_sudo(machine: Machine) -> None:
    code, _ = with_sudo(machine).install_answering("y", "chromium")
    assert code == 0
    assert [note.split()[0] for note in machine.notes()] == ["sudo", "apt-get"] * 2


def test_a_machine_without_apt_says_what_is_missing(machine: Machine) -> None:
    (machine.programs / "apt-get").unlink()
    code, said = machine.install("browser tests", "chromium")
    assert code == 1
    assert "missing: browser tests" in said


def test_a_failed_installation_is_not_called_done(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "exit 100")
    code, said = machine.install("browser tests", "chromium")
    assert code == 1
    assert "could not install: chromium" in said
