"""Partners take parts in a programme, and leave it; a part left to nobody suspends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.programmes import queries, rules
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Partner, Programme
from sheber.programmes.operations.checks import check_body, check_not_closed
from sheber.programmes.operations.lives import suspend_for_want_of_partners
from sheber.programmes.states import PROGRAMME
from sheber.registry.models import Organisation


@dataclass(frozen=True)
class NewPartner:
    """A part in a programme; without a date it begins on the day of the act."""

    programme: Programme
    organisation: Organisation
    role: str
    valid_from: date | None = None


@dataclass(frozen=True)
class Departure:
    """What a departure leaves behind on its day.

    `uncovered` are the needed roles that nobody has from then on; `lacks_a_country` is true when
    a joint programme keeps partners of one country only. A departure on a coming day suspends
    nothing yet: the calendar does it then (`suspend_uncovered`).
    """

    ended: tuple[Partner, ...]
    uncovered: tuple[str, ...]
    lacks_a_country: bool
    suspended: bool


def add_partner(partner: NewPartner, *, actor: Actor, now: datetime) -> Partner:
    """Give one organisation a part in a programme."""
    return add_partners([partner], actor=actor, now=now)[0]


def add_partners(partners: Sequence[NewPartner], *, actor: Actor, now: datetime) -> list[Partner]:
    """Give organisations parts in programmes that are not closed."""
    held = _held({one.programme.pk for one in partners})
    for one in partners:
        require(rules.can_manage(actor, one.programme.cluster), "programmes.partner.add")
        check_not_closed(one.programme)
        check_body(one.organisation)
        key = (one.programme.pk, one.organisation.pk, str(one.role))
        if key in held:
            role = PartnerRole(one.role).label
            raise Refused("already_a_partner", organisation=one.organisation.name, role=role)
        held.add(key)
    rows = [
        Partner(
            programme=one.programme,
            organisation=one.organisation,
            role=one.role,
            valid_from=one.valid_from or now.date(),
        )
        for one in partners
    ]
    with transaction.atomic():
        saved = Partner.objects.bulk_create(rows)
        events.record_many([_entry(row, "add") for row in saved], actor=actor, now=now)
    return saved


def leave(
    programme: Programme,
    organisation: Organisation,
    *,
    on: date,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Departure:
    """End every part of a partner in a programme; `on` is the first day without it."""
    require(rules.can_leave(actor, programme, organisation.pk), "programmes.partner.leave")
    if not reason.strip():
        raise Refused("departure_needs_reason")
    parts = _parts(programme, organisation, on)
    for part in parts:
        part.valid_to = on
    with transaction.atomic():
        Partner.objects.bulk_update(parts, ("valid_to",))
        events.record_many([_entry(part, "leave", reason) for part in parts], actor=actor, now=now)
        left = queries.coverage(programme, on)
        due = on <= now.date() and programme.state == "approved"
        suspended = due and suspend_for_want_of_partners(programme, left, reason=reason, now=now)
    return Departure(tuple(parts), left.uncovered, left.lacks_a_country, suspended)


def _parts(programme: Programme, organisation: Organisation, on: date) -> list[Partner]:
    """The open parts of a partner; refused if there is none, or one begins only later."""
    parts = list(Partner.objects.filter(programme=programme, organisation=organisation))
    still = [part for part in parts if part.valid_to is None]
    if not still:
        raise Refused("not_a_partner", organisation=organisation.name, programme=programme.code)
    latest = max(part.valid_from for part in still)
    if on < latest:
        raise Refused(
            "part_ends_before_it_starts", valid_from=latest.isoformat(), on=on.isoformat()
        )
    return still


def _held(programmes: set[int]) -> set[tuple[int, int, str]]:
    """The parts that are held now in these programmes."""
    rows = Partner.objects.filter(programme__in=programmes, valid_to=None)
    return set(rows.values_list("programme_id", "organisation_id", "role"))


def _entry(part: Partner, act: str, reason: str = "") -> events.Entry:
    day = part.valid_to or part.valid_from
    return events.Entry(
        f"programmes.partner.{act}",
        (PROGRAMME.subject, part.programme_id),
        facts={
            "organisation": part.organisation_id,
            "role": str(part.role),
            "on": day.isoformat(),
        },
        reason=reason,
    )
