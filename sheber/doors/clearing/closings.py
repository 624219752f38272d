"""Offerings closed for want of a minimum group, as a result states them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheber.doors.fields import Fields, Reader, join
from sheber.engine.clearing.viability import Closing


def read_closings(reader: Reader, top: Fields, offerings: Sequence[str]) -> Iterator[Closing]:
    """Each closing of a result that was read so far; a wrong one leaves a fault."""
    number = {name: place for place, name in enumerate(offerings)}
    for path, item in reader.items(top, "closings", ""):
        fields = reader.fields(item, path, ("offering", "held", "minimum")) or {}
        held = reader.seats(fields, "held", path)
        minimum = reader.seats(fields, "minimum", path)
        where = join(path, "offering")
        name = reader.text(fields["offering"], where) if "offering" in fields else None
        if name in number:
            yield Closing(number[name], held, minimum)
        elif name is not None:
            reader.faults.add("unknown_offering", where, offering=name)
