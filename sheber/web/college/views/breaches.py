"""What a broken contract costs: computed by the institution, shown with its formula, then saved."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.contracts.models import Breach
from sheber.contracts.operations import Amount
from sheber.flows import claims
from sheber.kernel import clock
from sheber.kernel.money import MINOR_UNITS, Money
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.college import reads, sums
from sheber.web.college.claim_forms import CompensationForm, PenaltyForm, SupportForm
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.middleware import FORBIDDEN

MONTHS = 12
ClaimForm = PenaltyForm | CompensationForm | SupportForm


@require_http_methods(["GET", "POST"])
@needs_role(Role.COLLEGE)
def price(request: HttpRequest, key: int) -> HttpResponse:
    """Compute a sum from the institution's figures; save exactly the one that was shown."""
    breach = reads.breach_for(actor(request), key)
    form = _form(request, breach)
    found: Amount | None = None
    if request.method == "POST" and form.is_valid():
        try:
            found = claims.computed(breach, form.figures)
            if request.POST.get("seen") == _fingerprint(found):
                claims.price(breach, form.figures, actor=actor(request), now=clock.now())
                said = _("The sum is saved and shown to all sides: %(sum)s.")
                messages.success(request, said % {"sum": Money(found.minor, found.currency)})
                return redirect("college_home")
        except Refused as refusal:
            if refusal.code in FORBIDDEN:
                raise
            form.add_error(None, str(refusal))
            found = None
    status = 400 if form.errors else 200
    return render(request, "college/breach.html", _context(breach, form, found), status=status)


def _form(request: HttpRequest, breach: Breach) -> ClaimForm:
    capacity = breach.contract.seat.pool.offering.capacity
    posted = request.POST if request.method == "POST" else None
    initial = {"currency": capacity.currency}
    if claims.is_medical(breach):
        return CompensationForm(posted, initial=initial)
    if _returns_support(breach):
        terms = breach.contract.terms
        monthly = (terms.monthly_minor or 0) / MINOR_UNITS[terms.currency]
        return SupportForm(
            posted, initial={"currency": terms.currency, "monthly": f"{monthly:.2f}"}
        )
    count = -(-capacity.programme.months // MONTHS)
    years = list(range(capacity.intake_year, capacity.intake_year + max(1, count)))
    return PenaltyForm(posted, initial=initial, years=years)


def _returns_support(breach: Breach) -> bool:
    """Where the rule is missing the usual figures are asked for, and the page says what misses."""
    try:
        return claims.returns_support(breach)
    except Refused:
        return False


def _context(breach: Breach, form: ClaimForm, found: Amount | None) -> dict[str, Any]:
    context: dict[str, Any] = {
        "breach": breach,
        "customer": breach.contract.terms.offer.line.call.employer,
        "form": form,
        "obstacle": None if form.errors else claims.obstacle(breach),
    }
    if found is not None:
        context |= {
            "sum": Money(found.minor, found.currency),
            "lines": sums.lines(found.formula, found.currency),
            "rules": sums.rules(found.formula),
            "seen": _fingerprint(found),
        }
    return context


def _fingerprint(found: Amount) -> str:
    """What was shown: the sum with its formula. Another one has to be looked at first."""
    text = json.dumps([found.minor, found.currency, dict(found.formula)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
