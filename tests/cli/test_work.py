"""`sheber work` as somebody runs it beside the site, on a file of its own."""

from tests.cli.test_calendar import run


def test_a_worker_ends_when_nothing_waits(tmp_path):
    file = tmp_path / "ours.sqlite3"
    assert run("init", "--database", file, home=tmp_path).returncode == 0
    done = run("work", "--until-empty", "--database", file, home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_worker_of_a_database_that_is_not_there_says_how_to_make_one(tmp_path):
    done = run("work", "--until-empty", "--database", tmp_path / "no", home=tmp_path)
    assert done.returncode == 2
    assert "sheber init" in done.stderr
    assert "Traceback" not in done.stderr
