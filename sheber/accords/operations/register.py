"""New entries of the register: what an office has said, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.accords import rules
from sheber.accords.enums import USUAL_GAPS
from sheber.accords.models import Commitment, Evidence, Gap, Statement
from sheber.accords.operations.evidence import Proof, check_evidence, row_of
from sheber.accords.operations.papers import check_codes, check_date
from sheber.accords.states import COMMITMENT
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.enums import OrganisationStatus
from sheber.registry.models import Organisation, Region, Sector


@dataclass(frozen=True)
class NewStatement:
    """What an office said, in our words; `sources` as `models.Statement` describes them."""

    code: str
    said_on: date
    stated_by: str
    office_en: str
    office_ru: str
    office_kk: str
    text_en: str
    text_ru: str
    text_kk: str
    sources: tuple[dict[str, str], ...] = ()
    kind: str = "statement"
    status: str = "reported"


@dataclass(frozen=True)
class NewCommitment:
    """A commitment to be entered as mentioned; steps with evidence follow by `advance`."""

    code: str
    name_en: str
    name_ru: str
    name_kk: str
    description_en: str
    description_ru: str
    description_kk: str
    stated_by: str
    unresolved_party: bool = False
    organisations: tuple[Organisation, ...] = ()
    sectors: tuple[Sector, ...] = ()
    regions: tuple[Region, ...] = ()
    gaps: tuple[str, ...] = USUAL_GAPS
    demo: bool = False
    evidence: tuple[Proof, ...] = ()


def enter_statement(statement: NewStatement, *, actor: Actor, now: datetime) -> Statement:
    """Write one statement down."""
    return enter_statements([statement], actor=actor, now=now)[0]


def enter_statements(
    statements: Sequence[NewStatement], *, actor: Actor, now: datetime
) -> list[Statement]:
    """Write statements down."""
    require(rules.can_load(actor), "accords.statement.enter")
    check_codes(Statement, [one.code for one in statements])
    rows = []
    for one in statements:
        check_date(one.said_on, now)
        if not one.sources:
            raise Refused("statement_needs_source", code=one.code)
        rows.append(Statement(**{**vars(one), "sources": list(one.sources)}))
    with transaction.atomic():
        Statement.objects.bulk_create(rows)
        events.record_many(
            [
                events.Entry(
                    "accords.statement.enter",
                    ("accords.statement", row.pk),
                    facts={"stated_by": row.stated_by},
                )
                for row in rows
            ],
            actor=actor,
            now=now,
        )
    return rows


def enter_commitment(commitment: NewCommitment, *, actor: Actor, now: datetime) -> Commitment:
    """Enter one commitment."""
    return enter_commitments([commitment], actor=actor, now=now)[0]


def enter_commitments(
    commitments: Sequence[NewCommitment], *, actor: Actor, now: datetime
) -> list[Commitment]:
    """Enter commitments with their evidence and with what is missing of each."""
    require(rules.can_load(actor), "accords.commitment.begin")
    check_codes(Commitment, [one.code for one in commitments])
    for one in commitments:
        check_evidence(one.evidence, now)
    rows = [
        Commitment(
            code=one.code,
            name_en=one.name_en,
            name_ru=one.name_ru,
            name_kk=one.name_kk,
            description_en=one.description_en,
            description_ru=one.description_ru,
            description_kk=one.description_kk,
            stated_by=one.stated_by,
            unresolved_party=one.unresolved_party or _names_an_open_party(one),
            demo=one.demo,
        )
        for one in commitments
    ]
    facts = [{"stated_by": one.stated_by} for one in commitments]
    with transaction.atomic():
        states.begin_many(COMMITMENT, rows, actor=actor, now=now, facts=facts)
        for row, one in zip(rows, commitments, strict=True):
            row.organisations.set(one.organisations)
            row.sectors.set(one.sectors)
            row.regions.set(one.regions)
        Evidence.objects.bulk_create(
            row_of(row, COMMITMENT.start, proof)
            for row, one in zip(rows, commitments, strict=True)
            for proof in one.evidence
        )
        Gap.objects.bulk_create(
            Gap(commitment=row, kind_id=kind)
            for row, one in zip(rows, commitments, strict=True)
            for kind in one.gaps
        )
    return rows


def _names_an_open_party(commitment: NewCommitment) -> bool:
    return any(one.status == OrganisationStatus.UNRESOLVED for one in commitment.organisations)
