"""The virtual environment: which Python, what is missing, and what the second run costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.build import ROOT, Machine

SCRIPT = ("bash", "tools/setup/environment.sh")
WITHOUT_ENSUREPIP = f'[[ "$*" == *ensurepip* ]] && exit 1; exec {sys.executable} "$@"'


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_an_old_python_is_refused_in_one_sentence(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    code, said = machine.run(*SCRIPT)
    assert code == 1
    assert "Python 3.11 or newer is needed" in said


def test_a_newer_python_of_another_name_is_taken(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    machine.has("python3.12", WITHOUT_ENSUREPIP)
    machine.has("virtualenv", 'echo "virtualenv $*" >>"$diary"; exit 1')
    machine.run(*SCRIPT)
    assert machine.notes() == [f"virtualenv --quiet --python {machine.programs}/python3.12 .venv"]


def test_debians_missing_half_of_venv_is_named(machine: Machine) -> None:
    machine.has("python3", WITHOUT_ENSUREPIP)
    machine.has("id", "echo 1000")
    machine.has("apt-get", 'echo "apt-get $*" >>"$diary"')
    code, said = machine.run(*SCRIPT)
    assert code == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"Run: sudo apt-get install python{version}-venv" in said
    assert machine.notes() == []
    assert not (machine.checkout / ".venv").exists()


def test_what_is_prepared_is_left_alone(machine: Machine) -> None:
    prepare(machine)
    # No Python on this machine: anything but returning at once would fail.
    assert machine.run(*SCRIPT) == (0, "")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "tools/setup/uv.txt"])
def test_a_changed_pin_prepares_again(machine: Machine, name: str) -> None:
    prepare(machine)
    with (machine.checkout / name).open("a") as file:
        file.write("# changed\n")
    code, said = machine.run(*SCRIPT)
    assert code == 1
    assert "preparing .venv" in said


def test_a_folder_that_was_moved_prepares_again(machine: Machine) -> None:
    prepare(machine)
    machine.checkout = machine.checkout.rename(machine.checkout.with_name("moved"))
    code, said = machine.run(*SCRIPT)
    assert code == 1
    assert "preparing .venv" in said


def prepare(machine: Machine) -> None:
    """Leave the checkout as a finished set-up does."""
    programs = machine.checkout / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "sheber").touch(mode=0o755)
    script = (ROOT / "tools/setup/environment.sh").read_text()
    wanted = next(line for line in script.splitlines() if line.startswith("wanted()"))
    code, stamp = machine.run("bash", "-c", f"{wanted}\nwanted")
    assert code == 0
    (machine.checkout / ".venv" / "prepared-for").write_text(stamp)


def test_every_script_is_sound_bash_and_stops_at_the_first_error() -> None:
    scripts = [*(ROOT / "tools/setup").glob("*.sh"), ROOT / ".ci/run"]
    sourced = {"say.sh", "packages.sh"}
    assert len(scripts) > len(sourced)
    for script in scripts:
        subprocess.run(["bash", "-n", script], check=True)
        assert script.name in sourced or "set -euo pipefail" in script.read_text(), script
