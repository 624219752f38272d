"""Where the river is stuck: between which stages something waits, how much, and on whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from sheber.contracts.models import Contract
from sheber.demand.models import Line
from sheber.insights.queries.river import River, Scope, all_planned, river, rows
from sheber.outcomes.models import Employment
from sheber.planning.models import Coverage
from sheber.planning.queries import seats_for_lines


@dataclass(frozen=True)
class Stuck:
    """So many wait here; `code` says where, `on` who is asked to act.

    `on` is region, office, employer, applicant, parties or nobody.
    """

    code: str
    on: str
    number: int


def stuck(scope: Scope, counted: River | None = None) -> list[Stuck]:
    """Everything that waits or was lost, in the order of the river; nothing is left out at 0."""
    flow = counted or river(scope)
    return [
        Stuck("to_confirm", "region", flow["asked"] - flow["confirmed"]),
        Stuck("without_seats", "office", without_seats(scope)),
        Stuck("for_nobody", "office", _seats_for_nobody(scope)),
        Stuck("not_offered", "employer", max(0, flow["planned"] - flow["offered"])),
        Stuck("empty_seats", "nobody", max(0, flow["offered"] - flow["seated"])),
        Stuck("to_consent", "applicant", to_consent(scope).count()),
        Stuck("to_sign", "parties", to_sign(scope).count()),
        Stuck("refused", "nobody", refused(scope).count()),
        Stuck("left", "nobody", rows("studied", scope).filter(state="expelled").count()),
        Stuck("without_job", "employer", without_job(scope).count()),
        Stuck("other_work", "nobody", other_work(scope).count()),
    ]


def without_seats(scope: Scope) -> int:
    """People in confirmed lines for whom no plan in force means a seat."""
    lines = dict(rows("confirmed", scope).values_list("pk", "number"))
    meant = seats_for_lines(lines)
    return sum(max(0, number - meant.get(key, 0)) for key, number in lines.items())


def for_nobody(scope: Scope) -> QuerySet[Coverage]:
    """Rows of approved plans with seats for a line taken back or cut, or a programme stopped."""
    found = all_planned(scope).filter(scope.of_lines("line__"), Q(useful__lt=F("seats")))
    return found.order_by("pk")


def _seats_for_nobody(scope: Scope) -> int:
    lost = for_nobody(scope).order_by().aggregate(total=Sum(F("seats") - F("useful")))["total"]
    return lost or 0


def to_consent(scope: Scope) -> QuerySet[Any]:
    """Seats offered to people who have not yet said yes."""
    return rows("seated", scope).filter(state="offered")


def to_sign(scope: Scope) -> QuerySet[Contract]:
    """Contracts that somebody has still to sign."""
    return _contracts(scope, "intended")


def refused(scope: Scope) -> QuerySet[Contract]:
    """Contracts that were refused or that lapsed unsigned."""
    return _contracts(scope, "refused_by_citizen", "refused_by_customer", "lapsed")


def without_job(scope: Scope) -> QuerySet[Any]:
    """Graduates with a contract of whom no job on any line is confirmed."""
    placed = Employment.objects.filter(contract__isnull=False, state__in=("confirmed", "ended"))
    return rows("graduated", scope).exclude(contract__in=placed.values("contract"))


def other_work(scope: Scope) -> QuerySet[Employment]:
    """Confirmed jobs of people of this year that go back to no line, by their own region."""
    return (
        Employment.objects.filter(
            line__isnull=True,
            state__in=("confirmed", "ended"),
            award__enrolment__capacity__intake_year=scope.year,
        )
        .filter(scope.of_lines(""))
        .order_by("pk")
    )


def uncovered(scope: Scope) -> QuerySet[Line]:
    """Confirmed lines for which fewer seats are meant than they ask for."""
    lines = dict(rows("confirmed", scope).values_list("pk", "number"))
    meant = seats_for_lines(lines)
    short = [key for key, number in lines.items() if meant.get(key, 0) < number]
    return Line.objects.filter(pk__in=short).order_by("pk")


WAITING: dict[str, Callable[[Scope], QuerySet[Any]]] = {
    "to_confirm": lambda scope: rows("asked", scope).filter(state="submitted"),
    "without_seats": uncovered,
    "for_nobody": for_nobody,
    "to_consent": to_consent,
    "to_sign": to_sign,
    "refused": refused,
    "left": lambda scope: rows("studied", scope).filter(state="expelled"),
    "without_job": without_job,
    "other_work": other_work,
}


def waiting(code: str, scope: Scope) -> QuerySet[Any]:
    """The rows behind a place where the river is stuck; only those of `WAITING` have any."""
    return WAITING[code](scope)


def _contracts(scope: Scope, *states: str) -> QuerySet[Contract]:
    return Contract.objects.filter(
        scope.of_lines("terms__offer__line__"), seat__campaign__year=scope.year, state__in=states
    ).order_by("pk")
