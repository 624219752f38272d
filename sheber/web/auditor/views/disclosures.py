"""Whose name was shown to whom, and for what."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sheber.registry.enums import Role
from sheber.registry.identity.models import NameDisclosure
from sheber.registry.models import Organisation
from sheber.web.auditor.forms import PURPOSES
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Column, Table

PER_PAGE = 50


@needs_role(Role.AUDITOR, Role.ADMINISTRATOR)
def disclosures(request: HttpRequest) -> HttpResponse:
    """The access log of names, the newest first; an auditor's own country only."""
    who = actor(request)
    rows = NameDisclosure.objects.order_by("-pk")
    if who.has_role(Role.AUDITOR):
        rows = rows.filter(person__citizenship_id=who.country)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    table = _table(page.object_list)
    context = {"page": page, "table": table}
    return tables.requested(request, [table]) or render(
        request, "auditor/disclosures.html", context
    )


def _table(rows: list[NameDisclosure]) -> Table:
    keys = {one.organisation_key for one in rows if one.organisation_key.isdigit()}
    names = {str(one.pk): one.name for one in Organisation.objects.filter(pk__in=keys)}
    purposes = dict(PURPOSES)
    columns = (
        Column(_("Person")),
        Column(_("Shown to")),
        Column(_("For which organisation")),
        Column(_("Purpose")),
        Column(_("When")),
    )
    lines = [
        (
            one.person_id,
            one.account_key,
            names.get(one.organisation_key, ""),
            purposes.get(one.purpose, one.purpose),
            one.at.strftime("%Y-%m-%d %H:%M"),
        )
        for one in rows
    ]
    return Table(_("Names shown"), columns, lines, "names-shown")
