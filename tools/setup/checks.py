"""Runs the checks and tests one after another and prints one summary: checks.py check|test.

A step that fails does not stop the others. Exit code: 0 all passed, 1 something failed,
130 interrupted. With SHEBER_LEAVE_NOTHING_OUT=1 a step left out counts as failed.
Only the standard library: pip may just have been installed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / ".venv" / "bin"
LAST_LINE_OF_PYTEST = re.compile(r"^=+ (?P<counts>.*\d.*) in [\d.]+s.* =+$")


@dataclass(frozen=True)
class Step:
    """One command; `needs` names a module that exits with 1 when the machine lacks a thing."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    needs: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class Result:
    """How a step ended: "passed", "failed" or "left out"; seconds; a few words."""

    step: Step
    verdict: str
    seconds: float
    words: str


CHECKS = (
    Step("ruff check", ("ruff", "check", ".")),
    Step("ruff format", ("ruff", "format", "--check", ".")),
    Step("mypy", ("mypy",)),
    Step("import order", ("lint-imports",)),
)
TESTS = (
    Step("tests on SQLite", ("pytest", "-n", "2", "-m", "not browser")),
    Step(
        "tests on PostgreSQL",
        ("pytest", "-n", "2", "-m", "database and not browser"),
        {"SHEBER_TEST_DATABASE": "postgresql"},
        needs="tests.database",
        lacking="there is no PostgreSQL server on this machine",
    ),
    Step(
        "tests in a browser",
        ("pytest", "-n", "2", "-m", "browser"),
        needs="tests.browser.chromium",
        lacking="there is no Chromium or Chrome on this machine",
    ),
)
PLANS = {"check": CHECKS, "test": CHECKS + TESTS}


def run(step: Step) -> Result:
    """Run a step, passing its output on as it comes."""
    if step.needs and not _machine_has(step.needs):
        return Result(step, "left out", 0.0, step.lacking)
    _print(f"\n--- {step.name}: {' '.join(step.command)}")
    program, *arguments = step.command
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - our own list of commands
        [PROGRAMS / program, *arguments],
        cwd=ROOT,
        env={**os.environ, **step.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    words = ""
    assert process.stdout is not None  # noqa: S101 - we asked for a pipe
    for line in process.stdout:
        _print(line.rstrip("\n"))
        match = LAST_LINE_OF_PYTEST.match(line.strip())
        words = match["counts"] if match else words
    code = process.wait()
    verdict = "passed" if code == 0 else "failed"
    return Result(step, verdict, time.monotonic() - started, words or _words(step, code))


def has_failed(results: list[Result]) -> bool:
    """Say whether the whole run failed."""
    strict = os.environ.get("SHEBER_LEAVE_NOTHING_OUT") == "1"
    bad = {"failed", "left out"} if strict else {"failed"}
    return any(result.verdict in bad for result in results)


def summary(results: list[Result]) -> str:
    """One line a step, then the verdict."""
    lines = [
        f"{each.step.name:<21}{each.verdict:<9}{each.seconds:>7.1f} s  {each.words}".rstrip()
        for each in results
    ]
    left_out = sum(result.verdict == "left out" for result in results)
    verdict = "FAILED" if has_failed(results) else "passed"
    if left_out:
        verdict += f", with {left_out} of {len(results)} steps left out"
    return "\n".join(["", "=== summary", *lines, f"=== {verdict}"])


def _machine_has(module: str) -> bool:
    asked = subprocess.run(  # noqa: S603 - our own modules
        [PROGRAMS / "python", "-m", module], cwd=ROOT, capture_output=True, check=False
    )
    return asked.returncode == 0


def _words(step: Step, code: int) -> str:
    if code == 0:
        return ""
    if step.command[0] == "pytest" and code == 5:
        return "no test was found, which is a failure too"
    return f"exit code {code}"


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Run the plan that is named."""
    if len(arguments) != 1 or arguments[0] not in PLANS:
        _print(f"usage: checks.py {'|'.join(PLANS)}")
        return 2
    results: list[Result] = []
    try:
        for step in PLANS[arguments[0]]:
            results.append(run(step))
    except KeyboardInterrupt:
        _print("\ninterrupted")
        return 130
    _print(summary(results))
    return int(has_failed(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
