from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sheber.kernel.trilingual import KazakhStatus, NamedInThree, reader_language, sort_key
from sheber.offers import queries
from sheber.registry.models import NationalCode, Occupation, Sector
from sheber.web.shared import tables
from sheber.web.shared.order import alphabetical
from sheber.web.shared.sources import DESCRIBED
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.tags import dated


def occupations(request: HttpRequest) -> HttpResponse:
    """Occupations of the programme's sectors, by the alphabet of the reader."""
    sectors = alphabetical(Sector.objects.all())
    chosen = next((one for one in sectors if one.pk == request.GET.get("sector")), None)
    table, national = _table(chosen), _national(chosen)
    context = {"sectors": sectors, "chosen": chosen, "table": table, "national": national}
    file = tables.requested(request, [table, national])
    return file or render(request, "public/occupations.html", context)


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


def _national(sector: Sector | None) -> Table:
    """Codes of the national lists, which each country keeps apart, with those that they replaced.

    A code of a list is valid while the list says so; it is never a key across institutions.
    """
    rows = NationalCode.objects.select_related("country", "predecessor")
    rows = rows.prefetch_related("occupations")
    rows = rows.filter(sectors=sector) if sector else rows
    columns = (
        Column(_("Specialty or qualification")),
        Column(_("Country")),
        Column(_("National code")),
        Column("ISCO\N{NON-BREAKING HYPHEN}08"),
        Column(_("In place of")),
        Column(_("Source")),
        Column(_("Certainty")),
    )
    lines = [
        (
            Cell(one.name, mark=_draft(one)),
            one.country.name,
            one.code,
            ", ".join(sorted(each.pk for each in one.occupations.all())),
            one.predecessor.code if one.predecessor else "",
            f"{DESCRIBED.get(one.source, one.source)}, {dated(one.as_of)}",
            one.get_certainty_display(),
        )
        for one in alphabetical(rows)
    ]
    return Table(_("Codes of the national lists"), columns, lines, "national-codes", stacked=True)


def _draft(one: NamedInThree) -> str:
    """A mark for readers of Kazakh where the wording has not been reviewed."""
    is_draft = reader_language() == "kk" and one.kk_status == KazakhStatus.DRAFT
    return pgettext("mark", "draft") if is_draft else ""
