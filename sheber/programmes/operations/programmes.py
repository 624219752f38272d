"""A programme is written as a draft of a cluster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.kernel import states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.programmes import rules
from sheber.programmes.enums import PracticeOf
from sheber.programmes.models import SEPTEMBER, Cluster, Programme
from sheber.programmes.operations.checks import check_commitment, check_open
from sheber.programmes.states import PROGRAMME

DECEMBER = 12


@dataclass(frozen=True)
class NewProgramme:
    """A programme to be written. `field`, `level` and `occupations` are codes.

    A course of three weeks has `months=0, weeks=3`; one without an award of a level leaves
    `level` empty. The practice share is `practice_hours` of `practice_of_hours`.
    """

    code: str
    name_en: str
    name_ru: str
    name_kk: str
    cluster: Cluster
    field: str
    practice_hours: int
    practice_of_hours: int
    months: int = 0
    weeks: int = 0
    level: str = ""
    occupations: tuple[str, ...] = ()
    joint: bool = False
    start_month: int = SEPTEMBER
    teaching_languages: tuple[str, ...] = ("ru",)
    practice_of: str = PracticeOf.ALL


def create_programme(programme: NewProgramme, *, actor: Actor, now: datetime) -> Programme:
    """Write one programme, as a draft."""
    return create_programmes([programme], actor=actor, now=now)[0]


def create_programmes(
    programmes: Sequence[NewProgramme], *, actor: Actor, now: datetime
) -> list[Programme]:
    """Write programmes, as drafts; modules and partners are added before approval."""
    for one in programmes:
        require(rules.can_manage(actor, one.cluster), "programmes.programme.begin")
        _check(one)
    rows = [_row(one) for one in programmes]
    facts = [{"cluster": row.cluster_id, "joint": row.joint} for row in rows]
    with transaction.atomic():
        states.begin_many(PROGRAMME, rows, actor=actor, now=now, facts=facts)
        through = Programme.occupations.through
        through.objects.bulk_create(
            through(programme_id=row.pk, occupation_id=code)
            for row, one in zip(rows, programmes, strict=True)
            for code in one.occupations
        )
    return rows


def _check(programme: NewProgramme) -> None:
    check_open(programme.cluster)
    check_commitment(programme.cluster.commitment)
    if programme.months <= 0 and programme.weeks <= 0:
        raise Refused("programme_lasts_no_time")
    if not 1 <= programme.start_month <= DECEMBER:
        raise Refused("programme_month_wrong")
    if not 0 <= programme.practice_hours <= programme.practice_of_hours > 0:
        raise Refused(
            "practice_share_wrong",
            numerator=programme.practice_hours,
            denominator=programme.practice_of_hours,
        )


def _row(programme: NewProgramme) -> Programme:
    return Programme(
        code=programme.code,
        name_en=programme.name_en,
        name_ru=programme.name_ru,
        name_kk=programme.name_kk,
        cluster=programme.cluster,
        field_id=programme.field,
        level_id=programme.level or None,
        joint=programme.joint,
        months=programme.months,
        weeks=programme.weeks,
        start_month=programme.start_month,
        teaching_languages=list(programme.teaching_languages),
        practice_hours=programme.practice_hours,
        practice_of_hours=programme.practice_of_hours,
        practice_of=programme.practice_of,
    )
