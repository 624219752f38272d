"""Regions for pages and maps: by country and within it by the alphabet of the reader."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.registry.models import Country, Region
from sheber.web.shared.charts.maps import Place, region_map
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.order import alphabetical


def by_country() -> list[tuple[Country, list[Region]]]:
    """Countries and their regions, both in alphabetical order of the reader's language."""
    regions: dict[str, list[Region]] = {}
    for region in Region.objects.all():
        regions.setdefault(region.country_id, []).append(region)
    return [
        (country, alphabetical(regions.get(country.pk, [])))
        for country in alphabetical(Country.objects.all())
    ]


def places(
    groups: Iterable[tuple[Country, Iterable[Region]]], values: dict[str, int] | None = None
) -> list[Place]:
    """Regions as a map takes them, with an amount each if there is one."""
    known = values or {}
    return [
        Place(one.pk, one.name, country.name, reverse("region", args=[one.pk]), known.get(one.pk))
        for country, regions in groups
        for one in regions
    ]


def choosing_map() -> Picture:
    """The map of both countries: every region leads to its page."""
    return region_map(
        "regions",
        _("The regions of both countries"),
        places(by_country()),
        text=_("Choose a region on the map or in the list."),
    )


def locating_map(region: Region) -> Picture:
    """Where one region lies. Without links: a keyboard would pass a hundred of them."""
    everywhere = [replace(place, url="") for place in places(by_country())]
    return region_map("region", region.name, everywhere, chosen=frozenset({region.pk}))
