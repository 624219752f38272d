"""A table that a page shows and a person may take away as CSV or XLSX."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from openpyxl import Workbook

from sheber.kernel.refusals import Sentence
from sheber.web.shared import demo

# What a spreadsheet would run as a formula. A number is let through: -5 is no formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
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
    """Columns and rows of plain values or `Cell`s; the first column names its row."""

    caption: Sentence
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]] = field(default_factory=tuple)
    name: str = "table"
    downloads: bool = True

    @property
    def lines(self) -> Iterator[list[tuple[Column, Cell]]]:
        """Rows as pairs of column and cell, for the template."""
        for row in self.rows:
            yield list(zip(self.columns, map(as_cell, row), strict=True))

    @property
    def plain(self) -> Iterator[list[Any]]:
        """Headings, rows of guarded values, and in a demo a last row that says so, for a file."""
        yield [guarded(str(column.label)) for column in self.columns]
        for row in self.rows:
            yield [guarded(as_cell(value).value) for value in row]
        if said := demo.note():
            yield [said]


def as_cell(value: Any) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def guarded(value: Any) -> Any:
    """The value with an apostrophe in front if a spreadsheet would take it for a formula."""
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, without which spreadsheets break Cyrillic."""
    buffer = StringIO()
    csv.writer(buffer).writerows(table.plain)
    return buffer.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """One sheet; values are written as values, never as formulas."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheber")
    for row in table.plain:
        sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


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
