"""A rule's value as a page shows it: words, a list of words, or a small table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from sheber.kernel.money import Money
from sheber.kernel.refusals import Sentence
from sheber.registry.enums import Certainty, RuleKind, weakest
from sheber.registry.models import Country, Level, Region
from sheber.web.accords import labels
from sheber.web.accords.phrases import KEYS, LEFT_OUT, VALUES
from sheber.web.shared.tables import Column, Table

ANY_YEAR = 2024


@dataclass(frozen=True)
class Value:
    """What a page shows: one of the three is filled."""

    text: Sentence = ""
    items: tuple[Sentence, ...] = ()
    table: Table | None = None


class Places:
    """Names of countries, regions and levels by code, read once for a page."""

    def __init__(self) -> None:
        self.names = {one.pk: one.name for one in Country.objects.all()}
        self.names |= {one.pk: one.name for one in Region.objects.all()}
        self.names |= {one.pk: one.name for one in Level.objects.all()}

    def word(self, code: object) -> Sentence:
        """A code as a place or level, a value of the packs, or itself."""
        if isinstance(code, bool):
            return _("yes") if code else _("no")
        if isinstance(code, list):
            return ", ".join(str(self.word(one)) for one in code)
        key = str(code)
        return self.names.get(key) or VALUES.get(key) or labels.value(key)


def shown(
    kind: str, value: Any, unit: str, places: Places, caption: str = "", certainty: str = ""
) -> Value:
    """The value of a rule of this kind; `kind` may be unknown, and then there is none.

    `certainty` is the mark of the rule: on a row of a table the weaker of the two is shown.
    """
    if value is None:
        return Value(_("not known"))
    if kind == RuleKind.TABLE:
        return Value(table=_table(value, places, caption, certainty))
    if kind == RuleKind.LIST:
        return Value(items=tuple(places.word(one) for one in value))
    if kind == RuleKind.SHARE:
        return Value(
            ", ".join(filter(None, (_with_unit(share(value), unit), _rounding(value, places))))
        )
    if kind == RuleKind.DATE_OF_YEAR:
        return Value(_day(value))
    if kind == RuleKind.MONEY:
        return Value(_with_unit(str(Money(value["minor"], value["currency"])), unit))
    if kind == RuleKind.INTEGER:
        return Value(_with_unit(number_format(value, force_grouping=True), unit))
    return Value(places.word(value))


def answered(value: Any, places: Places) -> Sentence:
    """An office's answer, whatever its kind."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "; ".join(
            " → ".join(str(places.word(one[key])) for key in ("from", "to") if key in one)
            or ", ".join(str(places.word(each)) for each in one.values())
            for one in value
        )
    return places.word(value)


def share(value: Mapping[str, Any]) -> str:
    """A fraction as per cent, as exactly as it is."""
    percent = 100 * value["numerator"] / value["denominator"]
    places = 0 if percent == int(percent) else 1
    return f"{number_format(percent, decimal_pos=places)} %"


def _rounding(value: Mapping[str, Any], places: Places) -> str:
    """How the share becomes seats, with the mark of that."""
    if "rounding" not in value:
        return ""
    return f"{_('rounding')}: {_marked(places.word(value['rounding']), value, 'rounding')}"


def _marked(word: Sentence, value: Mapping[str, Any], part: str) -> str:
    """A part of a value with the mark that it has of its own."""
    mark = value.get(f"{part}_certainty")
    return f"{word} ({Certainty(mark).label})" if mark else str(word)


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {labels.unit(unit)}" if unit else text


def _day(value: Mapping[str, Any]) -> str:
    day = date_format(date(ANY_YEAR, value["month"], value["day"]), "MONTH_DAY_FORMAT")
    zone = value.get("time_zone", "")
    parts = [day, str(value.get("time", "")), zone and _marked(zone, value, "time_zone")]
    return ", ".join(part for part in parts if part)


def _table(
    rows: Sequence[Mapping[str, Any]], places: Places, caption: str, certainty: str
) -> Table:
    keys = list(dict.fromkeys(key for row in rows for key in _keys(row)))
    columns = [
        Column(KEYS.get(key, key), numeric=all(_is_number(row.get(key)) for row in rows))
        for key in keys
    ]
    lines = [[_cell(row, key, places, certainty) for key in keys] for row in rows]
    return Table(caption, columns, lines, downloads=False)


def _keys(row: Mapping[str, Any]) -> list[str]:
    share_of = ["share"] if "numerator" in row and "denominator" in row else []
    kept = [key for key in row if key not in LEFT_OUT]
    return [*kept[:1], *share_of, *kept[1:]] if "code" in kept[:1] else [*share_of, *kept]


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _cell(row: Mapping[str, Any], key: str, places: Places, certainty: str) -> Any:
    if key == "share":
        return share(row) if "numerator" in row else ""
    value = row.get(key)
    if value is None:
        return ""
    if key == "certainty":
        return Certainty(weakest(value, certainty or value)).label
    if key == "rounding":
        return _marked(places.word(value), row, key)
    if key == "was_numerator":
        return share({**row, "numerator": value})
    if key in ("year", "admitted_from", "admitted_before"):
        return str(value)
    if key in ("needs", "needs_abroad"):
        return ", ".join(labels.rule(one) for one in value)
    if key == "open_to":
        return "; ".join(_programmes(one, places) for one in value)
    return value if _is_number(value) else places.word(value)


def _programmes(row: Mapping[str, Sequence[str]], places: Places) -> str:
    """To which programmes a regime is open: levels by name, fields by their ISCED-F codes."""
    fields = ", ".join(row.get("isced_fields", ()))
    named = [str(places.word(list(row["levels"])))] if "levels" in row else []
    return ", ".join([*named, *([f"ISCED-F {fields}"] if fields else [])])
