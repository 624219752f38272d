"""The passport: a cluster on one page, what is at risk first."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.kernel import clock
from sheber.programmes import queries, rules
from sheber.programmes.queries import Passport
from sheber.programmes.states import CLUSTER
from sheber.registry.enums import Role
from sheber.web.cluster import reads, sheets, words
from sheber.web.cluster.reads import Risk
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.work import Task


@require_safe
@needs_role(Role.CLUSTER)
def home(request: HttpRequest) -> HttpResponse:
    """The passport of the only cluster, or a list of several."""
    rows = list(reads.own(actor(request)))
    if len(rows) == 1:
        return redirect("cluster_passport", rows[0].pk)
    return render(request, "cluster/home.html", {"clusters": rows})


@require_safe
@needs_role(Role.CLUSTER)
def passport(request: HttpRequest, key: int) -> HttpResponse:
    """Members, money, programmes, capacities, mentors; every table can be taken away."""
    cluster = reads.cluster_for(actor(request), key)
    today = clock.now().date()
    found = queries.passport(cluster, today)
    risks = reads.risks(found.programmes, today)
    shown = [
        sheets.programmes(found),
        sheets.capacities(found),
        sheets.members(found),
        sheets.money(found),
        sheets.ledger(queries.ledger(cluster), actor(request)),
        sheets.mentors(reads.loads(cluster, today)),
    ]
    context = {
        "cluster": cluster,
        "state": words.cluster_state(cluster.state),
        "tone": words.tone(cluster.state),
        "tasks": list(_tasks(found, risks)),
        "tables": shown,
        "moves": {
            move.name
            for move in CLUSTER.moves_from(cluster.state)
            if rules.can_move_cluster(actor(request), cluster, move.name)
        },
        "leaving": [(one, words.member(one.role)) for one in found.members if one.valid_to is None],
        "month": today.strftime("%Y-%m"),
    }
    return tables.requested(request, shown) or render(request, "cluster/passport.html", context)


def _tasks(found: Passport, risks: list[Risk]) -> Iterator[Task]:
    """What waits for the manager, the most urgent first."""
    for one in risks:
        lacking = sheets.lacking(one)
        yield Task(
            _("Programme at risk: %(programme)s") % {"programme": one.programme.name},
            reverse("cluster_programme", args=[one.programme.pk]),
            detail=_("Left to nobody: %(parts)s") % {"parts": lacking}
            if lacking
            else _("Every part is covered again: ask the office to resume it."),
            urgent=True,
        )
    declared = {one.programme_id for one in found.capacities if one.intake_year > found.on.year}
    for one in found.programmes:
        if one.state == "approved" and one.pk not in declared:
            yield Task(
                _("No capacity is declared for the coming year: %(programme)s")
                % {"programme": one.name},
                reverse("cluster_programme", args=[one.pk]),
                detail=_("Remind those who deliver it: a plan counts on their numbers."),
            )
    if not any(line.paid.minor for line in found.money):
        yield Task(
            _("Nothing is entered as paid"), reverse("cluster_money", args=[found.cluster.pk])
        )
