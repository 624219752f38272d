"""Commitments from their file: words, gaps, and the steps of their history with evidence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sheber.accords.models import Commitment, Evidence, Gap, GapKind, Project, Statement
from sheber.accords.operations.evidence import Proof, Step, advance_many
from sheber.accords.operations.links import Registry, about, link, named_areas, registry
from sheber.accords.operations.records import LANGUAGES, Record, plain, records
from sheber.accords.states import COMMITMENT, MOVE_TO
from sheber.kernel import states
from sheber.kernel.access import Actor

OWNERS = ("owner_ru", "owner_kz")
WORDS = tuple(f"{field}_{language}" for field in ("name", "description") for language in LANGUAGES)
FIELDS = frozenset(
    {
        *OWNERS,
        *(f"{field}_{language}" for field in ("title", "description") for language in LANGUAGES),
        "id",
        "status",
        "kk_status",
        "stated_by",
        "confirmed_by_other",
        "confirmed_on",
        "unresolved_party",
        "regions",
        "named_areas",
        "sectors",
        "topics",
        "institutions",
        "evidence",
        "gaps",
        "history",
        "documents",
    }
)


def load_commitments(folder: Path, *, actor: Actor, now: datetime) -> int:
    """Load commitments and advance each along the part of its history that is new."""
    known = registry()
    given = list(records(folder, "commitments"))
    standing = {row.code: row for row in Commitment.objects.all()}
    rows = [_commitment(record, standing.get(record.code)) for record in given]
    links = [_links(record, known) for record in given]
    new = [row for row in rows if row.pk is None]
    states.begin_many(
        COMMITMENT, new, actor=actor, now=now, facts=[{"stated_by": row.stated_by} for row in new]
    )
    Commitment.objects.bulk_update(
        standing.values(), (*WORDS, "kk_status", "topics", "named_areas", "documents")
    )
    for row, one in zip(rows, links, strict=True):
        row.owners.add(*one.pop("owners"))
        if row.resolved_on:  # a person has said with a document which body is meant
            one.pop("organisations")
        link(row, one)
    add_gaps(given, rows)
    _advance(given, rows, actor=actor, now=now)
    return len(rows)


def add_gaps(given: Sequence[Record], rows: Sequence[Commitment] | Sequence[Project]) -> None:
    """Add the gaps that are not written down yet; those that people have filled stay filled."""
    kinds = {code: code for code in GapKind.objects.values_list("pk", flat=True)}
    for record, row in zip(given, rows, strict=True):
        holder = "commitment" if isinstance(row, Commitment) else "project"
        written = set(Gap.objects.filter(**{holder: row}).values_list("kind_id", flat=True))
        wanted = record.known("gaps", record.listed("gaps"), kinds)
        Gap.objects.bulk_create(
            Gap(kind_id=kind, **{holder: row}) for kind in wanted if kind not in written
        )


def _commitment(record: Record, standing: Commitment | None) -> Commitment:
    """A new row, or the one that stands with its words brought up to date."""
    record.only(FIELDS)
    row = standing or Commitment(
        code=record.code,
        stated_by=record.need("stated_by"),
        confirmed_by_other=record.given.get("confirmed_by_other", ""),
        confirmed_on=record.day("confirmed_on"),
        unresolved_party=record.need("unresolved_party"),
    )
    words = {**record.in_three("title", "name"), **record.in_three("description")}
    for field, value in words.items():
        setattr(row, field, value)
    row.kk_status = record.need("kk_status")
    row.topics = record.listed("topics")
    row.named_areas = named_areas(record)
    row.documents = plain(record.listed("documents"))
    record.check(row)
    return row


def _links(record: Record, known: Registry) -> dict[str, list[Any]]:
    named = [record.given[field] for field in OWNERS if record.given.get(field)]
    owners = record.known("owner", named, known.organisations)
    return {**about(record, known), "owners": owners}


def _advance(
    given: Sequence[Record], rows: Sequence[Commitment], *, actor: Actor, now: datetime
) -> None:
    statements = Statement.objects.in_bulk()
    rested = set(Evidence.objects.values_list("commitment_id", "supports_state"))
    histories = [
        _steps(record, row, statements, rested) for record, row in zip(given, rows, strict=True)
    ]
    for steps in zip_longest(*histories):
        taken = [step for step in steps if step and _can(step)]
        advance_many(taken, actor=actor, now=now)


def _steps(
    record: Record,
    row: Commitment,
    statements: Mapping[str, Statement],
    rested: set[tuple[int, str]],
) -> list[Step]:
    """The steps of a record's history that no evidence in the register supports yet."""
    history = [
        record.nested("history", number, one)
        for number, one in enumerate(record.listed("history"), 1)
    ]
    reached = [one.need("status") for one in history]
    record.known("status", [*reached, record.need("status")], MOVE_TO)
    if reached[-1:] != [record.need("status")]:
        raise record.fault("status_is_not_last")
    rested_on = {code for one in history for code in one.listed("evidence")}
    if unused := set(record.listed("evidence")) ^ rested_on:
        raise record.fault("evidence_differs", codes=", ".join(sorted(unused)))
    return [
        Step(row, MOVE_TO[one.need("status")], _proofs(one, statements))
        for one in history
        if (row.pk, one.need("status")) not in rested
    ]


def _proofs(record: Record, statements: Mapping[str, Statement]) -> list[Proof]:
    record.only({"at", "status", "stated_by", "evidence"})
    named = record.known("evidence", record.need("evidence"), statements)
    if not named:
        raise record.fault("missing", field="evidence")
    return [Proof(statement=one) for one in named]


def _can(step: Step) -> bool:
    """Whether the step still lies ahead: people may have moved the commitment on meanwhile."""
    return step.commitment.state in COMMITMENT[step.move].sources
