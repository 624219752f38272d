"""A programme's partners: who does what, who joins, and what is left when somebody leaves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.kernel import clock
from sheber.programmes import operations, queries
from sheber.programmes.models import Module, Partner, Programme
from sheber.programmes.operations import NewPartner
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.cluster import reads, sheets, words
from sheber.web.cluster.forms import LeavingForm, PartnerForm
from sheber.web.cluster.reads import Risk
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.partners import leaving
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role


@require_safe
@needs_role(Role.CLUSTER)
def programme(request: HttpRequest, key: int) -> HttpResponse:
    """One programme with its partners, and what nobody covers."""
    row = reads.programme_for(actor(request), key)
    today = clock.now().date()
    rows = Partner.objects.filter(programme=row).select_related("organisation__country")
    table = sheets.partners(rows)
    modules = sheets.modules(Module.objects.filter(programme=row))
    context = {
        "programme": row,
        "state": words.programme_state(row.state),
        "tone": words.tone(row.state),
        "lacking": sheets.lacking(Risk(row, queries.coverage(row, today))),
        "table": table,
        "modules": modules,
        "share": queries.practice_share(row),
        "leaving": {one.organisation_id: one.organisation for one in rows if one.valid_to is None},
    }
    return tables.requested(request, [table, modules]) or render(
        request, "cluster/programme.html", context
    )


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def add(request: HttpRequest, key: int) -> HttpResponse:
    """Give an organisation a part in the programme."""
    row = reads.programme_for(actor(request), key)

    def act(given: Given) -> str:
        new = NewPartner(row, given["organisation"], given["role"])
        operations.add_partner(new, actor=actor(request), now=clock.now())
        return _("The partner was added.")

    page = _page(row, _("Add a partner"), _("Add the partner"))
    return acting.ask(request, page, PartnerForm(**acting.data(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.CLUSTER)
def leave(request: HttpRequest, key: int, body: int) -> HttpResponse:
    """A partner leaves: what is then left to nobody stands beside the form, before and after."""
    row = reads.programme_for(actor(request), key)
    organisation = get_object_or_404(
        Organisation, pk=body, pk__in=Partner.objects.filter(programme=row).values("organisation")
    )

    def act(given: Given) -> str:
        done = operations.leave(row, organisation, **given, actor=actor(request), now=clock.now())
        leaving.tell(request, done, given["on"])
        return _("The partner leaves on %(day)s.") % {
            "day": date_format(given["on"], "DATE_FORMAT")
        }

    page = _page(
        row,
        _("%(organisation)s leaves the programme") % {"organisation": organisation.name},
        _("The partner leaves"),
        notes=tuple(leaving.consequences(row, organisation, clock.now().date())),
        danger=True,
    )
    form = LeavingForm(**acting.data(request), initial={"on": clock.now().date()})
    return acting.ask(request, page, form, act)


def _page(
    row: Programme, title: str, button: str, notes: tuple[str, ...] = (), danger: bool = False
) -> Page:
    return Page(
        title,
        button,
        reverse("cluster_programme", args=[row.pk]),
        row.name,
        lede=row.name,
        notes=notes,
        danger=danger,
    )
