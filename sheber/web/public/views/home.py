from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from sheber.kernel import clock
from sheber.registry.models import Occupation, Organisation, Region
from sheber.web.public import places, river
from sheber.web.shared.charts.picture import requested


def home(request: HttpRequest) -> HttpResponse:
    """What Sheber is, the map of both countries, and the river if it has any water."""
    chart = places.choosing_map()
    flows = river.published(clock.now().date())
    shown = [chart, flows] if flows else [chart]
    context = {"map": chart, "river": flows, "counts": counts()}
    return requested(request, shown) or render(request, "public/home.html", context)


def counts() -> list[tuple[int, str, str]]:
    """What the registry holds: how many, of what, and where they are listed."""
    regions, occupations = Region.objects.count(), Occupation.objects.count()
    organisations = Organisation.objects.count()
    return [
        (regions, ngettext("region", "regions", regions), reverse("regions")),
        (
            organisations,
            ngettext("organisation", "organisations", organisations),
            reverse("organisations"),
        ),
        (occupations, ngettext("occupation", "occupations", occupations), reverse("occupations")),
    ]
