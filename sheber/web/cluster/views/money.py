"""A cluster's ledger: every line on a document, entered once and taken back by another line."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.money import MINOR_UNITS, Money
from sheber.programmes import operations, queries
from sheber.programmes.enums import MoneySource
from sheber.programmes.models import Cluster, MoneyEntry
from sheber.programmes.operations import NewMoney
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from sheber.web.cluster import reads, sheets
from sheber.web.cluster.forms import MoneyForm, ReversalForm
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role

ROLES = (Role.CLUSTER, Role.REGION)


@require_safe
@needs_role(*ROLES)
def ledger(request: HttpRequest, key: int) -> HttpResponse:
    """The ledger by itself, for a region too; a manager has it on the passport as well."""
    who = actor(request)
    cluster = reads.ledger_for(who, key)
    shown = [sheets.sums(queries.money(cluster)), sheets.ledger(queries.ledger(cluster), who)]
    context = {"cluster": cluster, "tables": shown, "region": who.has_role(Role.REGION)}
    return tables.requested(request, shown) or render(request, "cluster/ledger.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(*ROLES)
def enter(request: HttpRequest, key: int) -> HttpResponse:
    """Enter money planned or paid, by source, on a document; a region its own."""
    who = actor(request)
    cluster = reads.ledger_for(who, key)
    firms = _firms(cluster)

    def act(given: Given) -> str:
        minor = int(given["amount"] * MINOR_UNITS[given["currency"]])
        new = NewMoney(
            cluster,
            given["year"],
            given["source"],
            given["paid"] == "paid",
            Money(minor, given["currency"]),
            given["document"],
            firms.get(given["payer"]),
        )
        operations.enter_money(new, actor=who, now=clock.now())
        return _("The money was entered.")

    page = _page(
        who,
        cluster,
        _("Enter money"),
        _("Enter it"),
        notes=(_("Nothing is changed later: a wrong line is reversed by another one."),),
    )
    form = MoneyForm(
        **acting.data(request),
        payers=[(pk, one.name) for pk, one in firms.items()],
        sources=(MoneySource.REGION,) if who.has_role(Role.REGION) else tuple(MoneySource),
        initial={"year": clock.now().year, "currency": cluster.country.currency},
    )
    return acting.ask(request, page, form, act)


@require_http_methods(["GET", "POST"])
@needs_role(*ROLES)
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Take a wrong line back by one of the same amount; both stay in the ledger."""
    who = actor(request)
    rows = MoneyEntry.objects.select_related("cluster", "payer")
    row = get_object_or_404(rows, pk=key, cluster__in=reads.ledgers(who))

    def act(given: Given) -> str:
        operations.reverse_money(row, **given, actor=who, now=clock.now())
        return _("The line was reversed; both stay in the ledger.")

    page = _page(
        who,
        row.cluster,
        _("Reverse a line of the ledger"),
        _("Reverse it"),
        lede=sheets.entry_in_words(row),
        notes=(_("The wrong line stays and is marked. Enter the right one afterwards."),),
        danger=True,
    )
    return acting.ask(request, page, ReversalForm(**acting.data(request)), act)


def _firms(cluster: Cluster) -> dict[int, Organisation]:
    """Enterprises of the cluster: whose money an employer's may be."""
    return {
        one.organisation_id: one.organisation
        for one in queries.members(cluster, clock.now().date())
        if one.organisation.kind == OrganisationKind.ENTERPRISE
    }


def _page(who: Actor, cluster: Cluster, title: str, button: str, **given: Any) -> Page:
    view = "cluster_ledger" if who.has_role(Role.REGION) else "cluster_passport"
    back = reverse(view, args=[cluster.pk])
    return Page(title, button, back, cluster.name, **{"lede": cluster.name, **given})
