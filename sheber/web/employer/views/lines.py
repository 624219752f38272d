"""One line: typed in by hand, and shown with every row from which its numbers are counted."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.demand.models import Line
from sheber.demand.states import LINE
from sheber.flows import trace
from sheber.flows.own_data import door, kinds
from sheber.flows.own_data.lines import only_draft
from sheber.kernel import clock, events
from sheber.kernel.models import Event, Reason
from sheber.programmes.models import Programme
from sheber.registry.enums import Role
from sheber.web.employer import reads, words
from sheber.web.own_data.forms import LineForm
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Step

NOT_TYPED = ("call",)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def new(request: HttpRequest) -> HttpResponse:
    """A plain form for one line. `?call=CODE` puts it into that call, else the only draft takes
    it, else a new call is opened."""
    kind, who, now = kinds.named("lines"), actor(request), clock.now()
    facts = kind.prepare(who, {}, now)
    form = LineForm(
        kind, facts, request.POST if request.method == "POST" else None, leave_out=NOT_TYPED
    )
    code = request.GET.get("call", "")
    call = reads.own_calls(who).filter(code=code).first() or only_draft(int(who.organisation))
    if request.method == "POST" and form.is_valid():
        choices = {"call": call.code} if call else {}
        faults = door.enter(kind, form.cells, choices=choices, actor=who, now=now)
        if not faults:
            messages.success(request, _("The line was entered as a draft."))
            added = reads.own_lines(who).order_by("-pk")[0]
            return redirect("employer_line", added.pk)
        form.show(faults)
    status = 400 if form.errors else 200
    return render(request, "employer/line_new.html", {"form": form, "call": call}, status=status)


@require_safe
@needs_role(Role.EMPLOYER)
def line(request: HttpRequest, key: int) -> HttpResponse:
    """A line with its steps, the rows behind them, what can be done, and its history."""
    rows = reads.own_lines(actor(request)).select_related("project", "region__country")
    found = get_object_or_404(rows, pk=key)
    today = clock.now().date()
    counted = reads.counts([found], today)[0]
    shown = list(_tables(found, request))
    word, tone = words.state(words.LINE_STATES, found.state)
    context = {
        "line": found,
        "name": words.line_name(found),
        "state": word,
        "tone": tone,
        "counted": counted,
        "remark": reads.remark(found),
        "suspended": sorted(reads.in_suspended([found.pk]).get(found.pk, ())),
        "tables": shown,
        "moves": {one.name for one in LINE.moves_from(found.state)},
        "history": list(_history(found)),
    }
    return tables.requested(request, shown) or render(request, "employer/line.html", context)


def _tables(found: Line, request: HttpRequest) -> Iterator[Table]:
    """The rows behind each number; people by their pseudonyms only."""
    yield _seats(found)
    yield _offers(found, request)
    today = clock.now().date()
    people: dict[str, tuple[str, Iterable[Any]]] = {
        "contracted": (_("Contracts that all have signed"), reads.contracts([found.pk])),
        "training": (_("In training"), reads.enrolments([found.pk])),
        "working": (_("At work"), reads.employments([found.pk], today)),
    }
    columns = (Column(_("Person")), Column(_("State")))
    for name, (caption, rows) in people.items():
        lines = [(_person(one, name), _person_state(one.state)) for one in rows]
        yield Table(caption, columns, lines, name)


def _seats(found: Line) -> Table:
    columns = (
        Column(_("Plan")),
        Column(_("Where")),
        Column(_("Programme")),
        Column(_("Intake")),
        Column(_("Seats"), numeric=True),
    )
    rows = [
        (
            Cell(
                one.allocation.plan.code,
                reverse("plan_outcome", args=[one.allocation.plan_id]),
            ),
            one.allocation.capacity.provider.name,
            _programme(one.allocation.capacity.programme),
            str(one.allocation.capacity.intake_year),
            one.seats,
        )
        for one in reads.coverages([found.pk])
    ]
    return Table(_("Seats that approved plans mean for this line"), columns, rows, "planned")


def _programme(row: Programme) -> Cell:
    return Cell(row.name, mark=_("suspended") if row.state == "suspended" else "")


def _offers(found: Line, request: HttpRequest) -> Table:
    columns = (Column(_("Offer")), Column(_("Seats"), numeric=True), Column(_("State")))
    rows = [
        (
            Cell(one.code, reverse("employer_offer", args=[one.pk])),
            one.seats,
            words.state(words.OFFER_STATES, one.state)[0],
        )
        for one in reads.own_offers(actor(request)).filter(line=found)
    ]
    return Table(_("Offers"), columns, rows, "offers")


def _person(row: Any, step: str) -> Cell:
    """A pseudonym that leads to the contract or the job; training is the college's to show."""
    view = {"contracted": "employer_contract", "working": "employer_job"}.get(step)
    return Cell(row.person_id, reverse(view, args=[row.pk]) if view else "")


def _person_state(code: str) -> str:
    names = {
        "signed": _("signed"),
        "amended": _("signed, an amendment waits"),
        "suspended": _("suspended"),
        "fulfilled": _("fulfilled"),
        "enrolled": _("in training"),
        "reported": _("work reported"),
        "confirmed": _("work confirmed"),
        "disputed": _("work disputed"),
    }
    return names.get(code, code)


def _history(found: Line) -> Iterator[Step]:
    """Every event of the line, with who did it for which organisation, and why."""
    names = {
        "begin": _("entered"),
        "submit": _("sent to the region"),
        "confirm": _("confirmed"),
        "return": _("sent back"),
        "cut": _("cut"),
        "withdraw": _("withdrawn"),
        "move_year": _("moved to a later year"),
    }
    found_events = events.of(trace.SUBJECTS[Line], [found.pk])
    reasons = dict(Reason.objects.filter(event__in=found_events).values_list("event_id", "text"))
    for event in found_events:
        act = event.verb.rpartition(".")[2]
        stopped = act in ("withdraw", "return")
        yield Step(
            names.get(act, act).capitalize(),
            event.at,
            _detail(event, reasons.get(event.pk, "")),
            "stopped" if stopped else "done",
        )


def _detail(event: Event, reason: str) -> str:
    parts = []
    if event.verb.endswith(".cut"):
        parts.append(_("from %(from)s to %(to)s people") % event.facts)
    if event.verb.endswith(".move_year"):
        parts.append(_("from %(from)s to %(to)s") % event.facts)
    if reason:
        parts.append(words.shown_reason(reason))
    return ". ".join(parts)
