"""One line typed into a form instead of a table, held to the same checks."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.flows.own_data import door, kinds
from sheber.kernel import clock
from sheber.kernel.access import require
from sheber.registry.models import Organisation
from sheber.web.own_data.forms import LineForm
from sheber.web.own_data.views.files import NEXT
from sheber.web.own_data.views.tables import WHO
from sheber.web.shared.actors import actor, needs_role

# Lines and offers are typed in on pages of their own.
BY_HAND = ("organisations", "outcomes")


@require_http_methods(["GET", "POST"])
@needs_role(*WHO)
def one(request: HttpRequest, code: str) -> HttpResponse:
    """A form with the columns of the table; what is wrong stands beside each field."""
    kind = kinds.named(code)
    if code not in BY_HAND:
        raise Http404
    require(kind.may(actor(request)), f"own_data.{code}.enter")
    facts = kind.prepare(actor(request), {}, clock.now())
    form = LineForm(kind, facts, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        faults = door.enter(kind, form.cells, actor=actor(request), now=clock.now())
        if not faults:
            messages.success(request, _("Entered."))
            return redirect(_way_on(code, form))
        form.show(faults)
    status = 400 if form.errors else 200
    return render(request, "own_data/one.html", {"kind": kind, "form": form}, status=status)


def _way_on(code: str, form: LineForm) -> str:
    """Where the work goes on; for a firm just entered, with that firm chosen for its account."""
    if code != "organisations":
        return reverse(NEXT[code])
    entered = Organisation.objects.get(code=form.cells["code"])
    return f"{reverse(NEXT[code])}?organisation={entered.pk}"
