from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from sheber.kernel import clock
from sheber.offers import queries
from sheber.registry.models import Occupation, Organisation, Region
from sheber.web.offers.forms import years
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
    """How many offers the latest admission has, what the registry holds, and where each opens.

    Organisations of the demo are counted apart, never together with real ones.
    """
    regions, occupations = Region.objects.count(), Occupation.objects.count()
    organisations = Organisation.objects.filter(demo=False).count()
    return [
        *_offers(),
        (regions, ngettext("region", "regions", regions), reverse("regions")),
        (
            organisations,
            ngettext("organisation", "organisations", organisations),
            reverse("organisations"),
        ),
        (occupations, ngettext("occupation", "occupations", occupations), reverse("occupations")),
        *_invented(),
    ]


def _invented() -> list[tuple[int, str, str]]:
    """The organisations of the demo, where there are any."""
    number = Organisation.objects.filter(demo=True).count()
    if not number:
        return []
    words = ngettext(
        "invented organisation of the demo", "invented organisations of the demo", number
    )
    return [(number, words, reverse("organisations") + "?demo=1")]


def _offers() -> list[tuple[int, str, str]]:
    """The offers that the list shows first: those of the latest admission."""
    for year in years()[:1]:
        found = queries.published().filter(allocation__capacity__intake_year=year).count()
        words = ngettext(
            "offer for admission in %(year)s", "offers for admission in %(year)s", found
        )
        return [(found, words % {"year": year}, reverse("offers"))]
    return []
