"""Newer terms for contracts: written once the offer is closed, then redrawn on or proposed."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sheber.contracts import operations as contracts
from sheber.contracts.models import Contract
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.offers import operations as offers
from sheber.offers.models import Terms
from sheber.offers.states import CLOSED
from sheber.registry.enums import Role
from sheber.web.employer import contracting, offering, words
from sheber.web.employer.contract_forms import NewerForm
from sheber.web.employer.forms import ReasonForm, TermsForm
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.middleware import FORBIDDEN

# What newer terms do to a contract, by the state in which it waits.
RENEWALS = {"intended": "redraft", "signed": "amend"}


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def newer(request: HttpRequest, key: int) -> HttpResponse:
    """Put a later version under contracts not yet signed, or propose it to those who signed."""
    who = actor(request)
    found = _renewable(who, key)
    later = _later(found)
    others = _others(who, found)
    form = NewerForm(
        request.POST if request.method == "POST" else None,
        versions=[(one.version, _version(one)) for one in later],
        contracts=[(one.pk, contracting.name(one)) for one in others],
        initial={"version": later[-1].version if later else None, "rows": [found.pk]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _renew(form, later, others, who))
            return redirect("employer_contract", key)
        except Refused as refusal:
            if refusal.code in FORBIDDEN:
                raise
            form.add_error(None, str(refusal))
    context = {
        "contract": found,
        "name": contracting.name(found),
        "form": form,
        "versions": [(one, list(offering.differences(found.terms, one))) for one in later],
        "closed": found.terms.offer.state in CLOSED,
        "signed": found.state == "signed",
    }
    status = 400 if form.errors else 200
    return render(request, "employer/newer.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def write(request: HttpRequest, key: int) -> HttpResponse:
    """Write newer terms for contracts of a closed offer; the offer itself stays as it is shown."""
    found = _renewable(actor(request), key)
    offer, today = found.terms.offer, clock.now().date()
    posted = request.POST if request.method == "POST" else None
    form = TermsForm(
        posted, initial=offering.initial(offer, found.terms), **offering.lists(offer, today)
    )
    why = ReasonForm(posted, prefix="why")
    if request.method == "POST" and form.is_valid() and why.is_valid():
        given = why.cleaned_data
        try:
            row = offers.restate(
                offering.new_terms(offer, form),
                reason=words.reason(given["ground"], given["words"].strip()),
                actor=actor(request),
                now=clock.now(),
            )
            said = _("Version %(version)s is written. Now say for which contracts.")
            messages.success(request, said % {"version": row.version})
            return redirect("employer_contract_newer", key)
        except Refused as refusal:
            if refusal.code in FORBIDDEN:
                raise
            form.add_error(None, str(refusal))
    context = {"contract": found, "name": contracting.name(found), "form": form, "why": why}
    status = 400 if form.errors or why.errors else 200
    return render(request, "employer/newer_terms.html", context, status=status)


def _renewable(who: Actor, key: int) -> Contract:
    found = contracting.one_of(who, key)
    if found.state not in RENEWALS:
        raise Refused("wrong_state", subject="contracts.contract", state=found.state, act="redraft")
    return found


def _later(found: Contract) -> list[Terms]:
    rows = Terms.objects.filter(offer=found.terms.offer_id, version__gt=found.terms.version)
    return list(rows.select_related("work_region").order_by("version"))


def _others(who: Actor, found: Contract) -> list[Contract]:
    """Contracts of the firm on the same offer that wait in the same state, this one first."""
    rows = contracting.own(who).filter(terms__offer=found.terms.offer_id, state=found.state)
    return [found, *rows.exclude(pk=found.pk)]


def _version(one: Terms) -> str:
    language = words.language_name(one.prevailing_language) or _("no language prevails")
    return _("version %(version)s: months owed %(months)s; text that prevails: %(language)s") % {
        "version": one.version,
        "months": one.months_owed,
        "language": language,
    }


def _renew(form: NewerForm, later: Sequence[Terms], others: Sequence[Contract], who: Actor) -> str:
    given = form.cleaned_data
    terms = next(one for one in later if one.version == given["version"])
    chosen = [one for one in others if one.pk in given["rows"]]
    move = RENEWALS[chosen[0].state]
    verb = contracts.redraft_many if move == "redraft" else contracts.amend_many
    done = verb(chosen, terms=terms, reason=given["reason"], actor=who, now=clock.now())
    if move == "redraft":
        return ngettext(
            "%(count)s contract stands on the newer terms; everybody signs anew.",
            "%(count)s contracts stand on the newer terms; everybody signs anew.",
            len(done),
        ) % {"count": len(done)}
    return ngettext(
        "Newer terms are proposed for %(count)s contract; until all sign, the signed ones stand.",
        "Newer terms are proposed for %(count)s contracts; until all sign, the signed ones stand.",
        len(done),
    ) % {"count": len(done)}
