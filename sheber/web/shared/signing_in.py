"""Signing in and out, the demo's one click, and the capacity in which somebody acts."""

from collections import defaultdict
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from sheber.contracts.models import Party, Signature
from sheber.kernel import clock
from sheber.kernel.access import require
from sheber.kernel.refusals import Sentence
from sheber.registry.enums import Role
from sheber.registry.models import Account, Membership
from sheber.web.shared import actors, navigation
from sheber.web.shared.context import site

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]", "::1"}
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")
SHOWN_PER_ROLE = 4
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "There is no account with this user name and password. Check both: capital and small "
            "letters differ."
        ),
        "inactive": _("This account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"].label = _("Password")


class SignIn(LoginView):
    template_name = "shared/sign_in.html"
    authentication_form = SignInForm

    def get_default_redirect_url(self) -> str:
        return reverse(navigation.first_page(actors.actor(self.request)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = demo_groups() if demo_door_is_open(self.request) else []
        context = super().get_context_data(demo_groups=groups, **kwargs)
        # Django's view puts the name of the host here, under the name that our pages use.
        return {**context, **site(self.request)}


@dataclass(frozen=True)
class Group:
    """Demo accounts of one role: a few to click on, and how many more there are."""

    role: str
    label: Sentence
    members: list[Membership]
    more: int


def demo_door_is_open(request: HttpRequest) -> bool:
    """One-click sign-in exists in a demo, for somebody at this very machine, and nowhere else."""
    host, _port = split_domain_port(request.get_host())
    forwarded = any(header in request.headers for header in FORWARDED)
    address = request.META.get("REMOTE_ADDR", "")
    return clock.is_demo() and host in LOOPBACK_NAMES and not forwarded and _is_loopback(address)


def demo_groups() -> list[Group]:
    """The demo's accounts by role, in the order of `Role`."""
    held = Membership.objects.filter(account__demo=True, account__is_active=True)
    held = held.annotate(asked=Exists(_unsigned()))
    by_role: dict[str, list[Membership]] = defaultdict(list)
    for one in held.select_related("account", "organisation").order_by("role", "pk"):
        by_role[one.role].append(one)
    return [
        Group(role, role.label, _shown(found), max(0, len(found) - SHOWN_PER_ROLE))
        for role in Role
        if (found := by_role[role])
    ]


def _unsigned() -> QuerySet[Party]:
    """Parties to contracts on which just this person's word is missing."""
    words = Signature.objects.filter(party=OuterRef("pk"))
    rows = Party.objects.filter(person=OuterRef("account__person"), contract__state="intended")
    return rows.exclude(Exists(words))


def _shown(found: list[Membership]) -> list[Membership]:
    """First some for whom a contract waits: among thousands of people nobody would find them."""
    asked = [one for one in found if one.asked][: SHOWN_PER_ROLE // 2]
    return [*asked, *(one for one in found if one not in asked)][:SHOWN_PER_ROLE]


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo account without a password; refused wherever the door is not open."""
    require(demo_door_is_open(request), "web.demo_sign_in")
    given = request.POST.get("username", "").strip()
    account = Account.objects.filter(username=given, demo=True, is_active=True).first()
    if account is None:
        messages.error(request, gettext("The demo has no account “%(name)s”.") % {"name": given})
        return redirect("sign_in")
    login(request, account, backend=BACKEND)
    return HttpResponseRedirect(_next(request))


@require_http_methods(["GET", "POST"])
def capacity(request: HttpRequest) -> HttpResponse:
    """Choose in what capacity to act."""
    if request.method == "POST":
        actors.choose(request, request.POST.get("capacity", ""))
        return HttpResponseRedirect(reverse(navigation.first_page(actors.actor(request))))
    return render(request, "shared/capacity.html")


def _next(request: HttpRequest) -> str:
    given = request.POST.get("next", "")
    if given and url_has_allowed_host_and_scheme(given, {request.get_host()}):
        return given
    role = request.POST.get("role", "")
    return reverse(navigation.first_page(actors.actor(request), role))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
