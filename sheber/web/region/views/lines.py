"""Lines of demand that wait for a region's or an office's word: confirmed in bulk, or returned."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sheber.demand import operations, rules
from sheber.demand.models import Line
from sheber.flows.telling.describe import described
from sheber.kernel import clock
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.shared.actors import actor, needs_role

KEEPERS = (Role.REGION, Role.OFFICE)


class Return(forms.Form):
    """Why a line goes back to its employer."""

    reason = forms.CharField(
        label=gettext_lazy("Why it goes back"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The employer reads it and can mend the line. Name nobody."),
    )


@needs_role(*KEEPERS)
def lines(request: HttpRequest) -> HttpResponse:
    """All lines that wait, and a form that confirms those that are chosen at once."""
    who = actor(request)
    waiting = _waiting(who)
    refusal = None
    if request.method == "POST":
        chosen = {one for one in request.POST.getlist("line") if one.isdigit()}
        rows = [one for one in waiting if str(one.pk) in chosen]
        try:
            return _confirm(request, rows, len(chosen), who)
        except Refused as refused:
            refusal = refused
    context = {
        "lines": [(one, described(one)) for one in waiting],
        "people": sum(one.number for one in waiting),
        "refusal": refusal,
        "nothing": request.method == "POST" and refusal is None,
    }
    return render(request, "region/lines.html", context, status=409 if refusal else 200)


@needs_role(*KEEPERS)
def send_back(request: HttpRequest, key: int) -> HttpResponse:
    """Return one line to its employer, with a reason."""
    who = actor(request)
    rows = Line.objects.select_related("call__employer", "region", "occupation")
    line = get_object_or_404(rows, pk=key)
    require(rules.can_change_line(who, line, "return"), "demand.line.return")
    form = Return(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.send_back(
                line, reason=form.cleaned_data["reason"], actor=who, now=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The line went back to its employer with your reason."))
            return redirect("lines_to_confirm")
    context = {"line": line, "words": described(line), "form": form}
    return render(request, "region/return.html", context)


def _confirm(request: HttpRequest, rows: list[Line], asked: int, who: Actor) -> HttpResponse:
    """Confirm what was chosen; what somebody else has settled meanwhile is told."""
    if not asked:
        messages.error(request, _("Choose at least one line."))
        return redirect("lines_to_confirm")
    operations.confirm_many(rows, actor=who, now=clock.now())
    done = ngettext("%(number)d line is confirmed.", "%(number)d lines are confirmed.", len(rows))
    messages.success(request, done % {"number": len(rows)})
    if asked > len(rows):
        left = ngettext(
            "%(number)d line no longer waits: somebody has settled it meanwhile.",
            "%(number)d lines no longer wait: somebody has settled them meanwhile.",
            asked - len(rows),
        )
        messages.warning(request, left % {"number": asked - len(rows)})
    return redirect("lines_to_confirm")


def _waiting(who: Actor) -> list[Line]:
    """Submitted lines that this actor may confirm, the earliest first."""
    rows = Line.objects.filter(state="submitted").select_related(
        "call__employer", "region", "occupation", "project"
    )
    return [one for one in rows.order_by("pk") if rules.can_change_line(who, one, "confirm")]
