"""`sheber scenarios` as a person or a script calls it, and its work done by real processes."""

import json
import os
import signal
import subprocess
import sys

import pytest

from sheber.cli.scenarios import SHOCKS_HELP
from sheber.doors.planning.plan import problem_document
from sheber.engine.planning.scenarios.ensemble import Asked, ensemble
from sheber.kernel.workers import Where, workers
from tests.engine.planning.build import market
from tests.engine.planning.scenarios.build import EVERYTHING

PROBLEM = market(seed=5, lines=24, programmes=8, years=1)
EXAMPLE = SHOCKS_HELP[SHOCKS_HELP.index("format =") : SHOCKS_HELP.index("\nSeats are")]
FEW = ("--scenarios", "4", "--rivals", "1", "--sample", "2")


def sheber(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "sheber.cli.main", *words], cwd=cwd, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scenarios")
    (folder / "problem.json").write_text(json.dumps(problem_document(PROBLEM)))
    (folder / "shocks.toml").write_text(EXAMPLE.replace('only = ["72"]', 'only = ["70"]'))
    return folder


def test_the_example_in_the_help_is_tried_and_told(folder):
    words = ("problem.json", "shocks.toml", "-o", "ensemble.json", "--workers", "0", *FEW)
    done = sheber("scenarios", *words, cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert "4 scenarios; unmet demand, weighted:" in done.stderr
    assert "plans tried, not of all plans" in done.stderr
    written = json.loads((folder / "ensemble.json").read_text())
    assert (written["format"], len(written["scenarios"])) == ("sheber.ensemble/1", 4)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("problem.json", "none.toml"), 2, "none.toml cannot be read: No such file"),
        (("problem.json", "problem.json"), 2, "this door reads “sheber.shocks/1”"),
        (("problem.json", "shocks.toml", "--scenarios", "0"), 2, "of at least 1 is needed"),
        (("problem.json", "shocks.toml", "--scheduler", "tcp://192.0.2.7:1"), 2, "tls://"),
        (("problem.json", "shocks.toml", "--plan", "shocks.toml"), 2, "shocks.toml is refused"),
        (("problem.json", "shocks.toml", "--key", "k.pem"), 2, "belong together"),
    ],
)
def test_wrong_input_is_said_with_its_remedy(folder, words, code, said):
    done = sheber("scenarios", *words, cwd=folder)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_an_ensemble_is_the_same_by_two_processes_of_which_one_is_killed():
    """The first result that arrives costs one of the two processes its life."""
    asked, killed = Asked(6, rivals=1), []

    with workers(Where(processes=2)) as two:
        alive = list(two.client.run(os.getpid).values())

        def kill(stage, done, of):
            if not killed:
                killed.append(alive[0])
                os.kill(alive[0], signal.SIGKILL)

        spread = ensemble(PROBLEM, EVERYTHING, asked, spread=two.spread, told=kill)
    assert killed
    assert spread == ensemble(PROBLEM, EVERYTHING, asked)
