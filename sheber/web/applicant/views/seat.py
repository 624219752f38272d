import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sheber.admissions import engine_io, operations, queries
from sheber.admissions.models import Seat
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.web.applicant import seals, standing, telling, wishes
from sheber.web.applicant.forms import Sure
from sheber.web.applicant.mine import Mine
from sheber.web.applicant.views.reading import changed_meanwhile, reader
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.moments import moment
from sheber.web.shared.prevailing import OWN_WORDS


@needs_role(Role.APPLICANT)
def result(request: HttpRequest) -> HttpResponse:
    """What the clearing gave and why nothing higher; take the seat, decline it, give it up."""
    me = reader(request)
    return render(request, "applicant/result.html", of(me, request.GET.get("round", "")))


@needs_role(Role.APPLICANT)
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """The own row of a published round, to be found in its public edition by anybody's checker."""
    me = reader(request)
    campaign = me.application.campaign if me.application else None
    edition = queries.public_edition(campaign, number) if campaign else None
    found = engine_io.receipt(edition, me.person.pk) if edition else None
    if found is None:
        raise Http404(number)
    content = json.dumps(found, ensure_ascii=False, indent=1).encode()
    return tables.attachment(content, "application/json", f"sheber-receipt-{number}.json")


@require_POST
@needs_role(Role.APPLICANT)
def consent(request: HttpRequest) -> HttpResponse:
    """Take the seat that was shown, with or without going on wishing."""
    me = reader(request)
    seat = _seat(me)
    if request.POST.get("seal") != seals.of_seat(seat):
        return changed_meanwhile(request, "applicant_result")
    keep = request.POST.get("keep_wishing") == "yes"
    try:
        operations.consent(seat, keep_wishing=keep, actor=actor(request), now=clock.now())
    except Refused as refusal:
        context = {**of(me), "refusal": refusal}
        return render(request, "applicant/result.html", context, status=409)
    messages.success(request, _("You have taken your seat."))
    return redirect("applicant_result")


@require_POST
@needs_role(Role.APPLICANT)
def give_up(request: HttpRequest) -> HttpResponse:
    """Decline a seat, or give up one that was taken; a further round fills it."""
    me = reader(request)
    seat = _seat(me)
    if request.POST.get("seal") != seals.of_seat(seat):
        return changed_meanwhile(request, "applicant_result")
    if not Sure(request.POST).is_valid():
        messages.error(request, _("Tick the box if you want this; nothing was done."))
        return redirect("applicant_result")
    operations.give_up(seat, actor=actor(request), now=clock.now())
    messages.success(request, _("You have given up your seat."))
    return redirect("applicant_result")


def of(me: Mine, wanted: str = "") -> dict[str, object]:
    """Everything on the page of a result; a guardian reads the same. `wanted` is a round."""
    seat = me.seat
    told, others = _round(me, wanted)
    lines = wishes.lines(me.application, me.wishes, me.zone) if me.application else []
    held = next((one for one in lines if seat and one.row.pk == seat.contract_id), None)
    late = seat is not None and me.consent_by is not None and me.now >= me.consent_by
    return {
        "me": me,
        "seat": seat,
        "standing": standing.seat(me),
        "wish": held,
        "elsewhere": [one for one in lines if one.elsewhere],
        "pool": seat.pool.get_kind_display() if seat else "",
        "consent_by": moment(me.consent_by, me.zone) if me.consent_by else "",
        "late": late,
        "may_consent": seat is not None and seat.state == "offered" and not late,
        "may_give_up": seat is not None and seat.state in ("offered", "consented"),
        "agreed": seat is not None and (me.adult or seat.guardian_id in me.guardians),
        "higher": seat is not None and seat.contract.position > 1,
        "seal": seals.of_seat(seat) if seat else "",
        "terms_seal": seals.of_terms(me.amended),
        "prevailing": (held.prevailing if held else "") or OWN_WORDS,
        "round": told,
        "other_rounds": others,
    }


def _round(me: Mine, wanted: str) -> tuple[telling.Round | None, list[int]]:
    """The round to be told: the one asked for, else the one that gave the seat, else the latest."""
    if me.application is None or not me.published:
        return None, []
    of_seat = me.seat.clearing.round if me.seat and me.seat.clearing else None
    number = int(wanted) if wanted.isdecimal() else of_seat
    return telling.rounds(me.application.campaign, me.person.pk, me.wishes, number)


def _seat(me: Mine) -> Seat:
    if me.seat is None:
        raise Http404
    return me.seat
