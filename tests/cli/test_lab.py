"""`sheber lab` as a person or a script calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SMALL = ("--example", "2025", "--seeds", "2", "--scale", "0.004")
SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "lab"


def sheber(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "sheber.cli.main", "lab", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
    )


def test_an_example_is_written_with_its_command_and_repeats_itself(tmp_path):
    for name in ("one", "other"):
        done = sheber(*SMALL, "--no-sensitivity", "-o", f"{name}.json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
    assert "% of applicants want a target contract" in done.stderr
    assert "several offers, both countries, spill RU-2026" in done.stderr
    one, other = ((tmp_path / f"{name}.json").read_bytes() for name in ("one", "other"))
    assert one == other
    study = json.loads(one)
    assert study["format"] == "sheber.lab/1"
    assert study["command"] == (
        "sheber lab --example 2025 --seeds 2 --scale 0.004 --no-sensitivity"
    )
    assert len(study["scenarios"]) == 12
    assert study["sensitivity"] is None


def test_an_own_file_of_assumptions_is_studied_with_its_bounds(tmp_path):
    text = (SEEDS / "2025.toml").read_text()
    head, *rows = text.split("[[assumption]]")
    kept = [row if "abroad_willing" in row else unbounded(row) for row in rows]
    (tmp_path / "own.toml").write_text("[[assumption]]".join([head, *kept]))
    words = ("--example", "own.toml", "--seeds", "1", "--scale", "0.004")
    done = sheber(*words, "--sensitivity-scale", "0.004", "--sensitivity-seeds", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    study = json.loads(done.stdout)
    names = [(one["assumption"], one["side"]) for one in study["sensitivity"]["swings"]]
    assert names == [("", "assumed"), ("abroad_willing", "low"), ("abroad_willing", "high")]
    assert study["command"].startswith("sheber lab --example own.toml")


def unbounded(row):
    return (
        "\n".join(line for line in row.splitlines() if not line.startswith(("low", "high"))) + "\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--example", "1913"), "There is no example “1913”: known are 2025"),
        (("--example", "none.toml"), "none.toml cannot be read"),
        (("--example", "2025", "--scale", "2"), "a scale is above 0 and at most 1"),
        (("--example", "2025", "--scale", "big"), "big is no number"),
        (("--example", "2025", "--seeds", "0"), "a number of at least 1 is needed"),
        (("--example", "2025", "--publish"), "leave out --database, --campaign, --publish"),
        (("--scale", "0.5"), "An own campaign has its own size"),
        (("--database", "nowhere.sqlite3"), "There is no database at"),
    ],
)
def test_wrong_input_is_named_with_its_remedy(tmp_path, words, said):
    done = sheber(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_faults_of_an_own_file_are_named_and_nothing_is_written(tmp_path):
    text = (SEEDS / "2025.toml").read_text().replace("value = 0.7\n", "value = 7.0\n", 1)
    (tmp_path / "own.toml").write_text(text)
    done = sheber("--example", "own.toml", "-o", "lab.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "own.toml is refused:\n  assumption" in done.stderr
    assert not (tmp_path / "lab.json").exists()


def test_a_base_that_cannot_be_reached_is_said_to_be_so(tmp_path):
    text = (SEEDS / "2025.toml").read_text()
    text = text.replace("value = 0.9\nlow = 0.7", "value = 0.0\nlow = 0.0", 1)
    (tmp_path / "own.toml").write_text(text)
    done = sheber("--example", "own.toml", "--scale", "0.002", "--seeds", "1", cwd=tmp_path)
    assert done.returncode == 2
    assert "would fill 0.0% of the target seats, not 40.5%" in done.stderr


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    done = sheber(*SMALL, "--no-sensitivity", "-o", "no/where.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "no/where.json cannot be written" in done.stderr
