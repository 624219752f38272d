"""One region: demand, seats, people in and out, jobs, and what waits for its word."""

from collections.abc import Iterator, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.demand.models import Line
from sheber.flows.telling import words
from sheber.flows.telling.describe import described
from sheber.insights import queries
from sheber.insights.queries import STAGES, Movement, Scope
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.planning.queries import approved, waiting_for
from sheber.programmes.models import Cluster
from sheber.registry.enums import Role
from sheber.registry.models import Organisation, Region
from sheber.web.office import rivers
from sheber.web.public import places
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.charts.maps import Arc, flow_map
from sheber.web.shared.charts.picture import Picture, requested
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Task


@needs_role(Role.REGION)
def home(request: HttpRequest) -> HttpResponse:
    """The region of whoever asks; the year of `?year=`, else the latest."""
    region = get_object_or_404(Region.objects.select_related("country"), pk=actor(request).region)
    years = queries.years()
    year = _year(request.GET.get("year", ""), years)
    today = clock.now().date()
    scope = Scope(year, today, region=region.pk)
    counted, moved = queries.river(scope), queries.movement(region.pk, today)
    names = {one.pk: one.name for one in Region.objects.all()}
    drawn = _flows(region, moved)
    shown = [
        _river(scope, counted),
        _demand(region),
        _seats(region, year),
        _movement(moved, names),
    ]
    if file := requested(request, [drawn] if drawn else []) or tables.requested(request, shown):
        return file
    context = {
        "region": region,
        "year": year,
        "years": years,
        "tasks": list(_tasks(region, actor(request))),
        "moved": moved,
        "picture": drawn,
        "tables": shown,
        "clusters": [
            (one, words.state(one.state), words.tone(one.state))
            for one in Cluster.objects.filter(region=region).select_related("sector")
        ],
    }
    return render(request, "region/home.html", context)


def _tasks(region: Region, who: Actor) -> Iterator[Task]:
    waiting = Line.objects.filter(state="submitted", region=region).count()
    if waiting:
        title = _("Lines of demand to confirm or return")
        yield Task(title, reverse("lines_to_confirm"), waiting, urgent=True)
    opinions = len(waiting_for(Organisation.objects.get(pk=who.organisation)))
    if opinions:
        yield Task(_("Plans that wait for your opinion"), reverse("opinions"), opinions)


def _year(given: str, years: list[int]) -> int:
    if given.isdigit() and int(given) in years:
        return int(given)
    return years[0] if years else clock.now().year


def _river(scope: Scope, counted: queries.River) -> Table:
    rows = [(rivers.WORDS[name], counted[name], rivers.DEFINITIONS[name]) for name in STAGES]
    columns = (
        Column(_("Stage")),
        Column(_("How many"), numeric=True),
        Column(_("What is counted")),
    )
    caption = _("The river of %(year)s in this region") % {"year": scope.year}
    return Table(caption, columns, rows, "region-river")


def _demand(region: Region) -> Table:
    rows = (
        Line.objects.filter(region=region)
        .exclude(state__in=("draft", "withdrawn"))
        .select_related("call__employer", "region", "occupation")
        .order_by("-year", "pk")
    )
    columns = (Column(_("Line of demand")), Column(_("Employer")), Column(_("State")))
    lines = [
        (
            Cell(described(one), reverse("trace_line", args=[one.pk])),
            one.call.employer.name,
            words.state(one.state),
        )
        for one in rows
    ]
    return Table(_("Demand for work in this region"), columns, lines, "region-demand")


def _seats(region: Region, year: int) -> Table:
    rows = approved(year, year).filter(capacity__provider__region=region)
    columns = (Column(_("Programme")), Column(_("Provider")), Column(_("Seats"), numeric=True))
    lines = [(one.capacity.programme.name, one.capacity.provider.name, one.seats) for one in rows]
    caption = _("Seats planned in this region, intake of %(year)s") % {"year": year}
    return Table(caption, columns, lines, "region-seats")


def _movement(moved: Movement, names: Mapping[str, str]) -> Table:
    """Who came from another region and who went there, to study and to work."""
    counts = (moved.came_to_study, moved.went_to_study, moved.came_to_work, moved.left)
    others = sorted({region for one in counts for region in one}, key=lambda key: names[key])
    columns = (
        Column(_("Another region")),
        Column(_("Came from there to study"), numeric=True),
        Column(_("Went there to study"), numeric=True),
        Column(_("Came from there to work"), numeric=True),
        Column(_("Went there to work"), numeric=True),
    )
    rows = [(names[key], *(one[key] for one in counts)) for key in others]
    return Table(_("People in and out, by region"), columns, rows, "people-in-and-out")


def _flows(region: Region, moved: Movement) -> Picture | None:
    """Who comes to study here and who goes, on the map of both countries."""
    arcs = [Arc(other, region.pk, number) for other, number in moved.came_to_study.items()]
    arcs += [Arc(region.pk, other, number) for other, number in moved.went_to_study.items()]
    if not arcs:
        return None
    return flow_map(
        "moves", _("Who comes to study, and who goes"), places.places(places.by_country()), arcs
    )
