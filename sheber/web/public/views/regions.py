from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sheber.kernel import clock
from sheber.kernel.trilingual import sort_key
from sheber.offers import queries
from sheber.registry.models import Alias, Organisation, Region, RegionGroupMember
from sheber.web.public import places
from sheber.web.public.phrases import REGION_KINDS
from sheber.web.shared import tables
from sheber.web.shared.charts.picture import requested
from sheber.web.shared.order import alphabetical
from sheber.web.shared.sources import DESCRIBED
from sheber.web.shared.tables import Column, Table


def regions(request: HttpRequest) -> HttpResponse:
    """All regions, by country, in the alphabetical order of the reader's language."""
    chart = places.choosing_map()
    context = {"map": chart, "countries": places.by_country()}
    return requested(request, [chart]) or render(request, "public/regions.html", context)


def region(request: HttpRequest, code: str) -> HttpResponse:
    """One region: its names, what it belongs to and since when, who works there."""
    found = get_object_or_404(Region.objects.select_related("country"), code=code)
    chart, groups = places.locating_map(found), _memberships(found, clock.now().date())
    context = {
        "region": found,
        "kind": REGION_KINDS.get(found.kind, found.kind),
        "map": chart,
        "groups": groups,
        "aliases": Alias.objects.filter(region=found).order_by("of_capital", "language", "text"),
        "organisations": _organisations(found),
        "offers": queries.published(region=found.pk).exists(),
    }
    file = requested(request, [chart]) or tables.requested(request, [groups])
    return file or render(request, "public/region.html", context)


def _memberships(found: Region, today: date) -> Table:
    rows = RegionGroupMember.objects.filter(region=found).select_related("group")
    columns = (
        Column(_("Group")),
        Column(_("Since")),
        Column(_("Until")),
        Column(_("Source")),
        Column(_("Certainty")),
    )
    lines = [
        (
            one.group.name,
            date_format(one.valid_from, "DATE_FORMAT"),
            _until(one.valid_to, today),
            str(DESCRIBED.get(one.source, one.source)),
            one.get_certainty_display(),
        )
        for one in sorted(rows, key=lambda one: (sort_key(one.group.name), one.valid_from))
    ]
    return Table(_("Belongs to"), columns, lines, "groups", stacked=True)


def _until(day: date | None, today: date) -> str:
    if day is None:
        return _("still")
    shown = date_format(day, "DATE_FORMAT")
    return shown if day > today else _("%(day)s (ended)") % {"day": shown}


def _organisations(found: Region) -> list[Organisation]:
    rows = alphabetical(Organisation.objects.filter(region=found))
    return sorted(rows, key=lambda one: one.demo)
