from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sheber.admissions import operations
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.applicant import checked, seals, standing, wishes
from sheber.web.applicant.forms import Sure
from sheber.web.applicant.views.reading import changed_meanwhile, reader
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.moments import moment


@require_http_methods(["GET", "POST"])
@needs_role(Role.APPLICANT)
def submit(request: HttpRequest) -> HttpResponse:
    """Read the list once more, then submit exactly it."""
    me = reader(request)
    if me.application is None or not me.writes:
        return redirect("applicant_list")
    refusal = None
    if request.method == "POST":
        if request.POST.get("seal") != seals.of_list(me.wishes):
            return changed_meanwhile(request, "applicant_submit")
        try:
            operations.submit(me.application, actor=actor(request), now=clock.now())
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Your list is submitted. Here is your receipt."))
            return redirect("applicant_receipt")
    context = {
        "me": me,
        "wishes": wishes.lines(me.application, me.wishes, me.zone),
        "seal": seals.of_list(me.wishes),
        "agreed": me.application.guardian_id in me.guardians,
        "closes": moment(me.application.campaign.closes_at, me.zone),
        "refusal": refusal,
    }
    return render(request, "applicant/submit.html", context, status=409 if refusal else 200)


@require_POST
@needs_role(Role.APPLICANT)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the application back for good."""
    me = reader(request)
    if me.application is None:
        raise Http404
    if not Sure(request.POST).is_valid():
        messages.error(request, _("Tick the box if you want this; nothing was done."))
        return redirect("applicant_receipt")
    operations.withdraw(me.application, actor=actor(request), now=clock.now())
    messages.success(request, _("Your application is taken back."))
    return redirect("applicant_home")


@needs_role(Role.APPLICANT)
def receipt(request: HttpRequest) -> HttpResponse:
    """What was handed in, when, and what has to be filed elsewhere; made to be printed."""
    me = reader(request)
    row = me.application
    if row is None:
        return redirect("applicant_home")
    lines = wishes.lines(row, me.wishes, me.zone)
    context = {
        "me": me,
        "wishes": lines,
        "submitted": moment(row.submitted_at, me.zone) if row.submitted_at else "",
        "standing": standing.application(me),
        "facts": checked.facts(me),
        "elsewhere": [one for one in lines if one.elsewhere],
        "may_withdraw": row.state in ("draft", "submitted", "returned", "verified"),
        "holds": me.seat is not None and me.seat.state in ("offered", "consented", "enrolled"),
    }
    return render(request, "applicant/receipt.html", context)
