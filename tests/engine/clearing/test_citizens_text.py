"""The citizens' text says the same in three languages, and what it says is true: its properties are
those of the checker, of the errors and of the offices' page, and its examples are cleared."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.utils import translation

from sheber.engine.clearing import rounds, viability
from sheber.engine.clearing.checker import PROPERTIES, SENTENCES
from sheber.engine.clearing.publication import FEWEST
from sheber.engine.clearing.solve import solve
from sheber.web.office import clearings
from tests.engine.clearing.brute import Small, lawful_outcomes
from tests.engine.clearing.build import market_of
from tests.engine.clearing.choice import choice_stable

FOLDER = Path(__file__).parents[3] / "docs" / "algorithms"
LANGUAGES = ("en", "ru", "kk")
POOLS = {
    "en": ("target", "main"),
    "ru": ("целевой", "основной"),
    "kk": ("нысаналы", "негізгі"),
}
DONE = {"en": "Done:", "ru": "Итог:", "kk": "Қорытынды:"}
EXAMPLE, REGION, NOT_CLAIMED, PUBLIC = 4, 5, 10, 12
"""Places of sections in the text, which begin with 0 for what stands before the first heading."""
every_language = pytest.mark.parametrize("language", LANGUAGES)


def text(language):
    return (FOLDER / f"clearing.{language}.md").read_text(encoding="utf-8")


def sections(language):
    return re.split(r"^## .+$", text(language), flags=re.MULTILINE)


def table(section):
    """Rows of the section's table, without its head."""
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line[:1] == "|"]
    return rows[2:]


@every_language
def test_every_property_stands_in_the_text_with_the_words_of_the_offices_page(language):
    stated = dict(re.findall(r"^- \*\*(C\d)\. (.+?)\*\*", text(language), re.MULTILINE))
    assert list(stated) == [*PROPERTIES, "C7"]
    with translation.override(language):
        page = {code: str(words) for code, words in clearings.PROPERTIES.items()}
    assert page == {code: stated[code] for code in PROPERTIES}


def test_every_error_is_of_a_property_of_the_text():
    broken = {code for code, _ in SENTENCES if re.fullmatch(r"C\d", code)}
    assert broken == {*PROPERTIES, "C7"}


@every_language
def test_no_other_property_is_named(language):
    """C: of a result; V: of a market in which offerings were closed; R: of a refill."""
    known = {*PROPERTIES, "C7", *viability.PROPERTIES, *rounds.PROPERTIES}
    assert set(re.findall(r"\b[A-Z]\d\b", text(language))) - {"E1"} == known


@every_language
def test_what_is_published_of_a_pool_begins_where_the_text_says(language):
    public = sections(language)[PUBLIC]
    assert re.findall(r"\d+", public) == ["1", str(FEWEST - 1), str(FEWEST)]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_sections_lists_and_numbers_are_those_of_the_english_text(language):
    def shape(section):
        marks = Counter(line[:2] for line in section.splitlines() if line[:2] in ("- ", "| "))
        steps = re.findall(r"^\d\. ", section, re.MULTILINE)
        return Counter(re.findall(r"\d+", section)), marks, steps, re.findall(r"`.+?`", section)

    ours, english = sections(language), sections("en")
    assert len(ours) == len(english)
    for mine, theirs in zip(ours, english, strict=True):
        assert shape(mine) == shape(theirs)


def test_kazakh_text_says_that_it_is_a_draft():
    assert text("kk").splitlines()[2].startswith("> Жоба:")


def people_of(language):
    target, main = POOLS[language]
    number = {target: 0, main: 1}
    return {
        name: [{number[pool]: int(score)} for pool in wishes.split(", ")]
        for name, score, wishes in table(sections(language)[EXAMPLE])
    }


def placed(people):
    """Who sits in main, then who sits in target; the best score first."""
    market = market_of([[(2, 1), (2, -1)]], people.values())
    held = [claim for claim in solve(market, prove_best=True).held_claim.tolist() if claim >= 0]
    held.sort(key=lambda claim: (-market.claim_pool[claim], -market.claim_key[claim]))
    return [list(people)[market.claim_applicant[claim]] for claim in held]


@every_language
def test_example_by_hand_is_what_the_engine_finds(language):
    section = sections(language)[EXAMPLE]
    people = people_of(language)
    newcomer = re.search(r"(Erlan|Ерлан)", section)[0]
    outcomes = [
        line.split(DONE[language])[1] for line in section.splitlines() if DONE[language] in line
    ]
    for said, applying in zip(outcomes, (people, {**people, newcomer: [{0: 210}]}), strict=True):
        names = [word for word in re.findall(r"\w+", said) if word in applying]
        assert names == placed(applying)


def in_the_region(wanted):
    """By programme, the scores that hold a seat; each wants one programme, all scores differ."""
    people = [[{number: score}] for number, scores in enumerate(wanted) for score in scores]
    market = market_of([[(3, -1)], [(3, -1)]], people, regions=[(4, [0, 1])], targets=[1, 2])
    held = [claim for claim in solve(market, prove_best=True).held_claim.tolist() if claim >= 0]
    scores = [score for scores in wanted for score in scores]
    return [
        [scores[claim] for claim in held if market.claim_pool[claim] == programme]
        for programme in (0, 1)
    ]


@every_language
def test_example_of_a_region_is_what_the_engine_finds(language):
    rows = table(sections(language)[REGION])
    assert [name for name, _ in rows] == ["A", "B"]
    wanted = [[int(score) for score in scores.split(", ")] for _, scores in rows]
    assert in_the_region(wanted) == [[240, 230], [210, 200]]
    assert in_the_region([wanted[0], [210]]) == [[240, 230, 220], [210]]


@every_language
def test_example_of_weaker_stability_is_true(language):
    """x and y of i, z of j; y and z together are stable in the weaker sense alone."""
    bullet = sections(language)[NOT_CLAIMED].split("\n- ")[1]
    seats, *points = [int(number) for number in re.findall(r"(?<![C\w])\d+", bullet)]
    x, y, z = points
    market = market_of([[(seats, -1), (seats, -1)]], [[{1: x}, {0: y}], [{1: z}]])
    assert solve(market, prove_best=True).held_claim.tolist() == [0, -1]
    assert (1, 2) in choice_stable(market)
    assert lawful_outcomes(Small(market)) == [(0, -1)]


def test_example_of_a_list_of_one_is_true():
    """You are behind at A, which you want more, and alone at B."""
    others = [[{0: 9}]]
    for wishes, held in (([{0: 5}], -1), ([{1: 5}], 1)):
        market = market_of([[(1, -1)], [(1, -1)]], [*others, wishes])
        assert int(solve(market).held_claim[1]) == held
