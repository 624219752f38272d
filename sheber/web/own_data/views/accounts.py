"""Accounts of those whom one may open them for. A password is shown once and kept nowhere."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.registry import operations
from sheber.registry.enums import Role
from sheber.registry.models import Account, Membership, Organisation
from sheber.web.own_data.forms import AccountForm
from sheber.web.own_data.navigation import KEEPERS
from sheber.web.shared.actors import actor, needs_role

PER_PAGE = 50


@never_cache
@sensitive_variables("password")
@require_http_methods(["GET", "POST"])
@needs_role(*KEEPERS)
def accounts(request: HttpRequest) -> HttpResponse:
    """Who may sign in for whom, and a form that opens an account with one role."""
    form = _form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        password = new_password()
        opened = _open(request, form, password)
        if opened:
            return _page(request, _form(request), opened, password)
    return _page(request, form)


@never_cache
@sensitive_variables("password")
@require_POST
@needs_role(*KEEPERS)
def renew(request: HttpRequest, key: int) -> HttpResponse:
    """A new password for somebody who lost the old one, shown once."""
    found = get_object_or_404(_kept(request), pk=key)
    password = new_password()
    operations.renew_password(found, password=password, actor=actor(request), now=clock.now())
    return _page(request, _form(request), found, password)


@require_POST
@needs_role(*KEEPERS)
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Close an account: nobody signs in with it any more."""
    found = get_object_or_404(_kept(request), pk=key)
    operations.close_account(found, actor=actor(request), now=clock.now())
    messages.success(
        request, _("The account %(username)s is closed.") % {"username": found.username}
    )
    return redirect("accounts")


def kept_by(who: Actor) -> QuerySet[Organisation]:
    """For whom this actor opens accounts: an office for its own country, never for the other's."""
    found = Organisation.objects.filter(demo=clock.is_demo())
    if who.has_role(Role.ADMINISTRATOR):
        return found
    return found.filter(country_id=who.country)


def new_password() -> str:
    """A password that nobody can guess and somebody can type."""
    return secrets.token_urlsafe(12)


def _kept(request: HttpRequest) -> QuerySet[Account]:
    """Accounts that hold a role for one of these organisations, or are a person's of this home."""
    who = actor(request)
    at_home = Q(organisation__in=kept_by(who)) | Q(
        organisation__isnull=True, account__person__home_region__country=who.country
    )
    if who.has_role(Role.ADMINISTRATOR):
        return Account.objects.all()
    return Account.objects.filter(pk__in=Membership.objects.filter(at_home).values("account"))


def _form(request: HttpRequest, data: object = None) -> AccountForm:
    given = {"organisation": request.GET.get("organisation", "")}
    return AccountForm(data, organisations=kept_by(actor(request)), initial=given)


def _open(request: HttpRequest, form: AccountForm, password: str) -> Account | None:
    """The account opened; what stands in the way is said beside the role."""
    given = form.cleaned_data
    new = operations.NewAccount(
        given["username"],
        given["role"],
        kept_by(actor(request)).get(pk=given["organisation"]),
        password=password,
        demo=clock.is_demo(),
    )
    try:
        return operations.open_account(new, actor=actor(request), now=clock.now())
    except Refused as refusal:
        form.add_error("role", str(refusal))
        return None


def _page(
    request: HttpRequest, form: AccountForm, shown: Account | None = None, password: str = ""
) -> HttpResponse:
    wanted = request.GET.get("name", "")
    # Those of organisations first: of people there are many, and one is looked for by name.
    order = ("-is_active", F("person").asc(nulls_first=True), "-pk")
    found = _kept(request).filter(username__icontains=wanted).order_by(*order)
    if shown:
        found = found.filter(pk=shown.pk)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    context = {
        "form": form,
        "shown": shown,
        "password": password,
        "wanted": wanted,
        "page": page,
        "rows": [(one, held) for one, held in zip(rows, _held(rows), strict=True)],
        "own": request.user.pk,
    }
    status = 400 if form.errors else 200
    return render(request, "own_data/accounts.html", context, status=status)


def _held(rows: list[Account]) -> list[list[tuple[str, list[str]]]]:
    """What each account acts as: the organisation, and the roles held there."""
    held = Membership.objects.filter(account__in=rows).select_related("organisation").order_by("pk")
    found: dict[int, dict[str, list[str]]] = {row.pk: {} for row in rows}
    for one in held:
        body = one.organisation.name if one.organisation else ""
        found[one.account_id].setdefault(body, []).append(one.get_role_display())
    return [list(found[row.pk].items()) for row in rows]
