"""`sheber lint`: what may be claimed of a market's result, on whose proof, or why nothing."""

import pytest

from sheber.cli.main import main
from tests.doors.build import changed, example, text


@pytest.fixture
def linted(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(document):
        (tmp_path / "market.json").write_bytes(text(document))
        code = main(["lint", "market.json"])
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def test_coverage_names_what_is_claimed_and_the_theorems(linted):
    code, told = linted(changed(example(), ("lists_limited",), False))
    assert code == 0
    assert "3 applicants, 5 contracts, 2 offerings, 3 pools, 1 fund, 0 regions" in told
    assert "Stable" in told
    assert "nobody gains by ranking other than they wish" in told
    assert "Westkamp 2013" in told
    assert "Abraham, Irving & Manlove 2007" in told
    assert "Kamada" not in told


def test_limited_lists_are_reported_as_truncated(linted):
    _, told = linted(changed(example(), ("lists_limited",), True))
    assert "truncated" in told


def test_market_that_does_not_say_is_asked_to(linted):
    _, told = linted(example())
    assert "add “lists_limited”" in told


def test_with_minimum_groups_nothing_is_claimed_about_misreporting(linted):
    document = changed(example(), ("lists_limited",), False)
    code, told = linted(changed(document, ("offerings", 0, "minimum"), 2))
    assert code == 0
    assert "Strategy-proof: not claimed" in told
    assert "Stable" in told


def test_market_that_no_theorem_covers_is_refused_with_the_place(linted):
    funds = [{"id": f"F{number}", "cap": 1, "pools": ["U1/grant"]} for number in (1, 2)]
    code, told = linted(changed(example(), ("funds",), funds))
    assert code == 2
    assert "funds[1].pools[0]: “U1/grant” is under the funds “F1” and “F2”" in told
