"""Records of the seed files: read, checked field by field, faults named by file and record."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from sheber.accords.phrases import FAULTS
from sheber.kernel.refusals import Refused

LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True)
class Record:
    """One table of a file, with the name under which a fault is reported."""

    file: str
    code: str
    given: Mapping[str, Any]

    def fault(self, kind: str, **facts: object) -> Refused:
        """The refusal of this record: `kind` is a key of `phrases.FAULTS`."""
        return Refused(
            "seed_broken", file=self.file, row=self.code, fault=str(FAULTS[kind]) % facts
        )

    def need(self, field: str) -> Any:
        if field not in self.given:
            raise self.fault("missing", field=field)
        return self.given[field]

    def listed(self, field: str) -> list[Any]:
        return list(self.given.get(field, ()))

    def day(self, field: str) -> date | None:
        """A whole date, or None where the field is absent."""
        value = self.given.get(field)
        if value is not None and type(value) is not date:
            raise self.fault("not_a_date", field=field)
        return value

    def need_day(self, field: str) -> date:
        found = self.day(field)
        if found is None:
            raise self.fault("missing", field=field)
        return found

    def in_three(self, field: str, target: str = "") -> dict[str, str]:
        """`field_en`, `field_ru`, `field_kk` under the name that the row uses."""
        return {
            f"{target or field}_{language}": self.need(f"{field}_{language}")
            for language in LANGUAGES
        }

    def perhaps_in_three(self, field: str) -> dict[str, str]:
        return {
            f"{field}_{language}": self.given.get(f"{field}_{language}", "")
            for language in LANGUAGES
        }

    def known(self, field: str, codes: Iterable[Any], among: Mapping[str, Any]) -> list[Any]:
        """What these codes stand for; a code that nobody knows is a fault."""
        found = []
        for code in codes:
            if code not in among:
                raise self.fault("unknown_code", field=field, code=code)
            found.append(among[code])
        return found

    def nested(self, field: str, number: int, given: Mapping[str, Any]) -> "Record":
        """A table inside of this record."""
        return Record(self.file, f"{self.code}, {field} {number}", given)

    def only(self, fields: Iterable[str]) -> None:
        """Refuse a field that nobody reads, since it is most likely a slip of the pen."""
        for field in self.given:
            if field not in fields:
                raise self.fault("unknown_field", field=field)

    def check(self, row: models.Model) -> None:
        """Choices and lengths as the model states them."""
        try:
            row.clean_fields(exclude=("state", "conflict"))
        except ValidationError as wrong:
            field, faults = next(iter(wrong.message_dict.items()))
            raise self.fault("wrong_value", field=field, why=" ".join(faults)) from wrong


def records(folder: Path, name: str) -> Iterator[Record]:
    """The records of `NAME.toml` under the key that the file's singular names; codes are unique."""
    path = folder / f"{name}.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refused("seed_broken", file=path.name, row="-", fault=str(fault)) from fault
    seen: set[str] = set()
    for number, given in enumerate(tables.get(name.removesuffix("s"), ()), 1):
        code = given.get("id", given.get("code"))
        record = Record(path.name, str(code or number), given)
        if not code:
            raise record.fault("missing", field="id")
        if code in seen:
            raise record.fault("twice")
        seen.add(code)
        yield record


def plain(value: Any) -> Any:
    """TOML dates as ISO text, so that the value is JSON."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
