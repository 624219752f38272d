"""What other rooms may ask about who a person is. A name needs a role and a purpose."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from sheber.registry.identity.models import Guardianship, Identity

ADULT = 18


def age(born: date, on: date) -> int:
    """Whole years on a date; somebody born on 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def ages(people: Iterable[str], on: date) -> dict[str, int]:
    """Whole years of each pseudonym on a date."""
    rows = Identity.objects.filter(pk__in=list(people)).values_list("pk", "born")
    return {pseudonym: age(born, on) for pseudonym, born in rows}


def is_adult(pseudonym: str, on: date) -> bool:
    """Whether a person is of age; of somebody whose birth is not known: no."""
    return ages([pseudonym], on).get(pseudonym, 0) >= ADULT


def guardians(people: Iterable[str], on: date) -> dict[str, set[str]]:
    """Who answers on a date for each of these people."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = Guardianship.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), ward__in=list(people), valid_from__lte=on
    )
    for ward, guardian in rows.values_list("ward_id", "guardian_id"):
        found[ward].add(guardian)
    return found


def guardians_of(pseudonym: str, on: date) -> list[str]:
    """The pseudonyms of those who answer for one person on a date."""
    return sorted(guardians([pseudonym], on)[pseudonym])
