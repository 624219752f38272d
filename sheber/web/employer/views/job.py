"""One job at the firm: confirmed or disputed, proved by periods, ended on a ground."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.flows import work as flow
from sheber.kernel import clock
from sheber.outcomes import operations
from sheber.outcomes.enums import EndGround
from sheber.outcomes.models import Employment, EmploymentEvidence
from sheber.outcomes.operations import NewEvidence
from sheber.outcomes.states import EMPLOYMENT
from sheber.registry.enums import Role
from sheber.web.college import acting
from sheber.web.college.acting import Given, Page
from sheber.web.employer import words, working
from sheber.web.employer.contract_forms import WhyForm
from sheber.web.employer.work_forms import EndForm, EvidenceForm
from sheber.web.shared.actors import actor, needs_role

Act = Callable[[Given], str]


@require_safe
@needs_role(Role.EMPLOYER)
def job(request: HttpRequest, key: int) -> HttpResponse:
    """A job with its periods, and what the firm can do now."""
    who = actor(request)
    found = working.job_of(who, key)
    state, tone = words.state(working.JOBS, found.state)
    periods = EmploymentEvidence.objects.filter(employment=found).order_by("starts_on", "pk")
    owed = working.own_obligations(who).filter(contract=found.contract_id).first()
    context = {
        "job": found,
        "state": state,
        "tone": tone,
        "line_name": words.line_name(found.line) if found.line else "",
        "periods": [(one, *words.state(working.PERIODS, one.state)) for one in periods],
        "moves": {move.name for move in EMPLOYMENT.moves_from(found.state)},
        "can_prove": found.state not in ("disputed", "rejected"),
        "obligation": owed,
        "begin": found in working.without_obligation(who),
    }
    return render(request, "employer/job.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Say that this person works here, or take a dispute back."""
    found = working.job_of(actor(request), key, "confirm")

    def act(given: Given) -> str:
        operations.confirm(found, **_by(request))
        return _("The job is confirmed.")

    note = _("Its proved periods count from now on.")
    return _ask(request, _page(found, _("Confirm the job"), _("Confirm"), note), forms.Form, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def dispute(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a whole job is wrong; an office settles it."""
    found = working.job_of(actor(request), key, "dispute")

    def act(given: Given) -> str:
        operations.dispute(found, **given, **_by(request))
        return _("Your dispute is recorded; an office settles it.")

    note = _("None of its days count until an office has settled it.")
    page = _page(found, _("Dispute the job"), _("Dispute it"), note, danger=True)
    return _ask(request, page, WhyForm, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def prove(request: HttpRequest, key: int) -> HttpResponse:
    """Enter a period of work and the paper that proves it."""
    found = working.job_of(actor(request), key)

    def act(given: Given) -> str:
        operations.add_evidence(NewEvidence(employment=found, **given), **_by(request))
        return _("The period is proved.")

    last = EmploymentEvidence.objects.filter(employment=found).order_by("-ends_on").first()
    start = last.ends_on if last else found.starts_on
    end = found.ended_on or clock.now().date()
    note = _("Only days that have passed can be proved.")
    page = _page(found, _("Prove a period of work"), _("Enter the period"), note)
    return _ask(request, page, EvidenceForm, act, starts_on=start, ends_on=end)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def end(request: HttpRequest, key: int) -> HttpResponse:
    """The person was dismissed, left, or the firm closed."""
    found = working.job_of(actor(request), key, "end")

    def act(given: Given) -> str:
        if given["ground"] == EndGround.DISMISSED:
            flow.dismiss(found, on=given["on"], **_by(request))
        else:
            operations.end(found, ground=given["ground"], on=given["on"], **_by(request))
        return _("The job has ended.")

    page = _page(
        found,
        _("End the job"),
        _("Enter the end"),
        _("Dismissed, or the firm closed: nothing is broken; the person has a right to a new job."),
        _("Left by own wish: the contract stands until somebody says that the promise is broken."),
        danger=True,
    )
    return _ask(request, page, EndForm, act, on=clock.now().date())


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def dispute_period(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a period was not worked; an office settles it."""
    row = working.period_of(actor(request), key, "dispute")

    def act(given: Given) -> str:
        operations.dispute_evidence(row, **given, **_by(request))
        return _("Your dispute is recorded; an office settles it.")

    note = _("The period does not count until an office has settled it.")
    title = _("Dispute the period %(period)s") % {"period": f"{row.starts_on} – {row.ends_on}"}
    page = _page(row.employment, title, _("Dispute the period"), note, danger=True)
    return _ask(request, page, WhyForm, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def confirm_period(request: HttpRequest, key: int) -> HttpResponse:
    """Take back what was said against a period."""
    row = working.period_of(actor(request), key, "confirm")

    def act(given: Given) -> str:
        operations.confirm_evidence(row, **_by(request))
        return _("The dispute is taken back; the period counts.")

    title = _("Take the dispute back: %(period)s") % {"period": f"{row.starts_on} – {row.ends_on}"}
    page = _page(row.employment, title, _("Take it back"))
    return _ask(request, page, forms.Form, act)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor(request), "now": clock.now()}


def _ask(
    request: HttpRequest, page: Page, form: type[forms.Form], act: Act, **initial: object
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    return acting.ask(request, page, form(posted, initial=initial), act)


def _page(found: Employment, title: str, button: str, *notes: str, danger: bool = False) -> Page:
    back = reverse("employer_job", args=[found.pk])
    person = str(found.person_id)
    return Page(title, button, back, person, lede=person, notes=notes, danger=danger)
