"""An application is drafted, agreed to by a guardian where needed, submitted, withdrawn."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from sheber.admissions import queries, rules
from sheber.admissions.models import Application, Campaign, RankedContract, Seat
from sheber.admissions.operations.campaigns import refuse_unless_open
from sheber.admissions.operations.pairs import by_actor
from sheber.admissions.states import APPLICATION
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.identity.queries import ADULT, ages
from sheber.registry.models import Person

WRITTEN = ("draft", "returned")


def draft(campaign: Campaign, person: Person, *, actor: Actor, now: datetime) -> Application:
    """Begin one person's application."""
    return draft_each(campaign, [(person, actor)], now=now)[0]


def draft_many(
    campaign: Campaign, people: Sequence[Person], *, actor: Actor, now: datetime
) -> list[Application]:
    """Begin applications that an admissions office enters for these people."""
    return draft_each(campaign, [(person, actor) for person in people], now=now)


def draft_each(
    campaign: Campaign, pairs: Sequence[tuple[Person, Actor]], *, now: datetime
) -> list[Application]:
    """Begin applications, each by its own actor."""
    refuse_unless_open(campaign, now)
    people = [person for person, _ in pairs]
    prefetch_related_objects(people, "home_region")
    for person, actor in pairs:
        require(rules.can_hand_in(actor, person), "admissions.application.begin")
    there = Application.objects.filter(campaign=campaign, person__in=people).first()
    if there is not None:
        raise Refused("applied_already", person=there.person_id)
    rows = [Application(campaign=campaign, person=person) for person in people]
    actors = [actor for _, actor in pairs]
    with transaction.atomic():
        for actor, group in by_actor(zip(rows, actors, strict=True)).items():
            states.begin_many(APPLICATION, group, actor=actor, now=now)
    return rows


def approve_as_guardian(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Agree, as somebody's guardian, to exactly the list that stands there now."""
    return approve_each_as_guardian([(application, actor)], now=now)[0]


def approve_each_as_guardian(
    pairs: Sequence[tuple[Application, Actor]], *, now: datetime
) -> list[Application]:
    """Agree to lists, each guardian by an own account."""
    people = [application.person_id for application, _ in pairs]
    known = queries.guardians(people, now.date())
    for application, actor in pairs:
        allowed = rules.can_guard(actor, known[application.person_id])
        require(allowed, "admissions.application.approve_as_guardian")
        if application.state not in WRITTEN:
            raise Refused(
                "wrong_state",
                subject=APPLICATION.subject,
                state=application.state,
                act="approve_as_guardian",
            )
    for application, actor in pairs:
        application.guardian_id = actor.person
    with transaction.atomic():
        Application.objects.bulk_update([one for one, _ in pairs], ("guardian",), 500)
        _record_each(pairs, "approve_as_guardian", now)
    return [one for one, _ in pairs]


def submit(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Submit one application."""
    return submit_each([(application, actor)], now=now)[0]


def submit_many(
    applications: Sequence[Application], *, actor: Actor, now: datetime
) -> list[Application]:
    """Submit applications that an admissions office entered."""
    return submit_each([(one, actor) for one in applications], now=now)


def submit_each(pairs: Sequence[tuple[Application, Actor]], *, now: datetime) -> list[Application]:
    """Submit applications, each by its own actor; under age only with a guardian's word."""
    rows = [one for one, _ in pairs]
    prefetch_related_objects(rows, "campaign", "person__home_region")
    for application, actor in pairs:
        allowed = rules.can_move_application(actor, application, "submit")
        require(allowed, "admissions.application.submit")
        refuse_unless_open(application.campaign, now)
    refuse_unguarded(rows, now)
    _refuse_bad_lists(rows)
    with transaction.atomic():
        Application.objects.filter(pk__in=[one.pk for one in rows]).update(submitted_at=now)
        for actor, group in by_actor(pairs).items():
            states.move_many(APPLICATION, group, "submit", actor=actor, now=now)
    for one in rows:
        one.submitted_at = now
    return rows


def withdraw(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Take an application back. Who holds a seat gives up the seat instead."""
    prefetch_related_objects([application], "person__home_region")
    allowed = rules.can_move_application(actor, application, "withdraw")
    require(allowed, "admissions.application.withdraw")
    refuse_holders([application])
    return states.move(APPLICATION, application, "withdraw", actor=actor, now=now)


def refuse_unguarded(rows: Sequence[Application] | Sequence[Seat], now: datetime) -> None:
    """Refuse for somebody under age unless one who answers for them today has agreed."""
    years = ages({one.person_id for one in rows}, now.date())
    young = [one for one in rows if years.get(one.person_id, 0) < ADULT]
    known = queries.guardians({one.person_id for one in young}, now.date()) if young else {}
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


def _record_each(pairs: Sequence[tuple[Application, Actor]], act: str, now: datetime) -> None:
    verb, subject = f"{APPLICATION.subject}.{act}", APPLICATION.subject
    entries = [(events.Entry(verb, (subject, one.pk)), actor) for one, actor in pairs]
    for actor, group in by_actor(entries).items():
        events.record_many(group, actor=actor, now=now)
