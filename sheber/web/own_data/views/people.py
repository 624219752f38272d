"""A person is entered with an account, and with a guardian's if under age."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from sheber.flows import people
from sheber.flows.people import Holder
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.registry.models import Account
from sheber.web.own_data.people_form import GuardianForm, PersonForm
from sheber.web.own_data.views.accounts import new_password
from sheber.web.shared.actors import actor, needs_role

WHO = (Role.OFFICE, Role.ADMISSIONS, Role.ADMINISTRATOR)


@never_cache
@sensitive_post_parameters()
@sensitive_variables("passwords", "shown")
@require_http_methods(["GET", "POST"])
@needs_role(*WHO)
def enter(request: HttpRequest) -> HttpResponse:
    """The form; afterwards the pseudonyms, user names and passwords, shown this once."""
    who = actor(request)
    country = "" if who.has_role(Role.ADMINISTRATOR) else who.country
    form = PersonForm(request.POST if request.method == "POST" else None, country=country)
    shown: list[tuple[Account, str]] = []
    if request.method == "POST" and form.is_valid():
        passwords = [new_password(), new_password()]
        opened = _enter(request, form, passwords)
        shown = list(zip(opened, passwords, strict=False))
    if shown:
        form = PersonForm(country=country)
    status = 400 if form.errors else 200
    return render(request, "own_data/person.html", {"form": form, "shown": shown}, status=status)


@never_cache
@sensitive_post_parameters()
@sensitive_variables("password", "shown")
@require_http_methods(["GET", "POST"])
@needs_role(*WHO)
def guardian(request: HttpRequest) -> HttpResponse:
    """A guardian for somebody who was entered before; the password is shown this once."""
    who = actor(request)
    country = "" if who.has_role(Role.ADMINISTRATOR) else who.country
    given = {"ward": request.GET.get("ward", "")}
    data = request.POST if request.method == "POST" else None
    form = GuardianForm(data, country=country, initial=given)
    shown: list[tuple[Account, str]] = []
    if request.method == "POST" and form.is_valid():
        password = new_password()
        added = _add_guardian(request, form, password)
        shown = [(added, password)] if added else []
    if shown:
        form = GuardianForm(country=country)
    status = 400 if form.errors else 200
    return render(request, "own_data/guardian.html", {"form": form, "shown": shown}, status=status)


def _add_guardian(request: HttpRequest, form: GuardianForm, password: str) -> Account | None:
    given = form.cleaned_data
    new = Holder(form.person(demo=clock.is_demo()), given["username"], password)
    try:
        return people.add_guardian(
            given["ward"], new, given["kind"], actor=actor(request), now=clock.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _enter(request: HttpRequest, form: PersonForm, passwords: list[str]) -> Sequence[Account]:
    """The accounts opened; what stands in the way is said above the form."""
    given, demo = form.cleaned_data, clock.is_demo()
    guardian = None
    if form.has_guardian:
        of = form.person(demo=demo, guardian=True)
        guardian = Holder(of, given["guardian_username"], passwords[1])
    somebody = Holder(form.person(demo=demo), given["username"], passwords[0])
    kind = given["guardian_kind"]
    try:
        return people.enter(somebody, guardian, kind, actor=actor(request), now=clock.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return ()
