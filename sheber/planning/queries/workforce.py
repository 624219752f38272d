"""Who is at work, as the latest count of each region and occupation knows it."""

from datetime import date

from sheber.planning.models import Workforce


def workforce(on: date) -> list[Workforce]:
    """The latest count of each region and occupation that was known on this day."""
    rows = Workforce.objects.filter(as_of__lte=on).order_by("as_of", "year", "pk")
    latest = {(row.region_id, row.occupation_id): row for row in rows}
    return [latest[key] for key in sorted(latest)]
