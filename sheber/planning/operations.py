"""Verbs of planning: draft, fix, propose, approve exactly what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.demand.models import Line
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.planning import queries, rules
from sheber.planning.models import Allocation, Approval, Coverage, Override, Plan
from sheber.planning.states import PLAN
from sheber.programmes.models import Capacity
from sheber.registry.models import Organisation
from sheber.registry.queries import offices


@dataclass(frozen=True)
class Given:
    """Seats that a plan gives to a capacity from a fund, and the lines they are meant for."""

    capacity: Capacity
    fund: str
    seats: int
    lines: tuple[tuple[Line, int], ...] = ()


def draft_by_hand(
    code: str, first_year: int, last_year: int, *, actor: Actor, now: datetime
) -> Plan:
    """Start a plan whose seats are set by hand."""
    require(rules.can_plan(actor), "planning.plan.begin")
    plan = Plan(code=code, first_year=first_year, last_year=last_year, made_by_hand=True)
    return states.begin(PLAN, plan, actor=actor, now=now, facts={"by_hand": True})


def allocate(
    plan: Plan, given: Sequence[Given], *, actor: Actor, now: datetime
) -> list[Allocation]:
    """Set the seats of a draft, all at once; what stood there before is replaced."""
    require(rules.can_plan(actor), "planning.plan.allocate")
    _only_draft(plan)
    for one in given:
        _check(one)
    with transaction.atomic():
        Allocation.objects.filter(plan=plan).delete()
        rows = Allocation.objects.bulk_create(
            [
                Allocation(
                    plan=plan,
                    capacity=one.capacity,
                    fund=one.fund,
                    groups=-(-one.seats // one.capacity.group_size),
                    seats=one.seats,
                )
                for one in given
            ]
        )
        Coverage.objects.bulk_create(
            [
                Coverage(allocation=row, line=line, seats=seats)
                for row, one in zip(rows, given, strict=True)
                for line, seats in one.lines
            ]
        )
        _record(plan, "allocate", {"seats": sum(one.seats for one in given)}, actor, now)
    return rows


def override(
    plan: Plan,
    capacity: Capacity,
    fund: str,
    seats: int,
    *,
    office: Organisation,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Override:
    """Fix the seats of one capacity with a reason; the next solution keeps to it."""
    require(rules.can_plan(actor) and actor.acts_for(office.pk), "planning.plan.override")
    _only_draft(plan)
    if not reason:
        raise Refused("missing_reason", act="planning.plan.override")
    _check(Given(capacity, fund, seats))
    with transaction.atomic():
        row, _ = Override.objects.update_or_create(
            plan=plan, capacity=capacity, fund=fund, defaults={"seats": seats, "office": office}
        )
        facts = {"capacity": capacity.pk, "fund": fund, "seats": seats}
        _record(plan, "override", facts, actor, now, reason)
    return row


def propose(plan: Plan, *, actor: Actor, now: datetime) -> Plan:
    """Put a draft before both offices; from here its digest is what they approve."""
    require(rules.can_move(actor, "propose"), "planning.plan.propose")
    if not Allocation.objects.filter(plan=plan).exists():
        raise Refused("plan_is_empty", plan=plan.code)
    with transaction.atomic():
        plan.digest = queries.digest(plan)
        plan.save(update_fields=("digest",))
        return states.move(
            PLAN, plan, "propose", actor=actor, now=now, facts={"digest": plan.digest}
        )


def reopen(plan: Plan, *, reason: str, actor: Actor, now: datetime) -> Plan:
    """Take a proposed plan back into work; approvals of it no longer count."""
    require(rules.can_move(actor, "reopen"), "planning.plan.reopen")
    with transaction.atomic():
        Approval.objects.filter(plan=plan).delete()
        return states.move(PLAN, plan, "reopen", actor=actor, now=now, reason=reason)


def approve(plan: Plan, *, office: Organisation, digest: str, actor: Actor, now: datetime) -> Plan:
    """Approve exactly the plan with this digest; with the last office's word it is in force."""
    require(rules.can_plan(actor) and actor.acts_for(office.pk), "planning.plan.approve")
    if plan.state != "proposed":
        raise Refused("wrong_state", subject="planning.plan", state=plan.state, act="approve")
    if digest != queries.digest(plan) or digest != plan.digest:
        raise Refused("stale_approval", plan=plan.code)
    with transaction.atomic():
        _, new = Approval.objects.get_or_create(
            plan=plan, office=office, defaults={"digest": digest, "approved_at": now}
        )
        if not new:
            raise Refused("approved_already", plan=plan.code)
        _record(plan, "approve_by_office", {"office": office.pk, "digest": digest}, actor, now)
        waiting = {one.pk for one in offices()} - {one.office_id for one in queries.approvals(plan)}
        if not waiting:
            states.move(PLAN, plan, "approve", actor=actor, now=now, facts={"digest": digest})
    return plan


def supersede(plan: Plan, *, reason: str, actor: Actor, now: datetime) -> Plan:
    """Put a plan aside for a later one."""
    require(rules.can_move(actor, "supersede"), "planning.plan.supersede")
    return states.move(PLAN, plan, "supersede", actor=actor, now=now, reason=reason)


def _only_draft(plan: Plan) -> None:
    if plan.state != "draft":
        raise Refused("wrong_state", subject="planning.plan", state=plan.state, act="change")


def _check(given: Given) -> None:
    if given.seats > given.capacity.seats_maximum:
        raise Refused("more_than_capacity", seats=given.seats, maximum=given.capacity.seats_maximum)
    if 0 < given.seats < given.capacity.minimum_group:
        raise Refused("less_than_a_group", seats=given.seats, minimum=given.capacity.minimum_group)
    if sum(seats for _, seats in given.lines) > given.seats:
        raise Refused("covers_more_than_seats", seats=given.seats)


def _record(
    plan: Plan,
    act: str,
    facts: dict[str, object],
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    entry = events.Entry(
        f"planning.plan.{act}", ("planning.plan", plan.pk), facts=facts, reason=reason
    )
    events.record(entry, actor=actor, now=now)
