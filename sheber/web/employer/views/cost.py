"""The cost of one person of a line and which programmes could deliver by when."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.demand.models import Line
from sheber.kernel import clock
from sheber.offers.models import Terms
from sheber.registry.enums import Role
from sheber.web.employer import costs, reads, words
from sheber.web.employer.costs import Cost, Support
from sheber.web.employer.forms import CostForm
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Column, Table

MINOR = 100


@require_safe
@needs_role(Role.EMPLOYER)
def cost(request: HttpRequest, key: int) -> HttpResponse:
    """Before a line is sent: what one person costs, with the formula, from each intake in time."""
    rows = reads.own_lines(actor(request)).select_related("call__employer__country")
    line = get_object_or_404(rows, pk=key)
    support = _suggested(line)
    form = CostForm(request.GET if "monthly" in request.GET else None, initial=_initial(support))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        support = Support(int(given["monthly"] * MINOR), int(given["bed"] * MINOR), given["rate"])
    found = costs.of_line(line, support, on=clock.now().date())
    table = _table(found)
    context = {
        "line": line,
        "name": words.line_name(line),
        "form": form,
        "table": table,
        "found": found,
        "currency": line.call.employer.country.currency,
        "needs_rate": any(one.total is None for one in found),
    }
    return tables.requested(request, [table]) or render(request, "employer/cost.html", context)


def _suggested(line: Line) -> Support:
    terms = Terms.objects.filter(offer__line__call__employer=line.call.employer).order_by("-dated")
    return costs.suggested(terms[:20], line.call.employer.country.currency)


def _initial(support: Support) -> dict[str, Decimal]:
    return {
        "monthly": Decimal(support.monthly_minor) / MINOR,
        "bed": Decimal(support.bed_minor) / MINOR,
    }


def _table(found: list[Cost]) -> Table:
    columns = (
        Column(_("Programme")),
        Column(_("Where")),
        Column(_("Intake")),
        Column(_("Ready for work on")),
        Column(_("Months"), numeric=True),
        Column(_("One seat")),
        Column(_("One person in all")),
        Column(_("Formula")),
    )
    rows = [
        (
            one.delivery.programme.name,
            one.delivery.capacity.provider.name,
            str(one.delivery.capacity.intake_year),
            date_format(one.delivery.ready_on, "DATE_FORMAT"),
            one.months,
            str(one.seat),
            str(one.total) if one.total else "",
            one.formula,
        )
        for one in found
    ]
    return Table(_("Intakes that could bring people in time"), columns, rows, "cost")
