"""What stands in the site's menu, by role. Each audience lists its own entries.

`sheber/web/AUDIENCE/navigation.py` holds `ENTRIES`, one line each:

    ENTRIES = (Entry(_("My lines"), "employer_lines", Role.EMPLOYER),)

An entry without a role is for everybody. Only pages that exist may be named: a name that no URL
has is an error at the first page, not a dead link.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from sheber.kernel.access import Actor
from sheber.kernel.refusals import Sentence
from sheber.web.shared.audiences import modules


@dataclass(frozen=True, init=False)
class Entry:
    """A link of the menu: its words, the name of its URL, and the roles that see it.

    `begins`: whether somebody's work may begin there after signing in. `early`: what most people
    come for stands before the rest.
    """

    label: Sentence
    view: str
    roles: frozenset[str]
    begins: bool
    early: bool

    def __init__(
        self, label: Sentence, view: str, *roles: str, begins: bool = True, early: bool = False
    ) -> None:
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "view", view)
        object.__setattr__(self, "roles", frozenset(roles))
        object.__setattr__(self, "begins", begins)
        object.__setattr__(self, "early", early)

    def is_for(self, actor: Actor) -> bool:
        return not self.roles or actor.has_role(*self.roles)


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    label: Sentence
    url: str
    current: bool


def entries() -> Iterator[Entry]:
    """Every entry of every audience."""
    for module in modules("navigation"):
        yield from module.ENTRIES


def public_links(request: HttpRequest) -> list[Link]:
    """The links that everybody sees."""
    found = [entry for entry in entries() if not entry.roles]
    return [_link(request, entry) for entry in sorted(found, key=lambda one: not one.early)]


def own_links(request: HttpRequest, actor: Actor) -> list[Link]:
    """The links of the rooms in which this actor works."""
    found = [entry for entry in entries() if entry.roles and entry.is_for(actor)]
    found.sort(key=lambda one: (not one.early, not one.begins))
    return [_link(request, entry) for entry in found]


def first_page(actor: Actor, role: str = "") -> str:
    """The name of the URL at which this actor's work begins, or the work of one of its roles."""
    own = [entry for entry in entries() if entry.roles and entry.begins and entry.is_for(actor)]
    # A stable sort: what is for the role stands first, then what is early, then the menu's order.
    own.sort(key=lambda entry: (role not in entry.roles, not entry.early))
    return next((entry.view for entry in own), "home")


def _link(request: HttpRequest, entry: Entry) -> Link:
    url = reverse(entry.view)
    inside = request.path == url or request.path.startswith(url.rstrip("/") + "/")
    return Link(entry.label, url, inside and entry.view != "home")
