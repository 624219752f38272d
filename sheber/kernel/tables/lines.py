"""A line of a file, how much a file may hold, and what a cell's text may be."""

from dataclasses import dataclass

from sheber.kernel.tables.guard import unguarded

REPLACED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Limits:
    """What a file may hold at most: bytes, lines below the head, columns, signs in a cell."""

    size: int = 5_000_000
    lines: int = 5_000
    columns: int = 100
    cell: int = 2_000
    unpacked: int = 60_000_000


@dataclass(frozen=True)
class Line:
    """A line with its number in the file. `formulas` are columns whose value is not in the file."""

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        return not any(self.cells) and not self.formulas


def clean(text: str) -> str:
    """Text without an outer blank or a sign that no letter is; a guard's apostrophe taken off."""
    shown = "".join(sign if sign >= " " or sign in "\t\n\r" else REPLACED for sign in text)
    return unguarded(shown.strip())
