"""What every template may use as `site`."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.models import Installation
from sheber.web.shared import actors, navigation, themes


@dataclass(frozen=True)
class Language:
    """One of the site's languages and this page's address in it."""

    code: str
    name: str
    url: str
    current: bool


class Site:
    """Facts about the site, this request and who asks; each looked up when first used."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def installation(self) -> Installation | None:
        return clock.installation()

    @property
    def demo(self) -> bool:
        return self.installation is not None and self.installation.kind == Installation.Kind.DEMO

    @property
    def now(self) -> datetime:
        return clock.now()

    @property
    def theme(self) -> str:
        return themes.chosen(self.request)

    @property
    def themes(self) -> list[themes.Theme]:
        return themes.choices(self.request)

    @cached_property
    def actor(self) -> Actor:
        return actors.actor(self.request)

    @cached_property
    def capacity(self) -> actors.Capacity | None:
        return actors.capacity(self.request)

    @property
    def capacities(self) -> list[actors.Capacity]:
        return actors.capacities(self.request)

    @property
    def public_links(self) -> list[navigation.Link]:
        return navigation.public_links(self.request)

    @property
    def own_links(self) -> list[navigation.Link]:
        return navigation.own_links(self.request, self.actor)

    @property
    def languages(self) -> list[Language]:
        here = self.request.get_full_path()
        return [
            Language(code, name, translate_url(here, code), code == get_language())
            for code, name in settings.LANGUAGES
        ]


def site(request: HttpRequest) -> dict[str, Site]:
    return {"site": Site(request)}
