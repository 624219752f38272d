"""What a new search changed in a plan: the difference from what it said before."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.planning import queries
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from sheber.web.office import comparing, plans
from sheber.web.shared import tables
from sheber.web.shared.actors import needs_role
from sheber.web.shared.charts import picture

READERS = (Role.OFFICE, Role.AUDITOR, Role.REGION, Role.CLUSTER)


@require_safe
@needs_role(*READERS)
def since(request: HttpRequest, key: int) -> HttpResponse:
    """A plan beside itself before it was last solved again: in words, in all, row by row."""
    found = get_object_or_404(Plan, pk=key)
    difference = queries.difference_from_before(found)
    if difference is None:
        raise Http404
    now = replace(comparing.totals(found), name=_("Now"))
    both = comparing.totals_before(found), now
    whole, drawn = comparing.table(*both), comparing.picture(*both)
    differing = plans.difference_tables(difference)
    if drawn and (file := picture.requested(request, [drawn])):
        return file
    if file := tables.requested(request, [whole, *differing]):
        return file
    context = {
        "plan": found,
        "said": comparing.cost_in_words(*both),
        "difference": difference,
        "totals": whole,
        "picture": drawn,
        "tables": differing,
    }
    return render(request, "office/plan_since.html", context)
