"""`sheber projection` as a person or a script calls it."""

import csv
import json

import pytest

from sheber.engine.planning import problem as p
from tests.cli.test_plan import put, sheber
from tests.engine.planning.build import small
from tests.engine.planning.projection.build import COUNT


@pytest.fixture
def planned(tmp_path):
    put(tmp_path, small(workforce=(COUNT,)))
    assert sheber("plan", "problem.json", "-o", "plan.json", cwd=tmp_path).returncode == 0
    return tmp_path


def test_a_projection_is_written_and_said_in_words(planned):
    done = sheber("projection", "problem.json", "plan.json", "-o", "who.json", cwd=planned)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Of 50.0 graduates 50.0 stay in their region" in done.stderr
    assert "100 people are asked for, 50.0 of them are short." in done.stderr
    assert "F1, F2, F3, F4, F5, F6, F7 were checked." in done.stderr
    written = json.loads((planned / "who.json").read_text())
    assert written["format"] == "sheber.projection/1"
    assert written["properties"] == dict.fromkeys([f"F{n}" for n in range(1, 8)], True)
    last = written["rows"][-1]
    assert (last["region"], last["year"], last["arrived"], last["short"]) == (
        "KZ-KAR",
        2029,
        "0",
        "50",
    )
    assert last["stock"]["retired"] == "1519/100"


def test_a_table_has_a_line_for_each_region_occupation_and_year(planned):
    assert (
        sheber("projection", "problem.json", "plan.json", "-o", "who.csv", cwd=planned).returncode
        == 0
    )
    with (planned / "who.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["year"] for row in rows] == ["2027", "2028", "2029"]
    assert [row["in_training_1_to_go"] for row in rows] == ["0", "50", "0"]
    assert rows[-1]["stock_retired"] == "15.19"


def test_without_a_count_it_says_what_to_add(tmp_path):
    put(tmp_path, small())
    sheber("plan", "problem.json", "-o", "plan.json", cwd=tmp_path)
    done = sheber("projection", "problem.json", "plan.json", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["rows"][-1]["stock"] is None
    assert "add the table “workforce”" in done.stderr


def test_a_plan_of_another_problem_is_not_projected(planned):
    put(planned, small())
    done = sheber("projection", "problem.json", "plan.json", "-o", "who.json", cwd=planned)
    assert done.returncode == 1
    assert "The plan is one of another problem" in done.stderr
    assert "Plan again: sheber plan problem.json -o plan.json" in done.stderr
    assert not (planned / "who.json").exists()


def test_a_plan_that_does_not_hold_is_not_projected(planned):
    plan = json.loads((planned / "plan.json").read_text())
    plan["flows"][0]["graduates"] = 60
    (planned / "plan.json").write_text(json.dumps(plan))
    done = sheber("projection", "problem.json", "plan.json", cwd=planned)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Q4 does not hold")


def test_wrong_input_says_where_and_what_to_do(planned):
    for words, said in {
        ("nothing.json", "plan.json"): "nothing.json cannot be read",
        ("problem.json", "plan.json", "-o", "who.pdf"): "ends neither in .json nor in .csv",
        ("problem.json", "problem.json"): "The format is “sheber.problem/1”",
        ("problem.json", "plan.json", "-o", "no/who.csv"): "there is no folder no. Make it",
    }.items():
        done = sheber("projection", *words, cwd=planned)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_a_year_that_is_a_slip_of_the_pen_is_named(planned):
    slip = (*small().lines, p.Line("L2", "KZ-KAR", "7212", 2129, 1))
    put(planned, small(lines=slip))
    sheber("plan", "problem.json", "-o", "plan.json", cwd=planned)
    done = sheber("projection", "problem.json", "plan.json", cwd=planned)
    assert done.returncode == 2
    assert "The years 2027 and 2129 lie too far apart" in done.stderr
