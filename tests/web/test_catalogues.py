"""The site's words: complete in three languages, Kazakh its own, nothing said two ways."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

from tools import messages

WEB = Path(settings.ROOT) / "sheber" / "web"
ROOMS = sorted(path for path in messages.packages() if path.parent == WEB)
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


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_catalogue_is_complete(room, language):
    missing = messages.untranslated(messages.merged(room, language))
    assert [message.id for message in missing] == []


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
