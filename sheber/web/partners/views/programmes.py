"""Programmes in which one's own organisation has a part, and how it leaves one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.programmes import operations
from sheber.programmes.models import Partner, Programme
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.cluster import words
from sheber.web.cluster.forms import LeavingForm
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.partners import leaving
from sheber.web.shared.actors import actor, needs_role

ROLES = (Role.COLLEGE, Role.EMPLOYER)


@dataclass(frozen=True)
class Own:
    """A programme with the parts that one's own organisation has or had in it."""

    programme: Programme
    state: str
    tone: str
    parts: tuple[str, ...]
    notice: str
    leaves_on: date | None

    @property
    def may_leave(self) -> bool:
        return self.leaves_on is None and self.programme.state != "closed"


@require_safe
@needs_role(*ROLES)
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme with an own part, those in trouble first."""
    found = _own(actor(request), clock.now().date())
    found.sort(key=lambda one: (not one.notice, one.programme.code))
    return render(request, "partners/programmes.html", {"found": found})


@require_http_methods(["GET", "POST"])
@needs_role(*ROLES)
def leave(request: HttpRequest, key: int) -> HttpResponse:
    """One's own organisation leaves: what that would mean stands beside the form."""
    who, today = actor(request), clock.now().date()
    parts = _parts(who).filter(valid_to=None).values("programme")
    row = get_object_or_404(Programme.objects.select_related("cluster"), pk=key, pk__in=parts)
    body = Organisation.objects.get(pk=who.organisation)

    def act(given: Given) -> str:
        done = operations.leave(row, body, **given, actor=who, now=clock.now())
        leaving.tell(request, done, given["on"])
        return _("Your organisation leaves on %(day)s.") % {
            "day": date_format(given["on"], "DATE_FORMAT")
        }

    page = Page(
        _("Leave the programme"),
        _("Leave it"),
        reverse("partner_programmes"),
        _("Our programmes"),
        lede=row.name,
        notes=tuple(leaving.consequences(row, body, today)),
        danger=True,
    )
    return acting.ask(
        request, page, LeavingForm(**acting.data(request), initial={"on": today}), act
    )


def _parts(who: Actor) -> QuerySet[Partner]:
    return Partner.objects.filter(organisation_id=int(who.organisation or 0))


def _own(who: Actor, on: date) -> list[Own]:
    found: dict[int, list[Partner]] = {}
    for one in _parts(who).select_related("programme__cluster").order_by("pk"):
        found.setdefault(one.programme_id, []).append(one)
    return [_row(parts, on) for parts in found.values()]


def _row(parts: Iterable[Partner], on: date) -> Own:
    rows = list(parts)
    programme = rows[0].programme
    ends = [one.valid_to for one in rows]
    return Own(
        programme,
        words.programme_state(programme.state),
        words.tone(programme.state),
        tuple(dict.fromkeys(words.part(one.role) for one in rows)),
        leaving.suspended(programme, on),
        None if None in ends else max(one for one in ends if one is not None),
    )
