"""One contract: its sides, what changed since, and each act that its state lets the firm do."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.contracts import operations
from sheber.contracts.enums import BreachGround, PartyRole
from sheber.contracts.models import Breach, Contract, Suspension
from sheber.contracts.operations import NewBreach
from sheber.contracts.queries import IN_FORCE
from sheber.contracts.states import CONTRACT
from sheber.flows import ending
from sheber.kernel import clock
from sheber.offers import queries as offers
from sheber.outcomes.models import Employment, Obligation
from sheber.registry.enums import Role
from sheber.training import queries as training
from sheber.web.college import acting, reads, sums
from sheber.web.college.acting import Given, Page
from sheber.web.employer import contracting, words
from sheber.web.employer.contract_forms import (
    BreachForm,
    RefuseForm,
    ResumeForm,
    SuspendForm,
    WhyForm,
)
from sheber.web.shared.actors import actor, needs_role

Act = Callable[[Given], str]


@require_safe
@needs_role(Role.EMPLOYER)
def contract(request: HttpRequest, key: int) -> HttpResponse:
    """Who has signed, whose turn it is, and what the firm can do now."""
    who, today = actor(request), clock.now().date()
    found = contracting.one_of(who, key)
    one = contracting.waiting([found], who, today)[0]
    state, tone = words.state(contracting.STATES, found.state)
    breach = Breach.objects.filter(contract=found).first()
    context = {
        "one": one,
        "contract": found,
        "state": state,
        "tone": tone,
        "name": contracting.name(found),
        "line_name": words.line_name(found.terms.offer.line),
        "document": one.sides.document[: contracting.SHOWN_OF_DOCUMENT],
        "text": reads.texts_of([found], today)[0],
        "assumed": offers.rests_on_assumption([found.terms.offer_id]),
        "sides": [(side, one.sides.signed(side)) for side in one.sides.parties],
        "disagree": one.sides.refusing_guardians,
        "in_force": IN_FORCE,
        "is_customer": who.acts_for(found.terms.offer.line.call.employer_id),
        "moves": {move.name for move in CONTRACT.moves_from(found.state)},
        "expulsion": training.expelled(Contract.objects.filter(pk=found.pk)).first(),
        "suspensions": Suspension.objects.filter(contract=found).order_by("starts_on"),
        "breach": breach,
        "owed": contracting.owed(breach) if breach else "",
        "formula": sums.formula(breach),
        "jobs": Employment.objects.filter(contract=found, employer_id=who.organisation),
        "obligation": Obligation.objects.filter(contract=found).first(),
    }
    return render(request, "employer/contract.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def refuse(request: HttpRequest, key: int) -> HttpResponse:
    """Not sign as the customer, or go back on what was signed."""
    found = contracting.one_of(actor(request), key, "refuse_by_customer")

    def act(given: Given) -> str:
        row = operations.refuse_as_customer(found, **given, **_by(request))
        return _("Your refusal is recorded. Owed for it: %(owed)s.") % {
            "owed": contracting.owed(row)
        }

    page = _page(
        found,
        _("Refuse as the customer"),
        _("Refuse the contract"),
        (
            _("The contract ends for everybody; the student may study on without it."),
            _("What your firm pays depends on whether the first attestation has passed."),
        ),
    )
    return _ask(request, page, RefuseForm, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def refuse_amendment(request: HttpRequest, key: int) -> HttpResponse:
    """Not agree to newer terms: the version that was signed goes on."""
    found = contracting.one_of(actor(request), key, "refuse_amendment")

    def act(given: Given) -> str:
        operations.refuse_amendment(found, **given, **_by(request))
        return _("The amendment was refused; the terms that were signed go on.")

    note = _("Nothing is owed for it: the contract goes on as it was signed.")
    page = _page(found, _("Refuse the amendment"), _("Refuse the amendment"), (note,))
    return _ask(request, page, WhyForm, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def release(request: HttpRequest, key: int) -> HttpResponse:
    """Release the citizen on a ground that the rules or the contract know."""
    found = contracting.one_of(actor(request), key, "release")

    def act(given: Given) -> str:
        ending.release(found, **given, **_by(request))
        return _("The person was released from the contract.")

    note = _("Nobody broke the contract, and no day is owed under it any more.")
    page = _page(found, _("Release the person"), _("Release from the contract"), (note,))
    return _ask(request, page, WhyForm, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def terminate(request: HttpRequest, key: int) -> HttpResponse:
    """End the contract by agreement of its parties."""
    found = contracting.one_of(actor(request), key, "terminate")

    def act(given: Given) -> str:
        ending.terminate(found, **given, **_by(request))
        return _("The contract was ended by agreement.")

    note = _("Only when all its parties agree; say in your words which paper shows it.")
    page = _page(found, _("End it by agreement"), _("End the contract"), (note,))
    return _ask(request, page, WhyForm, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def breach(request: HttpRequest, key: int) -> HttpResponse:
    """Record that a contract in force was broken, by the person or by the firm."""
    found = contracting.one_of(actor(request), key, "breach")

    def act(given: Given) -> str:
        reason, ground = given.pop("reason"), BreachGround(given["ground"])
        customer = ground == BreachGround.NOT_EMPLOYED
        by_role = PartyRole.CUSTOMER if customer else PartyRole.CITIZEN
        new = NewBreach(by_role=by_role, **{**given, "ground": ground})
        row = operations.breach(found, new, reason=reason, **_by(request))
        return _("The breach is recorded. Owed for it: %(owed)s.") % {"owed": contracting.owed(row)}

    notes = (
        _("If your firm does not employ a graduate, your firm broke the contract."),
        _("The education organisation computes what is owed; until then the sum stays open."),
    )
    page = _page(found, _("The contract was broken"), _("Record the breach"), notes)
    return _ask(request, page, BreachForm, act)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def suspend(request: HttpRequest, key: int) -> HttpResponse:
    """Stop the count of days for a ground such as service, care or illness."""
    found = contracting.one_of(actor(request), key, "suspend")

    def act(given: Given) -> str:
        operations.suspend(found, **given, **_by(request))
        return _("The contract is suspended: its days do not count.")

    notes = (
        _("Suspended days are not served, and nobody is blamed for them."),
        _("An amendment that waits for signatures lapses."),
    )
    page = _page(found, _("Suspend the contract"), _("Suspend it"), notes, danger=False)
    return _ask(request, page, SuspendForm, act, notified_on=clock.now().date())


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def resume(request: HttpRequest, key: int) -> HttpResponse:
    """Let the days count again."""
    found = contracting.one_of(actor(request), key, "resume")

    def act(given: Given) -> str:
        operations.resume(found, **given, **_by(request))
        return _("The days of the contract count again.")

    page = _page(found, _("Resume the contract"), _("Let the days count again"), danger=False)
    return _ask(request, page, ResumeForm, act, on=clock.now().date())


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor(request), "now": clock.now()}


def _ask(
    request: HttpRequest, page: Page, form: type[forms.Form], act: Act, **initial: object
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    return acting.ask(request, page, form(posted, initial=initial), act)


def _page(
    found: Contract,
    title: str,
    button: str,
    notes: tuple[str, ...] = (),
    *,
    danger: bool = True,
) -> Page:
    back = reverse("employer_contract", args=[found.pk])
    name = contracting.name(found)
    return Page(title, button, back, name, lede=name, notes=notes, danger=danger)
