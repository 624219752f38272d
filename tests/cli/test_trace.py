"""`sheber trace` on a demo of its own: who did what, for whom, when and why, and the chain."""

import re
import sqlite3
import subprocess
import sys

import pytest


def sheber(*words):
    return subprocess.run(
        [sys.executable, "-m", "sheber.cli.main", *words], capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    file = str(tmp_path_factory.mktemp("demo") / "demo.sqlite3")
    done = sheber("demo", "--size", "small", "--no-serve", "--database", file)
    assert done.returncode == 0, done.stderr
    return file


def test_a_job_is_followed_back_in_words(demo):
    done = sheber("trace", "--any-employment", "--database", demo)
    assert done.returncode == 0, done.stderr
    kinds = re.findall(r"^(\S.*?)  .*\((\w+\.\w+):\d+\)$", done.stdout, re.MULTILINE)
    assert kinds[:2] == [("call of an employer", "demand.call"), ("line of demand", "demand.line")]
    assert kinds[-1][1] == "outcomes.obligation"
    assert re.search(r"confirmed  ·  regional ministry or akimat · account \d+, Demo", done.stdout)
    assert re.search(r"The chain holds: \d+ events in \d+ seals, 0 not yet sealed\.", done.stdout)


def test_a_line_is_followed_to_its_people(demo):
    done = sheber("trace", "line:1", "--database", demo)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Person P\w+$", done.stdout, re.MULTILINE)


def test_a_reference_to_nothing_is_named(demo):
    done = sheber("trace", "employment:99999", "--database", demo)
    assert done.returncode == 2
    assert "There is no employment:99999 in this database." in done.stderr


def test_a_log_that_was_changed_is_told_by_the_exit_code(demo, tmp_path):
    changed = tmp_path / "changed.sqlite3"
    with sqlite3.connect(demo) as source, sqlite3.connect(changed) as target:
        source.backup(target)
        target.execute("UPDATE kernel_event SET verb = 'demand.call.close' WHERE id = 40")
    done = sheber("trace", "--any-employment", "--database", str(changed))
    assert done.returncode == 1
    assert "The chain is broken at seal" in done.stderr
