"""`make reset` removes the demo at once, and somebody's own data only after a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.setup.build import Machine

SCRIPT = ("bash", "tools/setup/reset.sh")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    (machine.checkout / "var").mkdir()
    (machine.checkout / "var" / "demo.sqlite3").touch()
    return machine


def test_the_demo_is_removed_at_once(machine: Machine) -> None:
    code, _ = machine.run(*SCRIPT)
    assert code == 0
    assert not (machine.checkout / "var").exists()


def test_own_data_stay_when_nobody_can_be_asked(machine: Machine) -> None:
    own = machine.checkout / "var" / "sheber.sqlite3"
    own.touch()
    code, said = machine.run(*SCRIPT)
    assert code == 1
    assert "var/sheber.sqlite3" in said
    assert own.exists()


def test_own_data_go_when_that_is_said(machine: Machine) -> None:
    (machine.checkout / "var" / "sheber.sqlite3").touch()
    code, _ = machine.run(*SCRIPT, YES="1")
    assert code == 0
    assert not (machine.checkout / "var").exists()
