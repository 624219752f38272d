"""How training ends: graduation, expulsion, and the way back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from sheber.kernel import states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.training import queries, rules
from sheber.training.enums import ExpulsionGround
from sheber.training.models import Enrolment, Expulsion
from sheber.training.states import ENROLMENT

BATCH = 500


def graduate(
    enrolment: Enrolment, *, on: date, reason: str = "", actor: Actor, now: datetime
) -> Enrolment:
    """Graduate one person."""
    return graduate_many([enrolment], on=on, reason=reason, actor=actor, now=now)[0]


def graduate_many(
    enrolments: Sequence[Enrolment], *, on: date, reason: str = "", actor: Acting, now: datetime
) -> list[Enrolment]:
    """Graduate people on a day; somebody short of practice only with a reason, which is kept."""
    if on > now.date():
        raise Refused("training_day_in_future", on=on.isoformat())
    prefetch(enrolments, "capacity__programme")
    hours = queries.practice_hours(enrolments)
    found = queries.standings(enrolments, on)
    for one, who in zip(enrolments, each(actor, len(enrolments)), strict=True):
        require(rules.can_change_enrolment(who, one, "graduate"), "training.enrolment.graduate")
        if found[one.pk] in {"on_leave", "not_started"}:
            raise Refused("not_studying", enrolment=one.pk, standing=found[one.pk])
        if not reason and _is_short(one, hours[one.pk]):
            raise Refused(
                "practice_hours_short",
                enrolment=one.pk,
                done=hours[one.pk].done_minutes // 60,
                planned=hours[one.pk].planned_minutes // 60,
            )
    facts = [
        {
            "on": on.isoformat(),
            "practice_minutes": hours[one.pk].done_minutes,
            "practice_minutes_planned": hours[one.pk].planned_minutes,
        }
        for one in enrolments
    ]
    with transaction.atomic():
        states.move_many(
            ENROLMENT, enrolments, "graduate", actor=actor, now=now, facts=facts, reason=reason
        )
        _end(enrolments, on)
    return list(enrolments)


def expel(
    enrolment: Enrolment, *, ground: str, on: date, reason: str, actor: Actor, now: datetime
) -> Enrolment:
    """Expel one person from a day on."""
    return expel_many([enrolment], ground=ground, on=on, reason=reason, actor=actor, now=now)[0]


def expel_many(
    enrolments: Sequence[Enrolment],
    *,
    ground: str,
    on: date,
    reason: str,
    actor: Acting,
    now: datetime,
) -> list[Enrolment]:
    """Expel people from a day on, on the same ground."""
    if on > now.date():
        raise Refused("training_day_in_future", on=on.isoformat())
    prefetch(enrolments, "capacity")
    for one, who in zip(enrolments, each(actor, len(enrolments)), strict=True):
        require(rules.can_change_enrolment(who, one, "expel"), "training.enrolment.expel")
        if on < one.starts_on:
            raise Refused("before_enrolment", starts_on=one.starts_on.isoformat())
    rows = [Expulsion(enrolment=one, ground=ExpulsionGround(ground), on=on) for one in enrolments]
    facts = [{"ground": row.ground, "on": on.isoformat()} for row in rows]
    with transaction.atomic():
        states.move_many(
            ENROLMENT, enrolments, "expel", actor=actor, now=now, facts=facts, reason=reason
        )
        Expulsion.objects.bulk_create(rows, BATCH)
        _end(enrolments, on)
    return list(enrolments)


def reinstate(
    enrolment: Enrolment, *, on: date, reason: str, actor: Actor, now: datetime
) -> Enrolment:
    """Take an expelled person back from a day on; the days between stay on record."""
    require(
        rules.can_change_enrolment(actor, enrolment, "reinstate"), "training.enrolment.reinstate"
    )
    if on > now.date():
        raise Refused("training_day_in_future", on=on.isoformat())
    last = Expulsion.objects.filter(enrolment=enrolment, reinstated_on__isnull=True).first()
    if last is not None and on < last.on:
        raise Refused("before_expulsion", on=last.on.isoformat())
    facts = {"on": on.isoformat()}
    with transaction.atomic():
        states.move(
            ENROLMENT, enrolment, "reinstate", actor=actor, now=now, facts=facts, reason=reason
        )
        if last is not None:
            last.reinstated_on = on
            last.save(update_fields=("reinstated_on",))
        _end([enrolment], None)
    return enrolment


def _is_short(enrolment: Enrolment, hours: queries.PracticeHours) -> bool:
    """Fewer minutes than planned, or none planned where the programme asks for practice."""
    if hours.planned_minutes == 0:
        return enrolment.capacity.programme.practice_hours > 0
    return hours.short_minutes > 0


def _end(enrolments: Sequence[Enrolment], on: date | None) -> None:
    for one in enrolments:
        one.ended_on = on
    Enrolment.objects.filter(pk__in=[one.pk for one in enrolments]).update(ended_on=on)
