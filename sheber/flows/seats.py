"""A seat is taken up: its contract is written out, the person enrolled and the study begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.admissions import operations as admissions
from sheber.admissions.enums import TermsKind
from sheber.admissions.models import Seat
from sheber.contracts import operations as contracts
from sheber.contracts.models import Contract
from sheber.kernel.access import Acting, Actor, each
from sheber.kernel.rows import prefetch
from sheber.offers.models import Terms
from sheber.programmes.queries import starts_on
from sheber.registry.identity.queries import guardians
from sheber.training import operations as training
from sheber.training.models import Enrolment


@dataclass(frozen=True)
class TakenUp:
    """What came of a seat; a seat without service has no contract."""

    seat: Seat
    enrolment: Enrolment
    contract: Contract | None


def take_up(seat: Seat, *, sign_by: date, actor: Actor, now: datetime) -> TakenUp:
    """Enrol one person on the seat that was consented to."""
    return take_up_many([seat], sign_by=sign_by, actor=actor, now=now)[0]


def take_up_many(
    seats: Sequence[Seat], *, sign_by: date, actor: Acting, now: datetime
) -> list[TakenUp]:
    """Enrol people on the seats that they consented to, as the institutions that train them.

    A target seat gets its contract, to be signed until `sign_by`, on exactly the version of the
    terms that was ranked.
    """
    prefetch(seats, "contract", "pool__offering__capacity__programme")
    actors = each(actor, len(seats))
    target = [
        (seat, who)
        for seat, who in zip(seats, actors, strict=True)
        if seat.contract.terms_kind == TermsKind.TARGET
    ]
    with transaction.atomic():
        written = contracts.intend_many(
            _contracts([seat for seat, _ in target], sign_by, now),
            actor=[who for _, who in target],
            now=now,
        )
        admissions.enrol_many(seats, actor=actors, now=now)
        by_seat = {row.seat_id: row for row in written}
        new = [
            training.NewEnrolment(_starts_on(seat), seat, by_seat.get(seat.pk)) for seat in seats
        ]
        enrolments = training.enrol_many(new, actor=actors, now=now)
    return [
        TakenUp(seat, enrolment, by_seat.get(seat.pk))
        for seat, enrolment in zip(seats, enrolments, strict=True)
    ]


def _starts_on(seat: Seat) -> date:
    capacity = seat.pool.offering.capacity
    return starts_on(capacity.programme, capacity.intake_year)


def _contracts(seats: Sequence[Seat], sign_by: date, now: datetime) -> list[contracts.NewContract]:
    terms = _ranked_terms(seats)
    answering = guardians({seat.person_id for seat in seats}, now.date())
    return [
        contracts.NewContract(
            seat,
            terms[seat.contract.offer_id, seat.contract.terms_version],
            sign_by,
            guardians=tuple(sorted(answering.get(seat.person_id, ()))),
        )
        for seat in seats
    ]


def _ranked_terms(seats: Sequence[Seat]) -> dict[tuple[int | None, int | None], Terms]:
    """The terms that each of these people ranked, by offer and version."""
    offers = {seat.contract.offer_id for seat in seats}
    rows = Terms.objects.filter(offer__in=offers)
    return {(row.offer_id, row.version): row for row in rows}
