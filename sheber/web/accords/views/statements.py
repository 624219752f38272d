"""What offices have said, in our own words, to the paragraph of the source."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.accords.models import Statement
from sheber.kernel.trilingual import sort_key
from sheber.registry.models import Sector
from sheber.web.accords import documents, standing

PER_PAGE = 20


def statements(request: HttpRequest) -> HttpResponse:
    """Statements by the day on which they were made, filtered by side and sector."""
    said_by, sector = request.GET.get("side", ""), request.GET.get("sector", "")
    rows = Statement.objects.select_related("same_as").order_by("said_on", "code")
    rows = rows.filter(stated_by=said_by) if said_by else rows
    rows = rows.filter(sectors=sector) if sector else rows
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "found": [
            (
                one,
                standing.other_side(one),
                documents.papers(one.sources),
                documents.remarks(one),
            )
            for one in page.object_list
        ],
        "sides": standing.sides(),
        "sectors": sorted(Sector.objects.all(), key=lambda one: sort_key(one.name)),
        "side": said_by,
        "sector": sector,
    }
    return render(request, "accords/statements.html", context)
