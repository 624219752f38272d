"""Whom a plan concerns: its lines, and the plans that touch an employer or a region."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from sheber.demand.models import Line
from sheber.planning.models import Allocation, Coverage, LineOutlook, Plan

CONFIRMED = "confirmed"


def lines_of(plan: Plan) -> QuerySet[Line]:
    """Lines that the plan names, and confirmed ones of calls of its years that it leaves out."""
    named = Coverage.objects.filter(allocation__plan=plan).values("line")
    looked_at = LineOutlook.objects.filter(plan=plan).values("line")
    left_out = Q(state=CONFIRMED, call__year__gte=plan.first_year, call__year__lte=plan.last_year)
    return Line.objects.filter(Q(pk__in=named) | Q(pk__in=looked_at) | left_out).order_by("pk")


def plans_of_employer(employer: int) -> QuerySet[Plan]:
    """Plans, not put aside, that are about lines of this employer."""
    return _plans(_with_lines("call__employer", employer))


def plans_of_region(region: str) -> QuerySet[Plan]:
    """Plans, not put aside, with work or seats in this region."""
    seats = Allocation.objects.filter(plan=OuterRef("pk"), capacity__provider__region=region)
    return _plans(_with_lines("region", region) | Q(Exists(seats)))


def _plans(touched: Q) -> QuerySet[Plan]:
    rows = Plan.objects.exclude(state="superseded").filter(touched)
    return rows.defer("problem", "solution").order_by("-first_year", "-pk")


def _with_lines(field: str, value: object) -> Q:
    """Plans that name a line of this kind, or leave out a confirmed one of their years."""
    named = {f"line__{field}": value}
    left_out = Line.objects.filter(
        state=CONFIRMED,
        call__year__gte=OuterRef("first_year"),
        call__year__lte=OuterRef("last_year"),
        **{field: value},
    )
    return (
        Q(Exists(Coverage.objects.filter(allocation__plan=OuterRef("pk"), **named)))
        | Q(Exists(LineOutlook.objects.filter(plan=OuterRef("pk"), **named)))
        | Q(Exists(left_out))
    )
