"""Text of a cell → a value, or a refusal that says what to write instead."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import override

from sheber.flows.own_data.kind import Choice, Column, Fault, Row, folded
from sheber.kernel.money import MINOR_UNITS
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import LANGUAGES

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
CHOICE = re.compile(r"(\S+)\s+—\s")
BLANKS = re.compile(r"[\s\u00a0\u202f]")
WHOLE = re.compile(r"\d{1,12}(?:[.,]0+)?")
PER_CENT = re.compile(r"(?:\d{1,2}(?:\.\d)?|100(?:\.0)?)")
AMOUNT = re.compile(r"\d{1,13}(?:[.,]\d{1,2})?")
LIST = re.compile(r"[\s,;/]+")
YES = frozenset({"yes", "true", "1", "да", "иә", "+"})
NO = frozenset({"no", "false", "0", "нет", "жоқ", "-"})

Reader = Callable[[str, Any], Any]


def row(
    columns: tuple[Column, ...],
    places: dict[str, int],
    cells: list[str],
    unread: list[int],
    facts: Any,
    number: int = 0,
) -> Row:
    """The values of one line and every fault of its cells, not only the first."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in columns:
        place = places.get(column.code)
        text = cells[place] if place is not None and place < len(cells) else ""
        try:
            if place in unread:
                raise Refused("formula_without_value")
            if text:
                values[column.code] = column.read(text, facts)
            elif column.required:
                raise Refused("cell_empty")
            else:
                values[column.code] = column.absent
        except Refused as refusal:
            faults.append((column.code, refusal.code, refusal.facts))
    return Row(values, tuple(faults), number)


def words(most: int) -> Reader:
    """Free words up to so many signs."""

    def read(text: str, _: Any) -> str:
        if len(text) > most:
            raise Refused("words_too_long", signs=len(text), most=most)
        return text

    return read


def code(most: int) -> Reader:
    """A code of the person's own: Latin letters, digits, hyphen, dot, underline."""

    def read(text: str, _: Any) -> str:
        if not CODE.fullmatch(text) or len(text) > most:
            raise Refused("code_malformed", given=text, most=most)
        return text

    return read


def whole(least: int, most: int) -> Reader:
    """A whole number within limits."""

    def read(text: str, _: Any) -> int:
        plain = BLANKS.sub("", text)
        if not WHOLE.fullmatch(plain):
            raise Refused("number_malformed", given=text)
        number = int(re.split("[.,]", plain)[0])
        if not least <= number <= most:
            raise Refused("number_outside", given=number, least=least, most=most)
        return number

    return read


def amount(text: str, _: Any) -> int:
    """Money as somebody writes it, in minor units: 12 500,50 is 1250050."""
    plain = BLANKS.sub("", text)
    if not AMOUNT.fullmatch(plain):
        raise Refused("amount_malformed", given=text)
    units, _point, rest = plain.replace(",", ".").partition(".")
    return int(units) * 100 + int(rest.ljust(2, "0"))


def per_cent(text: str, _: Any) -> int:
    """A share in per cent with up to one decimal, in thousandths: 2,5 is 25."""
    plain = BLANKS.sub("", text).removesuffix("%").replace(",", ".")
    if not PER_CENT.fullmatch(plain):
        raise Refused("per_cent_malformed", given=text)
    return int(Decimal(plain) * 10)


def day(text: str, _: Any) -> date:
    """A day, written 2026-12-31 or 31.12.2026."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no hour)
    raise Refused("day_malformed", given=text)


def yes_or_no(text: str, _: Any) -> bool:
    plain = folded(text)
    if plain in YES or plain in NO:
        return plain in YES
    raise Refused("not_yes_or_no", given=text)


def currency(text: str, _: Any) -> str:
    plain = without_name(text).upper()
    if plain not in MINOR_UNITS:
        raise Refused("choice_unknown", given=text, known=", ".join(MINOR_UNITS))
    return plain


def one_of(options: type[TextChoices], only: tuple[str, ...] = ()) -> Reader:
    """A code of a list, or its name in any of the three languages."""

    def read(text: str, _: Any) -> str:
        permitted = only or tuple(options.values)
        named = {folded(name): code for code in permitted for name in _names(options(code))}
        found = named.get(folded(text)) or named.get(folded(without_name(text)))
        if found is None:
            raise Refused("choice_unknown", given=text, known=", ".join(permitted))
        return found

    return read


def choices_of(options: type[TextChoices], only: tuple[str, ...] = ()) -> list[Choice]:
    return [Choice(code, str(options(code).label)) for code in only or options.values]


def parts(text: str) -> list[str]:
    """The words of a list that somebody parted by commas, semicolons or blanks."""
    return [one for one in LIST.split(text) if one]


def without_name(text: str) -> str:
    """`firm` of “firm — posts are in the plan”, as the drop-downs of the templates write it."""
    found = CHOICE.match(text)
    return found[1] if found else text


def _names(option: Any) -> list[str]:
    found = [str(option.value)]
    for language in LANGUAGES:
        with override(language):
            found.append(str(option.label))
    return found
