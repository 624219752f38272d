"""Seats of plans in force that are for nobody any more: their line or their programme is gone."""

from datetime import date

from django.db.models import (
    Case,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Floor, Greatest, Least, NullIf

from sheber.planning.models import Coverage, LineOutlook

# Lines that ask for somebody; one that was cut waits to be confirmed anew.
ASKING = ("submitted", "confirmed")
STOPPED = ("suspended", "closed")


def weighed(rows: QuerySet[Coverage], on: date) -> QuerySet[Coverage]:
    """The same rows with `useful`: how many of their seats somebody still asks for on a day.

    None for a line taken back, and none in a programme that is suspended or closed before the
    intake has begun. Of a line that was cut no more seats are useful than bring as many people as
    it asks for: those of the first rows count.
    """
    before = (
        Coverage.objects.filter(
            ~_stopped(on),
            line=OuterRef("line"),
            pk__lt=OuterRef("pk"),
            allocation__plan__state="approved",
        )
        .order_by()
        .values("line")
        .annotate(total=Sum("seats"))
        .values("total")
    )
    taken = Coalesce(Subquery(before), 0, output_field=IntegerField())
    room = Greatest(Value(0), _seats_asked_for() - taken, output_field=IntegerField())
    return rows.annotate(
        useful=Case(
            When(~Q(line__state__in=ASKING) | _stopped(on), then=Value(0)),
            default=Least(F("seats"), room, output_field=IntegerField()),
            output_field=IntegerField(),
        )
    )


def _seats_asked_for() -> Greatest:
    """Seats that bring as many people as the line of a row asks for, by the plan of the row.

    A plan of the engine means more seats than people, since not everybody finishes, and says how
    many it expects at work; in one by hand a seat is a person.
    """
    same = {"line": OuterRef("line")}
    expected = Subquery(
        LineOutlook.objects.filter(plan=OuterRef("allocation__plan"), **same).values("expected")
    )
    meant = Subquery(
        Coverage.objects.filter(allocation__plan=OuterRef("allocation__plan"), **same)
        .order_by()
        .values("line")
        .annotate(total=Sum("seats"))
        .values("total")
    )
    people = Least(expected, F("line__number"), output_field=FloatField())
    share = people / NullIf(expected, Value(0.0))
    # A thousandth of a seat more: a share of 1 may come out a hair below it.
    enough = Cast(Floor(meant * share + Value(0.001)), IntegerField())
    return Greatest(F("line__number"), Coalesce(enough, 0), output_field=IntegerField())


def for_nobody(on: date) -> QuerySet[Coverage]:
    """Rows of approved plans with seats that nobody asks for, of intakes that are still to come."""
    rows = Coverage.objects.filter(_ahead(on), allocation__plan__state="approved")
    return (
        weighed(rows, on)
        .filter(Q(useful__lt=F("seats")))
        .select_related(
            "allocation__plan",
            "allocation__capacity__programme",
            "allocation__capacity__provider",
            "line__occupation",
            "line__region",
        )
        .order_by("allocation__plan", "pk")
    )


def _stopped(on: date) -> Q:
    """Who has begun goes on, so that only an intake to come is lost with its programme."""
    return _ahead(on) & Q(allocation__capacity__programme__state__in=STOPPED)


def _ahead(on: date) -> Q:
    """Intakes that begin after a day; each begins on the first of a month."""
    return Q(allocation__capacity__intake_year__gt=on.year) | Q(
        allocation__capacity__intake_year=on.year,
        allocation__capacity__programme__start_month__gt=on.month,
    )
