"""What became of a plan: its lines and programmes to people at work, and how well it foretold."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.demand import rules as demand
from sheber.demand.models import Line
from sheber.flows import measuring
from sheber.insights import operations, queries, rules
from sheber.insights.enums import Place, Reason
from sheber.insights.models import ForecastScore
from sheber.insights.queries import Fate, Reconciliation
from sheber.kernel import clock
from sheber.planning.models import Plan
from sheber.planning.queries import ASKED
from sheber.registry.enums import Role
from sheber.web.office import outcomes, scores
from sheber.web.office.acts import Act, perform
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.charts.picture import requested

ALL = (Role.OFFICE, Role.AUDITOR)
OWN = (Role.REGION, Role.CLUSTER, Role.EMPLOYER)
PER_PAGE = 50


@needs_role(*ALL, *OWN)
def outcome(request: HttpRequest, key: int) -> HttpResponse:
    """A plan beside what came of it; a region or an employer sees its own lines only."""
    plan = get_object_or_404(Plan, pk=key)
    everything = actor(request).has_role(*ALL)
    if plan.state in ASKED:
        context = {"plan": plan, "everything": everything}
        return render(request, "office/plan_outcome_early.html", context)
    acts = [_scoring(plan)] if everything and rules.can_score(actor(request)) else []
    done = perform(request, acts)
    if done.way_on:
        return done.way_on
    found = queries.reconcile(plan, clock.now().date())
    own = _own(request, found)
    shown = _lines(found, own, _chosen(request))
    here = reverse("plan_outcome", args=[key])
    whole = queries.total(fate for _line, fate in _lines(found, own, {}))
    stored = list(ForecastScore.objects.filter(plan=plan).select_related("plan"))
    last = [one for one in stored if one.as_of == max(row.as_of for row in stored)]
    parts = {
        "lines": outcomes.lines(found, shown),
        "losses": outcomes.losses(whole, here),
    }
    if everything:
        parts |= {
            "stages": outcomes.stages(found, found.cells.values()),
            "capacities": outcomes.capacities(found, here),
        }
        if last:
            parts["scores"] = scores.table(last)
        if reliable := scores.reliability(last):
            parts["reliability"] = reliable
    drawn = outcomes.picture(whole)
    if file := requested(request, [drawn] if drawn else []):
        return file
    if file := tables.requested(request, parts.values()):
        return file
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "on": found.on,
        "everything": everything,
        "whole": whole,
        "other": outcomes.per_cent(whole.share_of_other) if whole.lost else "",
        "picture": drawn,
        "page": page,
        "narrowed": _narrowed(request, found),
        "acts": done.acts,
        **parts,
        "lines": outcomes.lines(found, page.object_list),
    }
    return render(request, "office/plan_outcome.html", context, status=done.status)


@needs_role(*ALL, Role.REGION, Role.CLUSTER)
def foretold(request: HttpRequest) -> HttpResponse:
    """How well plans foretold so far, and what was measured of what they take for granted.

    What rests on few cases is for offices and auditors alone, so that nobody else finds anybody.
    """
    today = clock.now().date()
    everything = actor(request).has_role(*ALL)
    rows = list(queries.latest_scores(today).values())
    found = [one for one in measuring.measured(today) if everything or one.is_enough]
    parts = {"scores": scores.table(rows), "measured": scores.measured_table(found)}
    if (reliable := scores.reliability(rows)) and everything:
        parts["reliability"] = reliable
    if file := tables.requested(request, parts.values()):
        return file
    context = {**parts, "on": today, "fewest": queries.FEWEST_CASES}
    return render(request, "office/foretold.html", context)


def _own(request: HttpRequest, found: Reconciliation) -> set[int]:
    """The lines that this actor may read in full."""
    mine = demand.visible(actor(request)).filter(pk__in=found.lines)
    return set(mine.values_list("pk", flat=True))


def _chosen(request: HttpRequest) -> dict[str, str]:
    """What the address narrows the lines to: an allocation, or a place and a reason of a loss."""
    given = {key: request.GET.get(key, "") for key in ("allocation", "loss")}
    return {key: value for key, value in given.items() if value}


def _lines(found: Reconciliation, own: set[int], chosen: dict[str, str]) -> list[tuple[Line, Fate]]:
    """Lines that are shown, those that lost most first."""
    cells = [
        (line, fate)
        for (allocation, line), fate in found.cells.items()
        if line in own and chosen.get("allocation", str(allocation)) == str(allocation)
    ]
    by_line: dict[int, list[Fate]] = {}
    for line, fate in cells:
        by_line.setdefault(line, []).append(fate)
    pairs = [(found.lines[line], queries.total(fates)) for line, fates in by_line.items()]
    if "loss" in chosen:
        cause = _cause(chosen["loss"])
        pairs = [pair for pair in pairs if pair[1].losses.get(cause)]
    return sorted(pairs, key=lambda pair: (-pair[1].lost, pair[0].pk))


def _cause(given: str) -> tuple[Place, Reason]:
    place, _dot, reason = given.partition(".")
    if place not in Place.values or reason not in Reason.values:
        raise Http404(given)
    return Place(place), Reason(reason)


def _narrowed(request: HttpRequest, found: Reconciliation) -> str:
    """In words, what the lines are narrowed to; empty if to nothing."""
    chosen = _chosen(request)
    if "loss" in chosen:
        place, reason = _cause(chosen["loss"])
        return f"{place.label}: {reason.label}"
    allocation = next(
        (one for one in found.allocations.values() if str(one.pk) == chosen.get("allocation")), None
    )
    if allocation is None:
        return ""
    capacity = allocation.capacity
    return f"{capacity.programme.name} · {capacity.provider.name} · {capacity.intake_year}"


def _scoring(plan: Plan) -> Act:
    return Act(
        "score",
        _("Score what this plan foretold"),
        _("Score as of today"),
        lambda _given, who, now: operations.score_forecasts(plan, actor=who, now=now),
        _("The scores are kept with today’s date."),
        hint=_("Only what has come to its day is scored. The scores are never changed afterwards."),
    )
