"""Reference data from `seeds/registry` into rows.

Loading is repeatable: rows are found again by their code and brought up to date. A fault names
the file and the row, and then nothing of that load is written.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import LANGUAGES
from sheber.registry import rules
from sheber.registry.models import (
    Alias,
    Country,
    Field,
    Level,
    NationalCode,
    Occupation,
    Organisation,
    Region,
    RegionGroup,
    RegionGroupMember,
    Sector,
)
from sheber.registry.seeding.loaded import Loaded

Row = dict[str, str]


def load_reference(folder: Path, *, actor: Actor, now: datetime) -> Loaded:
    """Load countries, regions, classifiers and real organisations from a folder of CSV files."""
    require(rules.can_keep_registry(actor), "registry.reference.load")
    loaders = {
        "countries": _country,
        "regions": _region,
        "region_groups": _region_group,
        "sectors": _sector,
        "fields": _field,
        "levels": _level,
    }
    counts = {}
    with transaction.atomic():
        for name, build in loaders.items():
            counts[name] = _load(folder / f"{name}.csv", build)
        counts["region_group_members"] = _load_members(folder)
        counts["occupations"] = _load_occupations(folder)
        counts["national_codes"] = _load_national_codes(folder)
        counts["organisations"] = _load_organisations(folder)
        counts["aliases"] = _load_aliases(folder)
        events.record(
            events.Entry("registry.reference.load", ("registry.reference", "all"), facts=counts),
            actor=actor,
            now=now,
        )
    return Loaded(counts)


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from enumerate(csv.DictReader(file), start=2)


def _load(path: Path, build: Any) -> int:
    built = []
    for number, row in _rows(path):
        try:
            one = build(row)
            one.clean_fields()
        except (KeyError, ValueError) as fault:
            raise Refused("seed_broken", file=path.name, row=number, fault=fault) from fault
        except ValidationError as fault:
            # A key to a row of the same file is checked by the database at the end.
            wrong = {name: text for name, text in fault.message_dict.items() if name != "parent"}
            if wrong:
                raise Refused("seed_broken", file=path.name, row=number, fault=wrong) from fault
        built.append(one)
    _upsert(built)
    return len(built)


def _upsert(rows: list[Any], key: tuple[str, ...] = ()) -> None:
    if not rows:
        return
    model: type[models.Model] = type(rows[0])
    unique = key or (model._meta.pk.name if model._meta.pk.name != "id" else "code",)
    fields = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in unique and not field.primary_key
    ]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=unique, update_fields=fields
    )


def _names(row: Row, field: str = "name") -> dict[str, str]:
    named = {f"name_{language}": row[f"{field}_{language}"] for language in LANGUAGES}
    return {**named, "kk_status": row["kk_status"]}


def _sourced(row: Row) -> dict[str, str]:
    return {"source": row["source"], "as_of": row["as_of"], "certainty": row["certainty"]}


def _country(row: Row) -> Country:
    return Country(
        code=row["code"],
        alpha3=row["alpha3"],
        currency=row["currency"],
        timezone=row["timezone_default"],
        **_names(row),
    )


def _region(row: Row) -> Region:
    return Region(
        code=row["code"],
        country_id=row["country"],
        kind=row["type"],
        timezone=row["timezone"],
        longitude=float(row["label_lon"]),
        latitude=float(row["label_lat"]),
        **{f"capital_{language}": row[f"centre_{language}"] for language in LANGUAGES},
        **_names(row),
        **_sourced(row),
    )


def _region_group(row: Row) -> RegionGroup:
    return RegionGroup(
        code=row["code"],
        country_id=row["country"],
        kind=row["kind"],
        **_names(row),
        **_sourced(row),
    )


def _sector(row: Row) -> Sector:
    return Sector(code=row["code"], **_names(row))


def _field(row: Row) -> Field:
    return Field(
        code=row["code"], parent_id=row["parent"] or None, **_names(row, "title"), **_sourced(row)
    )


def _level(row: Row) -> Level:
    return Level(
        code=row["code"],
        country_id=row["country"],
        national=row["national_level"],
        eqf=row["eqf_level"],
        isced=row["isced_level"],
        **_names(row),
        **_sourced(row),
    )


def _load_members(folder: Path) -> int:
    path = folder / "region_group_members.csv"
    members = [
        RegionGroupMember(
            group_id=row["group"],
            region_id=row["region"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            **_sourced(row),
        )
        for _, row in _rows(path)
    ]
    _upsert(members, ("group", "region", "valid_from"))
    return len(members)


def _load_occupations(folder: Path) -> int:
    rows = [row for _, row in _rows(folder / "occupations.csv")]
    _upsert([Occupation(code=row["code"], **_names(row, "title"), **_sourced(row)) for row in rows])
    _relink(Occupation.sectors.through, "occupation", "sector", _pairs(rows, "sectors"))
    return len(rows)


def _load_national_codes(folder: Path) -> int:
    rows = [row for _, row in _rows(folder / "national_codes.csv")]
    _upsert(
        [
            NationalCode(
                country_id=row["country"],
                scheme=row["scheme"],
                code=row["national_code"],
                level_id=row["level"] or None,
                valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                **_names(row, "title"),
                **_sourced(row),
            )
            for row in rows
        ],
        ("country", "scheme", "code"),
    )
    by_code = {f"{one.scheme}:{one.code}": one for one in NationalCode.objects.all()}
    _link_predecessors(rows, by_code)
    for row in rows:
        row["code"] = str(by_code[row["code"]].pk)
    sectors, occupations = NationalCode.sectors.through, NationalCode.occupations.through
    _relink(sectors, "nationalcode", "sector", _pairs(rows, "sectors"))
    _relink(occupations, "nationalcode", "occupation", _pairs(rows, "occupations"))
    return len(rows)


def _link_predecessors(rows: Iterable[Row], by_code: dict[str, NationalCode]) -> None:
    """Name the code in whose place each came; they stand in one file, so that this comes last."""
    for row in rows:
        before = row["predecessor"]
        if before and before not in by_code:
            raise Refused("seed_broken", file="national_codes.csv", row=row["code"], fault=before)
        by_code[row["code"]].predecessor = by_code[before] if before else None
    NationalCode.objects.bulk_update(by_code.values(), ("predecessor",))


def _pairs(rows: Iterable[Row], field: str) -> list[tuple[str, str]]:
    return [(row["code"], one) for row in rows for one in row[field].split(";") if one]


def _relink(through: Any, owner: str, other: str, pairs: list[tuple[str, str]]) -> None:
    through.objects.filter(**{f"{owner}_id__in": {own for own, _ in pairs}}).delete()
    through.objects.bulk_create(
        through(**{f"{owner}_id": own, f"{other}_id": one}) for own, one in pairs
    )


def _load_organisations(folder: Path) -> int:
    rows = [row for _, row in _rows(folder / "organisations.csv")]
    parents_first = sorted(rows, key=lambda row: bool(row["parent"]))
    ids: dict[str, int] = {}
    for row in parents_first:
        organisation, _ = Organisation.objects.update_or_create(
            code=row["code"],
            defaults={
                "kind": row["kind"],
                "country_id": row["country"],
                "region_id": row["region"] or None,
                "status": row["status"],
                "status_since": row["status_since"],
                "teaching_languages": [one for one in row["languages"].split(";") if one],
                "parent_id": ids.get(row["parent"]),
                "awarding_id": ids.get(row["awarding"]),
                "founder": row["founder"],
                "funder": row["funder"],
                **{f"town_{language}": row[f"town_{language}"] for language in LANGUAGES},
                **_names(row),
                **_sourced(row),
            },
        )
        ids[row["code"]] = organisation.pk
    return len(rows)


def _load_aliases(folder: Path) -> int:
    """Other names as the file states them; those that people have entered stay."""
    organisations = dict(Organisation.objects.values_list("code", "pk"))
    aliases = [
        Alias(
            text=row["alias"],
            language=row["language"],
            kind=row["kind"],
            source=row["source"],
            source_date=row["source_date"],
            certainty=row["certainty"],
            note=row["note"],
            seeded=True,
            organisation_id=organisations[row["target_code"]]
            if row["target_kind"] == "organisation"
            else None,
            region_id=None if row["target_kind"] == "organisation" else row["target_code"],
            of_capital=row["target_kind"] == "centre",
        )
        for _, row in _rows(folder / "aliases.csv")
    ]
    Alias.objects.filter(seeded=True).delete()
    Alias.objects.bulk_create(aliases)
    return len(aliases)
