"""Target offers: drafted on planned seats, shown as an applicant reads them, published."""

from collections.abc import Iterator
from itertools import pairwise

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sheber.kernel import clock, events
from sheber.kernel.models import Reason
from sheber.kernel.refusals import Refused
from sheber.offers import operations, queries
from sheber.offers.models import Offer, Terms
from sheber.offers.operations import NewOffer
from sheber.offers.states import OFFER
from sheber.registry.enums import Role
from sheber.web.employer import offering, reads, words
from sheber.web.employer.forms import DraftForm
from sheber.web.employer.offering import Promise
from sheber.web.offers.clauses import texts
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Cell, Column, Table
from sheber.web.shared.work import Step


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def offers(request: HttpRequest) -> HttpResponse:
    """Own offers, the seats that none of them shows yet, and a form that drafts one."""
    free = [one for one in offering.promises(actor(request)) if one.free]
    choices = [(one.key, f"{one.words}: {one.free}") for one in free]
    form = DraftForm(
        request.POST if request.method == "POST" else None, promises=choices, initial=_initial(free)
    )
    if request.method == "POST" and form.is_valid():
        drafted = _draft(request, form, {one.key: one for one in free})
        if drafted is not None:
            messages.success(request, _("The offer is a draft. Now say its terms."))
            return redirect("employer_offer_terms", drafted.pk)
    table = _table(request)
    context = {"table": table, "form": form, "free": free}
    status = 400 if form.errors else 200
    return tables.requested(request, [table]) or render(
        request, "employer/offers.html", context, status=status
    )


@require_safe
@needs_role(Role.EMPLOYER)
def offer(request: HttpRequest, key: int) -> HttpResponse:
    """One offer as an applicant reads it, the rules it needs, every version of its terms."""
    found = reads.offer_for(actor(request), key)
    versions = list(Terms.objects.filter(offer=found).select_related("work_region"))
    latest = queries.current_terms([found]).get(found.pk)
    today = clock.now().date()
    word, tone = words.state(words.OFFER_STATES, found.state)
    rules = offering.rules_of(found, today)
    context = {
        "offer": found,
        "line_name": words.line_name(found.line),
        "state": word,
        "tone": tone,
        "terms": latest,
        "described": offering.described(latest) if latest else [],
        "card": queries.card(found) if latest else None,
        "rules": rules,
        "assumed": any(one.assumed for one in rules),
        "obstacles": offering.obstacles(found, latest, today) if found.state == "draft" else [],
        "moves": {one.name for one in OFFER.moves_from(found.state)},
        "changes": list(_changes(versions)),
        "history": list(_history(found)),
    }
    return render(request, "employer/offer.html", context)


@require_http_methods(["GET", "POST"])
@needs_role(Role.EMPLOYER)
def publish(request: HttpRequest, key: int) -> HttpResponse:
    """What the offer rests on, rule by rule, and the button that publishes it."""
    found = reads.offer_for(actor(request), key, "publish")
    today = clock.now().date()
    latest = queries.current_terms([found]).get(found.pk)
    refusal = ""
    if request.method == "POST":
        try:
            operations.publish(found, actor=actor(request), now=clock.now())
            messages.success(request, _("The offer is published."))
            return redirect("employer_offer", key)
        except Refused as refused:
            refusal = str(refused)
    rules = offering.rules_of(found, today)
    context = {
        "offer": found,
        "rules": rules,
        "assumed": any(one.assumed for one in rules),
        "obstacles": offering.obstacles(found, latest, today),
        "refusal": refusal,
        "not_stated": queries.card(found).not_stated if latest else (),
        "text": texts([latest])[0] if latest else None,
    }
    status = 409 if refusal else 200
    return render(request, "employer/publish.html", context, status=status)


def _draft(request: HttpRequest, form: DraftForm, promises: dict[str, Promise]) -> Offer | None:
    """Draft the offer; what stands in the way is said beside the form."""
    given = form.cleaned_data
    promise = promises[given["promise"]]
    if given["seats"] > promise.free:
        refusal = Refused("offer_beyond_promise", seats=given["seats"], room=promise.free)
        form.add_error("seats", str(refusal))
        return None
    if Offer.objects.filter(code=given["code"]).exists():
        form.add_error("code", str(Refused("offer_code_taken", given=given["code"])))
        return None
    new = NewOffer(
        given["code"],
        promise.coverage.line,
        promise.coverage.allocation,
        given["seats"],
        tuple(given["open_to"]),
    )
    try:
        return operations.draft(new, actor=actor(request), now=clock.now())
    except (Refused, IntegrityError) as refused:
        form.add_error(None, str(refused) if isinstance(refused, Refused) else _("Try again."))
        return None


def _initial(free: list[Promise]) -> dict[str, object]:
    if not free:
        return {}
    first = free[0]
    line = first.coverage.line
    return {
        "code": f"{words.line_name(line).replace('/', '-')}-{first.coverage.allocation_id}"[:40],
        "promise": first.key,
        "seats": first.free,
        "open_to": [first.coverage.allocation.capacity.provider.country_id],
    }


def _table(request: HttpRequest) -> Table:
    columns = (
        Column(_("Offer")),
        Column(_("Line")),
        Column(_("Where")),
        Column(_("Programme")),
        Column(_("Seats"), numeric=True),
        Column(_("State")),
    )
    rows = [
        (
            Cell(one.code, reverse("employer_offer", args=[one.pk])),
            Cell(words.line_name(one.line), reverse("employer_line", args=[one.line_id])),
            one.allocation.capacity.provider.name,
            one.allocation.capacity.programme.name,
            one.seats,
            words.state(words.OFFER_STATES, one.state)[0],
        )
        for one in reads.own_offers(actor(request))
    ]
    return Table(_("Target offers"), columns, rows, "offers")


def _changes(versions: list[Terms]) -> Iterator[tuple[int, list[tuple[str, str, str]]]]:
    """Version by version what an amendment changed, the newest first."""
    pairs = list(pairwise(versions))
    for older, newer in reversed(pairs):
        yield newer.version, list(offering.differences(older, newer))


def _history(found: Offer) -> Iterator[Step]:
    names = {
        "begin": _("drafted"),
        "set_terms": _("terms said"),
        "publish": _("published"),
        "amend": _("amended"),
        "restate": _("newer terms written for contracts"),
        "freeze": _("frozen"),
        "expire": _("expired"),
        "withdraw": _("withdrawn"),
    }
    rows = events.of(OFFER.subject, [found.pk])
    reasons = dict(Reason.objects.filter(event__in=rows).values_list("event_id", "text"))
    for event in rows:
        act = event.verb.rpartition(".")[2]
        yield Step(
            names.get(act, act).capitalize(),
            event.at,
            words.shown_reason(reasons.get(event.pk, "")),
            "stopped" if act in ("withdraw", "expire") else "done",
        )
