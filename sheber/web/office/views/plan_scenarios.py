"""A plan in scenarios: asked for, watched, and read as ranges."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.planning import operations, rules
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from sheber.web.office import forms, scenarios
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.charts import picture

READERS = (Role.OFFICE, Role.AUDITOR, Role.REGION, Role.CLUSTER)


@needs_role(*READERS)
def page(request: HttpRequest, key: int) -> HttpResponse:
    """Ranges of a plan over scenarios, beside the plans that do better; and the door for more."""
    found = get_object_or_404(Plan, pk=key, made_by_hand=False)
    who = actor(request)
    form = forms.Scenarios(request.POST or None) if rules.can_plan(who) else None
    refusal = None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            scenarios.ask(found, form.cleaned_data, who, clock.now())
        except Refused as error:
            refusal = error
        else:
            return redirect("plan_scenarios", key)
    row = scenarios.latest(found)
    said = scenarios.shown(row) if row else None
    if said and (file := picture.requested(request, said["pictures"])):
        return file
    if said and (file := tables.requested(request, [said["plans"]])):
        return file
    context = {
        "plan": found,
        "progress": scenarios.progress(found),
        "form": form,
        "refusal": refusal,
        "said": said,
    }
    return render(request, "office/plan_scenarios.html", context, status=409 if refusal else 200)


@require_POST
@needs_role(Role.OFFICE)
def end(request: HttpRequest, key: int) -> HttpResponse:
    """End the work on a plan's scenarios: nothing of it is kept."""
    found = get_object_or_404(Plan, pk=key, made_by_hand=False)
    if operations.end_scenarios(found, actor=actor(request), now=clock.now()):
        messages.success(request, scenarios.ENDED)
    else:
        messages.info(request, _("The work had ended already."))
    return redirect("plan_scenarios", key)


@require_safe
@needs_role(*READERS)
def file(request: HttpRequest, key: int) -> HttpResponse:
    """The ensemble whole, as `sheber scenarios` writes it."""
    found = get_object_or_404(Plan, pk=key, made_by_hand=False)
    row = scenarios.latest(found)
    if row is None:
        raise Http404
    name = f"sheber-{found.code}-scenarios.json"
    return tables.attachment(row.content.encode(), "application/json", name)
