"""Calls: opened, filled with lines, published, their lines sent to the regions, closed."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sheber.demand import operations
from sheber.demand.models import Call, Line
from sheber.demand.operations import NewCall
from sheber.flows.own_data.lines import free_code
from sheber.kernel import clock
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.employer import reads, words
from sheber.web.employer.forms import CallForm
from sheber.web.employer.views.home import line_table
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def calls(request: HttpRequest) -> HttpResponse:
    """Own calls, and a form that opens one."""
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        opened = _open(request, form.cleaned_data["code"])
        messages.success(request, _("The call is open. Add lines, then publish it."))
        return redirect("employer_call", opened.pk)
    table = _table(request)
    status = 400 if form.errors else 200
    return tables.requested(request, [table]) or render(
        request, "employer/calls.html", {"table": table, "form": form}, status=status
    )


@require_safe
@needs_role(Role.EMPLOYER)
def call(request: HttpRequest, key: int) -> HttpResponse:
    """One call with its lines and what can be done next."""
    found = get_object_or_404(reads.own_calls(actor(request)), pk=key)
    rows = reads.own_lines(actor(request)).filter(call=found)
    counted = reads.counts(rows, clock.now().date())
    table = line_table(counted)
    word, tone = words.state(words.CALL_STATES, found.state)
    drafts = [one for one in counted if one.line.state == "draft"]
    context = {
        "call": found,
        "state": word,
        "tone": tone,
        "table": table,
        "asked": sum(one.asked for one in counted),
        "lines": [one for one in counted if one.line.state != "withdrawn"],
        "drafts": drafts,
        "can_close": found.state != "closed" and not drafts,
    }
    return tables.requested(request, [table]) or render(request, "employer/call.html", context)


@require_POST
@needs_role(Role.EMPLOYER)
def move(request: HttpRequest, key: int, move: str) -> HttpResponse:
    """Publish or close a call, or send all its drafts to their regions at once."""
    found = get_object_or_404(reads.own_calls(actor(request)), pk=key)
    who, now = actor(request), clock.now()
    if move == "publish":
        operations.publish_call(found, actor=who, now=now)
        messages.success(
            request, _("The call is published. Its lines can be sent to their regions.")
        )
    elif move == "submit":
        lines = list(reads.own_lines(who).filter(call=found, state="draft"))
        operations.submit_many(lines, actor=who, now=now)
        said = ngettext(
            "%(count)s line was sent to its region.",
            "%(count)s lines were sent to their regions.",
            len(lines),
        )
        messages.success(request, said % {"count": len(lines)})
    elif move == "close":
        operations.close_call(found, actor=who, now=now)
        messages.success(request, _("The call is closed; nothing is added to it any more."))
    else:
        raise Http404
    return redirect("employer_call", key)


def _open(request: HttpRequest, code: str) -> Call:
    now = clock.now()
    firm = Organisation.objects.get(pk=actor(request).organisation)
    new = NewCall(code or free_code(firm, now.year), firm, now.year)
    return operations.open_call(new, actor=actor(request), now=now)


def _table(request: HttpRequest) -> Table:
    columns = (
        Column(_("Call")),
        Column(_("Year")),
        Column(_("Lines"), numeric=True),
        Column(_("State")),
    )
    living = ~Q(state="withdrawn")
    found = list(reads.own_calls(actor(request)))
    numbers = dict(
        Line.objects.filter(living, call__in=found)
        .order_by()
        .values_list("call_id")
        .annotate(Count("pk"))
    )
    rows = [
        (
            Cell(one.code, reverse("employer_call", args=[one.pk])),
            str(one.year),
            numbers.get(one.pk, 0),
            words.state(words.CALL_STATES, one.state)[0],
        )
        for one in found
    ]
    return Table(_("Calls"), columns, rows, "calls")
