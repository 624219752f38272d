from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.web.public import places, river
from sheber.web.shared.charts.picture import requested


def home(request: HttpRequest) -> HttpResponse:
    """What Sheber is, the map of both countries, and the river if it has any water."""
    chart = places.choosing_map()
    flows = river.picture()
    shown = [chart, flows] if flows else [chart]
    return requested(request, shown) or render(
        request, "public/home.html", {"map": chart, "river": flows}
    )
