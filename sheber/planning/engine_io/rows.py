"""Rows that a plan is made of, and the names by which its files know them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheber.demand import queries as demand
from sheber.demand.models import Line
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.planning.models import Override, Plan
from sheber.programmes import queries as programmes
from sheber.programmes.models import Capacity, SharedResource


@dataclass(frozen=True)
class Rows:
    """Capacities of approved programmes, and the confirmed lines their graduates could fill.

    `shared` is what their providers have for all programmes together while they study.
    """

    capacities: tuple[Capacity, ...]
    lines: tuple[Line, ...]
    shared: tuple[SharedResource, ...] = ()

    @property
    def by_intake(self) -> dict[str, Capacity]:
        return {intake_name(one): one for one in self.capacities}

    @property
    def by_line(self) -> dict[str, Line]:
        return {line_name(one): one for one in self.lines}


def read(first_year: int, last_year: int) -> Rows:
    """The rows for the intakes of these years, both included."""
    capacities = tuple(_capacities(first_year, last_year))
    if not capacities:
        raise Refused("nothing_to_plan", first=first_year, last=last_year)
    for one in capacities:
        if one.provider.region_id is None:
            raise Refused("provider_without_region", provider=one.provider.code)
    years = [graduation_year(one) for one in capacities]
    lines = tuple(demand.confirmed(min(years), max(years)))
    if not lines:
        raise Refused("no_demand_to_plan_for", first=min(years), last=max(years))
    providers = {one.provider_id for one in capacities}
    return Rows(capacities, lines, tuple(programmes.shared(providers, first_year, max(years))))


def named(intakes: Iterable[str], lines: Iterable[str], plan: Plan) -> Rows:
    """The rows that the problem of a plan names, whatever has become of them since."""
    wanted_intakes, wanted_lines = set(intakes), set(lines)
    capacities = [
        one
        for one in Capacity.objects.filter(
            intake_year__gte=plan.first_year, intake_year__lte=plan.last_year
        ).select_related("programme", "provider")
        if intake_name(one) in wanted_intakes
    ]
    calls = {name.rpartition("/")[0] for name in wanted_lines}
    found = Line.objects.filter(call__code__in=calls).select_related("call__employer")
    return Rows(tuple(capacities), tuple(one for one in found if line_name(one) in wanted_lines))


def overrides(plan: Plan) -> list[Override]:
    """What offices have fixed in a plan."""
    return list(
        Override.objects.filter(plan=plan)
        .select_related("capacity__programme", "capacity__provider", "office")
        .order_by("pk")
    )


def intake_name(capacity: Capacity) -> str:
    return f"{capacity.programme.code}/{capacity.provider.code}/{capacity.intake_year}"


def line_name(line: Line) -> str:
    return f"{line.call.code}/{line.number_in_call}"


def duration(capacity: Capacity) -> int:
    """Years from that of intake to that in which graduates are ready: 0 for a short course."""
    ready = programmes.ready_on(capacity.programme, capacity.intake_year)
    return ready.year - capacity.intake_year


def graduation_year(capacity: Capacity) -> int:
    return capacity.intake_year + duration(capacity)


def years_of_study(capacity: Capacity) -> range:
    """Calendar years in which the intake takes up beds, teachers and the rest."""
    return range(capacity.intake_year, capacity.intake_year + max(1, duration(capacity)))


def _capacities(first_year: int, last_year: int) -> list[Capacity]:
    rows = programmes.capacities(first_year, last_year)
    prefetch(rows, "programme__occupations", "provider__region")
    return rows
