"""Where an administrator begins: a firm, its account, a password of one's own."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.registry.enums import Role
from sheber.registry.models import Membership
from sheber.web.own_data.views.accounts import kept_by
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.work import Task


@require_safe
@needs_role(Role.ADMINISTRATOR)
def first_steps(request: HttpRequest) -> HttpResponse:
    """Three steps, with how far each has come."""
    entered = kept_by(actor(request))
    held = Membership.objects.filter(organisation__in=entered).values("account").distinct()
    steps = list(_steps(entered.count(), held.count()))
    return render(request, "own_data/first_steps.html", {"steps": steps})


def _steps(entered: int, accounts: int) -> Iterator[Task]:
    yield Task(
        _("Enter a firm, a college or an office"),
        reverse("own_data_one", args=["organisations"]),
        detail=_("In the registry so far: %(number)s") % {"number": entered},
    )
    yield Task(
        _("Open an account for it"),
        reverse("accounts"),
        detail=_("Accounts of organisations so far: %(number)s") % {"number": accounts},
    )
    yield Task(
        _("Change the password that you were given at the start"),
        reverse("change_password"),
        detail=_("Whoever set the site up may know the first one."),
    )
