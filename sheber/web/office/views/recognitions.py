"""Recognition of awards across the border: what waits for this body, and one request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sheber.credentials import rules
from sheber.credentials.enums import Purpose
from sheber.flows.telling import history
from sheber.kernel import events
from sheber.registry.enums import Role
from sheber.web.office import recognising
from sheber.web.office.acts import perform
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role

SUBJECT = "credentials.recognition"
READERS = (Role.OFFICE, Role.COLLEGE, Role.AUDITOR)


@needs_role(*READERS)
def recognitions(request: HttpRequest) -> HttpResponse:
    """What this body has to decide first; then every request that concerns it."""
    who = actor(request)
    waiting = recognising.table(_("Waits for you"), list(rules.waiting(who)), "waiting")
    rows = list(rules.visible(who).order_by("-pk"))
    every = recognising.table(_("All requests"), rows, "requests")
    return tables.requested(request, [waiting, every]) or render(
        request, "office/recognitions.html", {"waiting": waiting, "every": every}
    )


@needs_role(*READERS)
def recognition(request: HttpRequest, key: int) -> HttpResponse:
    """One request: found complete, decided in full, in part or not, decided anew."""
    who = actor(request)
    found = get_object_or_404(rules.visible(who).select_related("country"), pk=key)
    done = perform(request, recognising.acts(found, who))
    if done.way_on:
        return done.way_on
    state, tone = recognising.state(found)
    context = {
        "row": found,
        "state": state,
        "tone": tone,
        "purpose": Purpose(found.purpose).label,
        "hours": recognising.hours(found),
        "acts": done.acts,
        # Why somebody appeals is read by the body that decides.
        "history": history.lines(
            events.of(SUBJECT, [found.pk]), reasons=who.acts_for(found.body_id)
        ),
    }
    return render(request, "office/recognition.html", context, status=done.status)
