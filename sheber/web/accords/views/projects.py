"""Projects of industry on which demand may rest, with what nobody has stated."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sheber.accords import queries
from sheber.accords.states import PROJECT
from sheber.flows import projects as resting
from sheber.flows.telling import history, words
from sheber.kernel import events
from sheber.kernel.trilingual import sort_key
from sheber.registry.models import Sector
from sheber.web.accords import documents, standing


def projects(request: HttpRequest) -> HttpResponse:
    """All projects, filtered by state and sector."""
    state, sector = request.GET.get("state", ""), request.GET.get("sector", "")
    rows = queries.projects()
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(sector=sector) if sector else rows
    context = {
        "found": [
            (
                one,
                standing.shown(one),
                queries.in_reader_s_order(queries.gaps_of_project(one).filter(document="")),
            )
            for one in rows
        ],
        "states": [(one, words.state(one)) for one in PROJECT.states],
        "sectors": sorted(Sector.objects.all(), key=lambda one: sort_key(one.name)),
        "state": state,
        "sector": sector,
    }
    return render(request, "accords/projects.html", context)


def project(request: HttpRequest, code: str) -> HttpResponse:
    """One project: what is stated, what is missing, what rests on it and moved with its delays."""
    found = get_object_or_404(queries.projects(), code=code)
    said = found.statements.select_related("same_as").order_by("code")
    context = {
        "project": found,
        "shown": standing.shown(found),
        "gaps": queries.in_reader_s_order(queries.gaps_of_project(found)),
        "statements": [
            (one, documents.papers(one.sources), documents.remarks(one)) for one in said
        ],
        "resting": resting.standing(found).stated,
        "delays": resting.delays(found),
        "history": history.lines(events.of(PROJECT.subject, [found.pk])),
    }
    return render(request, "accords/project.html", context)
