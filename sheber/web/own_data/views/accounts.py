"""Accounts for the organisations that were entered. A password is shown once and kept nowhere."""

import secrets

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.registry import operations
from sheber.registry.enums import Role
from sheber.registry.models import Membership, Organisation
from sheber.web.own_data.forms import AccountForm
from sheber.web.own_data.navigation import KEEPERS
from sheber.web.shared.actors import actor, needs_role

SHOWN = 200


@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "POST"])
@needs_role(*KEEPERS)
def accounts(request: HttpRequest) -> HttpResponse:
    """Who may sign in for whom, and a form that opens an account with one role."""
    own = kept_by(actor(request))
    form = AccountForm(request.POST if request.method == "POST" else None, organisations=own)
    opened, password = None, ""
    if request.method == "POST" and form.is_valid():
        password = secrets.token_urlsafe(12)
        opened = operations.open_account(
            operations.NewAccount(
                form.cleaned_data["username"],
                form.cleaned_data["role"],
                own.get(pk=form.cleaned_data["organisation"]),
                password=password,
                demo=clock.is_demo(),
            ),
            actor=actor(request),
            now=clock.now(),
        )
        form = AccountForm(organisations=own)
    context = {
        "form": form,
        "opened": opened,
        "password": password,
        "rows": _by_account(own),
    }
    status = 400 if form.errors else 200
    return render(request, "own_data/accounts.html", context, status=status)


def _by_account(own: QuerySet[Organisation]) -> list[tuple[str, list[str], str]]:
    """Who may sign in: name, roles, organisation; the newest first."""
    rows = Membership.objects.filter(organisation__in=own).select_related("account", "organisation")
    found: dict[tuple[str, str], list[str]] = {}
    for one in rows.order_by("-pk")[:SHOWN]:
        body = one.organisation.name if one.organisation else ""
        found.setdefault((one.account.username, body), []).append(one.get_role_display())
    return [(username, roles, body) for (username, body), roles in found.items()]


def kept_by(who: Actor) -> QuerySet[Organisation]:
    """For whom this actor opens accounts: an office for its own country, never for the other's."""
    found = Organisation.objects.filter(demo=clock.is_demo())
    if who.has_role(Role.ADMINISTRATOR):
        return found
    return found.filter(country_id=who.country)
