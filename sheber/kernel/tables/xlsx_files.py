"""XLSX: the first sheet as text. Of a formula its last value counts, if the file has one."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import zip_longest
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from sheber.kernel.refusals import Refused
from sheber.kernel.tables.lines import Limits, Line, clean

PART = "xl/workbook.xml"
FORMULA = "f"


def lines(content: bytes, limits: Limits) -> Iterator[Line]:
    """Every line with its number."""
    _refuse_other(content, limits)
    try:
        written = load_workbook(BytesIO(content), read_only=True)
        computed = load_workbook(BytesIO(content), read_only=True, data_only=True)
        # The size that a file states of itself may be a lie, or a million empty lines.
        for book in (written, computed):
            book.worksheets[0].reset_dimensions()
        pairs = zip_longest(
            written.worksheets[0].iter_rows(), computed.worksheets[0].iter_rows(), fillvalue=()
        )
        for number, (formulas, values) in enumerate(pairs, 1):
            yield _line(number, formulas, values)
    except Refused:
        raise
    except Exception as broken:  # a file by a stranger breaks the reader in any way it can
        raise Refused("file_not_a_table") from broken


def _refuse_other(content: bytes, limits: Limits) -> None:
    """Refuse what only looks like a workbook, and what grows without measure when unpacked."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            size = sum(part.file_size for part in parts)
    except BadZipFile as broken:
        raise Refused("file_not_a_table") from broken
    if PART not in names:
        raise Refused("file_not_a_workbook")
    if size > limits.unpacked:
        raise Refused("file_grows", most=limits.unpacked // 1_000_000)


def _line(number: int, formulas: Any, values: Any) -> Line:
    cells = tuple(clean(as_text(cell.value)) for cell in values)
    missing = frozenset(
        place
        for place, cell in enumerate(formulas)
        if cell.data_type == FORMULA and not (place < len(cells) and cells[place])
    )
    return Line(number, cells, missing)


def as_text(value: object) -> str:
    """A cell's value as somebody would type it: 12 and not 12.0, dates as 2029-09-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        return str(int(value)) if value == int(value) else str(value)
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return (value.date() if whole_day else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
