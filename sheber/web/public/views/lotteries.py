"""The public lotteries: what both sides published, and how anyone recomputes them."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.admissions import engine_io, queries
from sheber.admissions.models import Lottery
from sheber.web.public import draws
from sheber.web.shared import tables
from sheber.web.shared.actors import actor


def lotteries(request: HttpRequest) -> HttpResponse:
    """Every draw, the latest year first."""
    rows = Lottery.objects.exclude(state="annulled").select_related("campaign")
    return render(request, "public/lotteries.html", {"found": rows.order_by("-campaign__year")})


def lottery(request: HttpRequest, year: int) -> HttpResponse:
    """One draw; whoever is on its list and signed in sees the own number."""
    found = _of(year)
    context = {**draws.draw(found), "own": draws.own(found, actor(request))}
    return render(request, "public/lottery.html", context)


def file(_request: HttpRequest, year: int) -> HttpResponse:
    """The draw as `sheber lottery verify` reads it."""
    found = _of(year)
    document = engine_io.lottery_document(found, queries.lottery_parties(found))
    content = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return tables.attachment(content, "application/json", f"sheber-lottery-{year}.json")


def _of(year: int) -> Lottery:
    rows = Lottery.objects.exclude(state="annulled").select_related("campaign")
    found = rows.filter(campaign__year=year).first()
    if found is None:
        raise Http404(year)
    return found
