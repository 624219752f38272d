"""A table that a page shows and a person may take away as CSV or XLSX.

The files are written by `kernel.tables`, which guards what a spreadsheet would run as a formula.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

from sheber.kernel import tables as files
from sheber.kernel.refusals import Sentence
from sheber.web.shared import demo

FORMATS = ("csv", "xlsx")


@dataclass(frozen=True)
class Column:
    """A heading; `numeric` columns stand right-aligned in figures of one width."""

    label: Sentence
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """A value, and where it opens: every number leads to its rows."""

    value: Any
    url: str = ""
    mark: Sentence = ""


@dataclass(frozen=True)
class Table:
    """Columns and rows of plain values or `Cell`s; the first column names its row.

    A `stacked` table, one of words, stands cell below cell on a narrow screen.
    """

    caption: Sentence
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]] = field(default_factory=tuple)
    name: str = "table"
    downloads: bool = True
    stacked: bool = False

    @property
    def lines(self) -> Iterator[list[tuple[Column, Cell]]]:
        """Rows as pairs of column and cell, for the template."""
        for row in self.rows:
            yield list(zip(self.columns, map(as_cell, row), strict=True))

    @property
    def head(self) -> list[str]:
        return [str(column.label) for column in self.columns]

    @property
    def plain(self) -> Iterator[list[Any]]:
        """Rows for a file; in a demo a last row says so."""
        for row in self.rows:
            yield [_plain(as_cell(value).value) for value in row]
        if said := demo.note():
            yield [said]


class MadeRows(Sequence[Sequence[Any]]):
    """Rows that are made of items when they are read, so that a page of a long table costs a page.

    `make` takes some of the items and gives a row for each.
    """

    def __init__(
        self, items: Sequence[Any], make: Callable[[Sequence[Any]], Sequence[Sequence[Any]]]
    ) -> None:
        self._items, self._make = items, make

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return self._make(self._items[place])
        return self._make([self._items[place]])[0]

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return iter(self._make(self._items))


def as_cell(value: Any) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def _plain(value: Any) -> object:
    """Numbers stay numbers, everything else is words."""
    return value if value is None or isinstance(value, int | float) else str(value)


def as_csv(table: Table) -> bytes:
    return files.as_csv([table.head, *table.plain])


def as_xlsx(table: Table) -> bytes:
    return files.as_xlsx([files.Page(str(table.caption), table.head, list(table.plain))])


def requested(request: HttpRequest, tables: Iterable[Table]) -> HttpResponse | None:
    """The file asked for by `?download=NAME.csv`, or None if the page itself is wanted."""
    name, _, kind = request.GET.get("download", "").rpartition(".")
    if kind not in FORMATS:
        return None
    table = next((one for one in tables if one.name == name), None)
    return None if table is None else response(table, kind)


def response(table: Table, kind: str) -> HttpResponse:
    """The table as a file of this kind."""
    if kind == "xlsx":
        content, mime = as_xlsx(table), "application/vnd.openxmlformats-officedocument"
        mime += ".spreadsheetml.sheet"
    else:
        content, mime = as_csv(table), "text/csv; charset=utf-8"
    return attachment(content, mime, f"sheber-{table.name}.{kind}")


def attachment(content: bytes, mime: str, filename: str) -> HttpResponse:
    """A file to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=mime, headers=headers)
