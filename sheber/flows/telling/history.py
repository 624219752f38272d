"""Events of the log as lines for a page: who in which role for whom, what, when, and why.

Nobody is named: an account has a number, an organisation its name, a person the pseudonym.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from sheber.flows.telling import words
from sheber.kernel.events import reason_holds
from sheber.kernel.models import Event, Reason
from sheber.kernel.refusals import Sentence
from sheber.registry.enums import Role
from sheber.registry.models import Membership, Organisation

ACCOUNT = "account:"


@dataclass(frozen=True)
class Line:
    """One event. `reason` is empty if none was given; `who` never holds a name."""

    number: int
    at: datetime
    subject: Sentence
    key: str
    act: Sentence
    before: Sentence
    after: Sentence
    tone: str
    who: str
    organisation: Organisation | None
    reason: str
    facts: tuple[tuple[str, str], ...]
    sealed: bool


def lines(events: Iterable[Event], *, reasons: bool = False) -> list[Line]:
    """These events in their order; `reasons` for readers who may see words of others."""
    rows = list(events)
    organisations = _organisations(rows)
    roles = _roles(rows)
    said = reasons_of(rows) if reasons else {}
    return [
        Line(
            number=row.pk,
            at=row.at,
            subject=words.subject(row.subject_type),
            key=row.subject_key,
            act=words.act(row.verb),
            before=words.state(row.from_state) if row.from_state != row.to_state else "",
            after=words.state(row.to_state),
            tone=words.tone(row.to_state),
            who=_who(row, roles),
            organisation=organisations.get(row.organisation),
            reason=said.get(row.pk, ""),
            facts=tuple((key, _shown(value)) for key, value in sorted(row.facts.items())),
            sealed=row.seal_id is not None,
        )
        for row in rows
    ]


def _who(event: Event, roles: dict[str, list[Membership]]) -> str:
    if event.actor == "calendar":
        return _("the calendar")
    if event.actor == "installer":
        return _("set-up of the software")
    number = event.actor.removeprefix(ACCOUNT)
    held = [
        str(Role(one.role).label)
        for one in roles.get(event.actor, ())
        if str(one.organisation_id or "") == event.organisation and _valid(one, event.at.date())
    ]
    account = _("account %(number)s") % {"number": number}
    return f"{', '.join(dict.fromkeys(held))} · {account}" if held else account


def _valid(one: Membership, day: date) -> bool:
    return one.valid_from <= day and (one.valid_to is None or one.valid_to > day)


def _organisations(rows: Sequence[Event]) -> dict[str, Organisation]:
    keys = {row.organisation for row in rows if row.organisation.isdigit()}
    return {str(one.pk): one for one in Organisation.objects.filter(pk__in=keys)}


def _roles(rows: Sequence[Event]) -> dict[str, list[Membership]]:
    accounts = {row.actor.removeprefix(ACCOUNT) for row in rows if row.actor.startswith(ACCOUNT)}
    held: dict[str, list[Membership]] = defaultdict(list)
    known = [one for one in accounts if one.isdigit()]
    for one in Membership.objects.filter(account_id__in=known).order_by("pk"):
        held[f"{ACCOUNT}{one.account_id}"].append(one)
    return held


def reasons_of(rows: Sequence[Event]) -> dict[int, str]:
    """The words given with each event; of those erased or altered, a sentence that says so."""
    asked = {row.pk: row for row in rows if row.reason_hash}
    found = {one.event_id: one for one in Reason.objects.filter(event__in=asked)}
    told = {}
    for key, event in asked.items():
        kept = found.get(key)
        if kept is None:
            told[key] = _("The reason has been erased; its seal stays.")
        elif not reason_holds(event, kept):
            told[key] = _("The reason has been altered: it does not match its seal.")
        else:
            told[key] = kept.text
    return told


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
