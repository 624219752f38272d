"""Plans: drafted, fixed with reasons, proposed, and approved exactly as they were seen."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.flows.telling import history, words
from sheber.flows.telling.funds import fund_in_words
from sheber.kernel import clock, events
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.planning import operations, queries, rules
from sheber.planning.models import Allocation, Coverage, Override, Plan
from sheber.planning.states import PLAN
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.office import comparing, forms, opinions, plans, scores, watching
from sheber.web.office.acts import Act, perform
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role

SEARCHES = 5
READERS = (Role.OFFICE, Role.AUDITOR, Role.REGION, Role.CLUSTER)


@needs_role(*READERS)
def index(request: HttpRequest) -> HttpResponse:
    """All plans, the latest years first; a new one by hand or by the engine."""
    acts = _beginnings() if rules.can_plan(actor(request)) else []
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
    """One plan: its seats beside demand, its reasons, who has approved it, what can be done."""
    found = get_object_or_404(Plan, pk=key)
    done = perform(request, _acts(found, actor(request), request.POST.get("digest", "")))
    if done.way_on:
        return done.way_on
    if done.refusal is not None and done.refusal.code == "stale_approval":
        return _stale(request, found)
    found.refresh_from_db()
    shown = [plans.seats_table(found), plans.demand_table(found)]
    if file := tables.requested(request, shown):
        return file
    told = history.lines(events.of(PLAN.subject, [found.pk]), reasons=True)
    said = opinions.of_plan(found, actor(request))
    context = {
        "plan": found,
        "search": watching.of_plan(found),
        "opinions": said,
        "opinion_counts": opinions.counted(said),
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "offices": plans.words_of_offices(found),
        "seats": shown[0],
        "demand": shown[1],
        "prices": plans.prices(found),
        "overrides": [
            (one, fund_in_words(one.fund) if one.fund else "") for one in plans.overrides(found)
        ],
        "status": plans.status_in_words(found),
        "sources": plans.sources(found),
        "record": scores.record(clock.now().date()),
        "checked": plans.checked(found) if request.GET.get("check") else None,
        "acts": done.acts,
        "history": told,
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
    shown = [comparing.table(first, second), *plans.difference_tables(difference)]
    if file := tables.requested(request, shown):
        return file
    context = {"plan": second, "other": first, "difference": difference, "tables": shown}
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


def _acts(found: Plan, who: Actor, digest: str) -> list[Act]:
    """What this actor can do with a plan as it stands."""
    if not rules.can_plan(who):
        return []
    answers = opinions.answers(found, who)
    if found.state == "draft":
        return [*answers, *_of_draft(found)]
    if found.state == "proposed":
        return [*answers, *_of_proposed(found, who, digest)]
    return [_supersede(found)] if found.state == "approved" else []


def _of_draft(found: Plan) -> list[Act]:
    acts = [
        Act(
            "propose",
            _("Put the plan before both offices"),
            _("Propose"),
            lambda _given, actor, now: operations.propose(found, actor=actor, now=now),
            _("The plan stands before both offices."),
        )
    ]
    if found.made_by_hand:
        acts.append(
            Act(
                "allocate",
                _("Give seats to a programme"),
                _("Give"),
                lambda given, actor, now: _allocate(found, given, actor, now),
                _("The seats were given."),
                make=lambda data, prefix: forms.Allocation(data, prefix=prefix, plan=found),
                hint=_("0 seats take the row out of the plan."),
            )
        )
    else:
        acts.append(
            Act(
                "solve",
                _("Solve the plan again with what offices have fixed"),
                _("Solve again"),
                lambda _given, actor, now: operations.ask_solve(found, actor=actor, now=now),
                _("The search has begun."),
                to=lambda job: reverse("plan_search", args=[job.pk]),
            )
        )
    acts.append(
        Act(
            "override",
            _("Fix the seats of a programme, with a reason"),
            _("Fix"),
            lambda given, actor, now: operations.override(
                found,
                given["capacity"],
                given["fund"],
                given["seats"],
                office=_office(actor),
                reason=given["reason"],
                actor=actor,
                now=now,
            ),
            _("The number is fixed; your reason stands in the log."),
            make=lambda data, prefix: forms.Override(data, prefix=prefix, plan=found),
        )
    )
    return [*acts, *map(_lift, plans.overrides(found)), _supersede(found)]


def _of_proposed(found: Plan, who: Actor, digest: str) -> list[Act]:
    mine = any(
        who.acts_for(one.office.pk) and one.at is None for one in plans.words_of_offices(found)
    )
    approve = Act(
        "approve",
        _("Approve exactly this plan"),
        _("Approve"),
        lambda _given, actor, now: operations.approve(
            found, office=_office(actor), digest=digest, actor=actor, now=now
        ),
        _("Your office has approved the plan."),
        hint=_("You approve what stands on this page, to the last number."),
        open=True,
    )
    reopen = Act(
        "reopen",
        _("Take the plan back into work"),
        _("Take back"),
        lambda given, actor, now: operations.reopen(
            found, reason=given["reason"], actor=actor, now=now
        ),
        _("The plan is a draft again; approvals of it no longer count."),
        make=forms.Reason,
    )
    return [*([approve] if mine else []), reopen, _supersede(found)]


def _supersede(found: Plan) -> Act:
    return Act(
        "supersede",
        _("Put the plan aside for a later one"),
        _("Put aside"),
        lambda given, actor, now: operations.supersede(
            found, reason=given["reason"], actor=actor, now=now
        ),
        _("The plan was put aside. Offers on its seats stand until they are withdrawn."),
        make=forms.Reason,
        danger=True,
    )


def _lift(row: Override) -> Act:
    facts = {"seats": row.seats, "programme": row.capacity.programme.name}
    return Act(
        f"lift-{row.pk}",
        _("Lift: %(seats)s seats of %(programme)s") % facts,
        _("Lift"),
        lambda given, actor, now: operations.lift(
            row, reason=given["reason"], actor=actor, now=now
        ),
        _("The fixed number was lifted."),
        make=forms.Reason,
    )


def _allocate(found: Plan, given: dict[str, Any], actor: Actor, now: datetime) -> None:
    """One row of a plan by hand, with its lines; the others stay, and so do their lines."""
    kept = [
        one
        for one in _given(found)
        if (one.capacity.pk, one.fund) != (given["capacity"].pk, given["fund"])
    ]
    if given["seats"]:
        kept.append(
            operations.Given(given["capacity"], given["fund"], given["seats"], given["lines"])
        )
    operations.allocate(found, kept, actor=actor, now=now)


def _given(found: Plan) -> list[operations.Given]:
    rows = Allocation.objects.filter(plan=found).select_related("capacity").order_by("pk")
    covered: dict[int, list[tuple[Any, int]]] = {}
    for one in Coverage.objects.filter(allocation__plan=found).select_related("line"):
        covered.setdefault(one.allocation_id, []).append((one.line, one.seats))
    return [
        operations.Given(one.capacity, one.fund, one.seats, tuple(covered.get(one.pk, ())))
        for one in rows
    ]


def _beginnings() -> list[Act]:
    return [
        Act(
            "by_hand",
            _("Begin a plan by hand"),
            _("Begin"),
            lambda given, actor, now: operations.draft_by_hand(
                given["code"], given["first_year"], given["last_year"], actor=actor, now=now
            ),
            _("The plan was begun. Give seats to programmes."),
            make=forms.NewPlan,
        ),
    ]


def _office(actor: Actor) -> Organisation:
    return Organisation.objects.get(pk=actor.organisation)
