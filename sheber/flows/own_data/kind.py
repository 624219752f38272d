"""What a kind of row is made of: columns, who may, checks, and the verbs that write it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy, override

from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused, Sentence
from sheber.kernel.trilingual import LANGUAGES

ENTERED = gettext_lazy("entered already")

Values = dict[str, Any]
Fault = tuple[str, str, Mapping[str, Any]]


@dataclass(frozen=True)
class Choice:
    """A permitted code and its name in the reader's language."""

    code: str
    name: str

    @property
    def shown(self) -> str:
        """A name that only repeats its code says nothing more."""
        named = self.name and folded(self.name) != folded(self.code)
        return f"{self.code} — {self.name}" if named else self.code


@dataclass(frozen=True)
class Column:
    """A column: its code, its head in three languages, what it means, how its text is read.

    `read(text, facts)` gives a value or raises Refused; `facts` is what the kind looked up once
    for the whole file. `absent` stands for an empty cell of a column that may be empty.
    """

    code: str
    label: Sentence
    meaning: Sentence
    read: Callable[[str, Any], Any]
    required: bool = True
    absent: Any = ""
    choices: Callable[[Any], list[Choice]] | None = None
    # In a form: picked from the choices rather than typed.
    picked: bool = False

    def names(self) -> set[str]:
        """Every head by which the column is known: its code, and its label in each language."""
        found = {self.code}
        for language in LANGUAGES:
            with override(language):
                found.add(str(self.label))
        return {folded(name) for name in found}


@dataclass(frozen=True)
class Row:
    """A line whose cells were read. `values` lacks the columns that have a fault.

    `number` is the line's number in its file; 0 for a line that was typed by hand.
    """

    values: Values
    faults: tuple[Fault, ...] = ()
    number: int = 0

    @property
    def sound(self) -> bool:
        return not self.faults


@dataclass(frozen=True)
class Finding:
    """What looking at a line beside its neighbours and the database has shown.

    `became`: the key of the row that stands already, for a line that is nothing new; then
    `faults` says which. `content`: what the line asks for, as text.
    """

    faults: tuple[Fault, ...] = ()
    content: str = ""
    became: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of row that can be handed in.

    `prepare(actor, choices, now)` looks up what checks and choices need, once;
    `look(rows, facts)` gives a finding for each sound row; `write(rows, facts)` writes rows by
    many-row verbs and gives the key of what each became; `filled(facts)` are the rows with
    which the template begins, as code → value. `known` is said of a line that is nothing new;
    `hidden` are codes of columns that neither a workbook nor a page shows; `change` are those of
    what stands and of what it shall be, where a line changes a number.
    """

    code: str
    title: Sentence
    about: Sentence
    columns: tuple[Column, ...]
    may: Callable[[Actor], bool]
    prepare: Callable[[Actor, Mapping[str, Any], datetime], Any]
    look: Callable[[Sequence[Row], Any], list[Finding]]
    write: Callable[[Sequence[Values], Any], list[str]]
    filled: Callable[[Any], list[dict[str, Any]]] = field(default=lambda facts: [])
    known: Sentence = ENTERED
    hidden: frozenset[str] = frozenset()
    change: tuple[str, str] | None = None
    # Whether a line like one that stands may be typed by hand once more.
    repeats: bool = False
    # `settle(actor, choices)`: what was left open about a file and is decided when it comes in.
    settle: Callable[[Actor, Values], Values] = field(default=lambda actor, choices: choices)

    def column(self, code: str) -> Column | None:
        return next((one for one in self.columns if one.code == code), None)

    def place(self, head: Sequence[str]) -> dict[str, int]:
        """Where each column stands in a file with this head."""
        known = {name: column.code for column in self.columns for name in column.names()}
        found: dict[str, int] = {}
        for position, title in enumerate(head):
            code = known.get(folded(title))
            if code in found:
                raise Refused("column_twice", column=title)
            if code:
                found[code] = position
        if not found:
            raise Refused("columns_unknown")
        missing = [one for one in self.columns if one.required and one.code not in found]
        if missing:
            labels = ", ".join(f"“{one.label}”" for one in missing)
            raise Refused("columns_missing", columns=labels)
        return found


def folded(title: str) -> str:
    """A head without what people add to it: case, blanks, a star, a colon."""
    return " ".join(title.casefold().replace("*", " ").replace("ё", "е").split()).rstrip(" :.")
