"""From planned seats to offers, and from offers to somebody who takes the seat."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet

from sheber.admissions.models import RankedContract, Seat
from sheber.admissions.queries import LIVING, LOST
from sheber.insights.enums import Place, Reason
from sheber.insights.queries.reconciling.tally import Days, Tally
from sheber.insights.queries.river import APPLIED
from sheber.kernel.models import Event
from sheber.offers.models import Offer
from sheber.offers.rules import SHOWN
from sheber.planning.models import Coverage, Plan
from sheber.planning.queries import ASKING, STOPPED, weighed

OF_OFFERS = (
    "allocation__capacity__programme",
    "line__call__employer",
    "line__region",
    "line__occupation",
)
Cell = tuple[int, int]
"""A part of a plan: the key of an allocation, and of a line for which some of it is meant."""


def plan_seats(tallies: Mapping[Cell, Tally], rows: Iterable[Coverage], days: Days) -> None:
    """What was planned, and why some of it could not be offered.

    Seats that nobody asks for any more are those of a line taken back or cut, or of a programme
    that was stopped before the intake.
    """
    for row in rows:
        of = tallies[row.allocation_id, row.line_id]
        of.counts["planned"] += row.seats
        asks = row.line.state in ASKING
        stopped = asks and row.allocation.capacity.programme.state in STOPPED
        idle = row.seats - row.useful  # type: ignore[attr-defined]
        of.stopped(Place.OFFER, Reason.STOPPED if stopped else Reason.TAKEN_BACK, idle)
        due = days.offers_due(row.allocation.capacity)
        of.stopped(Place.OFFER, Reason.NEVER_OFFERED if due else Reason.NOT_DUE, row.seats)


def planned_rows(plan: Plan, days: Days) -> list[Coverage]:
    """Seats of a plan that are meant for lines, with how many of them somebody still asks for."""
    rows = weighed(Coverage.objects.filter(allocation__plan=plan), days.on)
    return list(
        rows.select_related(
            "line__call__employer",
            "line__region",
            "line__occupation",
            "allocation__capacity__programme",
            "allocation__capacity__provider",
        ).order_by("line_id", "allocation_id")
    )


def offers_of(plan: Plan) -> dict[int, Offer]:
    """Every offer on seats of a plan, whatever became of it."""
    rows = Offer.objects.filter(allocation__plan=plan)
    return {one.pk: one for one in rows.select_related(*OF_OFFERS)}


def offer_seats(tallies: Mapping[Cell, Tally], offers: Mapping[int, Offer], days: Days) -> None:
    """What was offered, who applied, and why some offered seats were taken by nobody.

    Of the empty seats of an offer: none is due before the campaign's end; of one first published
    after applications had opened all are late; otherwise as many lack applicants as there are
    fewer applicants than seats; then those given and not taken up; then as many as there are
    applicants who hold a seat that stands higher on their list.
    """
    wishes = RankedContract.objects.filter(offer__in=offers, application__state__in=APPLIED)
    applied, higher = _applied(wishes), elsewhere(wishes, "offer")
    taken, lost = _seats(offers, LIVING), _seats(offers, LOST)
    late = _late(offers, days)
    for key, offer in offers.items():
        of = tallies[offer.allocation_id, offer.line_id]
        if offer.state not in SHOWN:
            withdrawn = offer.state == "withdrawn"
            of.stopped(Place.OFFER, Reason.OFFER_WITHDRAWN, offer.seats if withdrawn else 0)
            continue
        of.counts["offered"] += offer.seats
        of.counts["applied"] += applied[key]
        empty = max(0, offer.seats - taken[key])
        if not days.seats_due(offer.allocation.capacity):
            of.stopped(Place.ADMISSION, Reason.NOT_DUE, empty)
        elif key in late:
            of.stopped(Place.ADMISSION, Reason.OFFERED_LATE, empty)
        else:
            too_few = min(empty, max(0, offer.seats - applied[key]))
            not_taken = min(empty - too_few, lost[key])
            preferred = min(empty - too_few - not_taken, higher[key])
            of.stopped(Place.ADMISSION, Reason.TOO_FEW, too_few)
            of.stopped(Place.ADMISSION, Reason.NOT_TAKEN_UP, not_taken)
            of.stopped(Place.ADMISSION, Reason.PREFERRED, preferred)


def _applied(wishes: QuerySet[RankedContract]) -> Counter[int]:
    """People who ranked each offer and handed in their list."""
    counted = wishes.order_by().values_list("offer").annotate(Count("application", distinct=True))
    return Counter(dict(counted))


def _seats(offers: Iterable[int], states: tuple[str, ...]) -> Counter[int]:
    """Seats on each offer that are in one of these states."""
    rows = Seat.objects.filter(contract__offer__in=offers, state__in=states)
    return Counter(dict(rows.order_by().values_list("contract__offer").annotate(Count("pk"))))


def elsewhere(wishes: QuerySet[RankedContract], by: str) -> Counter[int]:
    """Of these wishes, those of people who hold a seat that they ranked above it; by a field."""
    held = dict(
        Seat.objects.filter(contract__application__in=wishes.order_by().values("application"))
        .filter(state__in=LIVING)
        .values_list("contract__application", "contract__position")
    )
    ranked = wishes.order_by().values_list(by, "application", "position")
    return Counter(key for key, one, position in ranked if held.get(one, position) < position)


def _late(offers: Mapping[int, Offer], days: Days) -> set[int]:
    """Offers that were first published after applications of their year had opened."""
    published = Event.objects.filter(
        subject_type="offers.offer",
        verb="offers.offer.publish",
        subject_key__in=[str(key) for key in offers],
    )
    # Latest first, so that what stays is when it was first published.
    moments = published.order_by("-pk").values_list("subject_key", "at")
    first = {int(key): at for key, at in moments}
    late = set()
    for key, at in first.items():
        campaign = days.campaigns.get(offers[key].allocation.capacity.intake_year)
        if campaign is not None and at > campaign.opens_at:
            late.add(key)
    return late
