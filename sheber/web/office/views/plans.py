"""Plans: drafted, fixed with reasons, proposed, and approved exactly as they were seen."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sheber.flows import plan_lines
from sheber.flows.telling import history, words
from sheber.flows.telling.funds import fund_in_words
from sheber.kernel import clock, events
from sheber.kernel.refusals import Refused
from sheber.planning import operations, queries, rules
from sheber.planning.models import Plan
from sheber.planning.states import PLAN
from sheber.registry.enums import Role
from sheber.web.office import (
    comparing,
    opinions,
    plan_acts,
    plans,
    pricing,
    result,
    scores,
    stages,
    summing,
    watching,
)
from sheber.web.office.acts import perform
from sheber.web.office.standing import Standing
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.charts import picture

SEARCHES, WORST = 5, 10
READERS = (Role.OFFICE, Role.AUDITOR, Role.REGION, Role.CLUSTER)


@needs_role(*READERS)
def index(request: HttpRequest) -> HttpResponse:
    """All plans, the latest years first; a new one by hand or by the engine."""
    acts = plan_acts.beginnings() if rules.can_plan(actor(request)) else []
    done = perform(request, acts)
    if done.way_on:
        return done.way_on
    rows = Plan.objects.order_by("-first_year", "-pk")
    context = {
        "plans": [(one, words.state(one.state), words.tone(one.state)) for one in rows],
        "searches": [watching.watched(one) for one in operations.searches()[:SEARCHES]],
        "may_begin": rules.can_plan(actor(request)),
        "acts": done.acts,
    }
    return render(request, "office/plans.html", context, status=done.status)


@needs_role(*READERS)
def plan(request: HttpRequest, key: int) -> HttpResponse:
    """One plan: its result in words, where it stands, what can be done, and what it adds up to."""
    found = get_object_or_404(Plan, pk=key)
    done = perform(request, plan_acts.acts(found, actor(request), request.POST.get("digest", "")))
    if done.way_on:
        return done.way_on
    if done.refusal is not None and done.refusal.code == "stale_approval":
        return _stale(request, found)
    found.refresh_from_db()
    lines, rows = plan_lines.stated(found), plans.allocations(found)
    short = summing.worst_first(lines)
    money, regions = summing.money_table(found, rows), summing.regions_table(found, rows)
    lacking = summing.lacking_table(short)
    if file := tables.requested(request, [money, regions, lacking]):
        return file
    log = events.of(PLAN.subject, [found.pk])
    said = opinions.of_plan(found, actor(request))
    standing = Standing(found, plans.words_of_offices(found), done.acts, log)
    context = {
        "plan": found,
        "search": watching.of_plan(found),
        "headline": result.headline(found, lines),
        "standing": standing,
        "opinions": said,
        "opinion_counts": opinions.counted(said),
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "stages": stages.stages(found),
        "money": money,
        "regions": regions,
        "prices": pricing.shown(found),
        "lacking": replace(lacking, rows=lacking.rows[:WORST]),
        "short": len(short),
        "line_count": len(lines),
        "seat_count": sum(one.seats for one in rows),
        "overrides": [
            (one, fund_in_words(one.fund) if one.fund else "") for one in plans.overrides(found)
        ],
        "status": plans.status_in_words(found),
        "sources": plans.sources(found),
        "record": scores.record(clock.now().date()),
        "checked": plans.checked(found) if request.GET.get("check") else None,
        "acts": done.acts,
        "history": history.lines(log, reasons=True),
        "others": Plan.objects.exclude(pk=key).order_by("-first_year", "-pk"),
    }
    return render(request, "office/plan.html", context, status=done.status)


@needs_role(*READERS)
def file(request: HttpRequest, key: int, part: str) -> HttpResponse:
    """What the engine read and wrote, as it was approved: what `sheber check` reads."""
    found = get_object_or_404(Plan, pk=key, made_by_hand=False)
    texts = {"problem": found.problem, "plan": found.solution}
    if part not in texts:
        raise Http404(part)
    name = f"sheber-{found.code}-{part}.json"
    return tables.attachment(texts[part].encode(), "application/json", name)


@needs_role(*READERS)
def idle(request: HttpRequest) -> HttpResponse:
    """Seats of plans in force whose line or programme is gone."""
    table = plans.idle_table(clock.now().date())
    context = {"table": table}
    return tables.requested(request, [table]) or render(request, "office/idle.html", context)


@needs_role(*READERS)
def compare(request: HttpRequest, key: int, other: int) -> HttpResponse:
    """How one plan differs from another."""
    first, second = get_object_or_404(Plan, pk=other), get_object_or_404(Plan, pk=key)
    difference = queries.compare(first, second)
    both = comparing.totals(first), comparing.totals(second)
    whole, drawn = comparing.table(*both), comparing.picture(*both)
    differing = plans.difference_tables(difference)
    if drawn and (file := picture.requested(request, [drawn])):
        return file
    if file := tables.requested(request, [whole, *differing]):
        return file
    context = {
        "plan": second,
        "other": first,
        "difference": difference,
        "totals": whole,
        "picture": drawn,
        "tables": differing,
    }
    return render(request, "office/plan_difference.html", context)


def _stale(request: HttpRequest, found: Plan) -> HttpResponse:
    """This has changed since it was opened: what differs, and the way back to it."""
    try:
        difference = queries.difference_since(found, request.POST.get("digest", ""))
        shown = plans.difference_tables(difference)
    except Refused:
        difference, shown = None, []
    context = {"plan": found, "difference": difference, "tables": shown}
    return render(request, "office/plan_stale.html", context, status=409)
