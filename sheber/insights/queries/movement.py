"""People in and out of a region: whose home it is, who studies there, who works there."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sheber.outcomes.queries import at_work
from sheber.training.models import Enrolment


@dataclass(frozen=True)
class Movement:
    """Counts of people on a day. Counters are by the other region.

    `returned` are people of the region who studied elsewhere and work at home now; `left` are
    its people who work elsewhere.
    """

    study_at_home: int
    came_to_study: Counter[str]
    went_to_study: Counter[str]
    work_at_home: int
    came_to_work: Counter[str]
    left: Counter[str]
    returned: int


def movement(region: str, on: date) -> Movement:
    """Who studies and works in a region on a day, and who of its people does so elsewhere."""
    studies = [
        (home, place)
        for home, place in _studying(on).values_list(
            "person__home_region_id", "capacity__provider__region_id"
        )
        if region in (home, place)
    ]
    jobs = list(
        at_work(on)
        .filter(Q(person__home_region_id=region) | Q(region_id=region))
        .values_list("person_id", "person__home_region_id", "region_id")
    )
    returned = {person for person, home, place in jobs if home == place == region}
    abroad = set(
        Enrolment.objects.filter(person__in=returned)
        .exclude(capacity__provider__region_id=region)
        .values_list("person_id", flat=True)
    )
    return Movement(
        study_at_home=sum(home == place for home, place in studies),
        came_to_study=Counter(home for home, place in studies if home != region),
        went_to_study=Counter(place for home, place in studies if place != region),
        work_at_home=len(returned),
        came_to_work=Counter(home for _, home, place in jobs if home != region),
        left=Counter(place for _, home, place in jobs if place != region),
        returned=len(abroad),
    )


def _studying(on: date) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(state="enrolled", starts_on__lte=on).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    )
