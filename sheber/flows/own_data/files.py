"""Files that go out: the template of a kind, and an upload with a verdict beside each line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sheber.flows.own_data import kinds
from sheber.flows.own_data.kind import Column, Kind, folded
from sheber.kernel import tables, uploads
from sheber.kernel.models import Upload, UploadedLine
from sheber.kernel.refusals import Refused
from sheber.kernel.tables import Page
from sheber.kernel.trilingual import LANGUAGES
from sheber.kernel.uploads import ASIDE, GOOD, KNOWN, WRONG

LINES_TO_FILL = 500
FORMATS = ("csv", "xlsx")


def template(
    kind: Kind, form: str, facts: Any, *, with_rows: bool = False, note: str = ""
) -> bytes:
    """An empty table of a kind with its help; `with_rows` puts in what stands already.

    `form` is csv or xlsx; `facts` come from `kind.prepare`. A `note` is a last line of help.
    """
    rows = rows_of(kind, facts, note) if with_rows else []
    if form == "csv":
        return tables.as_csv([_head(kind), *rows, *_remarks(kind, facts)])
    return tables.as_xlsx(pages(kind, rows, facts))


def pages(kind: Kind, rows: Sequence[Sequence[object]], facts: Any) -> list[Page]:
    """The sheets of a workbook: the table, its help and the lists of codes."""
    codes = _("Codes")
    listed = [(column, column.choices(facts)) for column in kind.columns if column.choices]
    choices = {
        kind.columns.index(column): (codes, place, len(options))
        for place, (column, options) in enumerate(listed)
        if options
    }
    return [
        Page(
            str(kind.title),
            _head(kind),
            rows,
            choices,
            lines_to_fill=LINES_TO_FILL,
            hidden=_hidden(kind, {code: place for place, code in enumerate(_codes(kind))}),
        ),
        Page(_("Help"), [_("Column"), _("Must be filled in"), _("Meaning")], list(_help(kind))),
        Page(codes, [str(column.label) for column, _options in listed], _side_by_side(listed)),
    ]


def rows_of(kind: Kind, facts: Any, note: str = "") -> list[list[Any]]:
    """What stands already, as rows of the table; a `note` below them."""
    given = [[row.get(column.code, "") for column in kind.columns] for row in kind.filled(facts)]
    return [*given, *_note(note)]


def returned(upload: Upload, form: str, *, note: str = "") -> bytes:
    """The same lines as they were typed, with a verdict before each, in the reader's language."""
    kind = kinds.named(upload.kind)
    lines = uploads.lines(upload)
    own = _verdict_column(upload.head)
    head = [_("Verdict"), *(one for place, one in enumerate(upload.head) if place != own)]
    width = len(upload.head)
    rows = [
        [
            verdict(kind, line),
            *(one for place, one in enumerate(_full(line, width)) if place != own),
        ]
        for line in lines
    ]
    rows += _note(note)
    if form == "csv":
        return tables.as_csv([head, *rows])
    places = _places(kind, upload)
    page = Page(
        str(kind.title),
        head,
        rows,
        marked=_marked(places, lines),
        hidden=_hidden(kind, places),
    )
    return tables.as_xlsx([page])


def verdict(kind: Kind, line: UploadedLine) -> str:
    """One line's verdict in words: whether it is good, or what is wrong and what to do."""
    said = [verdict_word(kind, line)] if line.verdict != WRONG else []
    return ". ".join(one.rstrip(".") for one in [*said, *sentences(kind, line)])


def verdict_word(kind: Kind, line: UploadedLine) -> str:
    """The verdict in a word or two."""
    words = {
        GOOD: _("entered now") if line.became else _("ok"),
        KNOWN: str(kind.known),
        WRONG: _("to be mended"),
        ASIDE: _("set aside"),
    }
    return words.get(line.verdict, _("not checked"))


def sentences(kind: Kind, line: UploadedLine) -> list[str]:
    """What is wrong in each cell and what to do, in the reader's language."""
    return [told(kind.column(code), refusal, facts) for code, refusal, facts in line.faults]


def told(column: Column | None, code: str, facts: Mapping[str, Any]) -> str:
    """A fault as a sentence, after the name of its column if there is one."""
    said = str(Refused(code, **facts))
    return f"{column.label}: {said}" if column else said


def _head(kind: Kind) -> list[str]:
    return [str(column.label) for column in kind.columns]


def _codes(kind: Kind) -> list[str]:
    return [column.code for column in kind.columns]


def _note(note: str) -> list[list[str]]:
    return [[f"# {note}"]] if note else []


def _help(kind: Kind) -> Iterator[list[str]]:
    for column in kind.columns:
        yield [str(column.label), _("yes") if column.required else _("no"), str(column.meaning)]


def _remarks(kind: Kind, facts: Any) -> Iterator[list[str]]:
    """Help below a CSV table: lines that begin with # are never read as rows."""
    yield [_("# Lines that begin with # are help and are not read.")]
    for column in kind.columns:
        needed = _("must be filled in") if column.required else _("may stay empty")
        yield [f"# {column.label}", needed, str(column.meaning)]
    for column in kind.columns:
        for option in column.choices(facts) if column.choices else []:
            yield [f"# {column.label}", option.code, option.name]


def _side_by_side(listed: Sequence[tuple[Column, list[Any]]]) -> list[list[str]]:
    """Lists of unequal length as the columns of one page."""
    longest = max((len(options) for _column, options in listed), default=0)
    return [
        [options[place].shown if place < len(options) else "" for _column, options in listed]
        for place in range(longest)
    ]


def _verdict_column(head: Iterable[str]) -> int | None:
    """Where the verdict of an earlier round stands in a file that came back."""
    return next((place for place, one in enumerate(head) if is_verdict(one)), None)


def is_verdict(title: str) -> bool:
    """Whether a head is that of the verdict column, in any language."""
    names = set()
    for language in LANGUAGES:
        with override(language):
            names.add(folded(_("Verdict")))
    return folded(title) in names


def _full(line: UploadedLine, width: int) -> list[str]:
    return [*line.cells, *[""] * (width - len(line.cells))]


def _places(kind: Kind, upload: Upload) -> dict[str, int]:
    """Where each column stands in the returned sheet; the verdict stands before them."""
    own = _verdict_column(upload.head)
    return {
        code: place + (1 if own is None or place < own else 0)
        for code, place in kind.place(upload.head).items()
    }


def _marked(places: Mapping[str, int], lines: Sequence[UploadedLine]) -> frozenset[tuple[int, int]]:
    """Cells with a fault, as places in the returned sheet."""
    return frozenset(
        (number, places[code])
        for number, line in enumerate(lines)
        for code, _refusal, _facts in line.faults
        if code in places
    )


def _hidden(kind: Kind, places: Mapping[str, int]) -> frozenset[int]:
    return frozenset(places[code] for code in kind.hidden if code in places)
