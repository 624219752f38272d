import json

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sheber.flows import applying
from sheber.kernel import clock
from sheber.registry.enums import Role
from sheber.registry.identity.models import Identity
from sheber.web.applicant.disclosures import disclosures
from sheber.web.applicant.export import everything
from sheber.web.applicant.forms import Sure
from sheber.web.applicant.views.reading import reader
from sheber.web.shared import demo, tables
from sheber.web.shared.actors import actor, needs_role

OWN = (Role.APPLICANT, Role.GUARDIAN)


@needs_role(*OWN)
def data(request: HttpRequest) -> HttpResponse:
    """What is kept about oneself, who has seen the name, and how to have it erased."""
    me = reader(request)
    context = {
        "me": me,
        "identity": Identity.objects.filter(person=me.person).select_related("home_store").first(),
        "disclosures": disclosures(me.person.pk, me.zone),
        "holds": applying.erasure_holds(me.person, me.now),
    }
    return render(request, "applicant/data.html", context)


@needs_role(*OWN)
def export(request: HttpRequest) -> HttpResponse:
    """Everything about oneself as one JSON file."""
    me = reader(request)
    found = everything(me.person, me.now)
    if said := demo.note():
        found = {"note": said, **found}
    content = json.dumps(found, ensure_ascii=False, indent=1).encode()
    name = f"sheber-{me.person.pk}.json"
    return tables.attachment(content, "application/json", name)


@require_POST
@needs_role(*OWN)
def erase(request: HttpRequest) -> HttpResponse:
    """Erase one's own name, documents and contacts; the account closes with it."""
    me = reader(request)
    if not Sure(request.POST).is_valid():
        messages.error(request, _("Tick the box if you want this; nothing was done."))
        return redirect("my_data")
    applying.erase_oneself(me.person, actor=actor(request), now=clock.now())
    logout(request)
    messages.success(
        request, _("Your name, documents and contacts are erased, and your account is closed.")
    )
    return redirect("home")
