"""The river of one year: how many came to each stage, as a whole and by region or sector.

A year is that of the employers' calls and of the admission that answers them. Every count is one
of rows that can be listed (`rows`). Regions and sectors are those of the line of demand: where
the work is, and for which occupation.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum

from sheber.admissions.models import Campaign, RankedContract, Seat
from sheber.admissions.queries import LIVING
from sheber.contracts.models import Contract
from sheber.demand.models import Call, Line
from sheber.offers.models import Offer
from sheber.offers.rules import SHOWN
from sheber.outcomes.models import Employment
from sheber.outcomes.queries import COUNTED
from sheber.planning.models import Coverage
from sheber.planning.queries import weighed
from sheber.training.models import Enrolment

# Contracts that everybody signed, whatever became of them.
SIGNED = ("signed", "amended", "suspended", "terminated", "breached", "released", "fulfilled")
ASKED = ("submitted", "confirmed")
APPLIED = ("submitted", "verified")


@dataclass(frozen=True)
class Scope:
    """Which part of a year is counted; empty codes leave nothing out. `as_of` is the day."""

    year: int
    as_of: date
    country: str = ""
    region: str = ""
    sector: str = ""

    def of_lines(self, path: str) -> Q:
        """What this scope asks of the line of demand at the end of a path like ``line__``."""
        wanted = Q()
        if self.country:
            wanted &= Q(**{f"{path}region__country": self.country})
        if self.region:
            wanted &= Q(**{f"{path}region": self.region})
        if self.sector:
            wanted &= Q(**{f"{path}occupation__sectors": self.sector})
        return wanted


@dataclass(frozen=True)
class Stage:
    """How a stage is counted: its rows, the way to the line, and what is summed or counted."""

    rows: Callable[[Scope], QuerySet[Any]]
    path: str
    measure: Sum | Count


@dataclass(frozen=True)
class River:
    """How many came to each stage, in the order of the river. Codes are those of `STAGES`."""

    counts: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, stage: str) -> int:
        return self.counts[stage]

    @property
    def is_dry(self) -> bool:
        return not any(self.counts.values())


def _asked(scope: Scope) -> QuerySet[Line]:
    return Line.objects.filter(call__year=scope.year, state__in=ASKED)


def _confirmed(scope: Scope) -> QuerySet[Line]:
    return Line.objects.filter(call__year=scope.year, state="confirmed")


def _planned(scope: Scope) -> QuerySet[Coverage]:
    """Only seats that somebody still asks for, in programmes that can take people in."""
    return all_planned(scope).filter(Q(useful__gt=0))


def all_planned(scope: Scope) -> QuerySet[Coverage]:
    """Every row of approved plans for the intake of the year, with its `useful` seats."""
    found = Coverage.objects.filter(
        allocation__plan__state="approved", allocation__capacity__intake_year=scope.year
    )
    return weighed(found, scope.as_of)


def _offered(scope: Scope) -> QuerySet[Offer]:
    return Offer.objects.filter(state__in=SHOWN, allocation__capacity__intake_year=scope.year)


def _applied(scope: Scope) -> QuerySet[RankedContract]:
    return RankedContract.objects.filter(
        offer__isnull=False,
        application__campaign__year=scope.year,
        application__state__in=APPLIED,
    )


def _seated(scope: Scope) -> QuerySet[Seat]:
    return Seat.objects.filter(
        campaign__year=scope.year, contract__offer__isnull=False, state__in=LIVING
    )


def _signed(scope: Scope) -> QuerySet[Contract]:
    return Contract.objects.filter(seat__campaign__year=scope.year, state__in=SIGNED)


def _studied(scope: Scope) -> QuerySet[Enrolment]:
    """Of those whose contract everybody signed: a refused one is counted nowhere from here on."""
    return Enrolment.objects.filter(
        contract__seat__campaign__year=scope.year,
        contract__state__in=SIGNED,
        starts_on__lte=scope.as_of,
    )


def _graduated(scope: Scope) -> QuerySet[Enrolment]:
    return _studied(scope).filter(state="graduated")


def _at_work(scope: Scope) -> QuerySet[Employment]:
    return Employment.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=scope.as_of),
        contract__seat__campaign__year=scope.year,
        line__isnull=False,
        state__in=COUNTED,
        starts_on__lte=scope.as_of,
    )


STAGES: dict[str, Stage] = {
    "asked": Stage(_asked, "", Sum("number")),
    "confirmed": Stage(_confirmed, "", Sum("number")),
    "planned": Stage(_planned, "line__", Sum("useful")),
    "offered": Stage(_offered, "line__", Sum("seats")),
    "applied": Stage(_applied, "offer__line__", Count("application__person", distinct=True)),
    "seated": Stage(_seated, "contract__offer__line__", Count("pk")),
    "signed": Stage(_signed, "terms__offer__line__", Count("pk")),
    "studied": Stage(_studied, "contract__terms__offer__line__", Count("pk")),
    "graduated": Stage(_graduated, "contract__terms__offer__line__", Count("pk")),
    "at_work": Stage(_at_work, "line__", Count("person", distinct=True)),
}
# Counts of people, of whom fewer than five are never shown in public; the others are of posts.
PEOPLE = ("applied", "seated", "signed", "studied", "graduated", "at_work")


def rows(stage: str, scope: Scope) -> QuerySet[Any, Model]:
    """The rows behind a count, so that every number opens."""
    of = STAGES[stage]
    return of.rows(scope).filter(scope.of_lines(of.path)).order_by("pk")


def river(scope: Scope) -> River:
    """The river of a scope: one query for each stage."""
    return River(
        {
            name: rows(name, scope).order_by().aggregate(total=of.measure)["total"] or 0
            for name, of in STAGES.items()
        }
    )


def by_region(scope: Scope) -> dict[str, River]:
    """The river by region of work; regions without any count are left out."""
    return _grouped(scope, "region")


def by_country(scope: Scope) -> dict[str, River]:
    """The river by country of work."""
    return _grouped(scope, "region__country")


def by_sector(scope: Scope) -> dict[str, River]:
    """The river by sector; an occupation of several sectors counts in each of them."""
    return _grouped(scope, "occupation__sectors")


def years() -> list[int]:
    """The years of which there is anything to count, the latest first."""
    called = Call.objects.values_list("year", flat=True).distinct()
    admitted = Campaign.objects.values_list("year", flat=True)
    return sorted({*called, *admitted}, reverse=True)


def _grouped(scope: Scope, by: str) -> dict[str, River]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STAGES, 0))
    for name, of in STAGES.items():
        key = f"{of.path}{by}"
        counted = rows(name, scope).order_by().values(key).annotate(total=of.measure)
        for row in counted:
            if row[key] is not None:
                found[row[key]][name] = row["total"]
    return {key: River(counts) for key, counts in sorted(found.items())}
