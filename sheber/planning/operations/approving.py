"""A plan is put before both offices, and each approves exactly what it saw."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from sheber.kernel import states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.planning import engine_io, queries, rules
from sheber.planning.models import Allocation, Approval, Coverage, Override, Plan, Proposal
from sheber.planning.operations.opining import refuse_unanswered
from sheber.planning.operations.records import hold, record
from sheber.planning.states import PLAN
from sheber.registry.models import Organisation
from sheber.registry.queries import offices


def propose(plan: Plan, *, actor: Actor, now: datetime) -> Plan:
    """Put a draft before both offices; what they approve is kept with its digest."""
    require(rules.can_move(actor, "propose"), "planning.plan.propose")
    with transaction.atomic():
        hold(plan, "draft", "propose")
        if not Allocation.objects.filter(plan=plan).exists():
            raise Refused("plan_is_empty", plan=plan.code)
        _refuse_broken_overrides(plan)
        if not plan.made_by_hand and not engine_io.keeps_overrides(plan):
            raise Refused("plan_to_be_solved_again", plan=plan.code)
        _refuse_lines_gone(plan)
        refuse_unanswered(plan)
        content = queries.content_text(plan)
        plan.digest = queries.digest_of(content)
        plan.save(update_fields=("digest",))
        Proposal.objects.get_or_create(
            plan=plan, digest=plan.digest, defaults={"content": content, "proposed_at": now}
        )
        facts = {"digest": plan.digest}
        return states.move(PLAN, plan, "propose", actor=actor, now=now, facts=facts)


def reopen(plan: Plan, *, reason: str, actor: Actor, now: datetime) -> Plan:
    """Take a proposed plan back into work; approvals of it no longer count."""
    require(rules.can_move(actor, "reopen"), "planning.plan.reopen")
    with transaction.atomic():
        states.move(PLAN, plan, "reopen", actor=actor, now=now, reason=reason)
        Approval.objects.filter(plan=plan).delete()
    return plan


def approve(plan: Plan, *, office: Organisation, digest: str, actor: Actor, now: datetime) -> Plan:
    """Approve exactly the plan with this digest; with the last office's word it is in force."""
    taking_part = {one.pk for one in offices()}
    is_office = rules.can_plan(actor) and actor.acts_for(office.pk) and office.pk in taking_part
    require(is_office, "planning.plan.approve")
    with transaction.atomic():
        # The lock makes two offices that approve at once wait for each other, so that the
        # second of them sees the word of the first.
        hold(plan, "proposed", "approve")
        if digest != plan.digest or digest != queries.digest(plan):
            raise Refused("stale_approval", plan=plan.code)
        _refuse_lines_gone(plan)
        refuse_unanswered(plan)
        _, new = Approval.objects.get_or_create(
            plan=plan, office=office, defaults={"digest": digest, "approved_at": now}
        )
        if not new:
            raise Refused("approved_already", plan=plan.code)
        record(plan, "approve_by_office", {"office": office.pk, "digest": digest}, actor, now)
        if taking_part == {one.office_id for one in queries.approvals(plan)}:
            _refuse_seats_given_twice(plan)
            states.move(PLAN, plan, "approve", actor=actor, now=now, facts={"digest": digest})
    return plan


def supersede(plan: Plan, *, reason: str, actor: Actor, now: datetime) -> Plan:
    """Put a plan aside for a later one. Offers on its seats stand until they are withdrawn."""
    require(rules.can_move(actor, "supersede"), "planning.plan.supersede")
    return states.move(PLAN, plan, "supersede", actor=actor, now=now, reason=reason)


def _refuse_broken_overrides(plan: Plan) -> None:
    given: dict[int, dict[str, int]] = defaultdict(dict)
    for row in Allocation.objects.filter(plan=plan):
        given[row.capacity_id][row.fund] = row.seats
    for fixed in Override.objects.filter(plan=plan).select_related("capacity__programme"):
        of_capacity = given[fixed.capacity_id]
        seats = of_capacity.get(fixed.fund, 0) if fixed.fund else sum(of_capacity.values())
        if seats != fixed.seats:
            programme = fixed.capacity.programme.code
            raise Refused("override_not_kept", programme=programme, fixed=fixed.seats, seats=seats)


def _refuse_lines_gone(plan: Plan) -> None:
    """A line withdrawn or cut since the draft was made is no longer what the plan is for."""
    gone = (
        Coverage.objects.filter(allocation__plan=plan)
        .exclude(line__state="confirmed")
        .order_by("line_id")
        .first()
    )
    if gone is not None:
        raise Refused("line_not_confirmed", line=gone.line_id)


def _refuse_seats_given_twice(plan: Plan) -> None:
    """Plans in force never give a capacity more seats than it has."""
    own = Allocation.objects.filter(plan=plan).values("capacity_id")
    totals = (
        queries.in_force(plan)
        .filter(capacity_id__in=own)
        .order_by("capacity_id")
        .values(
            "capacity_id",
            "capacity__programme__code",
            "capacity__group_size",
            "capacity__groups_maximum",
        )
        .annotate(total=Sum("seats"))
    )
    for row in totals:
        maximum = row["capacity__group_size"] * row["capacity__groups_maximum"]
        if row["total"] > maximum:
            raise Refused(
                "seats_given_twice",
                programme=row["capacity__programme__code"],
                plans=", ".join(_others_in_force(plan, row["capacity_id"])),
                seats=row["total"],
                maximum=maximum,
            )


def _others_in_force(plan: Plan, capacity: int) -> list[str]:
    """The codes of plans in force that give this capacity seats beside this plan."""
    rows = queries.in_force(plan).filter(capacity=capacity).exclude(plan=plan)
    return sorted(set(rows.values_list("plan__code", flat=True)))
