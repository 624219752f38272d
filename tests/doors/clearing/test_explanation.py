"""Explanations in names and in three languages: of a person's list, and of empty seats."""

from dataclasses import asdict
from string import Formatter

import pytest

from sheber.doors.clearing.explanation import explanation, explanation_text, in_words
from sheber.doors.clearing.explanation_words import LANGUAGES, short
from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.vacancies import vacancies_document, vacancies_text, without_people
from sheber.engine.clearing.solve import solve
from sheber.engine.clearing.vacancies import WHY
from tests.doors.build import changed, example, text


def told(document, applicant=0):
    file = read_market(text(document))
    return explanation(file, solve(file.market).certificate, applicant)


def empty(document, pool=None):
    file = read_market(text(document))
    return vacancies_document(file, solve(file.market).certificate, pool)


def filled_in(template):
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name)


def leaves(words):
    """Each sentence of a language by its name."""
    for name, value in asdict(words).items():
        if isinstance(value, dict):
            yield from ((f"{name} {code}", inner) for code, inner in value.items())
        elif isinstance(value, str):
            yield name, value


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_sentence_exists_in_each_language_and_says_the_same_facts(language):
    english, other = dict(leaves(LANGUAGES["en"])), dict(leaves(LANGUAGES[language]))
    assert english.keys() == other.keys()
    for name, template in english.items():
        assert filled_in(template) == filled_in(other[name]), name
        assert bool(template) == bool(other[name]), name
        assert name == "decimal" or not template or template != other[name], name


def test_kazakh_is_not_russian():
    russian, kazakh = dict(leaves(LANGUAGES["ru"])), dict(leaves(LANGUAGES["kk"]))
    same = {name for name, words in russian.items() if words and words == kazakh[name]}
    assert same == {"decimal"}


def test_an_explanation_in_words():
    assert explanation_text(told(example())).splitlines() == [
        "Applicant A1",
        "Holds A1:G:target (target E1). Pool: G/target-E1; score 231.",
        "Ranked above it:",
        "",
        "1. A1:U1 (grant)",
        "   Nearest pool: U1/grant.",
        "   The pool was full, and so was the fund that pays for it.",
        "   Own: score 90, tie-breaks 4.7.",
        "   Last admitted: score 90, tie-breaks 4.9.",
        "   The scores are equal; tie-break 1 decided.",
        "   Short by at most 1 place.",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Баллы равны; решил дополнительный показатель 1."),
        ("kk", "Балдар тең; 1-қосымша көрсеткіш шешті."),
    ],
)
def test_the_same_in_another_language(language, said):
    whole = explanation_text(told(example()), language)
    assert said in whole
    assert "4,9" in whole
    assert said in in_words(told(example()), language)["ranked_above"][0]["says"]


def test_a_first_choice_has_nothing_to_ask():
    assert explanation_text(told(example(), 2)).endswith("It is the first choice.")


def two_grants(cap):
    """A2 and A1 want grants of two universities under one fund; A1 is second."""
    document = example()
    document["offerings"].append({"id": "U2", "pools": [{"id": "U2/grant", "capacity": 1}]})
    document["funds"] = [{"id": "B071", "cap": cap, "pools": ["U1/grant", "U2/grant"]}]
    document["applicants"][0]["contracts"][0]["claims"][0]["pool"] = "U2/grant"
    return document


def test_a_seat_that_the_fund_closed_says_so():
    [wish] = told(two_grants(1))["ranked_above"]
    assert (wish["full"], wish["decided_by"]) == (["fund"], "tie")
    assert "the fund that pays for it had given all" in explanation_text(told(two_grants(1)))
    assert told(two_grants(2))["ranked_above"] == []


def test_a_fund_without_a_seat_is_not_said_to_be_a_pool_without_one():
    [wish] = told(two_grants(0))["ranked_above"]
    assert (wish["full"], wish["decided_by"], wish["cutoff"]) == (["fund"], "closed", None)
    said = explanation_text(told(two_grants(0)))
    assert "There was no seat in this pool." not in said
    assert "Nobody was admitted there." in said


def test_a_pool_without_a_seat_says_only_that():
    document = changed(example(), ("offerings", 1, "pools", 0, "capacity"), 0)
    [wish] = in_words(told(document), "en")["ranked_above"]
    assert wish["says"][-1] == "There was no seat in this pool."


@pytest.mark.parametrize(
    ("places", "said"), [(1, "места"), (2, "мест"), (11, "мест"), (21, "места"), (111, "мест")]
)
def test_places_are_counted_as_russian_counts_them(places, said):
    assert short(LANGUAGES["ru"], places) == f"Не хватило не больше {places} {said}."


def test_empty_seats_say_who_ranked_them_and_what_those_hold():
    [pool] = empty(example())["pools"]
    assert (pool["id"], pool["empty"], pool["spills_to"]) == ("G/target-E1", 1, "G/main")
    assert set(pool["why"]) == set(WHY)
    assert sum(pool["why"].values()) == pool["ranked"] == 2
    assert pool["people"]["held_here"] == ["A1"]
    assert pool["people"]["no_claim"] == ["A3"]


def test_empty_seats_without_people_hold_no_id():
    bare = without_people(empty(example()))
    assert "A1" not in str(bare)
    assert bare["pools"][0]["why"]["held_here"] == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "hold a seat here: 1"),
        ("ru", "получили место здесь: 1"),
        ("kk", "орынды осы жерден алды: 1"),
    ],
)
def test_empty_seats_in_words(language, said):
    assert said in vacancies_text(empty(example()), language)


def test_a_full_pool_has_no_empty_seat_to_tell_of():
    assert vacancies_text(empty(example(), "U1/grant")) == "No seat is empty."
