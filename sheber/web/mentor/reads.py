"""A mentor's day: whose practice it is, what each one may do, what waits to be closed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet

from sheber.kernel.refusals import Refused
from sheber.registry.models import Account
from sheber.training import queries
from sheber.training.models import Placement, PracticeDay
from sheber.training.queries import DayLimit

USUAL = 360


@dataclass(frozen=True)
class Line:
    """One student of a day. `minutes` are confirmed already; `barred` says why nobody may."""

    placement: Placement
    minutes: int | None
    limit: DayLimit | None
    barred: str = ""

    @property
    def may_confirm(self) -> bool:
        """Whether hours of this day can still be entered."""
        return self.placement.state == "running" and self.minutes is None and not self.barred

    @property
    def suggested(self) -> int:
        """Minutes that the form begins with: a usual day, never over the limit of the age."""
        return min(USUAL, self.limit.minutes) if self.limit else USUAL


def lines(mentor: Account, on: date) -> list[Line]:
    """A mentor's students of a day. Somebody too young is shown with the words of the rule."""
    placements = list(queries.under_way(mentor, on))
    rows = PracticeDay.objects.filter(placement__in=placements, day=on)
    minutes = dict(rows.values_list("placement_id", "minutes"))
    return [_line(one, minutes.get(one.pk), on) for one in placements]


def over(mentor: Account, on: date) -> QuerySet[Placement]:
    """Running placements whose days are all past, of which some day is confirmed."""
    rows = Placement.objects.filter(mentor=mentor, state="running", ends_on__lte=on)
    held = PracticeDay.objects.values("placement_id")
    return rows.filter(pk__in=held).select_related("enrolment__person", "host").order_by("pk")


def coming(mentor: Account, on: date) -> QuerySet[Placement]:
    """Placements that have not begun."""
    rows = Placement.objects.filter(mentor=mentor, starts_on__gt=on)
    rows = rows.filter(state__in=("planned", "briefed"))
    return rows.select_related("enrolment__person", "host").order_by("starts_on", "pk")


def so_far(mentor: Account) -> dict[str, Any]:
    """How many students have confirmed days with this mentor, and which day was the last."""
    days = PracticeDay.objects.filter(placement__mentor=mentor)
    return days.aggregate(
        students=Count("placement__enrolment__person", distinct=True), last=Max("day")
    )


def _line(one: Placement, minutes: int | None, on: date) -> Line:
    try:
        return Line(one, minutes, queries.day_limits([(one, on)])[one.pk, on])
    except Refused as refusal:
        return Line(one, minutes, None, str(refusal))
