"""Enrolment from a seat, its contract, leaves and results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from sheber.admissions.models import Seat
from sheber.contracts.models import Contract
from sheber.kernel import events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.programmes.models import Capacity, Module
from sheber.registry.models import Person
from sheber.training import rules
from sheber.training.enums import LeaveGround
from sheber.training.models import Enrolment, Leave, ModuleResult
from sheber.training.states import ENROLMENT

BATCH = 500
# Contracts under which nobody studies any more.
DEAD = ("refused_by_citizen", "refused_by_customer", "lapsed", "superseded")


@dataclass(frozen=True)
class NewEnrolment:
    """A person to be enrolled: on a seat, or, for upskilling, into a capacity without one."""

    starts_on: date
    seat: Seat | None = None
    contract: Contract | None = None
    person: Person | None = None
    capacity: Capacity | None = None


@dataclass(frozen=True)
class NewResult:
    """A mark in a module as the provider gave it, on its own scale."""

    enrolment: Enrolment
    module: Module
    scale: str
    mark: str
    passed: bool
    dated: date


def enrol(new: NewEnrolment, *, actor: Actor, now: datetime) -> Enrolment:
    """Enrol one person."""
    return enrol_many([new], actor=actor, now=now)[0]


def enrol_many(new: Sequence[NewEnrolment], *, actor: Acting, now: datetime) -> list[Enrolment]:
    """Enrol people, each in the cohort that the seat belongs to."""
    seats = _seats(new)
    rows = []
    for one, who in zip(new, each(actor, len(new)), strict=True):
        row = _row(one, seats)
        require(rules.can_enrol(who, row.capacity), "training.enrolment.begin")
        _check(one, row)
        rows.append(row)
    taken = Enrolment.objects.filter(
        Q(seat_id__in=seats) | Q(contract__in=[row.contract_id for row in rows if row.contract_id])
    ).first()
    if taken is not None:
        raise Refused("enrolled_already", enrolment=taken.pk)
    facts = [{"seat": row.seat_id, "contract": row.contract_id} for row in rows]
    return states.begin_many(ENROLMENT, rows, actor=actor, now=now, facts=facts)


def attach_contracts(
    pairs: Sequence[tuple[Enrolment, Contract]], *, actor: Acting, now: datetime
) -> list[Enrolment]:
    """Say under which contract somebody studies who was enrolled before it was written out."""
    prefetch([enrolment for enrolment, _ in pairs], "capacity")
    for (enrolment, contract), who in zip(pairs, each(actor, len(pairs)), strict=True):
        require(rules.can_enrol(who, enrolment.capacity), "training.enrolment.attach")
        if enrolment.contract_id is not None:
            raise Refused("contract_attached_already", enrolment=enrolment.pk)
        _check_contract(contract, enrolment.person_id)
        enrolment.contract = contract
    rows = [enrolment for enrolment, _ in pairs]
    with transaction.atomic():
        Enrolment.objects.bulk_update(rows, ("contract",), BATCH)
        _record("attach", rows, [{"contract": row.contract_id} for row in rows], actor, now)
    return rows


def begin_leave(
    enrolment: Enrolment,
    *,
    ground: str,
    starts_on: date,
    ends_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> Leave:
    """Let a student pause: the days of leave do not count, and nobody practises on them."""
    require(rules.can_teach(actor, enrolment), "training.leave.begin")
    row = Leave(
        enrolment=enrolment, ground=LeaveGround(ground), starts_on=starts_on, ends_on=ends_on
    )
    _check_leave(row)
    with transaction.atomic():
        row.save()
        facts = {"leave": row.pk, "ground": row.ground, "from": starts_on.isoformat()}
        _record("leave", [enrolment], [facts], actor, now)
    return row


def end_leave(leave: Leave, *, on: date, actor: Actor, now: datetime) -> Leave:
    """Let a student come back on a day, the first that counts again."""
    require(rules.can_teach(actor, leave.enrolment), "training.leave.end")
    if on <= leave.starts_on:
        raise Refused("leave_backwards", starts_on=leave.starts_on.isoformat())
    with transaction.atomic():
        leave.ends_on = on
        leave.save(update_fields=("ends_on",))
        facts = {"leave": leave.pk, "on": on.isoformat()}
        _record("return", [leave.enrolment], [facts], actor, now)
    return leave


def record_results(
    results: Sequence[NewResult], *, actor: Acting, now: datetime
) -> list[ModuleResult]:
    """Record marks; a mark once given stays, a later one stands beside it."""
    prefetch([one.enrolment for one in results], "capacity")
    for one, who in zip(results, each(actor, len(results)), strict=True):
        require(rules.can_teach(who, one.enrolment), "training.result.record")
        _check_result(one, now)
    rows = [ModuleResult(**vars(one)) for one in results]
    facts = [{"module": one.module.pk, "passed": one.passed} for one in results]
    with transaction.atomic():
        saved = ModuleResult.objects.bulk_create(rows, BATCH)
        _record("result", [one.enrolment for one in results], facts, actor, now)
    return saved


def _seats(new: Sequence[NewEnrolment]) -> dict[int, Seat]:
    rows = Seat.objects.filter(pk__in={one.seat.pk for one in new if one.seat})
    return {row.pk: row for row in rows.select_related("person", "pool__offering__capacity")}


def _row(one: NewEnrolment, seats: dict[int, Seat]) -> Enrolment:
    seat = seats[one.seat.pk] if one.seat else None
    person = seat.person if seat else one.person
    capacity = seat.pool.offering.capacity if seat else one.capacity
    if person is None or capacity is None:
        raise Refused("enrolment_names_nobody")
    return Enrolment(
        person=person,
        capacity=capacity,
        seat=seat,
        contract=one.contract,
        starts_on=one.starts_on,
    )


def _check(one: NewEnrolment, row: Enrolment) -> None:
    if row.seat is not None and row.seat.state != "enrolled":
        raise Refused("seat_not_enrolled", seat=row.seat.pk, state=row.seat.state)
    if one.contract is not None:
        _check_contract(one.contract, row.person_id)


def _check_contract(contract: Contract, person: str) -> None:
    if contract.person_id != person:
        raise Refused("contract_of_another_person", contract=contract.pk)
    if contract.state in DEAD:
        raise Refused("contract_over", contract=contract.pk, state=contract.state)


def _check_leave(row: Leave) -> None:
    if row.enrolment.state != "enrolled":
        raise Refused("not_studying", enrolment=row.enrolment_id, standing=row.enrolment.state)
    if row.starts_on < row.enrolment.starts_on:
        raise Refused("before_enrolment", starts_on=row.enrolment.starts_on.isoformat())
    if row.ends_on is not None and row.ends_on <= row.starts_on:
        raise Refused("leave_backwards", starts_on=row.starts_on.isoformat())
    others = Leave.objects.filter(enrolment=row.enrolment)
    others = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=row.starts_on))
    if row.ends_on is not None:
        others = others.filter(starts_on__lt=row.ends_on)
    if others.exists():
        raise Refused("leaves_overlap")


def _check_result(one: NewResult, now: datetime) -> None:
    if one.module.programme_id != one.enrolment.capacity.programme_id:
        raise Refused("module_of_another_programme", module=one.module.code)
    if one.dated > now.date():
        raise Refused("training_day_in_future", on=one.dated.isoformat())
    if one.dated < one.enrolment.starts_on:
        raise Refused("before_enrolment", starts_on=one.enrolment.starts_on.isoformat())


def _record(
    act: str,
    enrolments: Sequence[Enrolment],
    facts: Sequence[Mapping[str, object]],
    actor: Acting,
    now: datetime,
) -> None:
    events.record_many(
        [
            events.Entry(f"training.enrolment.{act}", ("training.enrolment", row.pk), facts=given)
            for row, given in zip(enrolments, facts, strict=True)
        ],
        actor=actor,
        now=now,
    )
