"""Verbs of credentials: award, revoke, recognise in full, in part or not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from sheber.credentials import rules
from sheber.credentials.enums import Outcome, Purpose
from sheber.credentials.models import Award, Recognition
from sheber.credentials.states import AWARD, RECOGNITION
from sheber.kernel import states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Partner
from sheber.registry.models import Organisation
from sheber.training.models import Enrolment

# What a decision writes.
DECIDED = ("outcome", "document", "decided_on", "hours_recognised", "hours_of", "remaining")


@dataclass(frozen=True)
class NewAward:
    """A qualification to be awarded for a finished enrolment."""

    enrolment: Enrolment
    awarding: Organisation
    number: str
    awarded_on: date


@dataclass(frozen=True)
class NewRecognition:
    """A request to recognise an award in another country, for study or for work."""

    award: Award
    country: str
    body: Organisation
    purpose: str


def award(given: NewAward, *, actor: Actor, now: datetime) -> Award:
    """Award one qualification."""
    return award_many([given], actor=actor, now=now)[0]


def award_many(given: Sequence[NewAward], *, actor: Acting, now: datetime) -> list[Award]:
    """Award qualifications to those who have graduated.

    The awarding institution is one that the programme names for it, else the provider or, if
    the provider is a branch, the university that awards for it.
    """
    prefetch([one.enrolment for one in given], "capacity__provider")
    awarding = _awarding(given)
    for one, who in zip(given, each(actor, len(given)), strict=True):
        require(rules.can_award(who, one.awarding.pk), "credentials.award.begin")
        _check(one, awarding[one.enrolment.capacity.programme_id], now.date())
    _refuse_repeated(given)
    rows = [
        Award(
            person_id=one.enrolment.person_id,
            enrolment=one.enrolment,
            programme_id=one.enrolment.capacity.programme_id,
            awarding=one.awarding,
            number=one.number,
            awarded_on=one.awarded_on,
        )
        for one in given
    ]
    facts = [{"person": row.person_id, "awarding": row.awarding_id} for row in rows]
    return states.begin_many(AWARD, rows, actor=actor, now=now, facts=facts)


def revoke(given: Award, *, reason: str, actor: Actor, now: datetime) -> Award:
    """Revoke an award; it no longer counts anywhere."""
    require(rules.can_award(actor, given.awarding_id), "credentials.award.revoke")
    return states.move(AWARD, given, "revoke", actor=actor, now=now, reason=reason)


def submit(given: NewRecognition, *, actor: Actor, now: datetime) -> Recognition:
    """Ask for recognition of one award in another country."""
    return submit_many([given], actor=actor, now=now)[0]


def submit_many(
    given: Sequence[NewRecognition], *, actor: Acting, now: datetime
) -> list[Recognition]:
    """Ask for recognition of awards in another country."""
    prefetch([one.award for one in given], "awarding")
    for one, who in zip(given, each(actor, len(given)), strict=True):
        require(rules.can_submit(who, one.award, one.country), "credentials.recognition.begin")
        if one.award.state != "issued":
            raise Refused("award_revoked", number=one.award.number)
        if one.country == one.award.awarding.country_id:
            raise Refused("recognised_at_home", number=one.award.number)
        if one.country != one.body.country_id:
            raise Refused("body_of_another_country", country=one.country)
        if one.body.kind not in rules.BODIES[Purpose(one.purpose)]:
            raise Refused("body_does_not_decide")
    _refuse_asked(given)
    rows = [
        Recognition(
            award=one.award,
            country_id=one.country,
            body=one.body,
            purpose=Purpose(one.purpose),
        )
        for one in given
    ]
    facts = [
        {"award": row.award_id, "country": row.country_id, "purpose": row.purpose} for row in rows
    ]
    return states.begin_many(RECOGNITION, rows, actor=actor, now=now, facts=facts)


def complete(row: Recognition, *, actor: Actor, now: datetime) -> Recognition:
    """Find that the papers of one request are complete."""
    return complete_many([row], actor=actor, now=now)[0]


def complete_many(
    rows: Sequence[Recognition], *, actor: Acting, now: datetime
) -> list[Recognition]:
    """Find that the papers of these requests are complete."""
    for row, who in zip(rows, each(actor, len(rows)), strict=True):
        require(rules.can_move(who, row, "complete"), "credentials.recognition.complete")
    return states.move_many(RECOGNITION, rows, "complete", actor=actor, now=now)


def decide(
    row: Recognition,
    outcome: str,
    *,
    document: str,
    hours_recognised: int | None = None,
    hours_of: int | None = None,
    remaining: str = "",
    actor: Actor,
    now: datetime,
) -> Recognition:
    """Decide one request. In part: how many hours of how many, and the tasks that remain."""
    require(rules.can_move(actor, row, "decide"), "credentials.recognition.decide")
    found, hours, tasks = Outcome(outcome), (hours_recognised, hours_of), remaining.strip()
    if not document.strip():
        raise Refused("decision_needs_document")
    _check_part(found, *hours, tasks)
    if row.award.state != "issued":
        raise Refused("award_revoked", number=row.award.number)
    facts: dict[str, Any] = {"outcome": found.value, "award": row.award_id}
    if found == Outcome.PARTIAL:
        facts |= {"hours": hours_recognised, "of": hours_of}
    with transaction.atomic():
        states.move(RECOGNITION, row, "decide", actor=actor, now=now, facts=facts)
        row.outcome, row.document, row.decided_on = found, document, now.date()
        row.hours_recognised, row.hours_of = hours
        row.remaining = tasks
        row.save(update_fields=DECIDED)
    return row


def appeal(row: Recognition, *, reason: str, actor: Actor, now: datetime) -> Recognition:
    """Appeal against a decision; the body decides again."""
    require(rules.can_move(actor, row, "appeal"), "credentials.recognition.appeal")
    return states.move(RECOGNITION, row, "appeal", actor=actor, now=now, reason=reason)


def _check(one: NewAward, named: set[int], today: date) -> None:
    enrolment, provider = one.enrolment, one.enrolment.capacity.provider
    if enrolment.state != "graduated":
        raise Refused("not_graduated", enrolment=enrolment.pk)
    if one.awarding.pk not in (named or {provider.awarding_id or provider.pk}):
        raise Refused("awards_elsewhere")
    if not one.number.strip():
        raise Refused("award_needs_number")
    early = enrolment.ended_on is not None and one.awarded_on < enrolment.ended_on
    if early or one.awarded_on > today:
        raise Refused("award_out_of_time", day=one.awarded_on.isoformat())


def _awarding(given: Sequence[NewAward]) -> dict[int, set[int]]:
    """The institutions that each programme names to award, on any of the days asked about."""
    programmes = {one.enrolment.capacity.programme_id for one in given}
    days = [one.awarded_on for one in given]
    named: dict[int, set[int]] = {programme: set() for programme in programmes}
    if not days:
        return named
    partners = Partner.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=min(days)),
        programme_id__in=programmes,
        role=PartnerRole.AWARDS,
        valid_from__lte=max(days),
    )
    for partner in partners:
        named[partner.programme_id].add(partner.organisation_id)
    return named


def _refuse_repeated(given: Sequence[NewAward]) -> None:
    numbers = [one.number for one in given]
    again = _twice(numbers) or (
        Award.objects.filter(number__in=numbers).values_list("number", flat=True).first()
    )
    if again:
        raise Refused("award_number_taken", number=again)
    enrolments = [one.enrolment.pk for one in given]
    awarded = Award.objects.filter(enrolment_id__in=enrolments).first()
    key = awarded.enrolment_id if awarded else _twice(enrolments)
    if key:
        raise Refused("awarded_already", enrolment=key)


def _refuse_asked(given: Sequence[NewRecognition]) -> None:
    asked = [(one.award.pk, one.country, str(Purpose(one.purpose))) for one in given]
    standing = set(
        Recognition.objects.filter(award_id__in={award for award, _, _ in asked}).values_list(
            "award_id", "country_id", "purpose"
        )
    )
    again = _twice(asked) or next((one for one in asked if one in standing), None)
    if again:
        numbers = {one.award.pk: one.award.number for one in given}
        raise Refused("recognition_asked_already", number=numbers[again[0]])


def _twice(values: Iterable[Any]) -> Any:
    """The first value that stands more than once; None without one."""
    return next((value for value, count in Counter(values).items() if count > 1), None)


def _check_part(found: Outcome, recognised: int | None, of: int | None, tasks: str) -> None:
    """In part, and only then: fewer hours than all, and what remains to be done for them."""
    if found != Outcome.PARTIAL:
        if recognised is not None or of is not None or tasks:
            raise Refused("hours_only_in_part")
        return
    if recognised is None or of is None or not 0 < recognised < of:
        raise Refused("partial_needs_hours")
    if not tasks:
        raise Refused("partial_needs_tasks")
