"""Agreements of two organisations, and stays under them from nomination to recognition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.kernel import events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.mobility import queries, rules
from sheber.mobility.enums import EndedEarly, Sides, StayKind
from sheber.mobility.models import Agreement, Stay
from sheber.mobility.states import STAY
from sheber.registry.models import Organisation, Person
from sheber.training.models import Enrolment


@dataclass(frozen=True)
class NewStay:
    """A stay to be nominated for, half-open dates; a specialist has no enrolment."""

    person: Person
    agreement: Agreement
    kind: str
    home: Organisation
    host: Organisation
    starts_on: date
    ends_on: date
    enrolment: Enrolment | None = None


def agree(
    first: Organisation,
    second: Organisation,
    *,
    valid_from: date,
    valid_to: date,
    document: str,
    actor: Actor,
    now: datetime,
) -> Agreement:
    """Enter an agreement of two organisations of different countries, signed on paper."""
    require(rules.can_agree(actor, first.pk, second.pk), "mobility.agreement.begin")
    if first.country_id == second.country_id:
        raise Refused("agreement_within_a_country")
    if not valid_from < valid_to:
        raise Refused("interval_is_empty")
    if not document.strip():
        raise Refused("agreement_needs_document")
    with transaction.atomic():
        row = Agreement.objects.create(
            first=first,
            second=second,
            valid_from=valid_from,
            valid_to=valid_to,
            document=document,
        )
        facts = {
            "first": first.pk,
            "second": second.pk,
            "valid_from": valid_from.isoformat(),
            "valid_to": valid_to.isoformat(),
        }
        subject = ("mobility.agreement", row.pk)
        events.record(
            events.Entry("mobility.agreement.begin", subject, facts=facts), actor=actor, now=now
        )
    return row


def nominate(stay: NewStay, *, actor: Actor, now: datetime) -> Stay:
    """Nominate one person for a stay."""
    return nominate_many([stay], actor=actor, now=now)[0]


def nominate_many(stays: Sequence[NewStay], *, actor: Acting, now: datetime) -> list[Stay]:
    """Nominate people for stays under an agreement of the two organisations."""
    prefetch([one.enrolment for one in stays if one.enrolment], "capacity")
    for one, who in zip(stays, each(actor, len(stays)), strict=True):
        require(rules.can_nominate(who, one.home.pk), "mobility.stay.begin")
        _check(one)
        _check_enrolment(one)
    rows = [
        Stay(
            person=one.person,
            enrolment=one.enrolment,
            agreement=one.agreement,
            kind=StayKind(one.kind),
            home=one.home,
            host=one.host,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in stays
    ]
    facts = [{"person": row.person_id, "kind": row.kind, "host": row.host_id} for row in rows]
    with transaction.atomic():
        _refuse_overlaps(rows)
        return states.begin_many(STAY, rows, actor=actor, now=now, facts=facts)


def confirm(stay: Stay, *, actor: Actor, now: datetime) -> Stay:
    """Agree to a stay whose learning agreement everybody has signed."""
    return confirm_many([stay], actor=actor, now=now)[0]


def confirm_many(stays: Sequence[Stay], *, actor: Acting, now: datetime) -> list[Stay]:
    """Agree to stays. A secondment has no learning agreement."""
    found = queries.learning(stays, now.date())
    for stay, who in zip(stays, each(actor, len(stays)), strict=True):
        require(rules.can_move(who, stay, "agree"), "mobility.stay.agree")
        if stay.kind == StayKind.SECONDMENT:
            continue
        if stay.pk not in found:
            raise Refused("learning_agreement_missing", stay=stay.pk)
        if found[stay.pk].missing:
            sides = Sides(found[stay.pk].missing)
            raise Refused("learning_agreement_unsigned", stay=stay.pk, sides=sides)
    return states.move_many(STAY, stays, "agree", actor=actor, now=now)


def arrive_many(stays: Sequence[Stay], *, actor: Acting, now: datetime) -> list[Stay]:
    """Record that people have arrived at the host."""
    for stay in stays:
        if now.date() < stay.starts_on:
            raise Refused("stay_not_begun", day=stay.starts_on.isoformat())
    return _move(stays, "arrive", actor, now)


def return_many(stays: Sequence[Stay], *, actor: Acting, now: datetime) -> list[Stay]:
    """Record that people are back at home after the whole of their stay."""
    for stay in stays:
        if now.date() < stay.ends_on:
            raise Refused("stay_not_over", day=stay.ends_on.isoformat())
    return _move(stays, "return", actor, now)


def end_early(
    stay: Stay, *, on: date, ground: str, reason: str, actor: Actor, now: datetime
) -> Stay:
    """End a stay before its time; what was learned so far may still be recognised."""
    require(rules.can_move(actor, stay, "end_early"), "mobility.stay.end_early")
    if not stay.starts_on <= on < stay.ends_on:
        raise Refused("day_outside_the_stay", day=on.isoformat())
    if on > now.date():
        raise Refused("day_has_not_come", day=on.isoformat())
    facts = {"on": on.isoformat(), "ground": EndedEarly(ground).value}
    with transaction.atomic():
        states.move(STAY, stay, "end_early", actor=actor, now=now, facts=facts, reason=reason)
        stay.ended_early_on, stay.ended_early = on, EndedEarly(ground)
        stay.save(update_fields=("ended_early_on", "ended_early"))
    return stay


def cancel(stay: Stay, *, reason: str, actor: Actor, now: datetime) -> Stay:
    """Take a nomination back before the person has left."""
    require(rules.can_move(actor, stay, "cancel"), "mobility.stay.cancel")
    return states.move(STAY, stay, "cancel", actor=actor, now=now, reason=reason)


def recognise(stay: Stay, *, hours: int | None = None, actor: Actor, now: datetime) -> Stay:
    """Recognise one stay; without `hours` all that was agreed."""
    given = {} if hours is None else {stay.pk: hours}
    return recognise_many([stay], hours=given, actor=actor, now=now)[0]


def recognise_many(
    stays: Sequence[Stay],
    *,
    hours: Mapping[int, int] | None = None,
    actor: Acting,
    now: datetime,
) -> list[Stay]:
    """Recognise at home what was learned at the host.

    `hours` says, by the key of a stay, how many hours count (0: none of them); a stay that is
    not named counts with all hours agreed, except one that ended early: its hours must be given.
    """
    for stay, who in zip(stays, each(actor, len(stays)), strict=True):
        require(rules.can_move(who, stay, "recognise"), "mobility.stay.recognise")
    found = queries.learning(stays, now.date())
    facts = [_hours(stay, found.get(stay.pk), hours or {}) for stay in stays]
    with transaction.atomic():
        states.move_many(STAY, stays, "recognise", actor=actor, now=now, facts=facts)
        for stay, counted in zip(stays, facts, strict=True):
            stay.hours_recognised = counted["hours"]
        Stay.objects.bulk_update(stays, ("hours_recognised",), batch_size=states.BATCH)
    return list(stays)


def _move(stays: Sequence[Stay], name: str, actor: Acting, now: datetime) -> list[Stay]:
    for stay, who in zip(stays, each(actor, len(stays)), strict=True):
        require(rules.can_move(who, stay, name), f"mobility.stay.{name}")
    return states.move_many(STAY, stays, name, actor=actor, now=now)


def _hours(stay: Stay, agreed: queries.Learning | None, given: Mapping[int, int]) -> dict[str, int]:
    """How many hours count, of how many that were agreed."""
    if stay.kind == StayKind.SECONDMENT:
        raise Refused("secondment_is_not_recognised")
    if agreed is None or agreed.in_force is None:
        raise Refused("learning_agreement_missing", stay=stay.pk)
    whole = agreed.in_force.hours
    if stay.pk not in given and stay.state == "ended_early":
        raise Refused("hours_of_early_stay", stay=stay.pk, hours=whole)
    hours = given.get(stay.pk, whole)
    if not 0 <= hours <= whole:
        raise Refused("more_than_agreed_hours", hours=hours, agreed=whole)
    return {"hours": hours, "of": whole}


def _check(stay: NewStay) -> None:
    if not rules.is_between(stay.agreement, stay.home.pk, stay.host.pk):
        raise Refused("agreement_of_others")
    if not stay.starts_on < stay.ends_on:
        raise Refused("interval_is_empty")
    covered = (
        stay.agreement.valid_from <= stay.starts_on and stay.ends_on <= stay.agreement.valid_to
    )
    if not covered:
        raise Refused("stay_outside_the_agreement")


def _check_enrolment(stay: NewStay) -> None:
    """A student goes from where one studies; a specialist is not sent as a student."""
    enrolment = stay.enrolment
    if StayKind(stay.kind) == StayKind.SECONDMENT:
        if enrolment is not None:
            raise Refused("secondment_of_a_student")
        return
    if enrolment is None:
        raise Refused("stay_needs_enrolment")
    is_own = enrolment.person_id == stay.person.pk
    if not is_own or enrolment.capacity.provider_id != stay.home.pk:
        raise Refused("enrolment_of_others")
    if enrolment.state != "enrolled":
        raise Refused("not_enrolled", enrolment=enrolment.pk)


def _refuse_overlaps(stays: Sequence[Stay]) -> None:
    """Nobody is in two places: refuse a stay whose days another one of the person takes."""
    people = {stay.person_id for stay in stays}
    taken = list(Stay.objects.filter(person_id__in=people, state__in=queries.LIVING))
    days: dict[str, list[tuple[date, date]]] = {person: [] for person in people}
    for one in taken:
        days[one.person_id].append((one.starts_on, queries.left_on(one)))
    for one in stays:
        for start, end in days[one.person_id]:
            if one.starts_on < end and start < one.ends_on:
                raise Refused("stays_overlap", start=start.isoformat(), end=end.isoformat())
        days[one.person_id].append((one.starts_on, one.ends_on))
