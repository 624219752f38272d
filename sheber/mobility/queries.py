"""Shared reads of mobility."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sheber.mobility.models import LearningAgreement, Stay
from sheber.registry.identity.queries import ADULT, ages

SIDES = ("student", "home", "host")
COUNTED = ("on_site", "returned", "ended_early", "recognised")
LIVING = ("nominated", "agreed", *COUNTED)


@dataclass(frozen=True)
class Learning:
    """What was agreed to be learned in a stay.

    `in_force` is the last version that everybody has signed, `missing` the sides that have not
    signed the latest one: of `student`, `guardian` (of somebody under age), `home`, `host`.
    """

    latest: LearningAgreement
    in_force: LearningAgreement | None
    missing: tuple[str, ...]


def of_person(pseudonym: str) -> QuerySet[Stay]:
    return Stay.objects.filter(person_id=pseudonym).select_related("home", "host")


def days_abroad(stay: Stay, on: date) -> int:
    """Days spent at the host up to a date, arrival counted, the day of return not."""
    if stay.state not in COUNTED:
        return 0
    return max(0, (min(left_on(stay), on) - stay.starts_on).days)


def left_on(stay: Stay) -> date:
    """The day on which a stay ends, or ended early."""
    return stay.ended_early_on or stay.ends_on


def balance(first_country: str, second_country: str) -> tuple[int, int]:
    """How many people went from the first country to the second, and the other way."""
    stays = Stay.objects.filter(state__in=COUNTED)
    return (
        stays.filter(home__country_id=first_country, host__country_id=second_country).count(),
        stays.filter(home__country_id=second_country, host__country_id=first_country).count(),
    )


def learning(stays: Iterable[Stay], on: date) -> dict[int, Learning]:
    """What was agreed to be learned, by stay; nothing for a stay without a learning agreement."""
    people = {stay.pk: stay.person_id for stay in stays}
    years = ages(people.values(), on)
    versions: dict[int, list[LearningAgreement]] = defaultdict(list)
    rows = LearningAgreement.objects.filter(stay_id__in=people).order_by("stay_id", "version")
    for row in rows.select_related("stay"):
        versions[row.stay_id].append(row)
    return {
        key: _learning(found, years.get(people[key], 0) < ADULT) for key, found in versions.items()
    }


def _learning(versions: list[LearningAgreement], under_age: bool) -> Learning:
    signed = [row for row in versions if not _missing(row, under_age)]
    return Learning(versions[-1], signed[-1] if signed else None, _missing(versions[-1], under_age))


def _missing(row: LearningAgreement, under_age: bool) -> tuple[str, ...]:
    sides = ("student", "guardian", "home", "host") if under_age else SIDES
    return tuple(side for side in sides if getattr(row, f"{side}_signed_at") is None)
