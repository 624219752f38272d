"""A seat is consented to, given up, lost by a missed day, refuted, taken up by enrolling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from sheber.admissions import queries, rules
from sheber.admissions.models import Campaign, Clearing, Pool, RankedContract, Seat
from sheber.admissions.operations.applications import refuse_unguarded
from sheber.admissions.states import SEAT
from sheber.kernel import events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.registry.identity.queries import guardians

BATCH = 500
# A clearing keeps long texts that a seat has no need of.
ROUND = Prefetch("clearing", Clearing.objects.defer("market", "result"))
NEEDS = (
    "person__home_region",
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
    return approve_consents_as_guardian([seat], actor=actor, now=now)[0]


def approve_consents_as_guardian(
    seats: Sequence[Seat], *, actor: Acting, now: datetime
) -> list[Seat]:
    """Agree to consents, each guardian by an own account."""
    actors = each(actor, len(seats))
    known = guardians([seat.person_id for seat in seats], now.date())
    for seat, who in zip(seats, actors, strict=True):
        allowed = rules.can_guard(who, known[seat.person_id])
        require(allowed, "admissions.seat.approve_as_guardian")
        if seat.state != SEAT.start:
            raise Refused("wrong_state", subject=SEAT.subject, state=seat.state, act="approve")
    for seat, who in zip(seats, actors, strict=True):
        seat.guardian_id = who.person
    verb = f"{SEAT.subject}.approve_as_guardian"
    entries = [events.Entry(verb, (SEAT.subject, seat.pk)) for seat in seats]
    with transaction.atomic():
        Seat.objects.bulk_update(seats, ("guardian",), BATCH)
        events.record_many(entries, actor=actors, now=now)
    return list(seats)


def consent(seat: Seat, *, keep_wishing: bool = False, actor: Actor, now: datetime) -> Seat:
    """Take an offered seat in time. With `keep_wishing` a later round may still give a contract
    that was ranked higher, and then does so without asking again."""
    return consent_many([seat], keep_wishing=keep_wishing, actor=actor, now=now)[0]


def consent_many(
    seats: Sequence[Seat], *, keep_wishing: bool = False, actor: Acting, now: datetime
) -> list[Seat]:
    """Take offered seats in time; under age only with a guardian's word."""
    seats = list(seats)
    _may(seats, "consent", actor)
    for seat in seats:
        if now >= _consent_by(seat):
            raise Refused("consent_too_late", day=_consent_by(seat).isoformat())
    refuse_unguarded(seats, now)
    _refuse_changed_terms(seats)
    with transaction.atomic():
        if keep_wishing:
            Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(keeps_wishing=True)
        states.move_many(SEAT, seats, "consent", actor=actor, now=now)
    for seat in seats:
        seat.keeps_wishing = seat.keeps_wishing or keep_wishing
    return seats


def lapse_many(seats: Sequence[Seat], *, actor: Acting, now: datetime) -> list[Seat]:
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


def enrol_many(seats: Sequence[Seat], *, actor: Acting, now: datetime) -> list[Seat]:
    """Enrol people on the seats that they consented to."""
    _may(seats, "enrol", actor)
    return states.move_many(SEAT, seats, "enrol", actor=actor, now=now)


def import_outcomes(
    campaign: Campaign, outcomes: Sequence[Outcome], *, actor: Actor, now: datetime
) -> list[Seat]:
    """Enter what official channels decided about seats that the programme does not own."""
    prefetch([one.pool for one in outcomes], "offering__capacity__provider")
    for one in outcomes:
        country = one.pool.offering.capacity.provider.country_id
        require(rules.can_import(actor, country), "admissions.seat.import")
    contracts = [one.contract for one in outcomes]
    prefetch(contracts, "application")
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


def _may(seats: Sequence[Seat], move: str, actor: Acting) -> None:
    prefetch_related_objects(list(seats), ROUND)
    prefetch(seats, *NEEDS)
    for seat, who in zip(seats, each(actor, len(seats)), strict=True):
        require(rules.can_move_seat(who, seat, move), f"{SEAT.subject}.{move}")


def _refuse_changed_terms(seats: Sequence[Seat]) -> None:
    keys = [seat.contract_id for seat in seats]
    changed = queries.ranked_older_terms().filter(pk__in=keys).first()
    if changed is not None:
        raise Refused("terms_changed", offer=changed.offer.code if changed.offer else "")
