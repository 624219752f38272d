"""A plan as it stands, beside which the rows of a file are read."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheber.flows.own_data.kind import Choice, Fault, Values
from sheber.flows.telling.funds import fund_in_words
from sheber.kernel import events
from sheber.kernel.models import Reason
from sheber.planning import operations, queries
from sheber.planning.models import Allocation, Coverage, Override, Plan
from sheber.planning.states import PLAN
from sheber.programmes.models import Capacity
from sheber.registry.queries import offices

Key = tuple[str, int, str]
Place = tuple[int, str]
VERSION_LENGTH = 12


@dataclass(frozen=True)
class Standing:
    """A plan's numbers now. `seats`, `meant` and `fixed` are by (capacity, fund).

    `why` holds the words given with the last override of each, by the same key.
    """

    plan: Plan
    version: str
    capacities: Mapping[int, Capacity]
    groups: Mapping[int, int]
    seats: Counter[Place]
    meant: Counter[Place]
    fixed: Mapping[Place, Override]
    why: Mapping[Place, str]
    fund_codes: list[str]

    @classmethod
    def of(cls, plan: Plan) -> "Standing":
        given = list(Allocation.objects.filter(plan=plan).order_by("pk"))
        covered = Coverage.objects.filter(allocation__plan=plan).select_related("allocation")
        meant: Counter[Place] = Counter()
        for one in covered:
            meant[one.allocation.capacity_id, one.allocation.fund] += one.seats
        overrides = Override.objects.filter(plan=plan).select_related("office")
        fixed = {(one.capacity_id, one.fund): one for one in overrides}
        return cls(
            plan=plan,
            version=queries.digest(plan)[:VERSION_LENGTH],
            capacities=_capacities(plan, {one.capacity_id for one in given}),
            groups={one.capacity_id: one.groups for one in given},
            seats=Counter({(one.capacity_id, one.fund): one.seats for one in given}),
            meant=meant,
            fixed=fixed,
            why=_why(plan),
            fund_codes=_funds(plan, {one.fund for one in given}),
        )

    def number(self, capacity: int, fund: str) -> int:
        """Seats from a fund; without one, all of the capacity."""
        if fund:
            return self.seats[capacity, fund]
        return sum(seats for (key, _fund), seats in self.seats.items() if key == capacity)

    def rows(self) -> list[dict[str, Any]]:
        """A row for each number that stands or is fixed, and for each capacity without seats."""
        places = set(self.seats) | set(self.fixed)
        without = self.capacities.keys() - {capacity for capacity, _fund in places}
        places |= {(capacity, "") for capacity in without}
        return [self._row(*place) for place in sorted(places, key=self._order)]

    def left(self, values: Values) -> Fault | None:
        """What is to be told of a row that asks for nothing new; None if it does."""
        now = self.number(values["row"], values["fund"])
        fixed = self._fixed_at(values)
        if values["seats"] == now and (not values["reason"] or fixed == now):
            return "", "plan_row_stands", {"seats": now}
        if values["seats"] == values["before"] and not values["reason"]:
            return "", "plan_row_not_changed", {"seats": now}
        return None

    def stale(self, values: Values) -> Iterator[Fault]:
        """What has become of the row since the file was made."""
        now = self.number(values["row"], values["fund"])
        if now != values["before"]:
            yield "before", "plan_row_stale", {"before": values["before"], "seats": now}
        fixed = self._fixed_at(values)
        if fixed != values["fixed"]:
            facts = {"before": _or_dash(values["fixed"]), "seats": _or_dash(fixed)}
            yield "fixed", "plan_row_fixed_since", facts

    def promised(self, values: Values) -> Iterator[Fault]:
        """Fewer seats than are promised to lines."""
        meant = self.meant[values["row"], values["fund"]]
        if values["seats"] < meant:
            yield "seats", "covers_more_than_seats", {"seats": values["seats"]}

    def fixing(self, values: Values) -> operations.Fixed:
        capacity = self.capacities[values["row"]]
        return operations.Fixed(capacity, values["fund"], values["seats"], values["reason"])

    def given(self, changed: Sequence[Values]) -> list[operations.Given]:
        """All seats of a plan by hand after these changes, its lines kept; empty if none change."""
        after = {(row["row"], row["fund"]): row["seats"] for row in changed if row["fund"]}
        if all(self.seats[place] == seats for place, seats in after.items()):
            return []
        lines: dict[Place, list[Any]] = {}
        covered = Coverage.objects.filter(allocation__plan=self.plan)
        for one in covered.select_related("allocation", "line").order_by("pk"):
            place = one.allocation.capacity_id, one.allocation.fund
            lines.setdefault(place, []).append((one.line, one.seats))
        return [
            operations.Given(
                self.capacities[place[0]], place[1], seats, tuple(lines.get(place, ()))
            )
            for place, seats in sorted({**self.seats, **after}.items())
            if seats
        ]

    def _fixed_at(self, values: Values) -> int | None:
        found = self.fixed.get((values["row"], values["fund"]))
        return found.seats if found else None

    def _order(self, place: Place) -> tuple[Any, ...]:
        capacity = self.capacities[place[0]]
        return capacity.intake_year, capacity.programme.code, capacity.provider.code, place[1]

    def _row(self, key: int, fund: str) -> dict[str, Any]:
        capacity, fixed = self.capacities[key], self.fixed.get((key, fund))
        programme, provider = capacity.programme, capacity.provider
        now = self.number(key, fund)
        return {
            "plan": self.plan.code,
            "version": self.version,
            "row": key,
            "programme": Choice(programme.code, programme.name).shown,
            "provider": Choice(provider.code, provider.name).shown,
            "region": provider.region.name if provider.region else "",
            "year": capacity.intake_year,
            "fund": Choice(fund, fund_in_words(fund)).shown if fund else "",
            "groups": self.groups.get(key, 0),
            "least": capacity.minimum_group,
            "most": capacity.seats_maximum,
            "before": now,
            "fixed": fixed.seats if fixed else "",
            "fixed_by": fixed.office.name if fixed else "",
            "fixed_why": self.why.get((key, fund), "") if fixed else "",
            "seats": now,
            "reason": "",
        }


def _capacities(plan: Plan, given: set[int]) -> dict[int, Capacity]:
    """Those that the plan names, and those of approved programmes in its years."""
    rows = Capacity.objects.select_related("programme", "provider__region")
    open_ones = rows.filter(
        programme__state="approved",
        intake_year__gte=plan.first_year,
        intake_year__lte=plan.last_year,
    )
    fixed = Override.objects.filter(plan=plan).values_list("capacity_id", flat=True)
    named = rows.filter(pk__in=given | set(fixed))
    return {one.pk: one for one in (*open_ones, *named)}


def _funds(plan: Plan, given: set[str]) -> list[str]:
    """Funds of a solved plan; for one by hand, those of every plan and of the two states."""
    if plan.problem:
        return sorted(one["id"] for one in json.loads(plan.problem)["funds"])
    known = set(Allocation.objects.order_by().values_list("fund", flat=True).distinct())
    return sorted(known | given | {f"state-{one.country_id}" for one in offices()})


def _why(plan: Plan) -> dict[Place, str]:
    """The words of the last override of each place, where they were not erased."""
    verb = f"{PLAN.subject}.override"
    rows = [one for one in events.of(PLAN.subject, [plan.pk]) if one.verb == verb]
    words = {one.event_id: one.text for one in Reason.objects.filter(event__in=rows)}
    return {(one.facts["capacity"], one.facts["fund"]): words.get(one.pk, "") for one in rows}


def _or_dash(number: int | None) -> int | str:
    return "—" if number is None else number
