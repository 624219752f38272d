"""The summary of `make test`: what failed, what was left out, and what that means."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.setup.build import ROOT


@pytest.fixture(scope="module")
def checks() -> ModuleType:
    place = importlib.util.spec_from_file_location("checks", ROOT / "tools/setup/checks.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    sys.modules["checks"] = module
    place.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHEBER_LEAVE_NOTHING_OUT", raising=False)


def step(checks: ModuleType, script: str, **more: str) -> object:
    return checks.Step("a step", ("python", "-c", script), **more)


def test_a_step_that_ends_well_has_passed(checks: ModuleType) -> None:
    result = checks.run(step(checks, "pass"))
    assert result.verdict == "passed"
    assert not checks.has_failed([result])


def test_one_failed_step_fails_the_run(checks: ModuleType) -> None:
    good, bad = (checks.run(step(checks, script)) for script in ("pass", "raise SystemExit(3)"))
    assert (bad.verdict, bad.words) == ("failed", "exit code 3")
    assert checks.has_failed([good, bad])
    assert checks.summary([good, bad]).endswith("=== FAILED")


def test_a_step_whose_need_is_missing_is_left_out_and_said_so(checks: ModuleType) -> None:
    result = checks.run(step(checks, "pass", needs="tests.nothing", lacking="there is no X"))
    assert (result.verdict, result.words) == ("left out", "there is no X")
    assert not checks.has_failed([result])
    assert "1 of 1 steps left out" in checks.summary([result])


def test_leaving_out_is_failing_where_that_is_asked(
    checks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEBER_LEAVE_NOTHING_OUT", "1")
    result = checks.run(step(checks, "pass", needs="tests.nothing"))
    assert checks.has_failed([result])


def test_the_counts_of_pytest_stand_in_the_summary(checks: ModuleType) -> None:
    result = checks.run(step(checks, "print('==== 3 passed, 1 skipped in 0.12s ====')"))
    assert result.words == "3 passed, 1 skipped"


def test_finding_no_test_at_all_is_a_failure(checks: ModuleType) -> None:
    result = checks.run(checks.Step("none", ("pytest", "-m", "no_such_mark", "tests/setup")))
    assert result.verdict == "failed"


def test_an_unknown_plan_is_refused(checks: ModuleType) -> None:
    assert checks.main(["everything"]) == 2
