"""Shared reads of demand."""

from django.db.models import QuerySet, Sum

from sheber.demand.models import Line


def confirmed(first_year: int, last_year: int) -> QuerySet[Line]:
    """Confirmed lines of these years, both included: what a plan may count on."""
    return (
        Line.objects.filter(state="confirmed", year__gte=first_year, year__lte=last_year)
        .select_related("call__employer", "region", "occupation", "project")
        .order_by("pk")
    )


def asked(lines: QuerySet[Line]) -> int:
    """How many people these lines ask for."""
    total = lines.aggregate(total=Sum("number"))["total"]
    return int(total or 0)
