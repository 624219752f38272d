"""The control room: a campaign's life, its rounds, and each clearing approved by both offices."""

from dataclasses import replace
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sheber.admissions import operations, queries
from sheber.admissions.engine_io import FILES, recheck
from sheber.admissions.models import Application, Campaign, Clearing, Pool, SeatSource
from sheber.admissions.states import CAMPAIGN, CLEARING
from sheber.flows.telling import history, words
from sheber.kernel import clock, events
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.offers.queries import rests_on_assumption
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.office import capping, channels, clearings, preparing, rounds
from sheber.web.office.acts import Act, perform
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.work import Step

READERS = (Role.OFFICE, Role.AUDITOR)
LONG = ("market", "result")
PER_PAGE = 200


@needs_role(*READERS)
def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns, the latest year first, and a form that prepares one."""
    acts = [preparing.beginning()] if actor(request).has_role(Role.OFFICE) else []
    done = perform(request, acts)
    if done.way_on:
        return done.way_on
    rows = Campaign.objects.order_by("-year")
    found = [(one, words.state(one.state), words.tone(one.state)) for one in rows]
    context = {"found": found, "acts": done.acts}
    return render(request, "office/campaigns.html", context, status=done.status)


@needs_role(*READERS)
def campaign(request: HttpRequest, key: int) -> HttpResponse:
    """One campaign: its calendar, applications, pools, rounds, and what can be done now."""
    found = get_object_or_404(Campaign, pk=key)
    done = perform(request, _acts(found, actor(request), clock.now()))
    if done.way_on:
        return done.way_on
    fillings = clearings.fillings_table(found)
    if file := tables.requested(request, [fillings]):
        return file
    page = _page(request, fillings)
    made = Clearing.objects.filter(campaign=found).defer(*LONG).order_by("-round")
    context = {
        "campaign": found,
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "steps": steps(found, clock.now()),
        "applications": applications(found),
        "lottery": queries.living_lottery(found),
        "rounds": [(one, words.state(one.state), words.tone(one.state)) for one in made],
        "progress": rounds.progress(found),
        "fillings": replace(fillings, rows=page.object_list),
        "page": page,
        "caps": capping.shown(found),
        "sources": SeatSource.objects.filter(campaign=found).select_related("country"),
        "silent": channels.missing(found) if found.state == CAMPAIGN.start else [],
        "elsewhere": queries.pools_decided_elsewhere(found).exists(),
        "packs": found.rule_packs.order_by("code"),
        "carried": queries.carried_forward(found),
        "assumed": _assumed(found),
        "missed": queries.consent_missed(found, clock.now()).count(),
        "acts": done.acts,
        "history": history.lines(events.of(CAMPAIGN.subject, [found.pk])),
    }
    return render(request, "office/campaign.html", context, status=done.status)


@needs_role(*READERS)
def clearing(request: HttpRequest, key: int) -> HttpResponse:
    """One round: what it gave, what proves it, who has approved exactly it."""
    found = get_object_or_404(Clearing.objects.select_related("campaign"), pk=key)
    digest = request.POST.get("digest", "")
    done = perform(request, _clearing_acts(found, actor(request), digest))
    if done.way_on:
        return done.way_on
    if done.refusal is not None and done.refusal.code == "changed_meanwhile":
        return _stale(request, found)
    cutoffs = clearings.cutoffs_table(found)
    if file := tables.requested(request, [cutoffs]):
        return file
    page = _page(request, cutoffs)
    context = {
        "clearing": found,
        "state": words.state(found.state),
        "tone": words.tone(found.state),
        "summary": clearings.summary(found),
        "properties": clearings.properties(found),
        "carried": found.rule_marks.get("carried_forward", []),
        "assumed": bool(found.rule_marks.get("assumed")) or _assumed(found.campaign),
        "offices": clearings.words_of_offices(found),
        "cutoffs": replace(cutoffs, rows=page.object_list),
        "page": page,
        "closings": clearings.closings(found),
        "progress": rounds.progress(found.campaign),
        "checked": recheck(found) if request.GET.get("check") else None,
        "acts": done.acts,
        "history": history.lines(events.of(CLEARING.subject, [found.pk])),
    }
    return render(request, "office/clearing.html", context, status=done.status)


@needs_role(*READERS)
def file(request: HttpRequest, key: int, part: str) -> HttpResponseBase:
    """A round's files as they were approved: what `sheber check` reads."""
    found = get_object_or_404(Clearing, pk=key)
    if part not in FILES:
        raise Http404(part)
    name = f"sheber-round-{found.campaign_id}-{found.round}-{part}.json"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        FILES[part](found), content_type="application/json", headers=disposition
    )


def _page(request: HttpRequest, table: tables.Table) -> Page:
    """So many pools at a time; its files have all of them."""
    return Paginator(table.rows, PER_PAGE).get_page(request.GET.get("page"))


def _assumed(found: Campaign) -> bool:
    """Whether the pools of a campaign, or an offer behind one, rest on an assumption."""
    uses = queries.resting_on_assumptions().filter(offering__campaign=found)
    pools = Pool.objects.filter(offering__campaign=found, offer__isnull=False)
    return uses.exists() or rests_on_assumption(pools.values_list("offer_id", flat=True))


def steps(found: Campaign, now: datetime) -> list[Step]:
    """The calendar of a campaign: what is done, what is now, what lies ahead."""
    reached = CAMPAIGN.states.index(found.state)
    stated = (
        (_("Applications open"), found.opens_at, "open"),
        (_("Applications close"), found.closes_at, "closed"),
        (_("Seats of the first round are to be taken"), found.consent_by, "published"),
        (_("The campaign ends"), found.ends_at, "ended"),
    )
    made = []
    for title, when, state in stated:
        behind = CAMPAIGN.states.index(state) <= reached
        due = not behind and when <= now
        made.append(Step(title, when, "", "done" if behind else "now" if due else "ahead"))
    return made


def applications(found: Campaign) -> list[tuple[object, int]]:
    """How many applications stand in each state."""
    rows = Application.objects.filter(campaign=found).order_by().values("state")
    counts = {row["state"]: row["number"] for row in rows.annotate(number=Count("pk"))}
    order = ("draft", "submitted", "returned", "verified", "rejected", "withdrawn")
    return [(words.state(state), counts[state]) for state in order if state in counts]


def _stale(request: HttpRequest, found: Clearing) -> HttpResponse:
    """The round has changed since it was opened; what stands there now."""
    found.refresh_from_db()
    newer = Clearing.objects.filter(campaign=found.campaign_id, round__gt=found.round)
    context = {
        "clearing": found,
        "state": words.state(found.state),
        "given": request.POST.get("digest", ""),
        "newer": newer.defer(*LONG).order_by("-round").first(),
    }
    return render(request, "office/clearing_stale.html", context, status=409)


def _acts(found: Campaign, who: Actor, now: datetime) -> list[Act]:
    """What an office can do with a campaign as it stands."""
    if not who.has_role(Role.OFFICE):
        return []
    acts = {
        "prepared": [
            *preparing.acts(found),
            *capping.acts(found),
            channels.act(found),
            Act(
                "open",
                _("Open the campaign"),
                _("Open"),
                lambda _given, actor, now: operations.open_campaign(found, actor=actor, now=now),
                _("The campaign is open: people can rank and send their lists."),
            ),
        ],
        "open": [
            Act(
                "close",
                _("Close the campaign"),
                _("Close"),
                lambda _given, actor, now: operations.close_campaign(found, actor=actor, now=now),
                _("The campaign is closed: no list changes any more."),
            )
        ],
        "closed": [rounds.compute(found)] if found.lottery_seed else [],
        "published": [*_lapse(found, now), rounds.compute(found), _end(found)],
    }
    return [] if rounds.is_under_way(found) else acts.get(found.state, [])


def _lapse(found: Campaign, now: datetime) -> list[Act]:
    missed = list(queries.consent_missed(found, now))
    if not missed:
        return []
    return [
        Act(
            "lapse",
            _("Let seats lapse whose day of consent has passed (%(number)s)")
            % {"number": len(missed)},
            _("Let them lapse"),
            lambda _given, actor, now: operations.lapse_many(missed, actor=actor, now=now),
            _("The seats are free again; a further round fills them."),
            open=True,
        )
    ]


def _end(found: Campaign) -> Act:
    return Act(
        "end",
        _("End the campaign"),
        _("End"),
        lambda _given, actor, now: operations.end_campaign(found, actor=actor, now=now),
        _("The campaign has ended: no seat is given any more."),
        danger=True,
    )


def _clearing_acts(found: Clearing, who: Actor, digest: str) -> list[Act]:
    if not who.has_role(Role.OFFICE):
        return []
    if found.state in CLEARING["approve"].sources:
        waits = any(who.acts_for(office.pk) for office in queries.offices_waiting(found))
        return [_approve(found, digest)] if waits else []
    if found.state == "approved":
        return [] if rounds.is_under_way(found.campaign) else [rounds.publish(found)]
    return []


def _approve(found: Clearing, digest: str) -> Act:
    def run(_given: object, actor: Actor, now: datetime) -> object:
        if not digest:
            raise Refused("changed_meanwhile", subject=CLEARING.subject)
        office = Organisation.objects.get(pk=actor.organisation)
        return operations.approve(found, office=office, digest=digest, actor=actor, now=now)

    return Act(
        "approve",
        _("Approve exactly this round"),
        _("Approve"),
        run,
        _("Your office has approved the round."),
        hint=_("You approve the three files behind this page, to the last sign."),
        open=True,
    )
