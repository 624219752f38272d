"""Projects of industry from their file. Dates and places that nobody stated stay gaps."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sheber.accords.models import Commitment, Project, Statement
from sheber.accords.operations.links import Registry, registry
from sheber.accords.operations.load_commitments import WORDS, add_gaps
from sheber.accords.operations.records import LANGUAGES, Record, records
from sheber.accords.states import PROJECT
from sheber.kernel import states
from sheber.kernel.access import Actor

FIELDS = frozenset(
    {
        *(f"{field}_{language}" for field in ("title", "description") for language in LANGUAGES),
        "id",
        "kk_status",
        "status",
        "sector",
        "regions",
        "commitment",
        "evidence",
        "stated_by",
        "confirmed_by_other",
        "confirmed_on",
        "gaps",
    }
)


def load_projects(folder: Path, *, actor: Actor, now: datetime) -> int:
    """Load projects under discussion; what people have announced since stays."""
    known = registry()
    given = list(records(folder, "projects"))
    standing = {row.code: row for row in Project.objects.all()}
    commitments = {row.code: row for row in Commitment.objects.all()}
    statements = {code: code for code in Statement.objects.values_list("pk", flat=True)}
    rows = [_project(record, standing.get(record.code), commitments, known) for record in given]
    evidence = [record.known("evidence", record.listed("evidence"), statements) for record in given]
    states.begin_many(PROJECT, [row for row in rows if row.pk is None], actor=actor, now=now)
    Project.objects.bulk_update(standing.values(), (*WORDS, "kk_status"))
    for row, codes in zip(rows, evidence, strict=True):
        row.statements.set(codes)
    add_gaps(given, rows)
    return len(rows)


def _project(
    record: Record,
    standing: Project | None,
    commitments: dict[str, Commitment],
    known: Registry,
) -> Project:
    """A new row, or the one that stands with its words brought up to date."""
    record.only(FIELDS)
    if record.need("status") != PROJECT.start:
        raise record.fault("project_has_begun", status=PROJECT.start)
    row = standing or Project(**_facts(record, commitments, known))
    words = {**record.in_three("title", "name"), **record.in_three("description")}
    for field, value in words.items():
        setattr(row, field, value)
    row.kk_status = record.need("kk_status")
    record.check(row)
    return row


def _facts(record: Record, commitments: dict[str, Commitment], known: Registry) -> dict[str, Any]:
    regions, groups = known.places(record)
    if len(regions) + len(groups) > 1:
        raise record.fault("several_places")
    named = [record.given["commitment"]] if record.given.get("commitment") else []
    return {
        "code": record.code,
        "sector_id": record.known("sector", [record.need("sector")], known.sectors)[0],
        "region_id": next(iter(regions), None),
        "region_group_id": next(iter(groups), None),
        "commitment": next(iter(record.known("commitment", named, commitments)), None),
        "stated_by": record.need("stated_by"),
        "confirmed_by_other": record.given.get("confirmed_by_other", ""),
        "confirmed_on": record.day("confirmed_on"),
    }
