"""`sheber explain` as a person or a script calls it."""

import json

import pytest

from sheber.cli.main import main
from tests.doors.build import example, text


@pytest.fixture
def explain(tmp_path, monkeypatch, capsys):
    """Explain with further words; (exit code, what was printed, what was said beside it)."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "market.json").write_bytes(text(example()))
    assert not main(["clear", "market.json", "-o", "result.json"])
    capsys.readouterr()

    def run(*words):
        code = main(["explain", "market.json", "result.json", *words])
        return code, *capsys.readouterr()

    return run


def test_an_applicant_is_told_in_words(explain):
    code, told, _ = explain("--applicant", "A1")
    assert code == 0
    assert "The scores are equal; tie-break 1 decided." in told


@pytest.mark.parametrize(("language", "word"), [("ru", "Поступающий A1"), ("kk", "Түсуші A1")])
def test_an_applicant_is_told_in_their_language(explain, language, word):
    assert explain("--applicant", "A1", "--language", language)[1].startswith(word)


def test_json_holds_facts_and_sentences(explain):
    told = json.loads(explain("--applicant", "A1", "--json", "--language", "kk")[1])
    [wish] = told["ranked_above"]
    assert wish["places_short_at_most"] == 1
    assert wish["says"][-1] == "Жетпеген орын саны ең көбі: 1."


def test_folders_are_explained_alike(explain):
    assert not main(["convert", "market.json", "-o", "market"])
    assert not main(["clear", "market", "-o", "result"])
    assert not main(["explain", "market", "result", "--applicant", "A1"])
    assert not main(["explain", "market", "result", "--empty-seats"])
    assert main(["explain", "market", "result", "--applicant", "A9"]) == 2


def test_empty_seats_are_told_by_pool(explain):
    code, told, _ = explain("--empty-seats", "--pool", "G/target-E1")
    assert code == 0
    assert "G/target-E1: seats 2, of which stay empty 1." in told
    document = json.loads(explain("--empty-seats", "--json")[1])
    assert document["pools"][0]["people"]["held_here"] == ["A1"]
    assert "A1" not in explain("--empty-seats", "--json", "--totals")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--applicant", "A9"), "The applicant “A9” is not in the market.\n"),
        (
            ("--empty-seats", "--pool", "X"),
            "The pool “X” is not in the market: correct the id.\n",
        ),
        (
            ("--applicant", "A1", "--pool", "G/main"),
            "--pool goes with --empty-seats: leave it out, or ask for empty seats.\n",
        ),
    ],
)
def test_what_cannot_be_explained_is_refused_in_a_sentence(explain, words, said):
    assert explain(*words) == (2, "", said)


def test_one_question_is_asked_at_a_time(explain):
    with pytest.raises(SystemExit) as end:
        explain()
    assert end.value.code == 2


def test_a_result_that_does_not_hold_is_not_explained(explain, tmp_path):
    result = json.loads((tmp_path / "result.json").read_text())
    result["held"].pop()
    (tmp_path / "result.json").write_bytes(text(result))
    code, told, said = explain("--applicant", "A1")
    assert (code, told) == (1, "")
    assert "nothing to explain" in said
