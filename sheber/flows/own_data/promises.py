"""Seats that approved plans mean for the lines of a firm, and how many of them are still free."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Sum

from sheber.demand.models import Line
from sheber.flows.own_data.kind import Choice
from sheber.offers.models import Offer
from sheber.offers.queries import LIVE
from sheber.planning.models import Coverage


def own_promises(organisation: int) -> Iterable[Coverage]:
    """Seats of approved plans that are meant for lines of this firm."""
    return (
        Coverage.objects.filter(
            line__call__employer_id=organisation, allocation__plan__state="approved"
        )
        .exclude(line__state="withdrawn")
        .select_related(
            "line__call",
            "line__occupation",
            "line__region",
            "allocation__plan",
            "allocation__capacity__programme",
            "allocation__capacity__provider",
        )
        .order_by("pk")
    )


def room_of_promises(promises: Iterable[Coverage]) -> dict[tuple[int, int], int]:
    """Seats of each promise, by allocation and line, that stand in no living offer yet."""
    found = {(one.allocation_id, one.line_id): one.seats for one in promises}
    rows = (
        Offer.objects.filter(state__in=LIVE, allocation__in={key for key, _line in found})
        .order_by()
        .values_list("allocation_id", "line_id")
        .annotate(total=Sum("seats"))
    )
    for allocation, line, total in rows:
        if (allocation, line) in found:
            found[allocation, line] -= total
    return found


def line_code(line: Line) -> str:
    """How a line is named in a table: its call and its number there."""
    return f"{line.call.code}/{line.number_in_call}"


def promised_seats(facts: Any) -> list[Choice]:
    """The allocations from which offers may be drafted, in words."""
    return [
        Choice(str(allocation), promise_words(one))
        for (allocation, _line), one in facts.promises.items()
    ]


def promise_words(one: Coverage) -> str:
    """Where the seats of a promise are, in the reader's language."""
    capacity = one.allocation.capacity
    provider, programme = capacity.provider.name, capacity.programme.name
    return f"{provider}: {programme}, {capacity.intake_year} ({line_code(one.line)})"
