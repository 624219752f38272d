"""Numbers that an office fixes in a draft, each with its reason, and takes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.planning import rules
from sheber.planning.models import Override, Plan
from sheber.planning.operations.drafting import FUND, check_capacity, groups_of
from sheber.planning.operations.records import hold, record
from sheber.planning.states import PLAN
from sheber.programmes.models import Capacity
from sheber.registry.models import Organisation


@dataclass(frozen=True)
class Fixed:
    """Seats of a capacity that an office fixes, and why; without a fund, all of them together."""

    capacity: Capacity
    fund: str
    seats: int
    reason: str


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
    """Fix the seats of one capacity with a reason; without a fund, all of them together.

    A plan made by hand must keep to it to be proposed, and a solved one is solved again.
    """
    one = Fixed(capacity, fund, seats, reason)
    return override_many(plan, [one], office=office, actor=actor, now=now)[0]


def override_many(
    plan: Plan, fixed: Sequence[Fixed], *, office: Organisation, actor: Actor, now: datetime
) -> list[Override]:
    """`override` for many capacities: the same checks, one transaction, an event for each."""
    require(rules.can_plan(actor) and actor.acts_for(office.pk), "planning.plan.override")
    for one in fixed:
        check_fixed(plan, one)
    with transaction.atomic():
        hold(plan, "draft", "override")
        rows = [
            Override.objects.update_or_create(
                plan=plan,
                capacity=one.capacity,
                fund=one.fund,
                defaults={"seats": one.seats, "office": office},
            )[0]
            for one in fixed
        ]
        events.record_many([_entry(plan, one) for one in fixed], actor=actor, now=now)
    return rows


def check_fixed(plan: Plan, one: Fixed) -> None:
    """Refuse a number without a reason, and one that the capacity cannot hold."""
    if not one.reason:
        raise Refused("missing_reason", act="planning.plan.override")
    if one.fund and not FUND.fullmatch(one.fund):
        raise Refused("fund_is_not_a_code")
    check_capacity(plan, one.capacity)
    if one.seats:
        groups_of(one.capacity, one.seats)


def lift(row: Override, *, reason: str, actor: Actor, now: datetime) -> Plan:
    """Take an override back."""
    require(rules.can_plan(actor) and actor.acts_for(row.office_id), "planning.plan.lift")
    if not reason:
        raise Refused("missing_reason", act="planning.plan.lift")
    with transaction.atomic():
        hold(row.plan, "draft", "lift")
        facts = {"capacity": row.capacity_id, "fund": row.fund, "seats": row.seats}
        record(row.plan, "lift", facts, actor, now, reason)
        row.delete()
    return row.plan


def _entry(plan: Plan, one: Fixed) -> events.Entry:
    facts = {"capacity": one.capacity.pk, "fund": one.fund, "seats": one.seats}
    return events.Entry(
        f"{PLAN.subject}.override", (PLAN.subject, plan.pk), facts=facts, reason=one.reason
    )
