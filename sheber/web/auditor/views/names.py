"""A name is shown to a role that may ask, for a purpose, and that is written down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sheber.flows import disclosing
from sheber.kernel import clock
from sheber.registry.models import Person
from sheber.web.auditor.forms import Purpose
from sheber.web.auditor.navigation import READERS
from sheber.web.shared.actors import actor, needs_role


@needs_role(*READERS)
def name(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """Ask for the purpose; after it was given, show the name once and keep it nowhere."""
    person = get_object_or_404(Person, pk=pseudonym)
    form = Purpose(request.POST or None)
    identity = None
    if request.method == "POST" and form.is_valid():
        identity = disclosing.disclose(
            person,
            purpose=form.cleaned_data["purpose"],
            actor=actor(request),
            now=clock.now(),
        )
    context = {"person": person, "form": form, "identity": identity}
    answer = render(request, "auditor/name.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
