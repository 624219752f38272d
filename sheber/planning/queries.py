"""Shared reads of planning."""

import hashlib
from typing import Any

import rfc8785
from django.db.models import QuerySet, Sum

from sheber.planning.models import Allocation, Approval, Coverage, Override, Plan


def content(plan: Plan) -> dict[str, Any]:
    """What an approval approves: every number of the plan, in a fixed order."""
    allocations = Allocation.objects.filter(plan=plan).order_by("capacity_id", "fund")
    coverages = Coverage.objects.filter(allocation__plan=plan).order_by(
        "allocation__capacity_id", "allocation__fund", "line_id"
    )
    overrides = Override.objects.filter(plan=plan).order_by("pk")
    return {
        "plan": plan.code,
        "years": [plan.first_year, plan.last_year],
        "problem_sha256": hashlib.sha256(plan.problem.encode()).hexdigest(),
        "allocations": [[one.capacity_id, one.fund, one.groups, one.seats] for one in allocations],
        "coverages": [
            [one.allocation.capacity_id, one.allocation.fund, one.line_id, one.seats]
            for one in coverages.select_related("allocation")
        ],
        "overrides": [[one.capacity_id, one.fund, one.seats, one.office_id] for one in overrides],
    }


def digest(plan: Plan) -> str:
    """SHA-256 of what an approval approves."""
    return hashlib.sha256(rfc8785.dumps(content(plan))).hexdigest()


def approved(first_year: int, last_year: int) -> QuerySet[Allocation]:
    """Allocations of approved plans whose intake falls into these years, both included."""
    return (
        Allocation.objects.filter(
            plan__state="approved",
            capacity__intake_year__gte=first_year,
            capacity__intake_year__lte=last_year,
        )
        .select_related("plan", "capacity__programme", "capacity__provider")
        .order_by("pk")
    )


def approvals(plan: Plan) -> list[Approval]:
    """Who has approved the plan as it stands."""
    return list(
        Approval.objects.filter(plan=plan, digest=plan.digest)
        .select_related("office")
        .order_by("approved_at")
    )


def seats_for_line(line_id: int) -> int:
    """Seats that approved plans mean for one line of demand."""
    found = Coverage.objects.filter(line_id=line_id, allocation__plan__state="approved")
    return int(found.aggregate(total=Sum("seats"))["total"] or 0)
