"""What plans say: their content and its digest, who approved it, what is in force."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import rfc8785
from django.db.models import Q, QuerySet, Sum

from sheber.planning.models import (
    Allocation,
    Approval,
    Coverage,
    LineOutlook,
    Override,
    Plan,
    Proposal,
)

FORCE = "approved"


def content(plan: Plan) -> dict[str, Any]:
    """What an approval approves: every number of the plan, in a fixed order."""
    allocations = Allocation.objects.filter(plan=plan).order_by("capacity_id", "fund")
    coverages = Coverage.objects.filter(allocation__plan=plan).order_by(
        "allocation__capacity_id", "allocation__fund", "line_id"
    )
    overrides = Override.objects.filter(plan=plan).order_by("capacity_id", "fund")
    return {
        "plan": plan.code,
        "years": [plan.first_year, plan.last_year],
        "problem_sha256": hashlib.sha256(plan.problem.encode()).hexdigest(),
        "solution_sha256": hashlib.sha256(plan.solution.encode()).hexdigest(),
        "engine": plan.engine,
        "rules": plan.rule_hashes,
        "allocations": [[one.capacity_id, one.fund, one.groups, one.seats] for one in allocations],
        "coverages": [
            [one.allocation.capacity_id, one.allocation.fund, one.line_id, one.seats]
            for one in coverages.select_related("allocation")
        ],
        "overrides": [[one.capacity_id, one.fund, one.seats, one.office_id] for one in overrides],
    }


def said(plan: Plan) -> dict[str, Any]:
    """All that a plan says, to be kept where other numbers take its place: `before` of a plan."""
    expected = LineOutlook.objects.filter(plan=plan).order_by("line_id")
    return {
        "content": content(plan),
        "expected": [[one.line_id, one.expected] for one in expected],
    }


def content_text(plan: Plan) -> str:
    """The content in canonical JSON (RFC 8785), as it is kept with a proposal."""
    return rfc8785.dumps(content(plan)).decode()


def digest_of(text: str) -> str:
    """SHA-256 of a content."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest(plan: Plan) -> str:
    """SHA-256 of what an approval approves."""
    return digest_of(content_text(plan))


def proposed_content(plan: Plan, of_digest: str) -> dict[str, Any] | None:
    """What the plan said when it was proposed with this digest; None if it never was."""
    found = Proposal.objects.filter(plan=plan, digest=of_digest).first()
    return None if found is None else json.loads(found.content)


def approved(first_year: int, last_year: int) -> QuerySet[Allocation]:
    """Allocations of approved plans whose intake falls into these years, both included."""
    return (
        Allocation.objects.filter(
            plan__state=FORCE,
            capacity__intake_year__gte=first_year,
            capacity__intake_year__lte=last_year,
        )
        .select_related("plan", "capacity__programme", "capacity__provider")
        .order_by("pk")
    )


def in_force(joined_by: Plan) -> QuerySet[Allocation]:
    """Allocations of all approved plans, and of this one as if it were approved."""
    return Allocation.objects.filter(Q(plan__state=FORCE) | Q(plan=joined_by))


def approvals(plan: Plan) -> list[Approval]:
    """Who has approved the plan as it stands."""
    return list(
        Approval.objects.filter(plan=plan, digest=plan.digest)
        .select_related("office")
        .order_by("approved_at")
    )


def seats_for_line(line_id: int) -> int:
    """Seats that approved plans mean for one line of demand."""
    return seats_for_lines([line_id]).get(line_id, 0)


def seats_for_lines(lines: Iterable[int]) -> dict[int, int]:
    """Seats that approved plans mean for these lines; lines without seats are left out."""
    rows = (
        Coverage.objects.filter(line_id__in=list(lines), allocation__plan__state=FORCE)
        .order_by("line_id")
        .values("line_id")
        .annotate(total=Sum("seats"))
    )
    return {row["line_id"]: row["total"] for row in rows}


def coverages(lines: Iterable[int]) -> QuerySet[Coverage]:
    """Seats meant for these lines in every plan that is not put aside."""
    return (
        Coverage.objects.filter(line_id__in=list(lines))
        .exclude(allocation__plan__state="superseded")
        .select_related("allocation__plan", "allocation__capacity__programme", "line__call")
        .order_by("line_id", "pk")
    )


def outlooks(plan: Plan) -> QuerySet[LineOutlook]:
    """What a solved plan expects for each line, and what limits it."""
    return (
        LineOutlook.objects.filter(plan=plan)
        .select_related("line__call__employer", "line__region", "line__occupation")
        .order_by("line_id")
    )
