"""The register of accords, kept by the offices: every act with its document."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sheber.accords import operations, queries, rules
from sheber.accords.enums import COUNTRY_OF_GAP, StatedBy
from sheber.accords.models import Commitment, Conflict, Gap, Project
from sheber.accords.states import COMMITMENT, PROJECT
from sheber.flows import demand as flow
from sheber.flows.telling import words
from sheber.kernel.access import Actor
from sheber.registry.enums import Role
from sheber.web.accords import standing
from sheber.web.office import forms
from sheber.web.office import projects as resting_tables
from sheber.web.office.acts import Act, perform
from sheber.web.shared import tables
from sheber.web.shared.actors import actor, needs_role


@needs_role(Role.OFFICE)
def register(request: HttpRequest) -> HttpResponse:
    """Commitments, projects and disagreements with what is open in each."""
    context = {
        "commitments": [(one, standing.shown(one.commitment)) for one in queries.commitments()],
        "projects": [
            (one, standing.shown(one), queries.gaps_of_project(one).filter(document="").count())
            for one in queries.projects()
        ],
        "conflicts": queries.conflicts(),
    }
    return render(request, "office/register.html", context)


@needs_role(Role.OFFICE)
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """What the office can do with one commitment."""
    found = get_object_or_404(Commitment, code=code)
    whole = queries.standing(found)
    who = actor(request)
    acts = [*_advance(found), *_said(found, who), *_party(found), *_gaps(whole.open_gaps, who)]
    done = perform(request, acts)
    if done.way_on:
        return done.way_on
    context = {
        "row": found,
        "shown": standing.shown(found),
        "standing": whole,
        "acts": done.acts,
        "public": "commitment",
    }
    return render(request, "office/register_row.html", context, status=done.status)


@needs_role(Role.OFFICE)
def project(request: HttpRequest, code: str) -> HttpResponse:
    """What the office can do with one project of industry."""
    found = get_object_or_404(queries.projects(), code=code)
    who = actor(request)
    gaps = tuple(queries.gaps_of_project(found).filter(document=""))
    done = perform(request, [*_moves(found, who), *_said(found, who), *_gaps(gaps, who)])
    if done.way_on:
        return done.way_on
    resting = resting_tables.standing(found)
    delays = resting_tables.delays(found)
    context = {
        "row": found,
        "shown": standing.shown(found),
        "acts": done.acts,
        "public": "project",
        "resting": resting,
        "delays": delays,
    }
    if file := tables.requested(request, [resting, *delays]):
        return file
    return render(request, "office/register_row.html", context, status=done.status)


@needs_role(Role.OFFICE)
def conflict(request: HttpRequest, code: str) -> HttpResponse:
    """Settle claims that disagree, with a document."""
    found = get_object_or_404(Conflict, pk=code)
    settle = Act(
        "settle",
        _("Settle with a document"),
        _("Settle"),
        lambda given, actor, now: operations.settle(
            found,
            document=given["document"],
            dated=given["dated"],
            upheld=given["upheld"],
            actor=actor,
            now=now,
        ),
        _("The disagreement is settled; what was said can still be read."),
        make=lambda data, prefix: forms.Settlement(data, prefix=prefix, conflict=found),
        open=True,
    )
    done = perform(request, [] if found.settled_with else [settle])
    if done.way_on:
        return done.way_on
    one = next(row for row in queries.conflicts() if row.conflict.pk == found.pk)
    context = {"one": one, "acts": done.acts}
    return render(request, "office/register_conflict.html", context, status=done.status)


def _advance(found: Commitment) -> list[Act]:
    moves = [
        (move.name, f"{words.act(f'accords.commitment.{move.name}')}")
        for move in COMMITMENT.moves_from(found.state)
        if Role.OFFICE in move.who
    ]
    if not moves:
        return []
    return [
        Act(
            "advance",
            _("Move it on, with evidence"),
            _("Move on"),
            lambda given, actor, now: operations.advance(
                found,
                given["move"],
                evidence=_evidence(given),
                reason=given["reason"],
                actor=actor,
                now=now,
            ),
            _("The commitment has moved on; its evidence stands beside it."),
            make=lambda data, prefix: forms.Advance(data, prefix=prefix, moves=moves),
        )
    ]


def _evidence(given: dict[str, Any]) -> list[operations.Proof]:
    """What was named as evidence; nothing named is refused by the verb."""
    if not (given["statement"] or given["document"]):
        return []
    return [
        operations.Proof(
            given["statement"],
            given["document"],
            None if given["statement"] else given["dated"],
            given["place"],
        )
    ]


def _said(found: Commitment | Project, who: Actor) -> list[Act]:
    """Confirm the other side's words; say whose words a press report was."""
    if found.stated_by == StatedBy.PRESS:
        return [
            Act(
                "attribute",
                _("Say, with a document, which side states it"),
                _("Record"),
                lambda given, actor, now: operations.attribute(
                    found, **given, actor=actor, now=now
                ),
                _("It is known now which side states it."),
                make=forms.Attribution,
            )
        ]
    if found.is_two_sided or not rules.can_confirm(who, found):
        return []
    return [
        Act(
            "confirm",
            _("Confirm what the other side has stated"),
            _("Confirm"),
            lambda given, actor, now: operations.confirm(found, **given, actor=actor, now=now),
            _("It is confirmed by both sides now."),
            make=forms.Paper,
        )
    ]


def _party(found: Commitment) -> list[Act]:
    if not found.unresolved_party:
        return []
    return [
        Act(
            "party",
            _("Say, with a document, which body is meant"),
            _("Resolve"),
            lambda given, actor, now: operations.resolve_party(
                found, **given, actor=actor, now=now
            ),
            _("The party is established; a programme may rest on it."),
            make=forms.Party,
        )
    ]


def _gaps(gaps: tuple[Gap, ...], who: Actor) -> list[Act]:
    return [
        Act(
            f"gap-{gap.kind_id}",
            _("Fill the gap: %(gap)s") % {"gap": gap.kind.name},
            _("Fill"),
            lambda given, actor, now, gap=gap: operations.fill_gap(  # type: ignore[misc]
                gap, **given, actor=actor, now=now
            ),
            _("The gap is filled; its document stands beside it."),
            make=_filling(gap),
        )
        for gap in gaps
        if rules.can_fill(who, gap)
    ]


def _filling(gap: Gap) -> Callable[..., Form]:
    """The form of a gap; one that asks for a body responsible offers those of its country."""
    country = COUNTRY_OF_GAP.get(gap.kind_id)
    if country is None:
        return forms.Filling
    return lambda data, prefix: forms.OwnerFilling(data, prefix=prefix, country=country)


def _delayed(done: flow.Delayed) -> str:
    """What a delay did, with the seats that were planned for the old years."""
    if not done.lines:
        return _(
            "The opening is delayed. No line of demand has moved: none rests on it, or the "
            "year stays the same."
        )
    lines = ngettext(
        "The opening is delayed, and %(lines)s line of demand has moved with it.",
        "The opening is delayed, and %(lines)s lines of demand have moved with it.",
        len(done.lines),
    ) % {"lines": len(done.lines)}
    seats = ngettext(
        "%(seats)s seat of approved plans was meant for the old year.",
        "%(seats)s seats of approved plans were meant for the old years.",
        done.seats_planned,
    ) % {"seats": done.seats_planned}
    return f"{lines} {seats}"


def _moves(found: Project, who: Actor) -> list[Act]:
    """What may become of a project of the office's own country."""
    possible = {
        move.name: move
        for move in PROJECT.moves_from(found.state)
        if rules.can_change_project(who, found, move.name)
    }
    acts = {
        "announce": Act(
            "announce",
            _("Announce the day of opening"),
            _("Announce"),
            lambda given, actor, now: operations.announce(found, **given, actor=actor, now=now),
            _("The day of opening is announced."),
            make=forms.Opening,
        ),
        "start": Act(
            "start",
            _("Record that building has begun"),
            _("Record"),
            lambda _given, actor, now: operations.start(found, actor=actor, now=now),
            _("Building has begun."),
        ),
        "delay": Act(
            "delay",
            _("Delay the opening"),
            _("Delay"),
            lambda given, actor, now: flow.delay_project(
                found, opens_on=given["opens_on"], reason=given["reason"], actor=actor, now=now
            ),
            _delayed,
            make=forms.Delay,
        ),
        "open": Act(
            "open",
            _("Record that it has opened"),
            _("Record"),
            lambda _given, actor, now: operations.open_project(found, actor=actor, now=now),
            _("The project has opened."),
        ),
        "cancel": Act(
            "cancel",
            _("Cancel the project"),
            _("Cancel"),
            lambda given, actor, now: operations.cancel(
                found, reason=given["reason"], actor=actor, now=now
            ),
            _("The project is cancelled. Its lines of demand stay until their employers act."),
            make=forms.Reason,
            danger=True,
        ),
    }
    return [act for name, act in acts.items() if name in possible]
