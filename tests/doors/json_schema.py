"""JSON Schema as its standard reads: the part of draft 2020-12 that our schemas use, and no more.

A keyword that stands in a schema and not here is an error, so that nothing is passed over.
"""

import re
from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]

# A boolean is no number, and 2.0 is a whole one.
TYPES: dict[str, Callable[[object], bool]] = {
    "object": lambda one: isinstance(one, dict),
    "array": lambda one: isinstance(one, list),
    "string": lambda one: isinstance(one, str),
    "boolean": lambda one: isinstance(one, bool),
    "null": lambda one: one is None,
    "number": lambda one: isinstance(one, int | float) and not isinstance(one, bool),
    "integer": lambda one: TYPES["number"](one) and float(one).is_integer(),  # type: ignore[arg-type]
}
SAYS_NOTHING = {"$schema", "$defs", "title", "description", "format"}


def accepts(schema: Schema, value: object) -> bool:
    """Whether a document is one that the schema describes."""
    return _holds(schema, schema, value)


def _holds(whole: Schema, schema: Schema, value: Any) -> bool:
    return all(
        _RULES[keyword](whole, schema, value) for keyword in schema if keyword not in SAYS_NOTHING
    )


def _properties(whole: Schema, schema: Schema, value: Any) -> bool:
    known = schema["properties"]
    return not isinstance(value, dict) or all(
        _holds(whole, known[name], item) for name, item in value.items() if name in known
    )


def _nothing_more(_: Schema, schema: Schema, value: Any) -> bool:
    assert schema["additionalProperties"] is False
    return not isinstance(value, dict) or value.keys() <= schema["properties"].keys()


def _reference(whole: Schema, schema: Schema, value: Any) -> bool:
    name = schema["$ref"].removeprefix("#/$defs/")
    return _holds(whole, whole["$defs"][name], value)


def _bound(compare: Callable[[Any, Any], bool], keyword: str) -> Callable[..., bool]:
    return lambda _, schema, value: not TYPES["number"](value) or compare(value, schema[keyword])


_RULES: dict[str, Callable[[Schema, Schema, Any], bool]] = {
    "$ref": _reference,
    "type": lambda _, schema, value: TYPES[schema["type"]](value),
    "const": lambda _, schema, value: value == schema["const"],
    "enum": lambda _, schema, value: value in schema["enum"],
    "anyOf": lambda whole, schema, value: any(_holds(whole, one, value) for one in schema["anyOf"]),
    "properties": _properties,
    "required": lambda _, schema, value: (
        not isinstance(value, dict) or set(schema["required"]) <= value.keys()
    ),
    "additionalProperties": _nothing_more,
    "items": lambda whole, schema, value: (
        not isinstance(value, list) or all(_holds(whole, schema["items"], one) for one in value)
    ),
    "minimum": _bound(lambda value, least: value >= least, "minimum"),
    "maximum": _bound(lambda value, most: value <= most, "maximum"),
    "pattern": lambda _, schema, value: (
        not isinstance(value, str) or re.search(schema["pattern"], value) is not None
    ),
}
