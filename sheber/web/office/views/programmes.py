"""Clusters and programmes of the office's country: selected, approved, suspended, with reasons."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sheber.flows.partners import resting_on_programme
from sheber.flows.telling import words
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.programmes import operations, queries, rules
from sheber.programmes.models import Cluster, Member, Module, Partner, Programme
from sheber.programmes.operations import NewCluster
from sheber.programmes.states import CLUSTER, PROGRAMME
from sheber.registry.enums import Role
from sheber.web.cluster import sheets
from sheber.web.cluster.founding_forms import OfficeClusterForm
from sheber.web.office import forms
from sheber.web.office.acts import Act, perform
from sheber.web.partners import leaving
from sheber.web.shared.actors import actor, needs_role

WAITING = ("application", "agreement", "draft", "suspended")


@needs_role(Role.OFFICE, Role.AUDITOR)
def programmes(request: HttpRequest) -> HttpResponse:
    """All clusters with their programmes; what waits for the office first."""
    done = perform(request, _founding(actor(request)))
    if done.way_on:
        return done.way_on
    rows = Cluster.objects.select_related("region", "sector", "manager", "commitment")
    under: dict[int, list[Programme]] = {}
    for one in Programme.objects.select_related("cluster"):
        under.setdefault(one.cluster_id, []).append(one)
    found = [
        (one, words.state(one.state), words.tone(one.state), _with_words(under.get(one.pk, [])))
        for one in rows
    ]
    found.sort(key=lambda row: row[0].state not in WAITING)
    context = {"found": found, "acts": done.acts}
    return render(request, "office/programmes.html", context, status=done.status)


@needs_role(Role.OFFICE, Role.AUDITOR)
def cluster(request: HttpRequest, key: int) -> HttpResponse:
    """One cluster: members, agreement, what it rests on, and the office's acts."""
    rows = Cluster.objects.select_related("region", "sector", "manager", "commitment")
    found = get_object_or_404(rows, pk=key)
    done = perform(request, _cluster_acts(found, actor(request)))
    if done.way_on:
        return done.way_on
    context = {
        "cluster": found,
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "members": Member.objects.filter(cluster=found).select_related("organisation"),
        "programmes": _with_words(list(Programme.objects.filter(cluster=found))),
        "acts": done.acts,
    }
    return render(request, "office/cluster.html", context, status=done.status)


@needs_role(Role.OFFICE, Role.AUDITOR)
def programme(request: HttpRequest, key: int) -> HttpResponse:
    """One programme: partners, hours, and the office's acts."""
    rows = Programme.objects.select_related("cluster__commitment", "field", "level")
    found = get_object_or_404(rows, pk=key)
    done = perform(request, _programme_acts(found, actor(request)))
    if done.way_on:
        return done.way_on
    context = {
        "programme": found,
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "modules": sheets.modules(Module.objects.filter(programme=found)),
        "share": queries.practice_share(found),
        "partners": Partner.objects.filter(programme=found).select_related("organisation__country"),
        "acts": done.acts,
    }
    return render(request, "office/programme.html", context, status=done.status)


def _founding(who: Actor) -> list[Act]:
    """A cluster may be founded by the office for whoever will manage it."""

    def run(given: dict[str, Any], actor: Actor, now: datetime) -> object:
        manager = given.pop("organisation")
        return operations.found_cluster(NewCluster(**given, manager=manager), actor=actor, now=now)

    if not who.has_role(Role.OFFICE):
        return []
    return [
        Act(
            "found",
            _("Found a cluster"),
            _("Found it"),
            run,
            _("The cluster is founded, as an idea. Its manager adds members and applies."),
            make=lambda *args, **kwargs: OfficeClusterForm(*args, country=who.country, **kwargs),
        )
    ]


def _with_words(rows: list[Programme]) -> list[tuple[Programme, object, str]]:
    return [(one, words.state(one.state), words.tone(one.state)) for one in rows]


def _cluster_acts(found: Cluster, who: Actor) -> list[Act]:
    acts = {
        "select": Act(
            "select",
            _("Select the cluster"),
            _("Select"),
            lambda _given, actor, now: operations.select_clusters([found], actor=actor, now=now),
            _("The cluster is selected; its manager signs the agreement next."),
        ),
        "operate": Act(
            "operate",
            _("Let the cluster begin"),
            _("Let it begin"),
            lambda _given, actor, now: operations.operate_cluster(found, actor=actor, now=now),
            _("The cluster operates."),
        ),
        "close": Act(
            "close",
            _("Close the cluster"),
            _("Close"),
            lambda given, actor, now: operations.close_cluster(
                found, reason=given["reason"], actor=actor, now=now
            ),
            _("The cluster is closed."),
            make=forms.Reason,
            danger=True,
        ),
    }
    possible = {
        move.name
        for move in CLUSTER.moves_from(found.state)
        if rules.can_move_cluster(who, found, move.name)
    }
    return [*_ground(found, who), *(act for name, act in acts.items() if name in possible)]


def _ground(found: Cluster, who: Actor) -> list[Act]:
    """Say on which commitment the cluster and its programmes rest."""
    if found.state == "closed" or not rules.can_found_on(who, found):
        return []
    return [
        Act(
            "rest-on",
            _("Say on which commitment it rests"),
            _("Record"),
            lambda given, actor, now: operations.rest_on(
                found, commitment=given["commitment"], actor=actor, now=now
            ),
            _("It is recorded, and every page of its programmes says so."),
            make=lambda data, prefix: forms.Ground(data, prefix=prefix, now=found.commitment),
            hint=_("A commitment with an open party is refused until a document resolves it."),
        )
    ]


def _programme_acts(found: Programme, who: Actor) -> list[Act]:
    acts = {
        "approve": Act(
            "approve",
            _("Approve the programme"),
            _("Approve"),
            lambda _given, actor, now: operations.approve_programme(found, actor=actor, now=now),
            _("The programme is approved; seats may be planned for it."),
        ),
        "suspend": Act(
            "suspend",
            _("Suspend the programme"),
            _("Suspend"),
            lambda given, actor, now: operations.suspend_programme(
                found, reason=given["reason"], actor=actor, now=now
            ),
            _("The programme is suspended."),
            hint=" ".join(leaving.resting(resting_on_programme(found, clock.now().date()))),
            make=forms.Reason,
            danger=True,
        ),
        "resume": Act(
            "resume",
            _("Resume the programme"),
            _("Resume"),
            lambda _given, actor, now: operations.resume_programme(found, actor=actor, now=now),
            _("The programme goes on."),
        ),
        "close": Act(
            "close",
            _("Close the programme"),
            _("Close"),
            lambda given, actor, now: operations.close_programme(
                found, reason=given["reason"], actor=actor, now=now
            ),
            _("The programme is closed."),
            make=forms.Reason,
            danger=True,
        ),
    }
    possible = {
        move.name
        for move in PROGRAMME.moves_from(found.state)
        if rules.can_move_programme(who, found, move.name)
    }
    return [act for name, act in acts.items() if name in possible]
