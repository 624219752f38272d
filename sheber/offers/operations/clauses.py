"""Clauses from which the terms of offers are put together."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import KazakhStatus
from sheber.offers import rules
from sheber.offers.models import ClauseTemplate


@dataclass(frozen=True)
class NewClause:
    """A clause to be written, or a next version of one with the same code."""

    code: str
    text_en: str
    text_ru: str
    text_kk: str
    kk_status: str = KazakhStatus.DRAFT


def load_clauses(path: Path, *, actor: Actor, now: datetime) -> list[ClauseTemplate]:
    """Write the clauses that a file of the seeds states."""
    given = tomllib.loads(path.read_text("utf-8"))
    return write_clauses([NewClause(**one) for one in given["clause"]], actor=actor, now=now)


def write_clauses(
    clauses: Sequence[NewClause], *, actor: Actor, now: datetime
) -> list[ClauseTemplate]:
    """Write clauses, each as the next version of its code; older versions stay as they were."""
    require(rules.can_write_clauses(actor), "offers.clause.write")
    for one in clauses:
        if not all((one.text_en, one.text_ru, one.text_kk)):
            raise Refused("offer_clause_empty", clause=one.code)
    with transaction.atomic():
        latest = _versions({one.code for one in clauses})
        rows = []
        for one in clauses:
            latest[one.code] = latest.get(one.code, 0) + 1
            rows.append(
                ClauseTemplate(
                    code=one.code,
                    version=latest[one.code],
                    text_en=one.text_en,
                    text_ru=one.text_ru,
                    text_kk=one.text_kk,
                    kk_status=one.kk_status,
                )
            )
        saved = ClauseTemplate.objects.bulk_create(rows)
        events.record_many(
            [
                events.Entry(
                    "offers.clause.write",
                    ("offers.clause", row.pk),
                    facts={"code": row.code, "version": row.version},
                )
                for row in saved
            ],
            actor=actor,
            now=now,
        )
    return saved


def _versions(codes: set[str]) -> dict[str, int]:
    rows = ClauseTemplate.objects.filter(code__in=codes).order_by().values("code")
    return {row["code"]: row["latest"] for row in rows.annotate(latest=Max("version"))}
