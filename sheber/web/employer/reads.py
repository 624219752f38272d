"""What a firm sees of its lines: asked, planned, offered, contracted, in training, at work.

Every number is counted from its rows, as of a date, and the page of the line shows these rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from sheber.contracts.models import Contract
from sheber.demand import rules
from sheber.demand.models import Call, Line
from sheber.demand.states import LINE
from sheber.kernel import events
from sheber.kernel.access import Actor
from sheber.kernel.models import Reason
from sheber.kernel.refusals import Refused
from sheber.offers.models import Offer
from sheber.offers.queries import LIVE
from sheber.offers.states import OFFER
from sheber.outcomes.models import Employment
from sheber.planning.models import Coverage
from sheber.training.models import Enrolment

# A contract that all have signed, whatever came of it later except an end without work.
CONTRACTED = ("signed", "amended", "suspended", "fulfilled")
WORKING = ("reported", "confirmed", "disputed")
RETURNED = "demand.line.return"


@dataclass(frozen=True)
class Counts:
    """A line and how far each of its steps has come. `returned`: sent back by its region."""

    line: Line
    planned: int = 0
    offered: int = 0
    contracted: int = 0
    training: int = 0
    working: int = 0
    returned: bool = False

    @property
    def asked(self) -> int:
        return 0 if self.line.state == "withdrawn" else self.line.number

    @property
    def unoffered(self) -> int:
        """Seats that a plan means for the line and no offer shows yet."""
        return 0 if self.line.state == "withdrawn" else max(0, self.planned - self.offered)


def own_lines(actor: Actor) -> QuerySet[Line]:
    """Lines of the actor's own firm."""
    return rules.visible(actor).filter(call__employer_id=int(actor.organisation or 0))


def own_calls(actor: Actor) -> QuerySet[Call]:
    """Calls of the actor's own firm, with how many lines stand in each and for how many people."""
    found = Call.objects.filter(employer_id=int(actor.organisation or 0))
    return found.select_related("employer").order_by("-year", "-pk")


def own_offers(actor: Actor) -> QuerySet[Offer]:
    """Offers of the actor's own firm."""
    return (
        Offer.objects.filter(line__call__employer_id=int(actor.organisation or 0))
        .select_related(
            "line__call__employer__country",
            "line__region",
            "line__occupation",
            "allocation__plan",
            "allocation__capacity__provider",
            "allocation__capacity__programme",
        )
        .prefetch_related("open_to")
        .order_by("-pk")
    )


def offer_for(actor: Actor, key: int, move: str = "") -> Offer:
    """One own offer; refused if the move makes no sense in the state in which it is."""
    found = get_object_or_404(own_offers(actor), pk=key)
    if move and found.state not in OFFER[move].sources:
        raise Refused("wrong_state", subject=OFFER.subject, state=found.state, act=move)
    return found


def line_for(actor: Actor, key: int, move: str = "") -> Line:
    """One own line; refused if the move makes no sense in the state in which it is."""
    found = get_object_or_404(own_lines(actor), pk=key)
    if move and found.state not in LINE[move].sources:
        raise Refused("wrong_state", subject=LINE.subject, state=found.state, act=move)
    return found


def counts(lines: Iterable[Line], on: date) -> list[Counts]:
    """The steps of each line, in a query a step."""
    rows = list(lines)
    keys = [row.pk for row in rows]
    planned = _sums(coverages(keys), "line_id")
    offered = _sums(Offer.objects.filter(line__in=keys, state__in=LIVE), "line_id")
    contracted = _numbers(contracts(keys), "terms__offer__line_id")
    training = _numbers(enrolments(keys), "contract__terms__offer__line_id")
    working = _numbers(employments(keys, on), "line_id")
    back = _returned(rows)
    return [
        Counts(
            row,
            planned.get(row.pk, 0),
            offered.get(row.pk, 0),
            contracted.get(row.pk, 0),
            training.get(row.pk, 0),
            working.get(row.pk, 0),
            row.pk in back,
        )
        for row in rows
    ]


def coverages(lines: Iterable[int]) -> QuerySet[Coverage]:
    """Seats that approved plans mean for these lines."""
    return (
        Coverage.objects.filter(line__in=list(lines), allocation__plan__state="approved")
        .select_related(
            "allocation__plan", "allocation__capacity__programme", "allocation__capacity__provider"
        )
        .order_by("pk")
    )


def in_suspended(lines: Iterable[int]) -> dict[int, set[str]]:
    """Names of suspended programmes in which approved plans mean seats, by line."""
    found: dict[int, set[str]] = {}
    for one in coverages(lines).filter(allocation__capacity__programme__state="suspended"):
        found.setdefault(one.line_id, set()).add(one.allocation.capacity.programme.name)
    return found


def contracts(lines: Iterable[int]) -> QuerySet[Contract]:
    """Contracts that all have signed."""
    return Contract.objects.filter(
        terms__offer__line__in=list(lines), state__in=CONTRACTED
    ).order_by("pk")


def enrolments(lines: Iterable[int]) -> QuerySet[Enrolment]:
    """Those in training under a contract for these lines."""
    return Enrolment.objects.filter(
        contract__terms__offer__line__in=list(lines), state="enrolled"
    ).order_by("pk")


def employments(lines: Iterable[int], on: date) -> QuerySet[Employment]:
    """Those at work on a day in posts of these lines."""
    return Employment.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        line__in=list(lines),
        state__in=WORKING,
        starts_on__lte=on,
    ).order_by("pk")


def remark(line: Line) -> str:
    """What the region missed when it sent a draft back last; empty if it did not."""
    if line.state != "draft":
        return ""
    found = [one for one in events.of("demand.line", [line.pk]) if one.verb == RETURNED]
    reason = Reason.objects.filter(event=found[-1]).first() if found else None
    return reason.text if reason else ""


def _returned(rows: Iterable[Line]) -> set[int]:
    drafts = [row.pk for row in rows if row.state == "draft"]
    found = events.of("demand.line", drafts)
    return {int(one.subject_key) for one in found if one.verb == RETURNED}


def _sums(rows: QuerySet, by: str) -> dict[int, int]:
    found = rows.order_by().values_list(by).annotate(total=Sum("seats"))
    return dict(found)


def _numbers(rows: QuerySet, by: str) -> dict[int, int]:
    found = rows.order_by().values_list(by).annotate(total=Count("pk", distinct=True))
    return dict(found)
