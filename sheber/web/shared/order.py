"""The alphabet of the reader, as a person would sort a list."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from sheber.kernel.trilingual import sort_key

OPENING = "«“„\"'"


class Named(Protocol):
    @property
    def name(self) -> str: ...


Row = TypeVar("Row", bound=Named)


def alphabetical(rows: Iterable[Row]) -> list[Row]:
    """Rows by name; a name in quotation marks stands under its first letter."""
    return sorted(rows, key=lambda row: sort_key(row.name.lstrip(OPENING)))
