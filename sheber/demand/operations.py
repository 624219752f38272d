"""Verbs of demand: an employer states need, a region confirms it, an employer takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sheber.accords.models import Project
from sheber.demand import rules
from sheber.demand.models import Call, Line
from sheber.demand.states import CALL, LINE
from sheber.kernel import events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.registry.models import Organisation

# Lines that still ask for somebody.
LIVING = ("draft", "submitted", "confirmed")


@dataclass(frozen=True)
class NewCall:
    """A call to be opened: `year` is when the need was stated."""

    code: str
    employer: Organisation
    year: int


@dataclass(frozen=True)
class NewLine:
    """A line to be added: `year` is when the people are to start work, `reference` own words."""

    call: Call
    region: str
    occupation: str
    year: int
    number: int
    confidence: str
    payer: str
    project: Project | None = None
    reference: str = ""


def open_call(call: NewCall, *, actor: Actor, now: datetime) -> Call:
    """Open one call as a draft."""
    return open_calls([call], actor=actor, now=now)[0]


def open_calls(calls: Sequence[NewCall], *, actor: Acting, now: datetime) -> list[Call]:
    """Open calls as drafts."""
    for one, who in zip(calls, each(actor, len(calls)), strict=True):
        require(rules.can_open_call(who, one.employer.pk), "demand.call.begin")
    rows = [Call(code=one.code, employer=one.employer, year=one.year) for one in calls]
    return states.begin_many(CALL, rows, actor=actor, now=now)


def publish_call(call: Call, *, actor: Actor, now: datetime) -> Call:
    """Publish a call, so that its lines may be submitted."""
    return publish_calls([call], actor=actor, now=now)[0]


def publish_calls(calls: Sequence[Call], *, actor: Acting, now: datetime) -> list[Call]:
    """Publish calls."""
    for call, who in zip(calls, each(actor, len(calls)), strict=True):
        require(rules.can_change_call(who, call, "publish"), "demand.call.publish")
    return states.move_many(CALL, calls, "publish", actor=actor, now=now)


def close_call(call: Call, *, actor: Actor, now: datetime) -> Call:
    """Close a call: nothing is added to it any more. A line of it that was sent to its region
    lives on; a draft could never be sent, so it is taken back first."""
    require(rules.can_change_call(actor, call, "close"), "demand.call.close")
    drafts = Line.objects.filter(call=call, state="draft").count()
    if drafts:
        raise Refused("call_has_drafts", call=call.code, drafts=drafts)
    return states.move(CALL, call, "close", actor=actor, now=now)


def add_line(line: NewLine, *, actor: Actor, now: datetime) -> Line:
    """Add one line to a call, as a draft."""
    return add_lines([line], actor=actor, now=now)[0]


def add_lines(lines: Sequence[NewLine], *, actor: Acting, now: datetime) -> list[Line]:
    """Add lines to calls, as drafts, numbered within each call."""
    taken = _numbers_taken({one.call.pk for one in lines})
    rows = []
    for one, who in zip(lines, each(actor, len(lines)), strict=True):
        require(rules.can_open_call(who, one.call.employer_id), "demand.line.begin")
        _check(one, now)
        taken[one.call.pk] = taken.get(one.call.pk, 0) + 1
        rows.append(
            Line(
                call=one.call,
                number_in_call=taken[one.call.pk],
                region_id=one.region,
                occupation_id=one.occupation,
                year=one.year,
                number=one.number,
                confidence=one.confidence,
                payer=one.payer,
                project=one.project,
                reference=one.reference,
            )
        )
    facts = [{"number": row.number, "year": row.year} for row in rows]
    return states.begin_many(LINE, rows, actor=actor, now=now, facts=facts)


def submit(line: Line, *, actor: Actor, now: datetime) -> Line:
    """Hand one line to its region for confirmation."""
    return submit_many([line], actor=actor, now=now)[0]


def submit_many(lines: Sequence[Line], *, actor: Acting, now: datetime) -> list[Line]:
    """Hand lines of published calls to their regions for confirmation."""
    for line, who in zip(lines, each(actor, len(lines)), strict=True):
        require(rules.can_change_line(who, line, "submit"), "demand.line.submit")
        if line.call.state != "published":
            raise Refused("call_not_published", call=line.call.code)
    return states.move_many(LINE, lines, "submit", actor=actor, now=now)


def confirm(line: Line, *, actor: Actor, now: datetime) -> Line:
    """Confirm one line as the region, or as its country's office."""
    return confirm_many([line], actor=actor, now=now)[0]


def confirm_many(lines: Sequence[Line], *, actor: Acting, now: datetime) -> list[Line]:
    """Confirm lines: from here on plans count them."""
    for line, who in zip(lines, each(actor, len(lines)), strict=True):
        require(rules.can_change_line(who, line, "confirm"), "demand.line.confirm")
    return states.move_many(LINE, lines, "confirm", actor=actor, now=now)


def send_back(line: Line, *, reason: str, actor: Actor, now: datetime) -> Line:
    """Return a line to its employer with what is missing."""
    require(rules.can_change_line(actor, line, "return"), "demand.line.return")
    return states.move(LINE, line, "return", actor=actor, now=now, reason=reason)


def cut(line: Line, *, number: int, reason: str, actor: Actor, now: datetime) -> Line:
    """Lower the number of a line; it must be confirmed again."""
    require(rules.can_change_line(actor, line, "cut"), "demand.line.cut")
    if not 0 < number < line.number:
        raise Refused("cut_must_lower", number=line.number)
    facts = {"from": line.number, "to": number}
    with transaction.atomic():
        states.move(LINE, line, "cut", actor=actor, now=now, facts=facts, reason=reason)
        line.number = number
        line.save(update_fields=("number",))
    return line


def withdraw(line: Line, *, reason: str, actor: Actor, now: datetime) -> Line:
    """Take a line back. Who relies on it downstream learns of it through a flow."""
    require(rules.can_change_line(actor, line, "withdraw"), "demand.line.withdraw")
    return states.move(LINE, line, "withdraw", actor=actor, now=now, reason=reason)


def move_year(line: Line, *, year: int, reason: str, actor: Actor, now: datetime) -> Line:
    """Move one line to a later year, since what it is for comes later."""
    return move_year_many([(line, year)], reason=reason, actor=actor, now=now)[0]


def move_year_many(
    moved: Sequence[tuple[Line, int]], *, reason: str, actor: Acting, now: datetime
) -> list[Line]:
    """Move lines to later years: (line, year). Their states stay: number and need are the same."""
    if not reason:
        raise Refused("missing_reason", act="demand.line.move_year")
    prefetch([line for line, _ in moved], "call", "project__region", "project__region_group")
    actors = each(actor, len(moved))
    for (line, year), who in zip(moved, actors, strict=True):
        require(rules.can_move_year(who, line), "demand.line.move_year")
        if line.state not in LIVING:
            raise Refused("wrong_state", subject=LINE.subject, state=line.state, act="move_year")
        if year <= line.year:
            raise Refused("line_moves_later", year=line.year)
    entries = [
        events.Entry(
            "demand.line.move_year",
            (LINE.subject, line.pk),
            facts={"from": line.year, "to": year, "project": line.project_id},
            reason=reason,
        )
        for line, year in moved
    ]
    with transaction.atomic():
        for line, year in moved:
            seen = Line.objects.filter(pk=line.pk, year=line.year, state=line.state)
            if not seen.update(year=year):
                raise Refused("changed_meanwhile", subject=LINE.subject)
        events.record_many(entries, actor=actors, now=now)
    for line, year in moved:
        line.year = year
    return [line for line, _ in moved]


def _numbers_taken(calls: set[int]) -> dict[int, int]:
    """The last line number of each call that has any."""
    rows = Line.objects.filter(call__in=calls).order_by().values("call_id")
    return dict(rows.annotate(last=Max("number_in_call")).values_list("call_id", "last"))


def _check(line: NewLine, now: datetime) -> None:
    if line.call.state == "closed":
        raise Refused("call_closed", call=line.call.code)
    if line.number < 1:
        raise Refused("line_asks_for_nobody")
    if line.year < now.year:
        raise Refused("line_in_the_past", year=line.year)
