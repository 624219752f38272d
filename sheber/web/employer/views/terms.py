"""The terms of a draft offer, with the answers to every applicant's questions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.offers import operations, queries
from sheber.registry.enums import Role
from sheber.web.employer import offering, reads
from sheber.web.employer.forms import TermsForm
from sheber.web.shared.actors import actor, needs_role


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def terms(request: HttpRequest, key: int) -> HttpResponse:
    """Say the terms of a draft; what was said before is replaced."""
    found = reads.offer_for(actor(request), key, "publish")
    today = clock.now().date()
    said = queries.current_terms([found]).get(found.pk)
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        initial=offering.initial(found, said),
        **offering.lists(found, today),
    )
    if request.method == "POST" and form.is_valid():
        try:
            new = offering.new_terms(found, form)
            operations.set_terms(new, actor=actor(request), now=clock.now())
            messages.success(request, _("The terms are said. Read them once more, then publish."))
            return redirect("employer_offer", key)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 400 if form.errors else 200
    context = {"offer": found, "form": form}
    return render(request, "employer/terms.html", context, status=status)
