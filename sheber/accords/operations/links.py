"""Codes of a record into links: sectors, places, bodies; and rows brought up to date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from sheber.accords.operations.records import Record
from sheber.registry.models import Organisation, Region, RegionGroup, Sector


@dataclass(frozen=True)
class Registry:
    """The keys that records may name: code → primary key."""

    sectors: Mapping[str, str]
    regions: Mapping[str, str]
    region_groups: Mapping[str, str]
    organisations: Mapping[str, int]

    def places(self, record: Record) -> tuple[list[str], list[str]]:
        """The regions, and the groups of regions, that a record names in one list."""
        named = record.listed("regions")
        record.known("regions", named, {**self.regions, **self.region_groups})
        regions = [code for code in named if code in self.regions]
        return regions, [code for code in named if code not in self.regions]


def registry() -> Registry:
    """What the registry holds now."""
    return Registry(
        sectors={code: code for code in Sector.objects.values_list("pk", flat=True)},
        regions={code: code for code in Region.objects.values_list("pk", flat=True)},
        region_groups={code: code for code in RegionGroup.objects.values_list("pk", flat=True)},
        organisations=dict(Organisation.objects.values_list("code", "pk")),
    )


def named_areas(record: Record) -> list[dict[str, str]]:
    """Places that the source names loosely, in three languages, with what that leaves open."""
    areas = []
    for number, given in enumerate(record.listed("named_areas"), 1):
        area = record.nested("named_area", number, given)
        words = {**area.in_three("name"), **area.in_three("note")}
        area.only(words)
        areas.append(words)
    return areas


def about(record: Record, known: Registry) -> dict[str, list[Any]]:
    """What a record is about, as keys for each many-to-many field of `models.said.About`."""
    regions, groups = known.places(record)
    return {
        "sectors": record.known("sectors", record.listed("sectors"), known.sectors),
        "regions": regions,
        "region_groups": groups,
        "organisations": record.known(
            "institutions", record.listed("institutions"), known.organisations
        ),
    }


def link(row: models.Model, links: Mapping[str, Iterable[Any]]) -> None:
    """Set the many-to-many fields of a row to these keys."""
    for field, keys in links.items():
        getattr(row, field).set(keys)


def upsert(
    rows: Sequence[models.Model], unique: tuple[str, ...], kept: frozenset[str] = frozenset()
) -> None:
    """Insert rows, or bring them up to date except for the `kept` fields, which are people's."""
    if not rows:
        return
    fields = [
        field.name
        for field in type(rows[0])._meta.concrete_fields
        if not field.primary_key and field.name not in kept | {*unique}
    ]
    type(rows[0])._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=unique, update_fields=fields
    )
