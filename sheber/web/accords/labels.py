"""Words of the rule packs for codes, units and offices, from the file that ships with them."""

import tomllib
from functools import cache

from django.conf import settings

from sheber.kernel.trilingual import reader_language

FILE = settings.SEEDS / "rules" / "labels.toml"
SECTIONS = ("label", "value", "unit", "office")


def value(code: object) -> str:
    """A code that stands as a value; one without a word, and what is no code, as it is."""
    return _text("value", code)


def rule(code: object) -> str:
    """What a rule is about, by its code."""
    return _text("label", code)


def unit(code: str) -> str:
    return _text("unit", code)


def office(code: str) -> str:
    """The office that is asked."""
    return _text("office", code)


def _text(section: str, code: object) -> str:
    found = _labels()[section].get(str(code))
    return found[reader_language()] if found else str(code)


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    given = tomllib.loads(FILE.read_text("utf-8"))
    return {section: {one["code"]: one for one in given[section]} for section in SECTIONS}
