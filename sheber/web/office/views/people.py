"""Who will be where: in training, graduating, moving, retiring, if a plan is done."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sheber.planning.engine_io import projected
from sheber.planning.models import Plan
from sheber.web.office import people as told
from sheber.web.office import people_pictures
from sheber.web.office.views.plans import READERS
from sheber.web.shared import tables
from sheber.web.shared.actors import needs_role
from sheber.web.shared.charts import picture

PER_PAGE = 60


@needs_role(*READERS)
def people(request: HttpRequest, key: int) -> HttpResponse:
    """The projection of a solved plan, by region, occupation and year."""
    plan = get_object_or_404(Plan, pk=key)
    projection, counted = projected(plan)
    named = told.names(projection, reverse("plan_people", args=[key]))
    chosen = told.chosen(request.GET, projection)
    drawn = people_pictures.pictures(projection, chosen)
    shown = told.tables(projection, chosen, named)
    counts = told.counts_table(counted, chosen, named)
    wanted = picture.requested(request, drawn) or tables.requested(request, [*shown, counts])
    if wanted:
        return wanted
    years, stock_years, rows, stock_rows, moves = shown
    page = Paginator(rows.rows, PER_PAGE).get_page(request.GET.get("page"))
    on_page = {line[:3] for line in page.object_list}
    stocked = [line for line in stock_rows.rows if line[:3] in on_page]
    context = {
        "plan": plan,
        "chosen": chosen,
        "names": named,
        "years": sorted({row.year for row in projection.rows}),
        "pictures": drawn,
        "by_year": [one for one in (years, stock_years) if one.rows],
        "by_region": [
            replace(rows, rows=page.object_list),
            *([replace(stock_rows, rows=stocked)] if stocked else []),
        ],
        "moves": replace(moves, rows=moves.rows[:PER_PAGE]),
        "more_moves": len(moves.rows) > PER_PAGE,
        "counts": counts,
        "page": page,
    }
    return render(request, "office/plan_people.html", context)
