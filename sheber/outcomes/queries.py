"""Shared reads of outcomes: jobs, and the days that an obligation is counted from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from sheber.contracts.queries import suspensions
from sheber.kernel import events
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation, PlacementRight
from sheber.training.queries import leaves

Days = tuple[date, date | None]
# Jobs whose periods count. A disputed job counts again once it is confirmed.
COUNTED = ("confirmed", "ended")


@dataclass(frozen=True)
class Jobs:
    """Jobs held on a day. Those without a line of demand say why, and count apart."""

    with_line: int
    without_line: dict[str, int]

    @property
    def total(self) -> int:
        return self.with_line + sum(self.without_line.values())


@dataclass(frozen=True)
class Ledger:
    """The half-open days behind an obligation: worked, and not counted for a stated cause."""

    worked: tuple[Days, ...]
    suspended: tuple[Days, ...]
    on_leave: tuple[Days, ...]
    unplaced: tuple[Days, ...]

    @property
    def paused(self) -> tuple[Days, ...]:
        """Every day that is neither served nor held against the person."""
        return (*self.suspended, *self.on_leave, *self.unplaced)


def at_work(on: date) -> QuerySet[Employment]:
    """Confirmed jobs held on a day."""
    return (
        Employment.objects.filter(state__in=COUNTED, starts_on__lte=on)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
        .select_related("person", "employer", "region", "occupation", "line__call")
        .order_by("pk")
    )


def jobs(employments: QuerySet[Employment]) -> Jobs:
    """How many of these jobs go back to a line of demand, and why the others do not."""
    counts = dict(employments.order_by().values_list("no_line").annotate(Count("pk")))
    return Jobs(with_line=counts.pop("", 0), without_line=counts)


def ledgers(obligations: Sequence[Obligation]) -> dict[int, Ledger]:
    """The days behind each obligation, by its key; work is of confirmed jobs and periods only."""
    contracts = [obligation.contract for obligation in obligations]
    worked = _worked(obligation.contract_id for obligation in obligations)
    away, suspended = leaves(contracts), suspensions(contracts)
    unplaced = _unplaced(obligations)
    return {
        one.pk: Ledger(
            worked=tuple(worked[one.contract_id]),
            suspended=tuple((days.start, days.end) for days in suspended[one.contract_id]),
            on_leave=tuple(away.get(one.contract_id, ())),
            unplaced=tuple(unplaced[one.pk]),
        )
        for one in obligations
    }


def open_rights(contracts: Iterable[int]) -> dict[int, PlacementRight]:
    """The right to be placed anew that is still open, by contract."""
    rows = PlacementRight.objects.filter(
        obligation__contract_id__in=list(contracts), placed_on__isnull=True
    )
    return {row.obligation.contract_id: row for row in rows.select_related("obligation")}


def own_reports(country: str) -> QuerySet[Employment]:
    """Jobs that people reported by a paper and no employer has confirmed, of a country's."""
    own = Q(person__citizenship_id=country) | Q(employer__country_id=country)
    rows = Employment.objects.filter(own, state="reported").exclude(paper="")
    return rows.select_related("employer", "occupation", "region").order_by("starts_on", "pk")


def waiting_rights(country: str) -> QuerySet[PlacementRight]:
    """Open rights under running obligations, of this country's citizens or customers."""
    own = Q(obligation__person__citizenship_id=country) | Q(
        obligation__contract__terms__offer__line__call__employer__country_id=country
    )
    rows = PlacementRight.objects.filter(
        own, placed_on__isnull=True, obligation__state="running"
    ).select_related(
        "obligation__person",
        "obligation__contract__terms__offer__line__call__employer",
        "lost__employer",
    )
    return rows.order_by("since", "pk")


def states_on(obligations: Iterable[Obligation], on: date) -> dict[int, str | None]:
    """The stored state of each obligation as it was on a day; None before it began."""
    found: dict[int, str | None] = {one.pk: None for one in obligations}
    for event in events.of("outcomes.obligation", found):
        if event.to_state and event.at.date() <= on:
            found[int(event.subject_key)] = event.to_state
    return found


def _worked(contracts: Iterable[int]) -> dict[int, list[Days]]:
    found: dict[int, list[Days]] = defaultdict(list)
    rows = EmploymentEvidence.objects.filter(
        employment__contract_id__in=list(contracts),
        employment__state__in=COUNTED,
        state="confirmed",
    )
    days = rows.values_list("employment__contract_id", "starts_on", "ends_on")
    for contract, starts_on, ends_on in days.order_by("starts_on", "pk"):
        found[contract].append((starts_on, ends_on))
    return found


def _unplaced(obligations: Sequence[Obligation]) -> dict[int, list[Days]]:
    found: dict[int, list[Days]] = defaultdict(list)
    rows = PlacementRight.objects.filter(obligation__in=obligations).order_by("since", "pk")
    for row in rows:
        if row.placed_on is None or row.since < row.placed_on:
            found[row.obligation_id].append((row.since, row.placed_on))
    return found
