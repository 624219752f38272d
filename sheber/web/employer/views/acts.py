"""What an employer does to a line that stands: sends it, cuts it, takes it back, with reasons."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sheber.demand import operations
from sheber.demand.models import Line
from sheber.flows import demand as flow
from sheber.flows.demand import TakenBack
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.employer import reads, words
from sheber.web.employer.forms import CutForm, ReasonForm
from sheber.web.shared.actors import actor, needs_role


@require_POST
@needs_role(Role.EMPLOYER)
def submit(request: HttpRequest, key: int) -> HttpResponse:
    """Send one line to its region."""
    operations.submit(reads.line_for(actor(request), key), actor=actor(request), now=clock.now())
    messages.success(request, _("The line was sent to its region."))
    return redirect("employer_line", key)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def cut(request: HttpRequest, key: int) -> HttpResponse:
    """Lower the number of a line. What already rests on it stands beside the form."""
    line = reads.line_for(actor(request), key, "cut")
    form = CutForm(request.POST if request.method == "POST" else None, most=line.number)

    def act(reason: str) -> None:
        number = form.cleaned_data["number"]
        done = flow.cut_line(
            line, number=number, reason=reason, actor=actor(request), now=clock.now()
        )
        messages.success(
            request,
            _("The line was cut. Its region confirms the new number before plans count it."),
        )
        _tell(request, done)

    return _act(request, line, form, act, "cut")


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take a line back. What already rests on it stands beside the form."""
    line = reads.line_for(actor(request), key, "withdraw")
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act(reason: str) -> None:
        done = flow.withdraw_line(line, reason=reason, actor=actor(request), now=clock.now())
        messages.success(request, _("The line was withdrawn."))
        _tell(request, done)

    return _act(request, line, form, act, "withdraw")


def _act(
    request: HttpRequest, line: Line, form: ReasonForm, act: Callable[[str], None], name: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            act(words.reason(given["ground"], given["words"].strip()))
            return redirect("employer_line", line.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "line": line,
        "name": words.line_name(line),
        "form": form,
        "act": name,
        "resting": flow.resting_on([line])[line.pk],
    }
    status = 400 if form.errors else 200
    return render(request, "employer/line_act.html", context, status=status)


def _tell(request: HttpRequest, done: TakenBack) -> None:
    """Which offers went with the line, and which stay because somebody relies on them."""
    if done.withdrawn:
        codes = ", ".join(one.code for one in done.withdrawn)
        messages.info(request, _("Withdrawn with it: %(offers)s.") % {"offers": codes})
    if done.left:
        codes = ", ".join(one.code for one in done.left)
        messages.warning(
            request,
            _("These offers stay, since they are frozen or under contract: %(offers)s.")
            % {"offers": codes},
        )
