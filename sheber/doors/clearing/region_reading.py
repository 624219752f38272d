"""Regions of a `sheber.market/1` document: caps, and the order in which offerings take turns."""

from __future__ import annotations

from dataclasses import dataclass, field

from sheber.doors.fields import Fields, Reader, join
from sheber.engine.clearing.market import NOBODY


@dataclass
class Regions:
    """What was read. By region's number: `ids`, `paths`, `drafts` (cap, offerings in their turns);
    by offering's number: `targets`, and `region_of`, −1 for none."""

    ids: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    drafts: list[tuple[int, list[int]]] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    region_of: list[int] = field(default_factory=list)


def read_regions(
    reader: Reader, top: Fields, offerings: list[tuple[str, str, Fields]], seen: dict[str, str]
) -> Regions:
    """Regions of a document whose offerings, as (path, id, fields), were read before."""
    found = Regions()
    orders: list[tuple[str, Fields]] = []
    for path, item in reader.items(top, "regions", ""):
        stated = reader.fields(item, path, ("id", "cap"), ("order",)) or {}
        found.ids.append(reader.id(stated, path, "region", seen) or "")
        found.paths.append(path)
        found.drafts.append((reader.seats(stated, "cap", path), []))
        orders.append((path, stated))
    for path, _, offering in offerings:
        found.region_of.append(_region_of(reader, found, offering, path))
        found.targets.append(reader.seats(offering, "target", path))
    number = {name: offering for offering, (_, name, _) in enumerate(offerings)}
    names = [name for _, name, _ in offerings]
    for region, (path, fields) in enumerate(orders):
        members = [one for one, of in enumerate(found.region_of) if of == region]
        if "order" in fields:
            members = _in_order(reader, fields, path, members, number, names)
        found.drafts[region][1].extend(members)
    return found


def _region_of(reader: Reader, found: Regions, offering: Fields, path: str) -> int:
    if "region" not in offering:
        if "target" in offering:
            reader.faults.add("target_without_region", join(path, "target"))
        return NOBODY
    where = join(path, "region")
    name = reader.text(offering["region"], where)
    if name is None:
        return NOBODY
    if name not in found.ids:
        reader.faults.add("unknown_region", where, region=name)
        return NOBODY
    return found.ids.index(name)


def _in_order(
    reader: Reader,
    region: Fields,
    path: str,
    members: list[int],
    number: dict[str, int],
    names: list[str],
) -> list[int]:
    """The stated order, which names every offering of the region once."""
    order: list[int] = []
    for where, value in reader.items(region, "order", path):
        name = reader.text(value, where)
        if name is None:
            continue
        if name not in number:
            reader.faults.add("unknown_offering", where, offering=name)
        elif number[name] not in members:
            reader.faults.add("offering_not_in_region", where, offering=name)
        elif number[name] in order:
            reader.faults.add("repeated_offering", where, offering=name)
        else:
            order.append(number[name])
    for offering in members:
        if offering not in order:
            reader.faults.add(
                "offering_without_turn", join(path, "order"), offering=names[offering]
            )
    return order
