"""Verbs of mobility: agree, nominate, sign what is to be learned, go, return, recognise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.mobility import rules
from sheber.mobility.enums import EndedEarly, StayKind
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from sheber.mobility.states import STAY
from sheber.registry.models import Organisation, Person
from sheber.training.models import Enrolment

SIDES = ("student", "home", "host")


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
    """Enter an agreement of two organisations of different countries."""
    require(
        rules.can_agree(actor, first.pk) or rules.can_agree(actor, second.pk),
        "mobility.agreement.begin",
    )
    if first.country_id == second.country_id:
        raise Refused("agreement_within_a_country")
    if not valid_from < valid_to:
        raise Refused("interval_is_empty")
    with transaction.atomic():
        row = Agreement.objects.create(
            first=first,
            second=second,
            valid_from=valid_from,
            valid_to=valid_to,
            document=document,
        )
        events.record(
            events.Entry("mobility.agreement.begin", ("mobility.agreement", row.pk)),
            actor=actor,
            now=now,
        )
    return row


def nominate(stay: NewStay, *, actor: Actor, now: datetime) -> Stay:
    """Nominate one person for a stay."""
    return nominate_many([stay], actor=actor, now=now)[0]


def nominate_many(stays: Sequence[NewStay], *, actor: Actor, now: datetime) -> list[Stay]:
    """Nominate people for stays under an agreement of the two organisations."""
    for one in stays:
        require(rules.can_nominate(actor, one.home.pk), "mobility.stay.begin")
        _check(one)
    rows = [
        Stay(
            person=one.person,
            enrolment=one.enrolment,
            agreement=one.agreement,
            kind=one.kind,
            home=one.home,
            host=one.host,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in stays
    ]
    facts = [{"person": row.person_id, "kind": row.kind, "host": row.host_id} for row in rows]
    return states.begin_many(STAY, rows, actor=actor, now=now, facts=facts)


def draw_up(
    stay: Stay, *, hours: int, content_sha256: str, actor: Actor, now: datetime
) -> LearningAgreement:
    """Write down what is to be learned; a later version replaces an earlier one."""
    require(rules.can_nominate(actor, stay.home_id), "mobility.learning_agreement.begin")
    with transaction.atomic():
        version = LearningAgreement.objects.filter(stay=stay).count() + 1
        row = LearningAgreement.objects.create(
            stay=stay, version=version, hours=hours, content_sha256=content_sha256
        )
        _record(row, "begin", {"version": version, "sha256": content_sha256}, actor, now)
    return row


def sign(
    agreement: LearningAgreement, side: str, *, actor: Actor, now: datetime
) -> LearningAgreement:
    """Sign for one of the three sides; with the third signature the stay is agreed."""
    require(rules.can_sign(actor, agreement, side), "mobility.learning_agreement.sign")
    field = f"{side}_signed_at"
    with transaction.atomic():
        signed = LearningAgreement.objects.filter(pk=agreement.pk, **{f"{field}__isnull": True})
        if not signed.update(**{field: now}):
            raise Refused("learning_agreement_signed", side=side)
        agreement.refresh_from_db()
        _record(agreement, "sign", {"side": side}, actor, now)
    return agreement


def confirm(stay: Stay, *, actor: Actor, now: datetime) -> Stay:
    """Agree to a stay whose learning agreement all three have signed."""
    return confirm_many([stay], actor=actor, now=now)[0]


def confirm_many(stays: Sequence[Stay], *, actor: Actor, now: datetime) -> list[Stay]:
    """Agree to stays. A secondment has no learning agreement."""
    learners = [stay.pk for stay in stays if stay.kind != StayKind.SECONDMENT]
    signed = _fully_signed(learners)
    for stay in stays:
        require(rules.can_move(actor, stay, "agree"), "mobility.stay.agree")
        if stay.kind != StayKind.SECONDMENT and stay.pk not in signed:
            raise Refused("learning_agreement_unsigned", stay=stay.pk)
    return states.move_many(STAY, stays, "agree", actor=actor, now=now)


def arrive_many(stays: Sequence[Stay], *, actor: Actor, now: datetime) -> list[Stay]:
    """Record that people have arrived at the host."""
    return _move(stays, "arrive", actor, now)


def return_many(stays: Sequence[Stay], *, actor: Actor, now: datetime) -> list[Stay]:
    """Record that people are back at home."""
    return _move(stays, "return", actor, now)


def end_early(
    stay: Stay, *, on: date, ground: str, reason: str, actor: Actor, now: datetime
) -> Stay:
    """End a stay before its time; what was learned so far may still be recognised."""
    require(rules.can_move(actor, stay, "end_early"), "mobility.stay.end_early")
    if not stay.starts_on <= on < stay.ends_on:
        raise Refused("day_outside_the_stay", day=on.isoformat())
    with transaction.atomic():
        stay.ended_early_on, stay.ended_early = on, EndedEarly(ground)
        stay.save(update_fields=("ended_early_on", "ended_early"))
        return states.move(
            STAY,
            stay,
            "end_early",
            actor=actor,
            now=now,
            facts={"on": on.isoformat(), "ground": ground},
            reason=reason,
        )


def cancel(stay: Stay, *, reason: str, actor: Actor, now: datetime) -> Stay:
    """Take a nomination back before the person has left."""
    require(rules.can_move(actor, stay, "cancel"), "mobility.stay.cancel")
    return states.move(STAY, stay, "cancel", actor=actor, now=now, reason=reason)


def recognise_many(stays: Sequence[Stay], *, actor: Actor, now: datetime) -> list[Stay]:
    """Recognise at home what was learned at the host."""
    return _move(stays, "recognise", actor, now)


def _move(stays: Sequence[Stay], name: str, actor: Actor, now: datetime) -> list[Stay]:
    for stay in stays:
        require(rules.can_move(actor, stay, name), f"mobility.stay.{name}")
    return states.move_many(STAY, stays, name, actor=actor, now=now)


def _fully_signed(stays: Sequence[int]) -> set[int]:
    """Of these stays, those whose latest learning agreement has three signatures."""
    latest = {
        row.stay_id: row
        for row in LearningAgreement.objects.filter(stay_id__in=stays).order_by("version")
    }
    return {
        key
        for key, row in latest.items()
        if all(getattr(row, f"{side}_signed_at") is not None for side in SIDES)
    }


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


def _record(
    agreement: LearningAgreement, act: str, facts: dict[str, object], actor: Actor, now: datetime
) -> None:
    entry = events.Entry(
        f"mobility.learning_agreement.{act}",
        ("mobility.stay", agreement.stay_id),
        facts=facts,
    )
    events.record(entry, actor=actor, now=now)
