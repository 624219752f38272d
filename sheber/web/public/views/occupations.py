from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sheber.kernel.trilingual import KazakhStatus, reader_language, sort_key
from sheber.offers import queries
from sheber.registry.models import Occupation, Sector
from sheber.web.shared import tables
from sheber.web.shared.order import alphabetical
from sheber.web.shared.tables import Cell, Column, Table


def occupations(request: HttpRequest) -> HttpResponse:
    """Occupations of the programme's sectors, by the alphabet of the reader."""
    sectors = alphabetical(Sector.objects.all())
    chosen = next((one for one in sectors if one.pk == request.GET.get("sector")), None)
    table = _table(chosen)
    context = {"sectors": sectors, "chosen": chosen, "table": table}
    return tables.requested(request, [table]) or render(request, "public/occupations.html", context)


def _table(sector: Sector | None) -> Table:
    rows = Occupation.objects.prefetch_related("sectors")
    rows = rows.filter(sectors=sector) if sector else rows
    columns = (
        Column(_("Occupation")),
        Column("ISCO\N{NON-BREAKING HYPHEN}08"),
        Column(_("Sectors")),
        Column(_("Offers"), numeric=True),
    )
    offers = Counter(queries.published().values_list("line__occupation", flat=True))
    lines = [
        (
            Cell(one.name, mark=_draft(one)),
            one.code,
            ", ".join(sorted((each.name for each in one.sectors.all()), key=sort_key)),
            _offers(one, offers[one.pk]),
        )
        for one in alphabetical(rows)
    ]
    return Table(_("Occupations"), columns, lines, "occupations", stacked=True)


def _offers(one: Occupation, number: int) -> Cell:
    """How many offers of all years there are, and where they are listed."""
    if not number:
        return Cell(0)
    return Cell(number, f"{reverse('offers')}?occupation={one.pk}&year=")


def _draft(one: Occupation) -> str:
    """A mark for readers of Kazakh where the wording has not been reviewed."""
    is_draft = reader_language() == "kk" and one.kk_status == KazakhStatus.DRAFT
    return pgettext("mark", "draft") if is_draft else ""
