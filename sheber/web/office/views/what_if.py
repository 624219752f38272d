"""Other rules are tried on a campaign's market; nothing is kept but that somebody asked."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sheber.admissions.models import Campaign
from sheber.flows import what_if as flow
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.office import asking
from sheber.web.office.differences import MOST_ROWS, Shown
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role

READERS = (Role.OFFICE, Role.AUDITOR)


@needs_role(*READERS)
def what_if(request: HttpRequest, key: int) -> HttpResponse:
    """A form of rules and, once it was sent, the difference that they make."""
    campaign = get_object_or_404(Campaign, pk=key)
    find = request.GET.get("find", "")
    pools, offerings = asking.shown_pools(campaign, find)
    given = request.POST if request.method == "POST" else None
    rules = asking.Rules(given, campaign=campaign, pools=pools)
    context: dict[str, Any] = {
        "campaign": campaign,
        "rules": rules,
        "find": find,
        "offerings": offerings,
        "most_offerings": asking.MOST_OFFERINGS,
    }
    if given is None or not rules.is_valid():
        return render(request, "office/what_if.html", context)
    try:
        found = flow.ask(campaign, rules.asked(), actor=actor(request), now=clock.now())
    except Refused as refusal:
        rules.add_error(None, str(refusal))
        status = 403 if refusal.code == "not_allowed" else 409
        return render(request, "office/what_if.html", context, status=status)
    if "file" in given:
        name = f"sheber-what-if-{campaign.pk}.json"
        text = json.dumps(found, ensure_ascii=False, indent=1)
        return tables.attachment(text.encode(), "application/json", name)
    shown = Shown(campaign, found)
    context |= {"shown": shown, "found": found, "most_rows": MOST_ROWS}
    return render(request, "office/what_if.html", context)
