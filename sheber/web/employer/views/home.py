"""My lines: what needs doing first, then every line and how far it has come."""

from collections.abc import Iterator, Sequence

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.demand.models import Line
from sheber.kernel import clock, uploads
from sheber.kernel.access import Actor
from sheber.planning.queries import ASKING, waiting_for
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.college import staying
from sheber.web.employer import reads, words
from sheber.web.employer.reads import Counts
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Task

STEPS = ("asked", "planned", "contracted", "training", "working")


@require_safe
@needs_role(Role.EMPLOYER)
def home(request: HttpRequest) -> HttpResponse:
    """Asked, seats planned, contracted, in training, at work; one year of work or all."""
    rows = reads.own_lines(actor(request)).order_by("-year", "call_id", "number_in_call")
    years = sorted(set(rows.values_list("year", flat=True)), reverse=True)
    year = next((one for one in years if str(one) == request.GET.get("year")), None)
    counted = reads.counts(rows.filter(year=year) if year else rows, clock.now().date())
    table = line_table(counted, year)
    return tables.requested(request, [table]) or render(
        request,
        "employer/home.html",
        {
            "table": table,
            "tasks": list(_tasks(actor(request), reads.counts(rows, clock.now().date()))),
            "years": years,
            "year": year,
            "totals": totals(counted),
        },
    )


def totals(counted: Sequence[Counts]) -> list[tuple[str, int]]:
    """People in each step, of all lines shown."""
    names = step_names()
    return [(names[step], sum(getattr(one, step) for one in counted)) for step in STEPS]


def step_names() -> dict[str, str]:
    return {
        "asked": _("asked"),
        "planned": _("seats planned"),
        "contracted": _("contracted"),
        "training": _("in training"),
        "working": _("at work"),
    }


def line_table(counted: Sequence[Counts], year: int | None = None) -> Table:
    """Every count leads to the rows from which it was counted."""
    names = step_names()
    columns = (
        Column(_("Line")),
        Column(_("Own reference")),
        Column(_("Occupation")),
        Column(_("Region")),
        Column(_("Year")),
        *(Column(names[step].capitalize(), numeric=True) for step in STEPS),
        Column(_("State")),
    )
    caption = _("Lines of demand, work from %(year)s") % {"year": year} if year else _("All lines")
    return Table(caption, columns, [_row(one) for one in counted], "lines")


def _row(one: Counts) -> tuple[object, ...]:
    page = reverse("employer_line", args=[one.line.pk])
    steps = (Cell(getattr(one, step), f"{page}#{step}") for step in STEPS)
    word, _tone = words.state(words.LINE_STATES, one.line.state)
    return (
        Cell(words.line_name(one.line), page),
        one.line.reference,
        one.line.occupation.name,
        one.line.region.name,
        str(one.line.year),
        *steps,
        _("sent back with a remark") if one.returned else word,
    )


def _tasks(who: Actor, counted: Sequence[Counts]) -> Iterator[Task]:
    """What waits for this firm, the most urgent first."""
    yield from _returned(counted)
    yield from _suspended(counted)
    yield from _opinions(who)
    yield from _waiting_files(who)
    yield from _calls(who)
    yield from _unsubmitted(counted)
    yield from _offers(who, counted)
    yield from staying.tasks(staying.EMPLOYER, who, clock.now().date())


def _returned(counted: Sequence[Counts]) -> Iterator[Task]:
    for one in counted:
        if one.returned:
            yield Task(
                _("Line %(line)s was sent back: read the remark, mend it, send it again")
                % {"line": words.line_name(one.line)},
                reverse("employer_line", args=[one.line.pk]),
                detail=reads.remark(one.line),
                urgent=True,
            )


def _suspended(counted: Sequence[Counts]) -> Iterator[Task]:
    """Lines that still ask, with seats in a suspended programme."""
    asking = {one.line.pk: one.line for one in counted if one.line.state in ASKING}
    for key, programmes in reads.in_suspended(asking).items():
        yield Task(
            _("Planned seats of line %(line)s lie in a suspended programme")
            % {"line": words.line_name(asking[key])},
            reverse("employer_line", args=[key]),
            detail=", ".join(sorted(programmes)),
        )


def _opinions(who: Actor) -> Iterator[Task]:
    """Plans about own lines that the firm has not spoken of."""
    waiting = len(waiting_for(Organisation.objects.get(pk=who.organisation)))
    if waiting:
        yield Task(_("Plans that wait for your opinion"), reverse("opinions"), waiting)


def _waiting_files(who: Actor) -> Iterator[Task]:
    """Files with a line to enter or to mend; one whose lines all stand already asks for nothing."""
    for waiting in uploads.visible(who).filter(state="checked", erased=False):
        count = uploads.tally(waiting)
        if asks := count.good + count.wrong:
            yield Task(
                _("The file %(name)s was checked and waits for your word") % {"name": waiting.name},
                reverse("own_data_file", args=[waiting.pk]),
                asks,
                detail=_("good: %(good)s, to be mended: %(wrong)s")
                % {"good": count.good, "wrong": count.wrong},
            )


def _calls(who: Actor) -> Iterator[Task]:
    for call in reads.own_calls(who).filter(state="draft"):
        lines = Line.objects.filter(call=call).exclude(state="withdrawn").count()
        title = (
            _("Publish the call %(call)s")
            if lines
            else _("Add lines to the call %(call)s, or close it")
        )
        yield Task(
            title % {"call": call.code},
            reverse("employer_call", args=[call.pk]),
            lines or None,
            detail=_("Only lines of a published call can be sent to their regions."),
        )


def _unsubmitted(counted: Sequence[Counts]) -> Iterator[Task]:
    calls: dict[int, list[Line]] = {}
    for one in counted:
        is_ready = one.line.state == "draft" and one.line.call.state == "published"
        if is_ready and not one.returned:
            calls.setdefault(one.line.call_id, []).append(one.line)
    for key, lines in calls.items():
        yield Task(
            _("Send the lines of %(call)s to their regions") % {"call": lines[0].call.code},
            reverse("employer_call", args=[key]),
            len(lines),
            detail=_("A region confirms what a plan may count on."),
        )


def _offers(who: Actor, counted: Sequence[Counts]) -> Iterator[Task]:
    free = sum(one.unoffered for one in counted)
    if free:
        yield Task(
            _("Draft offers: planned seats that no offer shows yet"),
            reverse("employer_offers"),
            free,
        )
    found = reads.own_offers(who).filter(state="draft").order_by()
    drafts = found.aggregate(count=Count("pk"))["count"]
    if drafts:
        yield Task(
            _("Say the terms of your drafts and publish them"), reverse("employer_offers"), drafts
        )
