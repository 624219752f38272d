from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.flows import placing
from sheber.flows.placing import Begun
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.applicant.views.reading import reader
from sheber.web.employer.placing_forms import BegunForm
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.APPLICANT)
def begun(request: HttpRequest) -> HttpResponse:
    """Say that one has begun to work, with the paper that shows it; the employer confirms."""
    me = reader(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BegunForm(*posted)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            placing.report(
                Begun(
                    person=me.person,
                    employer=given["employer"],
                    paper=given["paper"],
                    paper_sha256=form.sha256,
                    **form.place,
                ),
                actor=actor(request),
                now=clock.now(),
            )
            messages.success(request, _("Your job is reported. Its employer confirms it now."))
            return redirect("applicant_way")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 400 if form.errors else 200
    return render(request, "applicant/begun.html", {"me": me, "form": form}, status=status)
