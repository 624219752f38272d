"""What employers ask for beside what can be taught, is planned and is on its way.

People asked for count where and when they would work, everything else where it is taught and in
the year of graduation.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Sum
from django.utils.functional import cached_property

from sheber.demand import queries as demand
from sheber.demand.models import Line
from sheber.planning import engine_io
from sheber.planning.engine_io import Inputs, Share, graduation_year
from sheber.planning.models import Allocation, Plan
from sheber.planning.queries.plans import FORCE
from sheber.programmes import queries as programmes
from sheber.programmes.models import Capacity, Programme
from sheber.training.models import Enrolment
from sheber.web.office.drafting import last_solved

CAPACITY, PLANNED, TRAINING, EXPECTED = "capacity", "planned", "training", "expected"
ASKED, GAP = "asked", "gap"
MEASURES = (ASKED, CAPACITY, PLANNED, TRAINING, EXPECTED, GAP)
GROUPS = ("region", "occupation", "year", "country")
LONGEST_STUDY = 8


@dataclass(frozen=True)
class Scope:
    """What is looked at: years of work, and a country, region or occupation if one is chosen.

    `plan` counts as planned instead of the plans in force. `confidence` narrows lines alone.
    """

    first: int
    last: int
    country: str = ""
    region: str = ""
    occupation: str = ""
    plan: Plan | None = None
    confidence: str = ""

    def query(self, **changed: object) -> str:
        """The scope as the end of an address."""
        given: dict[str, object] = {
            "first": self.first,
            "last": self.last,
            "country": self.country,
            "region": self.region,
            "occupation": self.occupation,
            "plan": self.plan.pk if self.plan else "",
            **changed,
        }
        return urlencode({key: value for key, value in given.items() if value})


@dataclass(frozen=True)
class Taught:
    """One intake: room, seats planned, people in training; who of them is expected to finish."""

    capacity: Capacity
    room: int
    planned: int
    training: int
    expected: float | None

    def of(self, measure: str) -> float | None:
        """The number of a measure."""
        numbers = {
            CAPACITY: self.room,
            PLANNED: self.planned,
            TRAINING: self.training,
            EXPECTED: self.expected,
        }
        return numbers[measure]


@dataclass
class Sums:
    """Numbers of one group; `expected` is None where nobody stated who finishes."""

    asked: Counter[str] = field(default_factory=Counter)
    taught: Counter[str] = field(default_factory=Counter)
    expected: float | None = 0.0

    def of(self, measure: str) -> int | None:
        """The number of a measure in whole people."""
        if measure == ASKED:
            return sum(self.asked.values())
        if measure in (EXPECTED, GAP) and self.expected is None:
            return None
        if measure == EXPECTED:
            return round(self.expected or 0)
        if measure == GAP:
            return max(0, round(sum(self.asked.values()) - (self.expected or 0)))
        return self.taught[measure]


class Beside:
    """Demand and what stands beside it within a scope, grouped in several ways."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.inputs = _inputs(last_solved())

    @property
    def share(self) -> Share | None:
        """Who is taken to finish where nothing else is stated, with its source."""
        return self.inputs.completion if self.inputs else None

    @cached_property
    def taught(self) -> list[Taught]:
        """Intakes that graduate within the scope."""
        rows = Capacity.objects.filter(
            intake_year__gte=self._earliest, intake_year__lte=self.scope.last
        ).select_related("programme", "provider__region")
        found = [one for one in rows if self._within(one)]
        planned, training = self._planned(), _training()
        return [self._taught(one, planned[one.pk], training[one.pk]) for one in found]

    def lines(self) -> Any:
        """Confirmed lines within the scope."""
        rows = demand.confirmed(self.scope.first, self.scope.last)
        if self.scope.country:
            rows = rows.filter(region__country=self.scope.country)
        if self.scope.region:
            rows = rows.filter(region=self.scope.region)
        if self.scope.occupation:
            rows = rows.filter(occupation=self.scope.occupation)
        if self.scope.confidence:
            rows = rows.filter(confidence=self.scope.confidence)
        return rows

    def sums(self, by: str) -> dict[Any, Sums]:
        """Every group with its numbers."""
        found: dict[Any, Sums] = {}
        for key, confidence, number in self._asked(by):
            found.setdefault(key, Sums()).asked[confidence] += number
        for one in self.taught:
            for key in self._keys(one, by):
                _add(found.setdefault(key, Sums()), one)
        return found

    @cached_property
    def total(self) -> Sums:
        """All of the scope together."""
        found = Sums()
        for _key, confidence, number in self._asked("year"):
            found.asked[confidence] += number
        for one in self.taught:
            _add(found, one)
        return found

    @cached_property
    def lacking(self) -> int | None:
        """People still missing in each region, added up: what one has over is no help to another.

        None where nobody stated who finishes.
        """
        of_regions = [one.of(GAP) for one in self.sums("region").values()]
        known = [one for one in of_regions if one is not None]
        return sum(known) if len(known) == len(of_regions) else None

    @property
    def _earliest(self) -> int:
        """The first intake that could graduate within the scope."""
        return self.scope.first - LONGEST_STUDY

    @cached_property
    def _open(self) -> set[int]:
        """Capacities that a plan counts on: of approved programmes, by who still delivers them."""
        return {one.pk for one in programmes.capacities(self._earliest, self.scope.last)}

    @cached_property
    def _occupations(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for programme, occupation in Programme.objects.values_list("pk", "occupations"):
            found[programme] = (*found.get(programme, ()), occupation)
        return found

    def _within(self, one: Capacity) -> bool:
        scope = self.scope
        return (
            scope.first <= graduation_year(one) <= scope.last
            and (not scope.country or one.provider.country_id == scope.country)
            and (not scope.region or one.provider.region_id == scope.region)
            and (
                not scope.occupation
                or scope.occupation in self._occupations.get(one.programme_id, ())
            )
        )

    def _taught(self, one: Capacity, planned: int, training: int) -> Taught:
        room = one.seats_maximum if one.pk in self._open else 0
        share = self._share(one)
        # Once an intake has begun its people count, and no longer the seats planned for it.
        expected = None if share is None else float(share.share) * (training or planned)
        return Taught(one, room, planned, training, expected)

    def _share(self, one: Capacity) -> Share | None:
        if self.inputs is None:
            return None
        return self.inputs.completion_of.get(one.programme.code, self.inputs.completion)

    def _planned(self) -> Counter[int]:
        plan = self.scope.plan
        rows = Allocation.objects.filter(plan=plan) if plan else _in_force()
        totals = rows.order_by().values_list("capacity").annotate(total=Sum("seats"))
        return Counter(dict(totals))

    def _asked(self, by: str) -> Iterator[tuple[Any, str, int]]:
        key = {"country": "region__country"}.get(by, by)
        rows = self.lines().order_by().values_list(key, "confidence").annotate(Sum("number"))
        yield from rows

    def _keys(self, one: Taught, by: str) -> Iterable[Any]:
        capacity = one.capacity
        if by == "occupation":
            chosen = self.scope.occupation
            return (chosen,) if chosen else self._occupations.get(capacity.programme_id, ())
        return {
            "region": (capacity.provider.region_id,),
            "country": (capacity.provider.country_id,),
            "year": (graduation_year(capacity),),
        }[by]


def years(today: date) -> tuple[int, int]:
    """From next year to the last one that somebody asks for."""
    found = Line.objects.filter(state="confirmed", year__gt=today.year).aggregate(
        first=Min("year"), last=Max("year")
    )
    return found["first"] or today.year + 1, found["last"] or today.year + 1


def _add(sums: Sums, one: Taught) -> None:
    sums.taught[CAPACITY] += one.room
    sums.taught[PLANNED] += one.planned
    sums.taught[TRAINING] += one.training
    known = sums.expected is not None and one.expected is not None
    sums.expected = (sums.expected or 0) + (one.expected or 0) if known else None


def _inputs(plan: Plan | None) -> Inputs | None:
    return engine_io.restored(plan.inputs) if plan else None


def _in_force() -> Any:
    return Allocation.objects.filter(plan__state=FORCE)


def _training() -> Counter[int]:
    rows = Enrolment.objects.filter(state="enrolled").order_by()
    return Counter(dict(rows.values_list("capacity").annotate(Count("pk"))))
