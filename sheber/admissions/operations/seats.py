"""A seat is consented to, given up, lost by a missed day, refuted, taken up by enrolling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from sheber.admissions import queries, rules
from sheber.admissions.models import Campaign, Pool, RankedContract, Seat
from sheber.admissions.operations.applications import refuse_unguarded
from sheber.admissions.operations.pairs import by_actor
from sheber.admissions.states import SEAT
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused

BATCH = 500
NEEDS = (
    "person__home_region",
    "clearing",
    "campaign",
    "contract__offer",
    "pool__offering__capacity__provider",
)


@dataclass(frozen=True)
class Outcome:
    """What an official channel decided: this wish holds a seat of this pool."""

    contract: RankedContract
    pool: Pool


def approve_consent_as_guardian(seat: Seat, *, actor: Actor, now: datetime) -> Seat:
    """Agree, as somebody's guardian, to the consent to this seat."""
    return approve_each_consent_as_guardian([(seat, actor)], now=now)[0]


def approve_each_consent_as_guardian(
    pairs: Sequence[tuple[Seat, Actor]], *, now: datetime
) -> list[Seat]:
    """Agree to consents, each guardian by an own account."""
    known = queries.guardians([seat.person_id for seat, _ in pairs], now.date())
    for seat, actor in pairs:
        allowed = rules.can_guard(actor, known[seat.person_id])
        require(allowed, "admissions.seat.approve_as_guardian")
        _refuse_unless_offered(seat, "approve_as_guardian")
    for seat, actor in pairs:
        seat.guardian_id = actor.person
    verb = f"{SEAT.subject}.approve_as_guardian"
    entries = [(events.Entry(verb, (SEAT.subject, seat.pk)), actor) for seat, actor in pairs]
    with transaction.atomic():
        Seat.objects.bulk_update([seat for seat, _ in pairs], ("guardian",), BATCH)
        for actor, group in by_actor(entries).items():
            events.record_many(group, actor=actor, now=now)
    return [seat for seat, _ in pairs]


def consent(seat: Seat, *, keep_wishing: bool = False, actor: Actor, now: datetime) -> Seat:
    """Take an offered seat in time. With `keep_wishing` a later round may still give a contract
    that was ranked higher, and then does so without asking again."""
    return consent_each([(seat, actor)], keep_wishing=keep_wishing, now=now)[0]


def consent_many(
    seats: Sequence[Seat], *, keep_wishing: bool = False, actor: Actor, now: datetime
) -> list[Seat]:
    """Enter consents that came to an admissions office."""
    return consent_each([(seat, actor) for seat in seats], keep_wishing=keep_wishing, now=now)


def consent_each(
    pairs: Sequence[tuple[Seat, Actor]], *, keep_wishing: bool = False, now: datetime
) -> list[Seat]:
    """Take offered seats, each by its own actor; under age only with a guardian's word."""
    seats = [seat for seat, _ in pairs]
    prefetch_related_objects(seats, *NEEDS)
    for seat, actor in pairs:
        require(rules.can_move_seat(actor, seat, "consent"), "admissions.seat.consent")
        if now >= _consent_by(seat):
            raise Refused("consent_too_late", day=_consent_by(seat).isoformat())
    refuse_unguarded(seats, now)
    _refuse_changed_terms(seats)
    with transaction.atomic():
        if keep_wishing:
            Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(keeps_wishing=True)
        for actor, group in by_actor(pairs).items():
            states.move_many(SEAT, group, "consent", actor=actor, now=now)
    for seat in seats:
        seat.keeps_wishing = seat.keeps_wishing or keep_wishing
    return seats


def lapse_many(seats: Sequence[Seat], *, actor: Actor, now: datetime) -> list[Seat]:
    """Take back offered seats whose day of consent has passed: `queries.consent_missed`."""
    _may(seats, "lapse", actor)
    for seat in seats:
        if now < _consent_by(seat):
            raise Refused("consent_still_open", day=_consent_by(seat).isoformat())
    return states.move_many(SEAT, seats, "lapse", actor=actor, now=now)


def give_up(seat: Seat, *, actor: Actor, now: datetime) -> Seat:
    """Give up one's own seat; a further round fills it."""
    _may([seat], "give_up", actor)
    return states.move(SEAT, seat, "give_up", actor=actor, now=now)


def refute(seat: Seat, *, reason: str, actor: Actor, now: datetime) -> Seat:
    """Take back a seat that was not rightly held; a further round fills it."""
    _may([seat], "refute", actor)
    return states.move(SEAT, seat, "refute", actor=actor, now=now, reason=reason)


def enrol(seat: Seat, *, actor: Actor, now: datetime) -> Seat:
    """Enrol one person on the seat that was consented to."""
    return enrol_many([seat], actor=actor, now=now)[0]


def enrol_many(seats: Sequence[Seat], *, actor: Actor, now: datetime) -> list[Seat]:
    """Enrol people on the seats that they consented to."""
    _may(seats, "enrol", actor)
    return states.move_many(SEAT, seats, "enrol", actor=actor, now=now)


def import_outcomes(
    campaign: Campaign, outcomes: Sequence[Outcome], *, actor: Actor, now: datetime
) -> list[Seat]:
    """Enter what official channels decided about seats that the programme does not own."""
    require(rules.can_import(actor), "admissions.seat.import")
    contracts = [one.contract for one in outcomes]
    prefetch_related_objects(contracts, "application")
    elsewhere = set(queries.pools_decided_elsewhere(campaign).values_list("pk", flat=True))
    for one in outcomes:
        application = one.contract.application
        if one.pool.pk not in elsewhere or one.pool.offering_id != one.contract.offering_id:
            raise Refused("outcome_decided_here", pool=one.pool.code)
        if application.campaign_id != campaign.pk or application.state != "verified":
            raise Refused("outcome_without_application", pool=one.pool.code)
    holding = Seat.objects.filter(
        campaign=campaign,
        person__in=[one.application.person_id for one in contracts],
        state__in=queries.LIVING,
    ).first()
    if holding is not None:
        raise Refused("holds_a_seat", person=holding.person_id)
    rows = [
        Seat(
            campaign=campaign,
            contract=one.contract,
            pool=one.pool,
            person_id=one.contract.application.person_id,
        )
        for one in outcomes
    ]
    facts = [{"contract": row.contract_id, "pool": row.pool_id, "imported": True} for row in rows]
    return states.begin_many(SEAT, rows, actor=actor, now=now, facts=facts)


def _consent_by(seat: Seat) -> datetime:
    """Until when: the day of the round that gave the seat, or the campaign's."""
    own = seat.clearing.consent_by if seat.clearing else None
    return own or seat.campaign.consent_by


def _may(seats: Sequence[Seat], move: str, actor: Actor) -> None:
    prefetch_related_objects(list(seats), *NEEDS)
    for seat in seats:
        require(rules.can_move_seat(actor, seat, move), f"{SEAT.subject}.{move}")


def _refuse_unless_offered(seat: Seat, act: str) -> None:
    if seat.state != SEAT.start:
        raise Refused("wrong_state", subject=SEAT.subject, state=seat.state, act=act)


def _refuse_changed_terms(seats: Sequence[Seat]) -> None:
    keys = [seat.contract_id for seat in seats]
    changed = queries.ranked_older_terms().filter(pk__in=keys).first()
    if changed is not None:
        raise Refused("terms_changed", offer=changed.offer.code if changed.offer else "")
