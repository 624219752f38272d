"""What would help a plan most: asked for, watched, ended, and read in words."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.planning import engine_io, operations, rules
from sheber.planning.engine_io import Care
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from sheber.web.office import forms, pricing
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role

READERS = (Role.OFFICE, Role.AUDITOR, Role.REGION, Role.CLUSTER)
SECONDS = 60


@needs_role(*READERS)
def page(request: HttpRequest, key: int) -> HttpResponse:
    """The ten things that would help most, and the door to find them out."""
    found = get_object_or_404(Plan, pk=key, made_by_hand=False)
    who = actor(request)
    form = forms.Pricing(request.POST or None) if rules.can_plan(who) else None
    refusal = None
    if form is not None and request.method == "POST" and form.is_valid():
        care = Care(seconds=float(SECONDS * form.cleaned_data["minutes"]))
        try:
            operations.ask_prices(found, care=care, actor=who, now=clock.now())
        except Refused as error:
            refusal = error
        else:
            return redirect("plan_prices", key)
    said = pricing.shown(found)
    table = pricing.table(said) if said else None
    if table and (file := tables.requested(request, [table])):
        return file
    context = {
        "plan": found,
        "progress": pricing.progress(found),
        "form": form,
        "refusal": refusal,
        "said": said,
        "table": table,
    }
    return render(request, "office/plan_prices.html", context, status=409 if refusal else 200)


@require_POST
@needs_role(Role.OFFICE)
def end(request: HttpRequest, key: int) -> HttpResponse:
    """End the work on a plan's prices: nothing of it is kept."""
    found = get_object_or_404(Plan, pk=key, made_by_hand=False)
    if operations.end_prices(found, actor=actor(request), now=clock.now()):
        messages.success(request, pricing.ENDED)
    else:
        messages.info(request, _("The work had ended already."))
    return redirect("plan_prices", key)


@require_safe
@needs_role(*READERS)
def file(request: HttpRequest, key: int) -> HttpResponse:
    """The prices whole, as they are kept."""
    found = get_object_or_404(Plan, pk=key, made_by_hand=False)
    row = engine_io.prices_of(found)
    if row is None:
        raise Http404
    name = f"sheber-{found.code}-prices.json"
    return tables.attachment(row.content.encode(), "application/json", name)
