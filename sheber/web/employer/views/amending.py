"""What may happen to an offer after it was published: new terms with a reason, or its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.offers import operations, queries
from sheber.registry.enums import Role
from sheber.web.employer import offering, reads, words
from sheber.web.employer.forms import ReasonForm, TermsForm
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def amend(request: HttpRequest, key: int) -> HttpResponse:
    """Say new terms of a published offer, with a reason that stays beside them."""
    found = reads.offer_for(actor(request), key, "amend")
    said = queries.current_terms([found]).get(found.pk)
    today = clock.now().date()
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        initial=offering.initial(found, said),
        **offering.lists(found, today),
    )
    why = ReasonForm(request.POST if request.method == "POST" else None, prefix="why")
    if request.method == "POST" and form.is_valid() and why.is_valid():
        try:
            operations.amend(
                found,
                offering.new_terms(found, form),
                reason=_reason(why),
                actor=actor(request),
                now=clock.now(),
            )
            messages.success(request, _("The offer was amended; both versions are kept."))
            return redirect("employer_offer", key)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"offer": found, "form": form, "why": why, "version": said.version if said else 0}
    status = 400 if form.errors or why.errors else 200
    return render(request, "employer/amend.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take an offer back, with a reason."""
    found = reads.offer_for(actor(request), key, "withdraw")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw(found, reason=_reason(form), actor=actor(request), now=clock.now())
            messages.success(request, _("The offer was withdrawn."))
            return redirect("employer_offer", key)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    contracts = reads.contracts([found.line_id]).filter(terms__offer=found).count()
    context = {"offer": found, "form": form, "contracts": contracts}
    status = 400 if form.errors else 200
    return render(request, "employer/offer_withdraw.html", context, status=status)


def _reason(form: ReasonForm) -> str:
    given = form.cleaned_data
    return words.reason(given["ground"], given["words"].strip())
