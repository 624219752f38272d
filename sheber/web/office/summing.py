"""A plan added up for a reader: money by fund and year, seats by region and year, who is lacking.

Every sum opens to its rows.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.flows.plan_lines import Stated
from sheber.flows.telling.describe import described
from sheber.flows.telling.funds import fund_in_words
from sheber.kernel.money import MINOR_UNITS
from sheber.planning import queries
from sheber.planning.models import Allocation, Plan
from sheber.web.shared.order import alphabetical
from sheber.web.shared.tables import Cell, Column, Table

SEATS, LINES = "seats", "lines"
HUNDRED = 100
NOTHING = "—"
NOTICED = 0.05
"""Expected people are shown to a tenth: who lacks less than half of that lacks nobody."""


@dataclass(frozen=True)
class Money:
    """What a plan commits of a fund in a year, in minor units; `budget` is None if not stated."""

    fund: str
    year: int
    currency: str
    spent: int
    budget: int | None


def rows_of(plan: Plan, of: str, **narrowed: object) -> str:
    """The address of the rows of a plan, narrowed to some."""
    query = urlencode({key: value for key, value in narrowed.items() if value})
    return reverse("plan_rows", args=[plan.pk, of]) + (f"?{query}" if query else "")


def money_table(plan: Plan, rows: Sequence[Allocation]) -> Table:
    """What the seats cost each fund in each year, and what it has."""
    columns = (
        Column(_("Fund")),
        Column(_("Intake")),
        Column(_("Currency")),
        Column(_("The seats cost"), numeric=True),
        Column(_("The budget"), numeric=True),
        Column(_("Share of it"), numeric=True),
    )
    lines = [
        (
            fund_in_words(one.fund),
            str(one.year),
            one.currency,
            Cell(
                _units(one.spent, one.currency),
                rows_of(plan, SEATS, fund=one.fund, year=one.year) if one.spent else "",
            ),
            NOTHING if one.budget is None else _units(one.budget, one.currency),
            _share(one),
        )
        for one in _money(plan, rows)
    ]
    return Table(_("Money by fund and year"), columns, lines, "plan-money")


def _money(plan: Plan, rows: Sequence[Allocation]) -> list[Money]:
    """As the solution states it; by hand, what the seats cost where they are taught."""
    if plan.solution:
        currencies = {one["code"]: one["currency"] for one in plan.inputs.get("funds", ())}
        return [
            Money(
                one["fund"],
                one["year"],
                currencies.get(one["fund"], ""),
                int(one["spent"]),
                int(one["budget"]),
            )
            for one in json.loads(plan.solution)["spending"]
        ]
    spent: Counter[tuple[str, int, str]] = Counter()
    for row in rows:
        capacity = row.capacity
        key = row.fund, capacity.intake_year, capacity.currency
        spent[key] += row.seats * capacity.cost_per_seat_minor
    return [Money(*key, spent[key], None) for key in sorted(spent)]


def _units(minor: int, currency: str) -> int:
    return minor // MINOR_UNITS.get(currency, HUNDRED)


def _share(one: Money) -> str:
    if not one.budget:
        return NOTHING
    return f"{number_format(HUNDRED * one.spent / one.budget, decimal_pos=1)} %"


def regions_table(plan: Plan, rows: Sequence[Allocation]) -> Table:
    """Seats by the region where they are taught and the year of intake."""
    seats: dict[str, Counter[int]] = defaultdict(Counter)
    regions = {}
    for row in rows:
        region = row.capacity.provider.region
        if region is not None:
            regions[region.pk] = region
            seats[region.pk][row.capacity.intake_year] += row.seats
    years = range(plan.first_year, plan.last_year + 1)
    columns = (
        Column(_("Region")),
        Column(_("Country")),
        *(Column(str(year), numeric=True) for year in years),
        *([Column(_("Together"), numeric=True)] if len(years) > 1 else []),
    )
    lines = [
        (
            region.name,
            region.country.name,
            *(
                Cell(number, rows_of(plan, SEATS, region=region.pk, year=year)) if number else 0
                for year in years
                for number in (seats[region.pk][year],)
            ),
            *(
                [Cell(seats[region.pk].total(), rows_of(plan, SEATS, region=region.pk))]
                if len(years) > 1
                else []
            ),
        )
        for region in alphabetical(regions.values())
    ]
    return Table(_("Seats by region and year of intake"), columns, lines, "plan-regions")


def worst_first(lines: Iterable[Stated]) -> list[Stated]:
    """Lines that lack people, those that lack most first; and those that ask no more."""
    found = [
        one
        for one in lines
        if one.unmet >= NOTICED or (one.limit and one.line.state != queries.CONFIRMED)
    ]
    return sorted(found, key=lambda one: (-one.unmet, one.line.pk))


def lacking_table(lines: Iterable[Stated]) -> Table:
    """Who is lacking, and why no more people can be expected."""
    columns = (
        Column(_("Line of demand")),
        Column(_("Employer")),
        Column(_("Asked for"), numeric=True),
        Column(_("Lacking"), numeric=True),
        Column(_("What limits it")),
    )
    rows = [
        (
            Cell(described(one.line), reverse("trace_line", args=[one.line.pk])),
            one.line.call.employer.name,
            one.line.number,
            round(one.unmet, 1),
            one.limit or NOTHING,
        )
        for one in lines
    ]
    return Table(_("Who is lacking, worst first"), columns, rows, "plan-lacking", stacked=True)
