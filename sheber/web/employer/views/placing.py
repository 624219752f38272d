"""A job of somebody who came without a contract with this firm, or was placed here anew."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.flows import placing
from sheber.flows.placing import Begun
from sheber.kernel import clock
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.employer.placing_forms import NewcomerForm
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def report(request: HttpRequest) -> HttpResponse:
    """Report a job; whoever has a right to be placed anew goes on serving their contract here."""
    who = actor(request)
    form = NewcomerForm(request.POST if request.method == "POST" else None)

    def act(given: Given) -> str:
        firm = Organisation.objects.get(pk=int(who.organisation or 0))
        begun = Begun(person=given["person"], employer=firm, **form.place)
        job = placing.report(begun, actor=who, now=clock.now())
        if job.contract_id is not None:
            return _("The job is reported. Its days count under the person’s contract.")
        return _("The job is reported without a contract: %(why)s.") % {
            "why": job.get_no_line_display() or _("it fills a line of demand")
        }

    page = Page(
        _("Report a job without a contract with your firm"),
        _("Report the job"),
        reverse("employer_work"),
        _("At work"),
        notes=(
            _("For somebody whom another firm lost, and for whoever came by themselves."),
            _(
                "Who lost a job without a fault of their own has a right to be placed anew: the "
                "days at your firm are then served under their contract, and you owe nothing by it."
            ),
            _("Confirm the job afterwards, then prove its periods."),
        ),
    )
    return acting.ask(request, page, form, act)
