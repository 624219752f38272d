from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sheber.programmes.queries import ready_on, starts_on
from sheber.registry.enums import Role
from sheber.registry.queries import offices
from sheber.web.applicant import checked, journey, seals, standing, steps, wishes
from sheber.web.applicant.disclosures import disclosures
from sheber.web.applicant.mine import Mine
from sheber.web.applicant.views import seat
from sheber.web.guardian import wards
from sheber.web.guardian.views.reading import child_of, ward_of
from sheber.web.shared.actors import actor, needs_role


@needs_role(Role.GUARDIAN)
def child(request: HttpRequest, ward: str) -> HttpResponse:
    """What a child ranked, was given, owes and costs, when, and who may see it."""
    guardian = actor(request).person
    found = ward_of(request, ward)
    context = {
        "ward": found,
        "contracts": [
            (row, standing.CONTRACTS[row.state], standing.TONES.get(row.state, "done"))
            for row in wards.contracts_of(guardian, ward)
        ],
    }
    if found.adult:
        return render(request, "guardian/of_age.html", context)
    me = child_of(request, ward)
    context |= {
        **seat.of(me, request.GET.get("round", "")),
        "application": standing.application(me),
        "wishes": wishes.lines(me.application, me.wishes, me.zone) if me.application else [],
        "list_waits": wards.list_waits(me),
        "list_agreed": me.application is not None and bool(me.application.guardian_id),
        "list_seal": seals.of_list(me.wishes),
        "consent_waits": wards.consent_waits(me),
        "steps": steps.steps(me),
        "facts": checked.facts(me),
        "dates": dates(me),
        "disclosures": disclosures(ward, me.zone),
        "office": offices().filter(country=me.person.home_region.country_id).first(),
        "studies": journey.studies(me),
        "abroad": journey.abroad(me),
        "side": "guardian",
    }
    return render(request, "guardian/child.html", context)


def dates(me: Mine) -> list[tuple[object, object]]:
    """When the study of the seat that is held begins, and when it should end."""
    if me.seat is None or me.seat.state not in ("offered", "consented", "enrolled"):
        return []
    capacity = me.seat.pool.offering.capacity
    return [
        (starts_on(capacity.programme, capacity.intake_year), "start"),
        (ready_on(capacity.programme, capacity.intake_year), "end"),
    ]
