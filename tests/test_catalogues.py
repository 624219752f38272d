"""The site's words: complete in three languages, Kazakh its own, nothing said two ways."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation

from tools import messages

ROOMS = messages.packages()
# Spelt alike in Russian and Kazakh: short, and each of them for a reason.
SAME = {
    "%(font)s, under the SIL Open Font License 1.1, served from this site.",
}

# «%(n)s-бет» is a noun of its own; «%(name)s-ның» would need to know the vowels of the name.
ENDINGS = (
    "н[ыі]ң д[ыі]ң т[ыі]ң ғ[ае] г[ае] қ[ае] к[ае] н[ае] д[ае] т[ае] [дтн][ае]н [мбп]ен [ндт][ыі]"
)
GLUED = re.compile(
    rf"%\([a-z_]+\)[sd](?:[а-яәғқңөұүһі]|-(?:{ENDINGS.replace(' ', '|')})\b)", re.IGNORECASE
)


def catalogue(room: Path, language: str) -> list[Message]:
    """What is translated so far; that nothing is missing is a test of its own."""
    path = messages.catalogue(room, language)
    if not path.exists():
        return []
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_kazakh_is_not_russian(room):
    russian = {(one.id, one.context): one.string for one in catalogue(room, "ru")}
    same = {
        str(one.id)
        for one in catalogue(room, "kk")
        if russian.get((one.id, one.context)) == one.string
    }
    assert same <= SAME


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_no_ending_is_glued_to_a_variable(room):
    found = [
        text
        for one in catalogue(room, "kk")
        for text in (one.string if isinstance(one.string, tuple) else (one.string,))
        if GLUED.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_text_is_translated_two_ways(language):
    """Django puts all catalogues of the site into one: the last would win."""
    said: dict[tuple[str, str | None], dict[str, str]] = {}
    for room in ROOMS:
        for one in catalogue(room, language):
            said.setdefault((str(one.id), one.context), {})[str(one.string)] = room.name
    assert {key: ways for key, ways in said.items() if len(ways) > 1} == {}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("%(name)s-ның", True), ("%(name)sға", True), ("%(n)s-бет", False), ("%(n)s ай", False)],
)
def test_glued_ending_is_found(text, wrong):
    assert bool(GLUED.search(text)) is wrong


FORMS = {"ru": 3, "kk": 2}
VARIABLES = re.compile(r"%\((\w+)\)")


def plurals(room: Path, language: str) -> list[Message]:
    return [one for one in catalogue(room, language) if isinstance(one.id, tuple)]


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_every_plural_has_all_its_forms_with_the_same_variables(room, language):
    for one in plurals(room, language):
        assert len(one.string) == FORMS[language], one.id
        assert {frozenset(VARIABLES.findall(form)) for form in one.string} == {
            frozenset(VARIABLES.findall(one.id[1]))
        }, one.id


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 человек"), (2, "2 человека"), (5, "5 человек"), (11, "11 человек"), (21, "21 человек")],
)
def test_russian_counts_people_in_its_own_forms(number, said):
    with translation.override("ru"):
        words = translation.ngettext("%(number)d person", "%(number)d people", number)
        assert words % {"number": number} == said


@pytest.mark.parametrize("number", [1, 2, 5, 11, 21])
def test_a_kazakh_noun_stays_as_it_is_after_a_number(number):
    with translation.override("kk"):
        words = translation.ngettext("%(number)d person", "%(number)d people", number)
        assert words % {"number": number} == f"{number} адам"
