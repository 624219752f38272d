"""What a provider can hold of a programme in a coming intake."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.money import Money
from sheber.kernel.refusals import Refused
from sheber.programmes import queries, rules
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Capacity, Partner, Programme
from sheber.programmes.operations.checks import check_money, check_not_closed
from sheber.registry.models import Organisation

MEASURES = (
    "group_size",
    "minimum_group",
    "groups_maximum",
    "teachers",
    "workshops",
    "beds",
    "practice_places",
    "cost_per_seat_minor",
    "currency",
)
Key = tuple[int, int, int]


@dataclass(frozen=True)
class NewCapacity:
    """What one provider can hold; the cost is of one seat over the whole programme."""

    programme: Programme
    provider: Organisation
    intake_year: int
    group_size: int
    minimum_group: int
    groups_maximum: int
    teachers: int
    workshops: int
    beds: int
    practice_places: int
    cost_per_seat: Money

    @property
    def key(self) -> Key:
        return self.programme.pk, self.provider.pk, self.intake_year


def declare_capacity(capacity: NewCapacity, *, actor: Actor, now: datetime) -> Capacity:
    """Declare one provider's capacity, or correct what was declared."""
    return declare_capacities([capacity], actor=actor, now=now)[0]


def declare_capacities(
    capacities: Sequence[NewCapacity], *, actor: Actor, now: datetime
) -> list[Capacity]:
    """Declare capacities of coming intakes; what stands for the same intake is corrected."""
    parts = _parts({one.programme.pk for one in capacities})
    for one in capacities:
        require(rules.can_declare(actor, one.programme, one.provider.pk), "programmes.capacity")
        _check(one, parts[one.programme.pk, one.provider.pk], now)
    standing = _standing({one.programme.pk for one in capacities})
    rows = [_row(one, standing) for one in capacities]
    new = [row for row in rows if row.pk is None]
    with transaction.atomic():
        Capacity.objects.bulk_update([row for row in rows if row.pk is not None], MEASURES)
        Capacity.objects.bulk_create(new)
        events.record_many([_entry(row) for row in rows], actor=actor, now=now)
    return rows


def _check(capacity: NewCapacity, parts: list[Partner], now: datetime) -> None:
    check_not_closed(capacity.programme)
    check_money(capacity.cost_per_seat)
    if capacity.intake_year < now.year:
        raise Refused("capacity_in_the_past", year=capacity.intake_year)
    if not 1 <= capacity.minimum_group <= capacity.group_size:
        raise Refused("group_size_wrong")
    starts_on = queries.starts_on(capacity.programme, capacity.intake_year)
    if not any(queries.in_force_on(part, starts_on) for part in parts):
        raise Refused(
            "provider_does_not_deliver",
            organisation=capacity.provider.name,
            programme=capacity.programme.code,
            year=capacity.intake_year,
        )


def _parts(programmes: set[int]) -> dict[tuple[int, int], list[Partner]]:
    """Who delivers these programmes, at whatever time."""
    found: dict[tuple[int, int], list[Partner]] = defaultdict(list)
    rows = Partner.objects.filter(programme__in=programmes, role=PartnerRole.DELIVERS)
    for part in rows:
        found[part.programme_id, part.organisation_id].append(part)
    return found


def _standing(programmes: set[int]) -> dict[Key, Capacity]:
    rows = Capacity.objects.filter(programme__in=programmes)
    return {(row.programme_id, row.provider_id, row.intake_year): row for row in rows}


def _row(capacity: NewCapacity, standing: dict[Key, Capacity]) -> Capacity:
    row = standing.get(capacity.key) or Capacity(intake_year=capacity.intake_year)
    row.programme, row.provider = capacity.programme, capacity.provider
    row.group_size = capacity.group_size
    row.minimum_group = capacity.minimum_group
    row.groups_maximum = capacity.groups_maximum
    row.teachers = capacity.teachers
    row.workshops = capacity.workshops
    row.beds = capacity.beds
    row.practice_places = capacity.practice_places
    row.cost_per_seat_minor = capacity.cost_per_seat.minor
    row.currency = capacity.cost_per_seat.currency
    return row


def _entry(row: Capacity) -> events.Entry:
    return events.Entry(
        "programmes.capacity.declare",
        ("programmes.capacity", row.pk),
        facts={
            "programme": row.programme_id,
            "provider": row.provider_id,
            "year": row.intake_year,
            "seats": row.seats_maximum,
            "cost_minor": row.cost_per_seat_minor,
            "currency": row.currency,
        },
    )
