from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sheber.admissions import operations
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.applicant import checked, standing, steps, todo, wishes
from sheber.web.applicant.debts import debts
from sheber.web.applicant.views.reading import reader
from sheber.web.shared.actors import actor, needs_role


@needs_role(Role.APPLICANT)
def home(request: HttpRequest) -> HttpResponse:
    """What to do next, deadlines in local time, and how the application stands."""
    me = reader(request)
    context = {
        "me": me,
        "tasks": todo.tasks(me),
        "application": standing.application(me),
        "seat": standing.seat(me),
        "steps": steps.steps(me),
        "facts": checked.facts(me),
        "debts": [one for one in debts(me) if one.goes_on],
        "wishes": wishes.lines(me.application, me.wishes, me.zone) if me.application else [],
    }
    return render(request, "applicant/home.html", context)


@require_POST
@needs_role(Role.APPLICANT)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an application in the open campaign."""
    me = reader(request)
    if me.open_campaign is None:
        raise Refused("campaign_not_open", campaign=me.campaign.code if me.campaign else "—")
    operations.draft(me.open_campaign, me.person, actor=actor(request), now=clock.now())
    messages.success(request, _("Your application is begun. Rank what you wish for."))
    return redirect("applicant_list")
