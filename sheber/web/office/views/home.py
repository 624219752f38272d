"""What waits for the office today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.kernel import clock
from sheber.registry.enums import Role
from sheber.web.office import since, work
from sheber.web.shared.actors import actor, needs_role


@needs_role(Role.OFFICE)
def home(request: HttpRequest) -> HttpResponse:
    """The work list, and what has changed since this account was last here."""
    context = {
        "tasks": work.tasks(actor(request), clock.now()),
        "changes": since.changes(request),
    }
    return render(request, "office/home.html", context)
