"""What is due: what a date has made due, shown row by row, and done in one press."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sheber.admissions.models import Campaign
from sheber.contracts.models import Suspension
from sheber.flows import calendar
from sheber.flows.calendar import Due
from sheber.flows.phrases import CALENDAR_ACTS
from sheber.flows.telling.describe import described
from sheber.kernel import clock
from sheber.kernel.models import Upload
from sheber.programmes.models import Programme
from sheber.registry.enums import Role
from sheber.web.shared import tables
from sheber.web.shared.actors import needs_role
from sheber.web.shared.tables import Column, Table


@require_http_methods(["GET", "POST"])
@needs_role(Role.OFFICE)
def due(request: HttpRequest) -> HttpResponse:
    """What the calendar would do now; a press of the button lets it."""
    now = clock.now()
    if request.method == "POST":
        return _run(request, now)
    found = calendar.due(now=now)
    shown = _table(found)
    context = {
        "due": [(CALENDAR_ACTS[one.code], one.count) for one in found if one.count],
        "refused": [(CALENDAR_ACTS[one.code], one.refusal) for one in found if one.refusal],
        "table": shown,
        "now": now,
    }
    return tables.requested(request, [shown]) or render(request, "office/calendar.html", context)


def _run(request: HttpRequest, now: datetime) -> HttpResponse:
    done = calendar.run(now=now)
    for one in done:
        if one.refusal:
            messages.error(request, f"{CALENDAR_ACTS[one.code]}: {one.refusal}")
    total = sum(one.count for one in done)
    if total:
        said = ngettext("%(number)d row was moved on.", "%(number)d rows were moved on.", total)
        messages.success(request, said % {"number": total})
    else:
        messages.info(request, _("Nothing was done."))
    return redirect("office_calendar")


def _table(found: Sequence[Due]) -> Table:
    rows = [(CALENDAR_ACTS[one.code], _words(row)) for one in found for row in one.rows]
    columns = (Column(_("What is to be done")), Column(_("With what")))
    return Table(_("Row by row"), columns, rows, "due")


def _words(row: Model) -> Any:
    if isinstance(row, Programme | Campaign):
        return row.name
    if isinstance(row, Upload):
        return _("file %(number)s") % {"number": row.pk}
    return described(row.contract if isinstance(row, Suspension) else row)
