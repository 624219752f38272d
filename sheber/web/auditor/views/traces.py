"""From a job back to the line that asked for it, and from a line to its people."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.admissions.models import Clearing
from sheber.demand import rules as demand
from sheber.demand.models import Line
from sheber.flows import trace
from sheber.flows.telling import history, words
from sheber.flows.telling.describe import described
from sheber.kernel.refusals import Refused, Sentence
from sheber.outcomes import rules as outcomes
from sheber.outcomes.enums import NoLine
from sheber.outcomes.models import Employment
from sheber.planning.models import Plan
from sheber.web.auditor.navigation import READERS
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table

PER_PAGE = 50


@dataclass(frozen=True)
class Stop:
    """A row on the way with its events, as a page shows it."""

    kind: Sentence
    key: str
    words: str
    url: str
    state: Sentence
    tone: str
    events: list[history.Line]


@needs_role(*READERS)
def search(request: HttpRequest) -> HttpResponse:
    """Search by reference; how many jobs go back to a line, and why others do not."""
    given = request.GET.get("reference", "").strip()
    refusal = None
    if given:
        try:
            found = trace.find(given)
            name = "trace_line" if isinstance(found, Line) else "trace_job"
            return redirect(name, key=found.pk)
        except Refused as refused:
            refusal = refused
    visible = outcomes.visible(actor(request))
    lines = demand.visible(actor(request)).exclude(state="draft").order_by("pk")
    context = {
        "reference": given,
        "refusal": refusal,
        "jobs": _jobs_by_reason(visible),
        "example": visible.filter(line__isnull=False, state="confirmed").order_by("pk").first(),
        "line": lines.filter(state="confirmed").first() or lines.first(),
    }
    status = 409 if refusal else 200
    return render(request, "auditor/search.html", context, status=status)


@needs_role(*READERS)
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs that this reader may see; those without a line say why."""
    reason = request.GET.get("no_line", "")
    rows = outcomes.visible(actor(request)).select_related("occupation").order_by("pk")
    if reason in NoLine.values:
        rows = rows.filter(no_line=reason)
    elif reason == "line":
        rows = rows.filter(line__isnull=False)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    table = _jobs(page.object_list)
    context = {"page": page, "table": table, "reason": reason, "reasons": NoLine.choices}
    return tables.requested(request, [table]) or render(request, "auditor/jobs.html", context)


@needs_role(*READERS)
def job(request: HttpRequest, key: int) -> HttpResponse:
    """One job back to the call that asked for it, with every event on the way."""
    rows = Employment.objects.select_related("person", "employer", "region", "occupation")
    found = get_object_or_404(rows, pk=key)
    traced = trace.back(found, actor=actor(request))
    context = {
        "job": found,
        "words": described(found),
        "trace": traced,
        "no_line": NoLine(found.no_line).label if found.no_line else "",
        "stops": stops(traced.steps),
    }
    return render(request, "auditor/job.html", context)


@needs_role(*READERS)
def line(request: HttpRequest, key: int) -> HttpResponse:
    """One line of demand and everybody who came through it."""
    rows = Line.objects.select_related("call__employer", "region", "occupation")
    found = get_object_or_404(rows, pk=key)
    traced = trace.forward(found, actor=actor(request))
    table = _people(traced)
    context = {
        "line": found,
        "words": described(found),
        "trace": traced,
        "stops": stops(traced.line),
        "people": [(one.person, stops(one.steps)) for one in traced.people],
        "table": table,
    }
    return tables.requested(request, [table]) or render(request, "auditor/line.html", context)


def stops(steps: tuple[trace.Step, ...]) -> list[Stop]:
    """Steps of a trace for a page."""
    told = iter(history.lines([event for step in steps for event in step.events], reasons=True))
    return [
        Stop(
            kind=words.subject(step.subject),
            key=step.key,
            words=described(step.row),
            url=address(step.row),
            state=words.state(getattr(step.row, "state", "")),
            tone=words.tone(getattr(step.row, "state", "")),
            events=[next(told) for _event in step.events],
        )
        for step in steps
    ]


def address(row: models.Model) -> str:
    """Where the row has a page of its own; empty for none."""
    name = {Plan: "plan", Clearing: "clearing"}.get(type(row))
    return reverse(name, args=[row.pk]) if name else ""


def _jobs_by_reason(visible: models.QuerySet[Employment]) -> Table:
    counts = {
        row["no_line"]: row["total"]
        for row in visible.order_by().values("no_line").annotate(total=Count("pk"))
    }
    url = reverse("trace_jobs")
    rows = [(_("go back to a line of demand"), Cell(counts.get("", 0), f"{url}?no_line=line"))]
    rows += [
        (NoLine(code).label, Cell(counts.get(code, 0), f"{url}?no_line={code}"))
        for code in NoLine.values
    ]
    columns = (Column(_("Jobs")), Column(_("How many"), numeric=True))
    return Table(_("Jobs, and whether they go back to a line"), columns, rows, "jobs-by-line")


def _jobs(rows: models.QuerySet[Employment]) -> Table:
    columns = (
        Column(_("Job")),
        Column(_("Person")),
        Column(_("Employer")),
        Column(_("Occupation")),
        Column(_("Region")),
        Column(_("Since")),
        Column(_("State")),
        Column(_("Line of demand")),
    )
    lines = [
        (
            Cell(f"employment:{one.pk}", reverse("trace_job", args=[one.pk])),
            one.person_id,
            one.employer.name,
            one.occupation.name,
            one.region.name,
            one.starts_on,
            words.state(one.state),
            Cell(f"line:{one.line_id}", reverse("trace_line", args=[one.line_id]))
            if one.line_id
            else NoLine(one.no_line).label,
        )
        for one in rows
    ]
    return Table(_("Jobs"), columns, lines, "jobs", stacked=True)


def _people(traced: trace.LineTrace) -> Table:
    columns = (
        Column(_("Person")),
        Column(_("Contract")),
        Column(_("Enrolment")),
        Column(_("Award")),
        Column(_("Job")),
        Column(_("Obligation")),
    )
    kinds = (
        "contracts.contract",
        "training.enrolment",
        "credentials.award",
        "outcomes.employment",
        "outcomes.obligation",
    )
    rows = [[one.person, *(_last(one, kind) for kind in kinds)] for one in traced.people]
    return Table(_("People who came through this line"), columns, rows, "line-people")


def _last(one: trace.Trace, kind: str) -> Cell:
    found = [step for step in one.steps if step.subject == kind]
    if not found:
        return Cell("—")
    row = found[-1].row
    url = reverse("trace_job", args=[row.pk]) if kind == "outcomes.employment" else ""
    return Cell(words.state(getattr(row, "state", "")), url)
