"""The office's year: the river with where it is stuck, by region and sector, and its papers."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sheber.admissions.models import RankedContract
from sheber.flows.telling import words
from sheber.flows.telling.describe import WORDS as DESCRIBED
from sheber.flows.telling.describe import described
from sheber.insights import operations, queries
from sheber.insights.queries import STAGES, WAITING, Scope
from sheber.kernel import clock
from sheber.kernel.refusals import Sentence
from sheber.kernel.trilingual import sort_key
from sheber.planning.models import Coverage
from sheber.registry.enums import Role
from sheber.registry.models import Country, Region, Sector
from sheber.web.office import report, rivers
from sheber.web.office.acts import Act, perform
from sheber.web.shared import tables
from sheber.web.shared.actors import needs_role
from sheber.web.shared.charts.picture import requested
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Task

READERS = (Role.OFFICE, Role.AUDITOR)
PER_PAGE = 50


@dataclass(frozen=True)
class Choices:
    """What a year can be narrowed to, in the reader's alphabet."""

    countries: list[Country]
    regions: list[Region]
    sectors: list[Sector]

    @property
    def names(self) -> dict[str, str]:
        rows = (*self.countries, *self.regions, *self.sectors)
        return {one.pk: one.name for one in rows}


@needs_role(*READERS)
def latest(request: HttpRequest) -> HttpResponse:
    """The latest year of which there is anything."""
    found = queries.years()
    return redirect("office_year", found[0] if found else clock.now().year)


@needs_role(*READERS)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year, narrowed by country, region and sector."""
    scope = scope_of(request, year)
    done = perform(request, _acts(scope))
    if done.way_on:
        return done.way_on
    counted = queries.river(scope)
    found = choices()
    drawn = rivers.picture(scope, counted)
    whole = rivers.table(scope, counted)
    groups = _groups(scope, found.names)
    if file := requested(request, [drawn] if drawn else []):
        return file
    if file := tables.requested(request, [whole, *groups]):
        return file
    context = {
        "year": year,
        "years": queries.years(),
        "scope": scope,
        "choices": found,
        "picture": drawn,
        "table": whole,
        "groups": groups,
        "tasks": stuck_tasks(scope, counted),
        "acts": done.acts,
    }
    return render(request, "office/year.html", context, status=done.status)


@needs_role(*READERS)
def rows(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The rows behind one number of a year."""
    scope = scope_of(request, year)
    if code in STAGES:
        found, title = queries.rows(code, scope), rivers.WORDS[code]
    elif code in WAITING:
        found, title = queries.waiting(code, scope), rivers.STUCK[code] % 0
    else:
        raise Http404(code)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    table = rows_table(title, page.object_list)
    context = {"page": page, "table": table, "title": title, "year": year, "scope": scope}
    return tables.requested(request, [table]) or render(request, "office/rows.html", context)


@needs_role(*READERS)
def paper(request: HttpRequest, year: int) -> HttpResponse:
    """The year on two pages, as PDF."""
    scope = Scope(year, clock.now().date())
    return tables.attachment(
        report.pdf(scope, _assumptions(request)), "application/pdf", f"sheber-{year}.pdf"
    )


@needs_role(*READERS)
def workbook(request: HttpRequest, year: int) -> HttpResponse:
    """The year as a workbook: agreed, by whom, late, missing."""
    scope = Scope(year, clock.now().date())
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return tables.attachment(report.xlsx(scope, _assumptions(request)), mime, f"sheber-{year}.xlsx")


def _assumptions(request: HttpRequest) -> str:
    """The address of the page of assumptions, whole, as paper needs it."""
    return request.build_absolute_uri(reverse("assumptions"))


def scope_of(request: HttpRequest, year: int) -> Scope:
    """The part of a year that the address asks for; codes that nobody knows ask for all."""
    given = request.GET
    country, region, sector = (given.get(one, "") for one in ("country", "region", "sector"))
    return Scope(
        year,
        clock.now().date(),
        country=country if Country.objects.filter(pk=country).exists() else "",
        region=region if Region.objects.filter(pk=region).exists() else "",
        sector=sector if Sector.objects.filter(pk=sector).exists() else "",
    )


def choices() -> Choices:
    """Countries, regions and sectors for the filter."""
    return Choices(
        *(sorted(model.objects.all(), key=lambda one: sort_key(one.name)) for model in CHOSEN)
    )


CHOSEN: tuple[Any, ...] = (Country, Region, Sector)


def stuck_tasks(scope: Scope, counted: queries.River) -> list[Task]:
    """Where the river is stuck, what is stuck most first; what is not stuck is left out."""
    found = sorted(queries.stuck(scope, counted), key=lambda one: -one.number)
    tasks = []
    for one in found:
        if not one.number:
            continue
        text, on = rivers.stuck_words(one)
        url = rivers.address(scope, one.code) if one.code in WAITING else _instead(scope, one.code)
        detail = _("It waits for: %(whom)s") % {"whom": on} if on else ""
        tasks.append(Task(text, url, one.number, detail=detail))
    return tasks


def _instead(scope: Scope, code: str) -> str:
    """Where seats without a row of their own can be looked at."""
    return rivers.address(scope, "planned" if code == "not_offered" else "offered")


def rows_table(title: Sentence, found: Any) -> Table:
    """Rows of any stage in words, with their state and a way to the trace where there is one.

    Rows of people are named by the pseudonym, others by what they are.
    """
    rows = list(found)
    of_people = any(_person(one) for one in rows)
    columns = (
        *((Column(_("Person")),) if of_people else ()),
        Column(_("What it is")),
        Column(_("State")),
        Column(_("Reference")),
    )
    lines = []
    for one in rows:
        named = (_person(one), _in_words(one)) if of_people else (_in_words(one),)
        first = Cell(named[0], _trace(one))
        lines.append((first, *named[1:], words.state(getattr(one, "state", "")), _reference(one)))
    return Table(title, columns, lines, "rows", stacked=True)


def _reference(row: Model) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _trace(row: Model) -> str:
    line = {"line": row.pk, "coverage": getattr(row, "line_id", 0)}.get(row._meta.model_name or "")
    if line:
        return reverse("trace_line", args=[line])
    is_job = row._meta.model_name == "employment"
    return reverse("trace_job", args=[row.pk]) if is_job else ""


def _person(row: Model) -> str:
    """Whose row it is; empty for rows of nobody."""
    holder = row.application if isinstance(row, RankedContract) else row
    return getattr(holder, "person_id", "")


def _in_words(row: Model) -> str:
    if isinstance(row, Coverage):
        seats = ngettext("%(number)d seat", "%(number)d seats", row.seats)
        return f"{seats % {'number': row.seats}} · {described(row.line)}"
    if isinstance(row, RankedContract):
        place = _("wish %(number)s") % {"number": row.position}
        return f"{row.offer.code} · {place}" if row.offer else place
    return described(row) if type(row) in DESCRIBED else str(row)


def _groups(scope: Scope, names: dict[str, str]) -> list[Table]:
    sectors = _("By sector (an occupation of several sectors counts in each)")
    return [
        rivers.groups(
            "by-country", _("By country of work"), queries.by_country(scope), names, scope
        ),
        rivers.groups("by-region", _("By region of work"), queries.by_region(scope), names, scope),
        rivers.groups("by-sector", sectors, queries.by_sector(scope), names, scope),
    ]


def _acts(scope: Scope) -> list[Act]:
    if scope.country or scope.region or scope.sector:
        return []
    return [
        Act(
            "publish",
            _("Publish the river of this year"),
            _("Publish as it stands today"),
            lambda _given, actor, now: operations.publish_river(scope.year, actor=actor, now=now),
            _("The river was published; the first page of the site shows it."),
            hint=_("Five numbers go to the first page: asked, seats, signed, studied, at work."),
        )
    ]
