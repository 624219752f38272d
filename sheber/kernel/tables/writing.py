"""Rows → CSV or XLSX. Everything that goes out is guarded; drop-downs read from other pages."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheber.kernel.tables.guard import guarded

Rows = Iterable[Sequence[object]]
NOT_IN_A_TITLE = re.compile(r"[\\/*?:\[\]]")
TITLE_LENGTH = 31
WIDEST, NARROWEST = 60, 9
HEAD = PatternFill("solid", start_color="F1ECDF")
MARKED = PatternFill("solid", start_color="FBE6E2")


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook. `choices`: column (from 0) → (page, column, rows below its head).

    `marked` are places (line below the head from 0, column) that a reader should look at;
    `hidden` are columns (from 0) that are kept and not shown.
    """

    title: str
    head: Sequence[object]
    rows: Sequence[Sequence[object]] = ()
    choices: Mapping[int, tuple[str, int, int]] = field(default_factory=dict)
    marked: frozenset[tuple[int, int]] = frozenset()
    lines_to_fill: int = 0
    hidden: frozenset[int] = frozenset()


def as_csv(rows: Rows, separator: str = ";") -> bytes:
    """UTF-8 with a byte order mark, without which spreadsheets break Cyrillic."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerows([guarded(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def as_xlsx(pages: Sequence[Page]) -> bytes:
    """A workbook; every value is written as a value, never as a formula."""
    book = Workbook()
    book.remove(book.active)
    for page in pages:
        _write(book.create_sheet(_title(page.title)), page)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(sheet: Worksheet, page: Page) -> None:
    for row in (page.head, *page.rows):
        sheet.append([_plain(value) for value in row])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for line, column in page.marked:
        sheet.cell(line + 2, column + 1).fill = MARKED
    sheet.freeze_panes = "A2"
    _set_widths(sheet, page)
    for column in page.hidden:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    for column, source in page.choices.items():
        _offer(sheet, column, source, len(page.rows) + page.lines_to_fill + 1)


def _offer(sheet: Worksheet, column: int, source: tuple[str, int, int], last: int) -> None:
    """A drop-down that advises and does not forbid: a name may be typed instead of a code."""
    title, place, count = source
    letter = get_column_letter(place + 1)
    cells = f"{quote_sheetname(_title(title))}!${letter}$2:${letter}${count + 1}"
    choice = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=False)
    own = get_column_letter(column + 1)
    choice.add(f"{own}2:{own}{last}")
    sheet.add_data_validation(choice)


def _set_widths(sheet: Worksheet, page: Page) -> None:
    for place, title in enumerate(page.head):
        texts = [title, *(row[place] for row in page.rows[:200] if place < len(row))]
        longest = max(len(str(text or "")) for text in texts)
        width = min(WIDEST, max(NARROWEST, longest + 2))
        sheet.column_dimensions[get_column_letter(place + 1)].width = width


def _plain(value: object) -> object:
    safe = guarded(value)
    return (
        ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", safe)
        if isinstance(safe, str)
        else safe
    )


def _title(text: str) -> str:
    return NOT_IN_A_TITLE.sub(" ", text)[:TITLE_LENGTH]
