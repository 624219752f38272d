"""Published rounds: numbers in which nobody can be found, and what anyone can check of them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.admissions import engine_io, queries
from sheber.admissions.models import PublicEdition
from sheber.web.public import editions
from sheber.web.shared import tables

PER_PAGE = 40


def rounds(request: HttpRequest) -> HttpResponse:
    """Every published round, the latest first."""
    return render(request, "public/rounds.html", {"found": queries.public_editions()})


def published(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One round: its public edition page by page, and how to check it."""
    edition = _of(year, number)
    shown = editions.read(edition)
    page = Paginator(shown.offerings, PER_PAGE).get_page(request.GET.get("page"))
    table = editions.table(list(page), f"sheber-round-{year}-{number}")
    context = {"edition": edition, "shown": shown, "page": page, "table": table}
    return tables.requested(request, [table]) or render(request, "public/round.html", context)


def file(_request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The public edition as the checker reads it."""
    content = _of(year, number).document.encode()
    return tables.attachment(content, "application/json", f"sheber-public-{year}-{number}.json")


def checker(_request: HttpRequest) -> HttpResponse:
    """The checker that stands alone, as one file."""
    content = engine_io.checker_text().encode()
    return tables.attachment(content, "text/x-python", "checker.py")


def _of(year: int, number: int) -> PublicEdition:
    rows = queries.public_editions().filter(clearing__round=number, clearing__campaign__year=year)
    found = rows.first()
    if found is None:
        raise Http404(f"{year}/{number}")
    return found
