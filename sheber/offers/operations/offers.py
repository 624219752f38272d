"""An offer is drafted, and ends by the calendar or by its employer's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.demand.models import Line
from sheber.kernel import states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.offers import queries, rules
from sheber.offers.models import Offer
from sheber.offers.states import OFFER
from sheber.planning.models import Allocation

BATCH = 500


@dataclass(frozen=True)
class NewOffer:
    """An offer to be drafted; `open_to` are the codes of citizenships."""

    code: str
    line: Line
    allocation: Allocation
    seats: int
    open_to: tuple[str, ...]


def draft(offer: NewOffer, *, actor: Actor, now: datetime) -> Offer:
    """Draft one offer for a line of demand, on seats that a plan gives."""
    return draft_many([offer], actor=actor, now=now)[0]


def draft_many(offers: Sequence[NewOffer], *, actor: Acting, now: datetime) -> list[Offer]:
    """Draft offers; together they never take more than an allocation has."""
    prefetch([one.line for one in offers], "call")
    for one, who in zip(offers, each(actor, len(offers)), strict=True):
        require(rules.can_draft(who, one.line), "offers.offer.begin")
        if one.seats < 1:
            raise Refused("offer_asks_for_no_seat")
        if not one.open_to:
            raise Refused("offer_open_to_nobody")
    rows = [
        Offer(code=one.code, line=one.line, allocation=one.allocation, seats=one.seats)
        for one in offers
    ]
    facts = [
        {"line": one.line_id, "allocation": one.allocation_id, "seats": one.seats} for one in rows
    ]
    with transaction.atomic():
        saved = states.begin_many(OFFER, rows, actor=actor, now=now, facts=facts)
        links = Offer.open_to.through
        links.objects.bulk_create(
            [
                links(offer_id=row.pk, country_id=country)
                for row, one in zip(saved, offers, strict=True)
                for country in dict.fromkeys(one.open_to)
            ],
            batch_size=BATCH,
        )
        refuse_more_than_allocated(saved)
    return saved


def freeze_many(offers: Sequence[Offer], *, actor: Actor, now: datetime) -> list[Offer]:
    """Freeze published offers on their day: from here no term changes."""
    _may(offers, "freeze", actor)
    return states.move_many(OFFER, offers, "freeze", actor=actor, now=now)


def expire_many(offers: Sequence[Offer], *, actor: Actor, now: datetime) -> list[Offer]:
    """End drafts that were not published by the day on which offers close."""
    _may(offers, "expire", actor)
    return states.move_many(OFFER, offers, "expire", actor=actor, now=now)


def withdraw(offer: Offer, *, reason: str, actor: Actor, now: datetime) -> Offer:
    """Take an offer back. Its seats flow on; who ranked it learns of it through a flow."""
    return withdraw_many([offer], reason=reason, actor=actor, now=now)[0]


def withdraw_many(
    offers: Sequence[Offer], *, reason: str, actor: Actor, now: datetime
) -> list[Offer]:
    """Take offers back for one reason."""
    _may(offers, "withdraw", actor)
    return states.move_many(OFFER, offers, "withdraw", actor=actor, now=now, reason=reason)


def refuse_more_than_allocated(offers: Sequence[Offer]) -> None:
    """Refuse if the living offers of any of these allocations take more seats than it has.

    Called inside the transaction that writes: the lock makes two employers wait for each other.
    """
    keys = {one.allocation_id for one in offers}
    held = {row.pk: row for row in Allocation.objects.select_for_update().filter(pk__in=keys)}
    for key, offered in queries.seats_offered(keys).items():
        if offered > held[key].seats:
            raise Refused("offer_exceeds_allocation", seats=held[key].seats, offered=offered)


def _may(offers: Sequence[Offer], move: str, actor: Actor) -> None:
    prefetch(list(offers), "line__call__employer")
    for one in offers:
        require(rules.can_move(actor, one, move), f"offers.offer.{move}")
