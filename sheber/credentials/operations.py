"""Verbs of credentials: award, revoke, recognise in full, in part or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.credentials import rules
from sheber.credentials.enums import Outcome
from sheber.credentials.models import Award, Recognition
from sheber.credentials.states import AWARD, RECOGNITION
from sheber.kernel import states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.models import Organisation
from sheber.training.models import Enrolment


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


def award_many(given: Sequence[NewAward], *, actor: Actor, now: datetime) -> list[Award]:
    """Award qualifications to those who have graduated."""
    for one in given:
        require(rules.can_award(actor, one.awarding.pk), "credentials.award.begin")
        if one.enrolment.state != "graduated":
            raise Refused("not_graduated", enrolment=one.enrolment.pk)
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
    facts = [{"person": row.person_id, "number": row.number} for row in rows]
    return states.begin_many(AWARD, rows, actor=actor, now=now, facts=facts)


def revoke(given: Award, *, reason: str, actor: Actor, now: datetime) -> Award:
    """Revoke an award; it no longer counts anywhere."""
    require(rules.can_award(actor, given.awarding_id), "credentials.award.revoke")
    return states.move(AWARD, given, "revoke", actor=actor, now=now, reason=reason)


def submit_many(
    given: Sequence[NewRecognition], *, actor: Actor, now: datetime
) -> list[Recognition]:
    """Ask for recognition of awards in another country."""
    for one in given:
        require(rules.can_submit(actor, one.award.person_id), "credentials.recognition.begin")
        if one.award.state != "issued":
            raise Refused("award_revoked", number=one.award.number)
        if one.country == one.award.awarding.country_id:
            raise Refused("recognised_at_home", number=one.award.number)
    rows = [
        Recognition(award=one.award, country_id=one.country, body=one.body, purpose=one.purpose)
        for one in given
    ]
    facts = [{"award": row.award_id, "purpose": row.purpose} for row in rows]
    return states.begin_many(RECOGNITION, rows, actor=actor, now=now, facts=facts)


def complete_many(rows: Sequence[Recognition], *, actor: Actor, now: datetime) -> list[Recognition]:
    """Find that the papers of these requests are complete."""
    for row in rows:
        require(rules.can_move(actor, row, "complete"), "credentials.recognition.complete")
    return states.move_many(RECOGNITION, rows, "complete", actor=actor, now=now)


def decide(
    row: Recognition,
    outcome: str,
    *,
    document: str,
    hours_recognised: int | None = None,
    hours_of: int | None = None,
    actor: Actor,
    now: datetime,
) -> Recognition:
    """Decide one request. In part: how many hours of how many, and the tasks in the document."""
    require(rules.can_move(actor, row, "decide"), "credentials.recognition.decide")
    if not document:
        raise Refused("decision_needs_document")
    if outcome == Outcome.PARTIAL and not _is_a_part(hours_recognised, hours_of):
        raise Refused("partial_needs_hours")
    with transaction.atomic():
        row.outcome = Outcome(outcome)
        row.document, row.decided_on = document, now.date()
        row.hours_recognised, row.hours_of = hours_recognised, hours_of
        row.save(
            update_fields=("outcome", "document", "decided_on", "hours_recognised", "hours_of")
        )
        return states.move(
            RECOGNITION, row, "decide", actor=actor, now=now, facts={"outcome": outcome}
        )


def appeal(row: Recognition, *, reason: str, actor: Actor, now: datetime) -> Recognition:
    """Appeal against a decision; the body decides again."""
    require(rules.can_move(actor, row, "appeal"), "credentials.recognition.appeal")
    return states.move(RECOGNITION, row, "appeal", actor=actor, now=now, reason=reason)


def _is_a_part(recognised: int | None, of: int | None) -> bool:
    return recognised is not None and of is not None and 0 < recognised < of
