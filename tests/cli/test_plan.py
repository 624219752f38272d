"""`sheber plan` and `sheber check` as a person or a script calls them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sheber.cli.plan import PROBLEM_HELP
from sheber.doors.planning.plan import problem_document
from sheber.engine.planning import problem as p
from tests.doors.planning.test_planning_files import EXAMPLE
from tests.engine.planning.build import market, small

HELP_EXAMPLE = PROBLEM_HELP[PROBLEM_HELP.index("{") : PROBLEM_HELP.index("\n\nAlso")]


def sheber(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "sheber.cli.main", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
    )


def put(folder, problem):
    (folder / "problem.json").write_text(json.dumps(problem_document(problem)))
    return folder


@pytest.fixture
def folder(tmp_path):
    return put(tmp_path, small())


@pytest.fixture
def planned(folder):
    assert sheber("plan", "problem.json", "-o", "plan.json", cwd=folder).returncode == 0
    return folder


def test_plan_writes_the_plan_and_says_what_limits_it(folder):
    done = sheber("plan", "problem.json", "-o", "plan.json", "--prices", "10", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert "50 seats; 50.0 of 100 people asked for are expected; proven best." in done.stderr
    assert "L1 lacks 50.0: no room for one more step: beds (2)" in done.stderr
    assert "25 more “beds” of “I”: 25.0 fewer unmet" in done.stderr
    written = json.loads((folder / "plan.json").read_text())
    assert written["properties"] == dict.fromkeys([f"Q{n}" for n in range(1, 10)], True)


def test_the_example_of_the_page_is_priced_in_words(tmp_path):
    (tmp_path / "problem.json").write_text(EXAMPLE, encoding="utf-8")
    done = sheber("plan", "problem.json", "-o", "plan.json", "--prices", "9", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "more “beds” of “Demo college 7”" in done.stderr


def test_the_step_of_a_price_is_ones_own(folder):
    done = sheber("plan", "problem.json", "--prices", "1", "--step", "beds=24", cwd=folder)
    price = json.loads(done.stdout)["prices"][0]
    assert (price["step"], price["gain"]) == (24, 0)


def test_a_step_of_what_nobody_states_is_refused_before_the_search(folder):
    done = sheber("plan", "problem.json", "--prices", "1", "--step", "bedz=24", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "--step bedz: nothing of this kind can be raised here, only: groups, money, beds.\n"
    )


@pytest.mark.parametrize("limit", ["-1", "0", "nan", "inf", "soon"])
def test_a_time_limit_is_a_time(folder, limit):
    done = sheber("plan", "problem.json", "--time-limit", limit, cwd=folder)
    assert done.returncode == 2
    assert f"{limit} is no time: write seconds above 0, like 60" in done.stderr


def test_the_example_in_the_help_can_be_planned(tmp_path):
    (tmp_path / "problem.json").write_text(HELP_EXAMPLE)
    assert sheber("plan", "problem.json", cwd=tmp_path).returncode == 0


def test_check_accepts_what_plan_wrote(planned):
    done = sheber("check", "problem.json", "plan.json", cwd=planned)
    assert done.returncode == 0
    assert done.stdout == "The plan holds: Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q9.\n"


def test_check_plan_says_the_same(planned):
    done = sheber("check-plan", "problem.json", "plan.json", cwd=planned)
    assert done.returncode == 0
    assert done.stdout == "The plan holds: Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q9.\n"


def test_check_plan_wants_a_problem_first(planned):
    done = sheber("check-plan", "plan.json", "problem.json", cwd=planned)
    assert (done.returncode, done.stdout) == (2, "")
    assert "plan.json is refused" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_limit_that_ends_the_search_is_said_with_the_best_plan_in_hand(tmp_path):
    put(tmp_path, market(seed=4, lines=60, programmes=60, years=3))
    done = sheber("plan", "problem.json", "--time-limit", "0.001", "--gap", "0", cwd=tmp_path)
    assert done.returncode == 0
    assert "proven within 100.00% of the best" in done.stderr
    assert "A limit ended the search: unmet" in done.stderr


def test_check_names_the_property_that_does_not_hold(planned):
    plan = json.loads((planned / "plan.json").read_text())
    plan["spending"][0]["spent"] = 1
    (planned / "plan.json").write_text(json.dumps(plan))
    done = sheber("check", "problem.json", "plan.json", cwd=planned)
    assert done.returncode == 1
    assert done.stdout.startswith("Q2 does not hold (no fund commits more than its budget")


def test_a_problem_without_a_plan_names_what_clashes_and_writes_nothing(tmp_path):
    fixed = p.Override("letter 5", "I/welding/2027", "at_least", 75, "agreed in spring")
    put(tmp_path, small(overrides=(fixed,)))
    done = sheber("plan", "problem.json", "-o", "plan.json", cwd=tmp_path)
    assert done.returncode == 1
    assert "the office's fixed number “letter 5”: 75 seats" in done.stderr
    assert "“beds” of “I” in 2027: 50" in done.stderr
    assert not (tmp_path / "plan.json").exists()


def test_a_wrong_file_is_refused_with_its_faults(tmp_path):
    put(tmp_path, small(budgets=(p.Budget("nobody", 2027, 1),)))
    done = sheber("plan", "problem.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "budgets[0].fund: The fund “nobody” is not among the funds" in done.stderr


def test_a_missing_file_is_refused(tmp_path):
    done = sheber("check", "nothing.json", "nothing.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "nothing.json cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_for_the_plan_that_is_none_is_said_before_the_search(folder):
    (folder / "problem.json").write_text("{}")
    for place, said in ((".", "it is a folder"), ("none/plan.json", "there is no folder none")):
        done = sheber("plan", "problem.json", "-o", place, cwd=folder)
        assert (done.returncode, said in done.stderr) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full here")
def test_a_full_disk_is_a_sentence(planned):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sheber.cli.main", "check-plan", "problem.json", "plan.json"],
            cwd=planned,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert (
        done.stderr == "sheber check-plan: the output cannot be written: No space left on device\n"
    )


def test_a_gap_of_more_than_everything_is_refused(folder):
    assert sheber("plan", "problem.json", "--gap", "1.5", cwd=folder).returncode == 2


def test_a_gap_that_is_no_number_is_named(folder):
    done = sheber("plan", "problem.json", "--gap", "abc", cwd=folder)
    assert done.returncode == 2
    assert "abc is no number" in done.stderr
