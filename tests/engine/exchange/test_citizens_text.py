"""The citizens' texts, the code and the errors number the same properties, and the example of
the texts is true."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sheber.doors.exchange.words import SENTENCES
from sheber.engine.exchange.assemble import Institution
from sheber.engine.exchange.check import PROPERTIES
from sheber.engine.exchange.market import LARGEST
from sheber.engine.exchange.solve import solve
from tests.engine.exchange.build import round_of

TEXTS = Path(__file__).parents[3] / "docs/algorithms"
LANGUAGES = ("en", "ru", "kk")


def text(language):
    return (TEXTS / f"exchange.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_number_the_properties_of_the_code(language):
    assert re.findall(r"^- \*\*(X\d+)\*\*", text(language), re.MULTILINE) == list(PROPERTIES)
    assert set(re.findall(r"X\d+", text(language))) == set(PROPERTIES)


def test_english_text_says_them_in_the_words_of_the_code():
    for code, words in PROPERTIES.items():
        assert f"- **{code}** {words}." in text("en")


def test_errors_speak_of_the_same_properties():
    assert {code for code, _ in SENTENCES} - {"largest"} == set(PROPERTIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_have_the_same_parts_and_table(language):
    def shape(words):
        return [
            len(re.findall(sign, words, re.MULTILINE)) for sign in ("^## ", r"^\|", "^- ", r"^\d")
        ]

    assert shape(text(language)) == shape(text("en"))
    assert "2 + 1 + 2 + 1 = 6" in text(language)


A, B, C, D = range(4)
STAYS = -1
ANAR, ERLAN, BORIS, VERA, GULNAR = range(5)
COLLEGES = [Institution(0, 2, 2, send_order=[ANAR, ERLAN]), *[Institution(0, 1, 1)] * 3]
PEOPLE = [(A, [B, C]), (A, [B]), (B, [A, D]), (C, [A]), (D, [B])]


def hosts(colleges=COLLEGES, people=PEOPLE, **facts):
    return solve(round_of(colleges, people, **facts)).host.tolist()


def test_example_by_trading_cycles():
    assert hosts() == [B, STAYS, A, STAYS, STAYS]


def test_example_by_the_largest_exchange():
    assert hosts(procedure=LARGEST) == [C, B, A, A, STAYS]


def test_example_with_send_orders_respected():
    assert hosts(procedure=LARGEST, respect_send_order=True) == [C, STAYS, D, A, B]


def test_in_the_example_anar_gains_by_hiding_a_place():
    people = [(A, [B]), *PEOPLE[1:]]
    found = hosts(people=people, procedure=LARGEST, respect_send_order=True)
    assert found == [B, STAYS, A, STAYS, STAYS]


def test_example_with_a_tolerance():
    colleges = [*COLLEGES]
    colleges[B] = replace(colleges[B], send_cap=2, host_cap=2)
    round_ = round_of(colleges, PEOPLE, institution_tolerance=1)
    outcome = solve(round_)
    assert outcome.host.tolist() == [B, B, A, A, STAYS]
    assert outcome.tally.balance.tolist() == [0, 1, -1, 0]
