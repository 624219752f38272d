"""Shared reads of mobility."""

from datetime import date

from django.db.models import QuerySet

from sheber.mobility.models import Stay

COUNTED = ("on_site", "returned", "ended_early", "recognised")


def of_person(pseudonym: str) -> QuerySet[Stay]:
    return Stay.objects.filter(person_id=pseudonym).select_related("home", "host")


def days_abroad(stay: Stay, on: date) -> int:
    """Days spent at the host up to a date, arrival counted, the day of return not."""
    if stay.state not in COUNTED:
        return 0
    end = min(stay.ended_early_on or stay.ends_on, on)
    return max(0, (end - stay.starts_on).days)


def balance(first_country: str, second_country: str) -> tuple[int, int]:
    """How many people went from the first country to the second, and the other way."""
    stays = Stay.objects.filter(state__in=COUNTED)
    return (
        stays.filter(home__country_id=first_country, host__country_id=second_country).count(),
        stays.filter(home__country_id=second_country, host__country_id=first_country).count(),
    )
