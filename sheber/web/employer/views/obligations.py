"""What a person owes in days of work: how it stands, when it began, when it was broken."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.contracts.models import Breach
from sheber.flows import ending
from sheber.flows import work as flow
from sheber.kernel import clock
from sheber.outcomes import operations, queries
from sheber.outcomes.models import Employment
from sheber.outcomes.operations import NewObligation
from sheber.outcomes.states import OBLIGATION
from sheber.registry.enums import Role
from sheber.web.college import acting, sums
from sheber.web.college.acting import Given, Page
from sheber.web.employer import contracting, words, working
from sheber.web.employer.work_forms import BeginForm, BreakForm
from sheber.web.shared.actors import actor, needs_role


@require_safe
@needs_role(Role.EMPLOYER)
def obligation(request: HttpRequest, key: int) -> HttpResponse:
    """Served and owed in days as of today, by which rules, and what was broken."""
    who = actor(request)
    found = working.obligation_of(who, key)
    debt = working.debts([found], clock.now().date())[0]
    state, tone = words.state(working.DEBTS, debt.state)
    breach = Breach.objects.filter(contract=found.contract_id).first()
    context = {
        "obligation": found,
        "debt": debt,
        "state": state,
        "tone": tone,
        "breach": breach,
        "owed": contracting.owed(breach) if breach else "",
        "formula": sums.formula(breach),
        "right": queries.open_rights([found.contract_id]).get(found.contract_id),
        "jobs": working.own_jobs(who).filter(contract=found.contract_id),
        "moves": {move.name for move in OBLIGATION.moves_from(found.state)},
    }
    return render(request, "employer/obligation.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def begin(request: HttpRequest, key: int) -> HttpResponse:
    """Let the days that a contract promises begin to count."""
    found = contracting.one_of(actor(request), key)
    jobs = Employment.objects.filter(contract=found).order_by("starts_on")
    first = jobs.exclude(state="rejected").first()

    def act(given: Given) -> str:
        new = NewObligation(contract=found, starts_on=given["starts_on"])
        operations.oblige(new, **_by(request))
        return _("The days count from this day on.")

    page = Page(
        _("Let the days begin to count"),
        _("Begin the count"),
        reverse("employer_work"),
        _("At work"),
        lede=contracting.name(found),
        notes=(
            _("The months and the regime are those of the signed terms."),
            _("Only days of confirmed work that a paper proves are counted as served."),
        ),
    )
    initial = {"starts_on": first.starts_on if first else None}
    return acting.ask(request, page, BeginForm(_posted(request), initial=initial), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def fulfil(request: HttpRequest, key: int) -> HttpResponse:
    """Confirm that the time is served: obligation and contract are fulfilled in one act."""
    found = working.obligation_of(actor(request), key, "fulfil")

    def act(given: Given) -> str:
        ending.fulfil(found, **_by(request))
        return _("The time is served; the obligation is fulfilled.")

    page = Page(
        _("Confirm that the time is served"),
        _("It is served"),
        reverse("employer_obligation", args=[found.pk]),
        str(found.person_id),
        lede=contracting.name(found.contract),
        notes=(
            _("Nothing is owed any more, and the contract is fulfilled with it."),
            _("A day that no paper proves is not counted: while one is owed, this is refused."),
        ),
    )
    return acting.ask(request, page, forms.Form(_posted(request)), act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def break_it(request: HttpRequest, key: int) -> HttpResponse:
    """The person left before the term: job, obligation and contract end in one act."""
    who = actor(request)
    found = working.obligation_of(who, key, "breach")
    held = working.own_jobs(who).filter(contract=found.contract_id, state="confirmed").first()

    def act(given: Given) -> str:
        if held is not None:
            done = flow.leave_work(held, found, **given, **_by(request))
        else:
            done = flow.break_obligation(found, **given, **_by(request))
        return _("The breach is recorded. Owed for it: %(owed)s.") % {
            "owed": contracting.owed(done.breach)
        }

    notes = [
        _("The obligation and the contract are broken in one act, by the person."),
        _("The education organisation computes what is owed; until then the sum stays open."),
    ]
    if held is not None:
        notes.append(_("The job at your firm ends on that day, left by own wish."))
    page = Page(
        _("The person left before the term"),
        _("Record the breach"),
        reverse("employer_obligation", args=[found.pk]),
        str(found.person_id),
        lede=contracting.name(found.contract),
        notes=tuple(notes),
        danger=True,
    )
    initial = {"on": clock.now().date()}
    return acting.ask(request, page, BreakForm(_posted(request), initial=initial), act)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor(request), "now": clock.now()}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
