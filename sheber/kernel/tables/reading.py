"""Bytes of a file → head and lines of text. What the file is, its content says, not its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sheber.kernel.refusals import Refused
from sheber.kernel.tables import csv_files, xlsx_files
from sheber.kernel.tables.lines import Limits, Line

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
REMARK = "#"


@dataclass(frozen=True)
class Sheet:
    """The head and the lines below it; empty lines and remarks are left out and counted."""

    head: tuple[str, ...]
    lines: tuple[Line, ...]
    remarks: int = field(default=0)


def read(content: bytes, limits: Limits | None = None) -> Sheet:
    """The first sheet of an XLSX file, or a CSV file of any usual encoding and separator.

    Raises Refused with one of the codes `file_…`.
    """
    limits = limits or Limits()
    if not content.strip():
        raise Refused("file_empty")
    if len(content) > limits.size:
        raise Refused("file_too_large", size=_megabytes(len(content)), most=_megabytes(limits.size))
    if content.startswith(OLD_OFFICE):
        raise Refused("file_old_or_locked")
    source = xlsx_files if content.startswith(ZIP) else csv_files
    return _sheet(source.lines(content, limits), limits)


def _sheet(lines: Iterable[Line], limits: Limits) -> Sheet:
    head: tuple[str, ...] = ()
    kept: list[Line] = []
    remarks = 0
    for line in _within(lines, limits):
        if line.cells and line.cells[0].startswith(REMARK):
            remarks += 1
        elif not head:
            head = _trimmed(line.cells)
        else:
            kept.append(line)
            if len(kept) > limits.lines:
                raise Refused("file_too_many_lines", most=limits.lines)
    if not head:
        raise Refused("file_empty")
    return Sheet(head, tuple(kept), remarks)


def _within(lines: Iterable[Line], limits: Limits) -> Iterator[Line]:
    for line in lines:
        if line.empty:
            continue
        if len(_trimmed(line.cells)) > limits.columns:
            raise Refused("file_too_wide", line=line.number, most=limits.columns)
        if any(len(cell) > limits.cell for cell in line.cells):
            raise Refused("file_cell_too_long", line=line.number, most=limits.cell)
        yield line


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max((place for place, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
