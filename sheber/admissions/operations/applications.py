"""An application is drafted, agreed to by a guardian where needed, submitted, withdrawn."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sheber.admissions import queries, rules
from sheber.admissions.models import Application, Campaign, RankedContract, Seat
from sheber.admissions.operations.campaigns import refuse_unless_open
from sheber.admissions.states import APPLICATION
from sheber.kernel import events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.registry.identity.queries import ADULT, ages, guardians
from sheber.registry.models import Person

BATCH = 500
WRITTEN = ("draft", "returned")


def draft(campaign: Campaign, person: Person, *, actor: Actor, now: datetime) -> Application:
    """Begin one person's application."""
    return draft_many(campaign, [person], actor=actor, now=now)[0]


def draft_many(
    campaign: Campaign, people: Sequence[Person], *, actor: Acting, now: datetime
) -> list[Application]:
    """Begin applications, each by the person oneself or by an admissions office."""
    refuse_unless_open(campaign, now)
    prefetch(list(people), "home_region")
    for person, who in zip(people, each(actor, len(people)), strict=True):
        require(rules.can_hand_in(who, person), "admissions.application.begin")
    there = Application.objects.filter(campaign=campaign, person__in=people).first()
    if there is not None:
        raise Refused("applied_already", person=there.person_id)
    rows = [Application(campaign=campaign, person=person) for person in people]
    return states.begin_many(APPLICATION, rows, actor=actor, now=now)


def approve_as_guardian(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Agree, as somebody's guardian, to exactly the list that stands there now."""
    return approve_many_as_guardian([application], actor=actor, now=now)[0]


def approve_many_as_guardian(
    applications: Sequence[Application], *, actor: Acting, now: datetime
) -> list[Application]:
    """Agree to lists, each guardian by an own account."""
    actors = each(actor, len(applications))
    known = guardians([one.person_id for one in applications], now.date())
    for one, who in zip(applications, actors, strict=True):
        allowed = rules.can_guard(who, known[one.person_id])
        require(allowed, "admissions.application.approve_as_guardian")
        if one.state not in WRITTEN:
            raise Refused(
                "wrong_state", subject=APPLICATION.subject, state=one.state, act="approve"
            )
    for one, who in zip(applications, actors, strict=True):
        one.guardian_id = who.person
    verb, subject = f"{APPLICATION.subject}.approve_as_guardian", APPLICATION.subject
    with transaction.atomic():
        Application.objects.bulk_update(applications, ("guardian",), BATCH)
        entries = [events.Entry(verb, (subject, one.pk)) for one in applications]
        events.record_many(entries, actor=actors, now=now)
    return list(applications)


def submit(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Submit one application."""
    return submit_many([application], actor=actor, now=now)[0]


def submit_many(
    applications: Sequence[Application], *, actor: Acting, now: datetime
) -> list[Application]:
    """Submit applications; under age only with a guardian's word."""
    rows = list(applications)
    prefetch(rows, "campaign", "person__home_region")
    for one, who in zip(rows, each(actor, len(rows)), strict=True):
        allowed = rules.can_move_application(who, one, "submit")
        require(allowed, "admissions.application.submit")
        refuse_unless_open(one.campaign, now)
    refuse_unguarded(rows, now)
    _refuse_bad_lists(rows)
    with transaction.atomic():
        Application.objects.filter(pk__in=[one.pk for one in rows]).update(submitted_at=now)
        states.move_many(APPLICATION, rows, "submit", actor=actor, now=now)
    for one in rows:
        one.submitted_at = now
    return rows


def withdraw(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Take an application back. Who holds a seat gives up the seat instead."""
    prefetch([application], "person__home_region")
    allowed = rules.can_move_application(actor, application, "withdraw")
    require(allowed, "admissions.application.withdraw")
    refuse_holders([application])
    return states.move(APPLICATION, application, "withdraw", actor=actor, now=now)


def refuse_unguarded(rows: Sequence[Application] | Sequence[Seat], now: datetime) -> None:
    """Refuse for somebody under age unless one who answers for them today has agreed."""
    years = ages({one.person_id for one in rows}, now.date())
    young = [one for one in rows if years.get(one.person_id, 0) < ADULT]
    known = guardians({one.person_id for one in young}, now.date()) if young else {}
    for one in young:
        if one.guardian_id is None or one.guardian_id not in known.get(one.person_id, ()):
            raise Refused("guardian_must_agree", person=one.person_id)


def refuse_holders(applications: Sequence[Application]) -> None:
    """Refuse while one of these people holds a seat of the campaign."""
    holding = Seat.objects.filter(
        contract__application__in=[one.pk for one in applications], state__in=queries.LIVING
    ).first()
    if holding is not None:
        raise Refused("holds_a_seat", person=holding.person_id)


def _refuse_bad_lists(rows: Sequence[Application]) -> None:
    keys = [one.pk for one in rows]
    ranked = RankedContract.objects.filter(application__in=keys)
    lengths = Counter(ranked.values_list("application_id", flat=True))
    for one in rows:
        if not lengths[one.pk]:
            raise Refused("nothing_ranked")
    changed = queries.ranked_older_terms().filter(application__in=keys).first()
    if changed is not None:
        raise Refused("terms_changed", offer=changed.offer.code if changed.offer else "")
