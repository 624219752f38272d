"""The log: filtered, taken away as a file, its chain walked again."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sheber.flows.telling import history, words
from sheber.kernel import events
from sheber.kernel.access import Actor
from sheber.kernel.models import Event, Seal
from sheber.registry.enums import Role
from sheber.web.auditor.forms import LogFilter
from sheber.web.auditor.people import of_other_countries
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Column, Table

PER_PAGE = 50
MOST_IN_A_FILE = 20_000
READERS = (Role.AUDITOR, Role.ADMINISTRATOR)


@needs_role(*READERS)
def log(request: HttpRequest) -> HttpResponse:
    """Events, the newest first, with whatever the filter keeps."""
    form = LogFilter(request.GET or None)
    rows = filtered(form)
    who = actor(request)
    if request.GET.get("download"):
        table = _table(list(rows[:MOST_IN_A_FILE]), who)
        return tables.requested(request, [table]) or HttpResponse(status=404)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    withheld = _withheld(shown, who)
    context = {
        "form": form,
        "page": page,
        "lines": [(one, one.number in withheld) for one in history.lines(shown, reasons=True)],
        "subjects": sorted(words.SUBJECTS.items(), key=lambda one: str(one[1])),
        "chosen": form.data.get("subject", ""),
        "most": MOST_IN_A_FILE,
        "seals": Seal.objects.count(),
        "unsealed": Event.objects.filter(seal__isnull=True).count(),
    }
    return render(request, "auditor/log.html", context)


@require_POST
@needs_role(*READERS)
def chain(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain of seals and say whether it holds."""
    return render(request, "auditor/chain.html", {"verdict": events.verify()})


def filtered(form: LogFilter) -> QuerySet[Event]:
    """The events that a filter keeps; what is not a date in it keeps everything."""
    rows = Event.objects.order_by("-pk")
    given = form.cleaned_data if form.is_valid() else {}
    if subject := given.get("subject"):
        rows = rows.filter(subject_type=subject)
    if key := given.get("key"):
        rows = rows.filter(subject_key=key)
    if verb := given.get("verb"):
        rows = rows.filter(verb__contains=verb)
    if account := given.get("account"):
        rows = rows.filter(actor=account if ":" in account else f"account:{account}")
    if since := given.get("since"):
        rows = rows.filter(at__gte=datetime.combine(since, time(), UTC))
    if until := given.get("until"):
        rows = rows.filter(at__lt=datetime.combine(until + timedelta(days=1), time(), UTC))
    return rows


def _withheld(rows: Iterable[Event], who: Actor) -> set[int]:
    """Events about people whom this reader does not see."""
    return of_other_countries(rows, who.country) if who.has_role(Role.AUDITOR) else set()


def _table(rows: list[Event], who: Actor) -> Table:
    withheld = _withheld(rows, who)
    columns = (
        Column(_("Number")),
        Column(_("When")),
        Column(_("Act")),
        Column(_("Kind of row")),
        Column(_("Number or pseudonym")),
        Column(_("From")),
        Column(_("To")),
        Column(_("Who")),
        Column(_("For which organisation")),
        Column(_("Facts")),
        Column(_("Reason")),
        Column(_("Sealed")),
    )
    lines = [
        (
            row.pk,
            one.at.isoformat(),
            row.verb,
            row.subject_type,
            _("withheld") if row.pk in withheld else row.subject_key,
            row.from_state,
            row.to_state,
            "" if row.pk in withheld else row.actor,
            one.organisation.name if one.organisation else "",
            "" if row.pk in withheld else "; ".join(f"{key}={value}" for key, value in one.facts),
            "" if row.pk in withheld else one.reason,
            _("yes") if one.sealed else _("no"),
        )
        for row, one in zip(rows, history.lines(rows, reasons=True), strict=True)
    ]
    return Table(_("Log"), columns, lines, "log")
