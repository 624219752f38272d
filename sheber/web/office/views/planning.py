"""Demand beside capacity; a plan of the engine begun, watched while it is searched for, ended."""

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sheber.kernel import clock, jobs
from sheber.kernel.models import Job
from sheber.kernel.refusals import Refused
from sheber.planning import operations, rules
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from sheber.web.office import beside, beside_shown, drafting, plans, scoping, watching
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.charts import picture as pictures

PER_PAGE = 100
READERS = (Role.OFFICE, Role.AUDITOR, Role.REGION, Role.CLUSTER)


@needs_role(*READERS)
def demand(request: HttpRequest) -> HttpResponse:
    """What is asked for beside what can be taught, on the map and in tables."""
    chosen = scoping.Choice(request)
    found = beside.Beside(chosen.scope)
    shown = beside_shown.tables(found)
    drawn = beside_shown.drawing(found, chosen.measure)
    if file := pictures.requested(request, [drawn]) or tables.requested(request, shown):
        return file
    context = {
        "form": chosen.form,
        "picture": drawn,
        "tables": shown,
        "figures": scoping.figures(found),
        "share": found.share,
        "source": plans.source_in_words(found.share.source) if found.share else "",
        "may_begin": rules.can_plan(actor(request)),
    }
    return render(request, "office/plan_demand.html", context)


@needs_role(*READERS)
def demand_rows(request: HttpRequest, measure: str) -> HttpResponse:
    """The rows behind one of those numbers."""
    if measure not in beside.MEASURES or measure == beside.GAP:
        raise Http404(measure)
    chosen = scoping.Choice(request)
    table = beside_shown.rows_of(beside.Beside(chosen.scope), measure)
    if file := tables.requested(request, [table]):
        return file
    page = Paginator(table.rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": beside_shown.measure_in_words(measure),
        "table": replace(table, rows=page.object_list),
        "page": page,
        "back": chosen.scope.query(),
        "within": chosen.words,
    }
    return render(request, "office/plan_demand_rows.html", context)


@needs_role(Role.OFFICE)
def begin(request: HttpRequest) -> HttpResponse:
    """Money, completion, moves and needs for a plan of the engine, then its search."""
    now = clock.now()
    before = drafting.last_solved()
    form = drafting.Beginning(request.POST or None, before, now.date())
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.plan.cleaned_data
        try:
            job = operations.ask_draft(
                given["code"],
                given["first_year"],
                given["last_year"],
                form.inputs(),
                search=form.search(),
                use_measured=given["use_measured"],
                actor=actor(request),
                now=now,
            )
        except Refused as refusal:
            form.plan.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("The search has begun."))
            return redirect("plan_search", key=job.pk)
    context = {"form": form, "before": before}
    return render(request, "office/plan_begin.html", context, status=status)


@needs_role(*READERS)
def search(request: HttpRequest, key: int) -> HttpResponse:
    """How far a search is; once the plan is kept, the plan."""
    kinds = (operations.DRAFT, operations.SOLVE)
    job = get_object_or_404(Job, pk=key, kind__in=kinds)
    if request.method == "POST":
        if operations.end_search(job, actor=actor(request), now=clock.now()):
            messages.success(request, _("The search was ended, and nothing of it was kept."))
        else:
            messages.info(request, _("The search had ended already."))
        return redirect(request.path)
    if job.outcome == jobs.DONE:
        found = _plan_of(job)
        return redirect("plan" if job.kind == operations.DRAFT else "plan_since", key=found.pk)
    shown = watching.watched(job)
    context = {
        "search": shown,
        "may_end": rules.can_plan(actor(request)),
        "plan": None if job.kind == operations.DRAFT else _plan_of(job),
    }
    return render(request, "office/plan_search.html", context)


def _plan_of(job: Job) -> Plan:
    if job.kind == operations.DRAFT:
        return get_object_or_404(Plan, code=job.subject_key)
    return get_object_or_404(Plan, pk=job.subject_key)
