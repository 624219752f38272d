"""Who is asking: the account of the session, acting in one of its capacities.

A capacity is one organisation (or oneself) with all roles held there. An account with several
of them acts in one at a time and says which; the choice stands in the session.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from sheber.kernel import clock
from sheber.kernel.access import Actor, require
from sheber.registry import queries
from sheber.registry.enums import Role
from sheber.registry.models import Account, Membership, Organisation

ANONYMOUS = Actor(key="anonymous")
CHOICE = "capacity"
ONESELF = "self"

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Capacity:
    """In what capacity an account acts: its memberships of one organisation, or of none."""

    organisation: Organisation | None
    memberships: tuple[Membership, ...]

    @property
    def key(self) -> str:
        return str(self.organisation.pk) if self.organisation else ONESELF

    @property
    def roles(self) -> list[str]:
        """The roles in the reader's language."""
        return [str(Role(one.role).label) for one in self.memberships]


def capacities(request: HttpRequest) -> list[Capacity]:
    """Everything that the account of the session may act as on the site's date."""
    if not hasattr(request, "_capacities"):
        request._capacities = _capacities(request)  # type: ignore[attr-defined]
    return list(request._capacities)  # type: ignore[attr-defined]


def capacity(request: HttpRequest) -> Capacity | None:
    """The capacity chosen in this session, else the first one; None for a visitor."""
    held = capacities(request)
    chosen = request.session.get(CHOICE, "")
    return next((one for one in held if one.key == chosen), held[0] if held else None)


def actor(request: HttpRequest) -> Actor:
    """The actor for verbs and rules; a visitor is an actor without a role."""
    account = request.user
    if not isinstance(account, Account):
        return ANONYMOUS
    now_as = capacity(request)
    return queries.actor_of(account, now_as.memberships if now_as else ())


def choose(request: HttpRequest, key: str) -> None:
    """Act in this capacity from now on; refused if the account does not hold it."""
    require(any(one.key == key for one in capacities(request)), "web.capacity.choose")
    request.session[CHOICE] = key


def needs_role(*roles: str) -> Callable[[View], View]:
    """A page for these roles: a visitor is asked to sign in, anybody else is refused."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            require(actor(request).has_role(*roles), f"web.{view.__name__}")
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _capacities(request: HttpRequest) -> list[Capacity]:
    account = request.user
    if not isinstance(account, Account):
        return []
    groups: dict[int | None, list[Membership]] = {}
    for one in queries.memberships(account, clock.now().date()):
        groups.setdefault(one.organisation_id, []).append(one)
    return [Capacity(held[0].organisation, tuple(held)) for held in groups.values()]
