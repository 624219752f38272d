"""JSON read strictly, and its values taken out one by one with every fault named."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from sheber.doors.faults import Faults, shown

LARGEST_SEATS = 2**31 - 1
LARGEST_NUMBER = 2**53 - 1  # beyond it, neighbouring whole numbers are one double

Fields = dict[str, object]


def load(text: bytes, form: str, faults: Faults) -> object:
    """The document, or None with its fault. Repeated fields and NaN are faults, too."""
    if not text.strip():
        faults.add("empty_file", "", format=form)
        return None
    try:
        return json.loads(
            text.decode("utf-8-sig"),
            object_pairs_hook=_without_repeats,
            parse_constant=_Constant,
        )
    except UnicodeDecodeError:
        faults.add("not_utf8", "")
    except json.JSONDecodeError as error:
        faults.add(
            "not_json", "", why=error.msg.removesuffix(" at"), line=error.lineno, column=error.colno
        )
    except RecursionError:
        faults.add("too_deep", "", format=form)
    except ValueError as error:
        faults.add("unreadable_number", "", why=str(error).split(":")[0])
    return None


class _Constant(str):
    """NaN, Infinity or −Infinity, which Python reads and JSON does not know."""

    __slots__ = ()


class _Repeated(dict[str, object]):
    """An object in which a field stands twice; `field` is the first of those."""

    field: str


def _without_repeats(pairs: list[tuple[str, object]]) -> Fields:
    seen = dict(pairs)
    if len(seen) == len(pairs):
        return seen
    marked = _Repeated(seen)
    names = [name for name, _ in pairs]
    marked.field = next(name for name in names if names.count(name) > 1)
    return marked


class Reader:
    """Takes values out of a document; every wrong one is a fault at its path, and None."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def fields(
        self, value: object, path: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Fields | None:
        """An object with the named fields. “comment” is welcome everywhere and means nothing."""
        if not isinstance(value, dict):
            self.faults.add("not_object", path, value=shown(value))
            return None
        if isinstance(value, _Repeated):
            self.faults.add("repeated_field", path, field=value.field)
        for field in required:
            if field not in value:
                self.faults.add("missing_field", path, field=field)
        known = (*required, *optional, "comment")
        for field in value:
            if field not in known:
                named = ", ".join(f"“{name}”" for name in known)
                self.faults.add("unknown_field", join(path, field), field=field, known=named)
        if "comment" in value:
            self.text(value["comment"], join(path, "comment"))
        return value

    def document(
        self,
        value: object,
        form: str,
        required: tuple[str, ...],
        optional: tuple[str, ...] = (),
    ) -> Fields | None:
        """A whole file with its “format”. Where it names another one, that alone is its fault."""
        if isinstance(value, dict) and value.get("format", form) != form:
            self.faults.add("wrong_format", "format", value=shown(value["format"]), format=form)
            return None
        return self.fields(value, "", ("format", *required), optional)

    def items(self, holder: Fields, field: str, path: str) -> Iterator[tuple[str, object]]:
        """Each (path, item) of a list in a field; nothing if the field is absent."""
        if field not in holder:
            return
        value, path = holder[field], join(path, field)
        if not isinstance(value, list):
            self.faults.add("not_list", path, value=shown(value))
            return
        for index, item in enumerate(value):
            yield f"{path}[{index}]", item

    def text(self, value: object, path: str) -> str | None:
        if not isinstance(value, str) or isinstance(value, _Constant):
            self.faults.add("not_text", path, value=shown(value))
            return None
        try:
            value.encode()
        except UnicodeEncodeError:
            self.faults.add("not_unicode", path)
            return None
        return value

    def id(self, holder: Fields, path: str, kind: str, seen: dict[str, str]) -> str | None:
        """The id of an object, not used before by another of its kind; `seen` is id → path."""
        if "id" not in holder:
            return None
        where = join(path, "id")
        name = self.text(holder["id"], where)
        if name == "":
            self.faults.add("empty_id", where)
        if not name:
            return None
        if name in seen:
            self.faults.add("duplicate_id", where, id=name, first=seen[name], kind=kind)
        seen.setdefault(name, where)
        return name

    def seats(self, holder: Fields, field: str, path: str) -> int:
        """A number of seats: whole, 0 or more. 0 where it is wrong."""
        if field not in holder:
            return 0
        value, path = holder[field], join(path, field)
        number = self.number(value, path)
        if number is None:
            return 0
        if number != math.floor(number):
            self.faults.add("not_whole", path, value=shown(value))
        elif number < 0:
            self.faults.add("negative", path, value=shown(value))
        elif number > LARGEST_SEATS:
            self.faults.add("number_too_large", path, value=shown(value), largest=LARGEST_SEATS)
        else:
            return int(number)
        return 0

    def seed(self, holder: Fields) -> bytes | None:
        """The seed of a lottery, which may be left out: hexadecimal, of even length."""
        if holder.get("lottery") is None:
            return None
        lottery = self.fields(holder["lottery"], "lottery", ("seed",)) or {}
        seed = self.text(lottery["seed"], "lottery.seed") if "seed" in lottery else None
        if seed is None:
            return None
        if set(seed) - set("0123456789abcdefABCDEF"):
            self.faults.add("not_hex", "lottery.seed")
        elif len(seed) % 2:
            self.faults.add("odd_hex", "lottery.seed", length=len(seed))
        else:
            return bytes.fromhex(seed)
        return None

    def flag(self, holder: Fields, field: str, path: str = "") -> bool | None:
        """True or false, or None where the field is left out."""
        value = holder.get(field)
        if field in holder and not isinstance(value, bool):
            self.faults.add("not_true_or_false", join(path, field), value=shown(value))
            return None
        return value if isinstance(value, bool) else None

    def number(self, value: object, path: str) -> float | None:
        if isinstance(value, _Constant) or (isinstance(value, float) and not math.isfinite(value)):
            self.faults.add("not_a_number_value", path, value=str(value))
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.faults.add("not_number", path, value=shown(value))
            return None
        if abs(value) > LARGEST_NUMBER:
            self.faults.add("number_too_large", path, value=shown(value), largest=LARGEST_NUMBER)
            return None
        return value


def join(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field
