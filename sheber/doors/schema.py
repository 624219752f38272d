"""Annotated rows → JSON Schema (draft 2020-12), from the annotations by which `typed` reads them.

A schema speaks of form: which fields, of what kind, within which bounds. What names what, and
whether numbers fit one another, only the reader can say.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Union, get_args, get_origin

from sheber.doors.fields import LARGEST_NUMBER
from sheber.doors.typed import hints, is_required

Schema = dict[str, Any]
Narrowed = Mapping[tuple[type, str], Schema]
"""What holds of a field beyond its annotation, by row and field."""

BOUNDS = {"minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}
SHARE = r"^-?([0-9]{1,15}(/0*[1-9][0-9]{0,14})?|[0-9]{0,7}\.[0-9]{1,8})$"
SINGLE: dict[type, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", **BOUNDS},
    float: {"type": "number", **BOUNDS},
    Fraction: {"anyOf": [{"type": "number", **BOUNDS}, {"type": "string", "pattern": SHARE}]},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def schema_of(kind: type, form: str, *, beside: Mapping[str, Any], narrowed: Narrowed) -> Schema:
    """The schema of a whole file: a row with its “format”, and further fields ``beside`` it."""
    described = _Described(narrowed)
    top = described.row(kind)
    more = {"format": {"const": form}, **{n: described.value(h) for n, h in beside.items()}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form,
        **top,
        "properties": {**more, **top["properties"]},
        "required": [*more, *top["required"]],
        "$defs": dict(sorted(described.rows.items())),
    }


class _Described:
    """Schemas of values; those of rows are kept by name, once each."""

    def __init__(self, narrowed: Narrowed) -> None:
        self.rows: dict[str, Schema] = {}
        self._narrowed = narrowed

    def row(self, kind: type) -> Schema:
        known = hints(kind)
        properties = {
            name: {**self.value(hint), **self._narrowed.get((kind, name), {})}
            for name, hint in known.items()
        }
        return {
            "description": " ".join((kind.__doc__ or "").replace("``", "").split()),
            "type": "object",
            "properties": {**properties, "comment": {"type": "string"}},
            "required": [one.name for one in fields(kind) if is_required(one)],
            "additionalProperties": False,
        }

    def value(self, kind: Any) -> Schema:
        origin = get_origin(kind)
        if origin is tuple:
            return {"type": "array", "items": self.value(get_args(kind)[0])}
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.value(one) for one in get_args(kind)]}
        if kind is type(None):
            return {"type": "null"}
        if origin is not None and issubclass(origin, Mapping):
            return {"type": "object"}
        if is_dataclass(kind):
            return self._named(kind)  # type: ignore[arg-type]
        return SINGLE[kind]

    def _named(self, kind: type) -> Schema:
        if kind.__name__ not in self.rows:
            self.rows[kind.__name__] = self.row(kind)
        return {"$ref": f"#/$defs/{kind.__name__}"}
