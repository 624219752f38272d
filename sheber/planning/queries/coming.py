"""Which intake is planned next, and which plan is in force until then."""

from datetime import date

from django.db.models import QuerySet

from sheber.planning.models import Plan
from sheber.planning.queries.plans import FORCE
from sheber.programmes.models import Capacity


def coming_intake(today: date) -> int:
    """The first year from this one on that has room and no plan in force; else the last with room.

    Room is a declared capacity of an approved programme. Without any it is the next year.
    """
    rows = Capacity.objects.filter(intake_year__gte=today.year, programme__state="approved")
    years = sorted(set(rows.values_list("intake_year", flat=True)))
    open_years = [year for year in years if not _in_force(year).exists()]
    return (open_years or years[-1:] or [today.year + 1])[0]


def last_in_force(year: int) -> Plan | None:
    """The plan in force for the intake of this year, or else for the last one before it."""
    rows = Plan.objects.filter(state=FORCE, first_year__lte=year)
    return rows.order_by("-last_year", "-pk").first()


def _in_force(year: int) -> QuerySet[Plan]:
    return Plan.objects.filter(state=FORCE, first_year__lte=year, last_year__gte=year)
