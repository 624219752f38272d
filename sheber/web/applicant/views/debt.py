from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.registry.enums import Role
from sheber.web.applicant.debts import debts
from sheber.web.applicant.views.reading import reader
from sheber.web.shared.actors import needs_role
from sheber.web.shared.charts.picture import requested


@needs_role(Role.APPLICANT)
def debt(request: HttpRequest) -> HttpResponse:
    """What is owed in days, what is served, and the date on which it ends."""
    me = reader(request)
    found = debts(me)
    pictures = [one.picture for one in found if one.picture]
    waiting = [one for one in me.contracts if one.state in ("intended", "signed", "amended")]
    owed = {one.obligation.contract_id for one in found}
    context = {
        "me": me,
        "debts": found,
        "ahead": [one for one in waiting if one.pk not in owed],
    }
    return requested(request, pictures) or render(request, "applicant/debt.html", context)
