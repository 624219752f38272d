"""What became of a plan: each of its lines and capacities, from planned seats to people at work."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sheber.demand.models import Line
from sheber.insights.queries.reconciling import offered, people
from sheber.insights.queries.reconciling.losses import (
    FOR_ANYBODY,
    REASONS,
    STAGES,
    Cause,
    Fate,
    Loss,
    fate,
)
from sheber.insights.queries.reconciling.offered import Cell
from sheber.insights.queries.reconciling.open_seats import open_seats
from sheber.insights.queries.reconciling.tally import TIME_TO_REPORT, Days, Tally
from sheber.planning.models import Allocation, Plan
from sheber.programmes.models import Capacity

__all__ = [
    "REASONS",
    "STAGES",
    "TIME_TO_REPORT",
    "Cause",
    "Fate",
    "Loss",
    "Reconciliation",
    "fate",
    "reconcile",
    "total",
]


@dataclass(frozen=True)
class Reconciliation:
    """A plan on a cut-off day. `cells` are its parts: an allocation's seats for one line.

    `open` are, by capacity, the seats that are meant for no line.
    """

    plan: Plan
    on: date
    lines: dict[int, Line]
    allocations: dict[int, Allocation]
    cells: dict[Cell, Fate]
    open: dict[int, Fate]

    @property
    def by_line(self) -> dict[int, Fate]:
        """What became of each line of the plan."""
        return _grouped((line, one) for (_, line), one in self.cells.items())

    @property
    def by_allocation(self) -> dict[int, Fate]:
        """What became of the seats of each allocation that are meant for lines."""
        return _grouped((allocation, one) for (allocation, _), one in self.cells.items())

    @property
    def capacities(self) -> dict[int, Capacity]:
        return {one.capacity_id: one.capacity for one in self.allocations.values()}


def reconcile(plan: Plan, on: date) -> Reconciliation:
    """What the rows say on a day, in as many queries for a country as for one line.

    States are as they are recorded now; what is dated counts if it had begun by the day.
    """
    days = Days.of(range(plan.first_year, plan.last_year + 1), on)
    rows = offered.planned_rows(plan, days)
    tallies: dict[Cell, Tally] = defaultdict(Tally)
    offered.plan_seats(tallies, rows, days)
    offers = offered.offers_of(plan)
    offered.offer_seats(tallies, offers, days)
    signed = people.signing(tallies, offers, days)
    graduates = people.studying(tallies, offers, signed, days)
    people.working(tallies, offers, signed, graduates, days)
    allocations = {
        one.pk: one
        for one in Allocation.objects.filter(plan=plan)
        .select_related("capacity__programme", "capacity__provider__country")
        .order_by("capacity__programme__code", "capacity_id", "fund")
    }
    cells = {key: fate(one.counts, one.causes) for key, one in sorted(tallies.items())}
    meant: Counter[int] = Counter()
    for row in rows:
        meant[row.allocation_id] += row.seats
    unmeant = open_seats(allocations.values(), meant, days)
    return Reconciliation(
        plan=plan,
        on=on,
        lines={
            **{one.line_id: one.line for one in rows},
            **{one.line_id: one.line for one in offers.values()},
        },
        allocations=allocations,
        cells=cells,
        open={key: fate(one.counts, one.causes, FOR_ANYBODY) for key, one in unmeant.items()},
    )


def total(fates: Iterable[Fate]) -> Fate:
    """Several fates as one: stages and losses are added up."""
    found = Fate()
    for one in fates:
        found += one
    return found


def _grouped(pairs: Iterable[tuple[int, Fate]]) -> dict[int, Fate]:
    found: dict[int, Fate] = {}
    for key, one in pairs:
        found[key] = found.get(key, Fate()) + one
    return found
