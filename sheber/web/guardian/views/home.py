from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.kernel import clock
from sheber.registry.enums import Role
from sheber.web.guardian import wards
from sheber.web.shared.actors import actor, needs_role


@needs_role(Role.GUARDIAN)
def home(request: HttpRequest) -> HttpResponse:
    """The children, and what waits for the guardian's word."""
    guardian, now = actor(request).person, clock.now()
    found = wards.wards(guardian, now.date())
    context = {"wards": found, "tasks": wards.tasks(guardian, found, now)}
    return render(request, "guardian/home.html", context)
