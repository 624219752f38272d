"""JSON to frozen rows and back, led by the annotations of the rows.

A row of a file has the fields of its dataclass, by the same names; fields with a default may be
left out. Shares are texts (``"3/4"``, ``"0.75"``) or numbers, dates are texts (``"2026-09-01"``).
"""

from __future__ import annotations

import math
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from sheber.doors.faults import Faults, shown
from sheber.doors.fields import LARGEST_NUMBER, Reader, join


def plain(value: Any) -> Any:
    """A value as JSON holds it: rows become objects, tuples lists, shares and dates texts."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Fraction | date) else value


class Typed:
    """Reads values of annotated types; every wrong one is a fault at its path, and None."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self._reader = Reader(faults)

    def row(self, kind: type, value: object, path: str, extra: tuple[str, ...] = ()) -> Any:
        """A row of a dataclass, or None where any field is wrong; ``extra`` fields are passed."""
        known = hints(kind)
        required = tuple(f.name for f in fields(kind) if is_required(f))
        optional = tuple(name for name in known if name not in required)
        before = self.faults.count
        found = self._reader.fields(value, path, (*extra, *required), optional)
        if found is None:
            return None
        values = {
            name: self.value(hint, found[name], join(path, name))
            for name, hint in known.items()
            if name in found
        }
        return kind(**values) if self.faults.count == before else None

    def value(self, kind: Any, value: object, path: str) -> Any:
        """A value of an annotated type."""
        origin = get_origin(kind)
        if origin is tuple:
            return self._tuple(kind, value, path)
        if origin in (Union, types.UnionType):
            return self._one_of(get_args(kind), value, path)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(value, path)
        if is_dataclass(kind):
            return self.row(kind, value, path)  # type: ignore[arg-type]
        return self._single(kind, value, path)

    def _tuple(self, kind: Any, value: object, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            self.faults.add("not_list", path, value=shown(value))
            return ()
        inner = get_args(kind)[0]
        return tuple(self.value(inner, item, f"{path}[{i}]") for i, item in enumerate(value))

    def _one_of(self, kinds: tuple[Any, ...], value: object, path: str) -> Any:
        """A union: nothing where that is allowed, a text or a whole number by what stands here."""
        if value is None and type(None) in kinds:
            return None
        named = [kind for kind in kinds if kind is not type(None)]
        fitting = [k for k in named if isinstance(value, (int, float) if k is int else k)]
        return self.value((fitting or named)[0], value, path)

    def _mapping(self, value: object, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.faults.add("not_object", path, value=shown(value))
            return {}
        return dict(value)

    def _single(self, kind: type, value: object, path: str) -> Any:
        read = {
            str: self._reader.text,
            bool: self._truth,
            int: self._whole,
            float: self._reader.number,
            Fraction: self._share,
            date: self._date,
        }[kind]
        return read(value, path)

    def _truth(self, value: object, path: str) -> bool | None:
        if isinstance(value, bool):
            return value
        self.faults.add("not_truth", path, value=shown(value))
        return None

    def _whole(self, value: object, path: str) -> int | None:
        number = self._reader.number(value, path)
        if number is None:
            return None
        if number != math.floor(number):
            self.faults.add("not_whole", path, value=shown(value))
            return None
        return int(number)

    def _share(self, value: object, path: str) -> Fraction | None:
        if not isinstance(value, str):
            number = self._reader.number(value, path)
            return None if number is None else Fraction(repr(number))
        try:
            share = Fraction(value)
        except (ValueError, ZeroDivisionError):
            self.faults.add("not_a_fraction", path, value=shown(value))
            return None
        if max(abs(share.numerator), share.denominator) > LARGEST_NUMBER:
            self.faults.add("number_too_large", path, value=shown(value), largest=LARGEST_NUMBER)
            return None
        return share

    def _date(self, value: object, path: str) -> date | None:
        try:
            return date.fromisoformat(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            self.faults.add("not_a_date", path, value=shown(value))
            return None


@cache
def hints(kind: type) -> dict[str, Any]:
    """The annotated type of each field of a row."""
    return get_type_hints(kind)


def is_required(field: Field[Any]) -> bool:
    """Whether a field must stand in the file."""
    return field.default is MISSING and field.default_factory is MISSING
