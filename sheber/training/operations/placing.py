"""Practice at an enterprise: planned, briefed, running, its days confirmed, closed."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from sheber.kernel import events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.registry.enums import Certainty, Role
from sheber.registry.models import Account, Membership, Organisation
from sheber.training import queries, rules
from sheber.training.enums import conditions_in_words
from sheber.training.models import Enrolment, Leave, Placement, PracticeDay
from sheber.training.states import PLACEMENT

BATCH = 500
DAY = 24 * 60


@dataclass(frozen=True)
class NewPlacement:
    """Practice to be planned, over half-open days; `conditions` are codes of what it involves."""

    enrolment: Enrolment
    host: Organisation
    mentor: Account
    starts_on: date
    ends_on: date
    hours_planned: int
    conditions: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class NewDay:
    """Minutes of practice on one day, to be confirmed."""

    placement: Placement
    day: date
    minutes: int


def plan(new: NewPlacement, *, actor: Actor, now: datetime) -> Placement:
    """Plan one placement."""
    return plan_many([new], actor=actor, now=now)[0]


def plan_many(new: Sequence[NewPlacement], *, actor: Acting, now: datetime) -> list[Placement]:
    """Plan placements; each mentor is somebody of the host on the day that it starts."""
    prefetch([one.enrolment for one in new], "capacity")
    mentors = _mentors(new)
    for one, who in zip(new, each(actor, len(new)), strict=True):
        require(rules.can_teach(who, one.enrolment), "training.placement.begin")
        _check_plan(one, mentors)
    rows = [Placement(**{**vars(one), "conditions": sorted(one.conditions)}) for one in new]
    _check_meetings(rows)
    _check_conditions(rows)
    facts = [
        {
            "enrolment": row.enrolment_id,
            "host": row.host_id,
            "mentor": row.mentor_id,
            "hours": row.hours_planned,
        }
        for row in rows
    ]
    return states.begin_many(PLACEMENT, rows, actor=actor, now=now, facts=facts)


def brief_many(placements: Sequence[Placement], *, actor: Acting, now: datetime) -> list[Placement]:
    """Record the safety briefing, without which nobody starts."""
    return _move("brief", placements, actor=actor, now=now)


def start_many(placements: Sequence[Placement], *, actor: Acting, now: datetime) -> list[Placement]:
    """Start placements whose students were briefed."""
    for one in placements:
        if one.starts_on > now.date():
            raise Refused("placement_not_begun", starts_on=one.starts_on.isoformat())
    return _move("start", placements, actor=actor, now=now)


def confirm_days(days: Sequence[NewDay], *, actor: Acting, now: datetime) -> list[PracticeDay]:
    """Confirm days of practice as their mentor; somebody under age within the rules of that day.

    The event of a minor's day carries the limit, the rule pack and how far it may be trusted.
    """
    for one, who in zip(days, each(actor, len(days)), strict=True):
        require(rules.is_mentor(who, one.placement), "training.placement.confirm_day")
        _check_day(one, now)
    _check_new(days)
    _check_leaves(days)
    limits = queries.day_limits([(one.placement, one.day) for one in days])
    facts = []
    for one in days:
        limit = limits[one.placement.pk, one.day]
        if limit is not None:
            _check_limit(one, limit)
        facts.append(_day_facts(one, limit))
    rows = [
        PracticeDay(
            placement=one.placement,
            day=one.day,
            minutes=one.minutes,
            confirmed_by_id=one.placement.mentor_id,
            confirmed_at=now,
        )
        for one in days
    ]
    with transaction.atomic():
        saved = PracticeDay.objects.bulk_create(rows, BATCH)
        events.record_many(
            [
                events.Entry(
                    "training.placement.confirm_day",
                    ("training.placement", one.placement.pk),
                    facts=given,
                )
                for one, given in zip(days, facts, strict=True)
            ],
            actor=actor,
            now=now,
        )
    return saved


def confirm_many(
    placements: Sequence[Placement], *, actor: Acting, now: datetime
) -> list[Placement]:
    """Confirm the hours of placements as their mentor; from here on no day is added."""
    keys = [one.pk for one in placements]
    days = PracticeDay.objects.filter(placement_id__in=keys)
    with_days = set(days.values_list("placement_id", flat=True))
    for one in placements:
        if one.pk not in with_days:
            raise Refused("placement_without_days", placement=one.pk)
    return _move("confirm", placements, actor=actor, now=now)


def close_many(placements: Sequence[Placement], *, actor: Acting, now: datetime) -> list[Placement]:
    """Close placements as the institution, once their hours are confirmed."""
    return _move("close", placements, actor=actor, now=now)


def cancel(placement: Placement, *, reason: str, actor: Actor, now: datetime) -> Placement:
    """Call a placement off; its days count no more."""
    return _move("cancel", [placement], actor=actor, now=now, reason=reason)[0]


def _move(
    name: str, placements: Sequence[Placement], *, actor: Acting, now: datetime, reason: str = ""
) -> list[Placement]:
    prefetch(placements, "enrolment__capacity")
    for one, who in zip(placements, each(actor, len(placements)), strict=True):
        require(rules.can_change_placement(who, one, name), f"training.placement.{name}")
    return states.move_many(PLACEMENT, placements, name, actor=actor, now=now, reason=reason)


def _mentors(new: Sequence[NewPlacement]) -> list[Membership]:
    accounts = {one.mentor.pk for one in new}
    return list(Membership.objects.filter(account_id__in=accounts, role=Role.MENTOR))


def _check_plan(one: NewPlacement, mentors: Iterable[Membership]) -> None:
    if one.enrolment.state != "enrolled":
        raise Refused("not_studying", enrolment=one.enrolment.pk, standing=one.enrolment.state)
    if one.starts_on >= one.ends_on:
        raise Refused("placement_backwards", starts_on=one.starts_on.isoformat())
    if one.starts_on < one.enrolment.starts_on:
        raise Refused("before_enrolment", starts_on=one.enrolment.starts_on.isoformat())
    if not any(_mentors_there(held, one) for held in mentors):
        raise Refused("mentor_of_another_host", mentor=one.mentor.pk, host=one.host.code)


def _mentors_there(held: Membership, one: NewPlacement) -> bool:
    begun = held.valid_from <= one.starts_on
    ended = held.valid_to is not None and held.valid_to <= one.starts_on
    return (held.account_id, held.organisation_id) == (one.mentor.pk, one.host.pk) and (
        begun and not ended
    )


def _check_meetings(rows: Sequence[Placement]) -> None:
    """Nobody practises in two places on a day."""
    keys = [row.enrolment_id for row in rows]
    stored = Placement.objects.filter(enrolment_id__in=keys, state__in=queries.LIVE)
    spans = sorted((one.enrolment_id, one.starts_on, one.ends_on) for one in (*stored, *rows))
    for (enrolment, _, ends_on), (next_one, starts_on, _) in itertools.pairwise(spans):
        if enrolment == next_one and starts_on < ends_on:
            raise Refused("placements_overlap", enrolment=enrolment, on=starts_on.isoformat())


def _check_conditions(rows: Sequence[Placement]) -> None:
    """Work that is prohibited under age is not even planned for somebody under age on its start."""
    harsh = [row for row in rows if row.conditions]
    for row in harsh:
        limit = next(iter(queries.day_limits([(row, row.starts_on)]).values()))
        if limit is not None:
            _check_prohibited(row, limit)


def _check_day(one: NewDay, now: datetime) -> None:
    row = one.placement
    if row.state != "running":
        raise Refused("wrong_state", subject=PLACEMENT.subject, state=row.state, act="confirm_day")
    if not row.starts_on <= one.day < row.ends_on:
        raise Refused("day_outside_placement", day=one.day.isoformat())
    if one.day > now.date():
        raise Refused("training_day_in_future", on=one.day.isoformat())
    if not 0 < one.minutes <= DAY:
        raise Refused("minutes_of_no_day", minutes=one.minutes)


def _check_new(days: Sequence[NewDay]) -> None:
    keys = {one.placement.pk for one in days}
    stored = PracticeDay.objects.filter(placement_id__in=keys, day__in={one.day for one in days})
    counts = Counter((one.placement.pk, one.day) for one in days)
    counts.update(stored.values_list("placement_id", "day"))
    for one in days:
        if counts[one.placement.pk, one.day] > 1:
            raise Refused("day_confirmed_already", day=one.day.isoformat())


def _check_leaves(days: Sequence[NewDay]) -> None:
    last = max((one.day for one in days), default=None)
    if last is None:
        return
    keys = {one.placement.enrolment_id for one in days}
    away = Leave.objects.filter(enrolment_id__in=keys, starts_on__lte=last)
    away = away.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=min(one.day for one in days)))
    by_enrolment = {(row.enrolment_id, row) for row in away}
    for one in days:
        for enrolment, row in by_enrolment:
            ended = row.ends_on is not None and row.ends_on <= one.day
            if enrolment == one.placement.enrolment_id and row.starts_on <= one.day and not ended:
                raise Refused("day_on_leave", day=one.day.isoformat())


def _check_limit(one: NewDay, limit: queries.DayLimit) -> None:
    _check_prohibited(one.placement, limit)
    if one.minutes > limit.minutes:
        raise Refused(
            "minutes_over_limit",
            minutes=one.minutes,
            limit=limit.minutes,
            age=limit.age,
            pack=limit.pack,
            certainty=limit.certainty,
            mark=Certainty(limit.certainty).label,
        )


def _check_prohibited(placement: Placement, limit: queries.DayLimit) -> None:
    clash = sorted(set(placement.conditions) & set(limit.prohibited))
    if clash:
        raise Refused(
            "work_prohibited_under_age",
            conditions=conditions_in_words(clash),
            codes=", ".join(clash),
            age=limit.age,
            pack=limit.pack,
            certainty=limit.certainty,
            mark=Certainty(limit.certainty).label,
        )


def _day_facts(one: NewDay, limit: queries.DayLimit | None) -> dict[str, Any]:
    facts: dict[str, Any] = {"day": one.day.isoformat(), "minutes": one.minutes}
    if limit is None:
        return facts
    return {
        **facts,
        "age": limit.age,
        "limit": limit.minutes,
        "pack": limit.pack,
        "certainty": limit.certainty,
    }
