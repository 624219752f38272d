"""Shared reads of programmes: who covers what, what a cluster is, what can be delivered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum

from sheber.accords.queries import Standing, standing
from sheber.kernel.money import Money
from sheber.programmes.enums import NEEDED_ROLES, ModuleKind, PartnerRole, PracticeOf
from sheber.programmes.models import (
    Capacity,
    Cluster,
    Member,
    Module,
    MoneyEntry,
    Partner,
    Programme,
    SharedResource,
)

DECEMBER = 12


@dataclass(frozen=True)
class Coverage:
    """Who does what in a programme on a date, in roles and countries."""

    roles: frozenset[str]
    countries: frozenset[str]
    uncovered: tuple[str, ...]
    lacks_a_country: bool

    @property
    def holds(self) -> bool:
        """Whether every needed part has somebody, of both countries where it is joint."""
        return not self.uncovered and not self.lacks_a_country


@dataclass(frozen=True)
class PracticeShare:
    """Practice as a fraction of a named part of the hours, counted from the modules."""

    numerator: int
    denominator: int
    of: str


@dataclass(frozen=True)
class MoneyLine:
    """What one source has planned and paid in one currency; reversed lines do not count."""

    source: str
    planned: Money
    paid: Money


@dataclass(frozen=True)
class LedgerLine:
    """One line of a ledger as it was entered, and the one that took it back, if any."""

    entry: MoneyEntry
    taken_back_by: MoneyEntry | None

    @property
    def amount(self) -> Money:
        return Money(self.entry.amount_minor, self.entry.currency)

    @property
    def counts(self) -> bool:
        """Whether the line stands: neither taken back nor there to take another one back."""
        return self.taken_back_by is None and self.entry.reverses_id is None


@dataclass(frozen=True)
class Passport:
    """A cluster on one page, as of a date."""

    cluster: Cluster
    on: date
    rests_on: Standing | None
    members: tuple[Member, ...]
    money: tuple[MoneyLine, ...]
    programmes: tuple[Programme, ...]
    capacities: tuple[Capacity, ...]


@dataclass(frozen=True)
class Delivery:
    """One intake that could bring people of an occupation in time."""

    capacity: Capacity
    ready_on: date
    abroad: bool

    @property
    def programme(self) -> Programme:
        return self.capacity.programme

    @property
    def cost_per_seat(self) -> Money:
        return Money(self.capacity.cost_per_seat_minor, self.capacity.currency)


def members(cluster: Cluster, on: date) -> QuerySet[Member]:
    """Who belongs to a cluster on a date."""
    rows = Member.objects.filter(_in_force(on), cluster=cluster)
    return rows.select_related("organisation").order_by("pk")


def partners(programme: Programme, on: date) -> QuerySet[Partner]:
    """Who has a part in a programme on a date."""
    rows = Partner.objects.filter(_in_force(on), programme=programme)
    return rows.select_related("organisation").order_by("pk")


def covers(programme: Programme, on: date) -> frozenset[str]:
    """The roles that somebody has in a programme on a date."""
    return coverage(programme, on).roles


def coverage(programme: Programme, on: date) -> Coverage:
    """Which parts of one programme are covered on a date, and which are left to nobody."""
    return coverages([programme], on)[programme.pk]


def coverages(programmes: Iterable[Programme], on: date) -> dict[int, Coverage]:
    """The same for many programmes, by their keys, in one query."""
    chosen = {programme.pk: programme for programme in programmes}
    found: dict[int, list[Partner]] = defaultdict(list)
    rows = Partner.objects.filter(_in_force(on), programme__in=chosen)
    for partner in rows.select_related("organisation"):
        found[partner.programme_id].append(partner)
    return {key: _coverage(programme, found[key]) for key, programme in chosen.items()}


def left_to_nobody(on: date) -> dict[Programme, Coverage]:
    """Approved programmes of which a needed part is left to nobody on a date, and what lacks."""
    rows = list(Programme.objects.filter(state="approved").select_related("cluster"))
    found = coverages(rows, on)
    return {row: found[row.pk] for row in rows if not found[row.pk].holds}


def needed_roles(programme: Programme) -> tuple[str, ...]:
    """The parts that cannot be left to nobody: a host of practice, too, if there is practice."""
    hosts = (PartnerRole.HOSTS_PRACTICE,) if programme.practice_hours else ()
    return tuple(map(str, (*NEEDED_ROLES, *hosts)))


def practice_share(programme: Programme) -> PracticeShare:
    """The practice share as the modules give it, of the same part that the programme declares."""
    return practice_shares([programme])[programme.pk]


def practice_shares(programmes: Iterable[Programme]) -> dict[int, PracticeShare]:
    """The same for many programmes, by their keys, in one query."""
    chosen = {programme.pk: programme for programme in programmes}
    practice, whole = dict.fromkeys(chosen, 0), dict.fromkeys(chosen, 0)
    for module in Module.objects.filter(programme__in=chosen):
        key = module.programme_id
        if chosen[key].practice_of in (PracticeOf.ALL, module.cycle):
            whole[key] += module.hours
            practice[key] += module.hours if module.kind == ModuleKind.PRACTICE else 0
    return {
        key: PracticeShare(practice[key], whole[key], chosen[key].practice_of) for key in chosen
    }


def rests_on(row: Programme | Cluster) -> Standing | None:
    """The commitment on which a programme or its cluster rests, and whether it is agreed."""
    cluster = row if isinstance(row, Cluster) else row.cluster
    commitment = cluster.commitment
    return standing(commitment) if commitment else None


def money(cluster: Cluster) -> tuple[MoneyLine, ...]:
    """A cluster's money by source and currency; currencies are never summed."""
    entries = MoneyEntry.objects.filter(cluster=cluster, reverses=None).exclude(
        pk__in=MoneyEntry.objects.filter(cluster=cluster).exclude(reverses=None).values("reverses")
    )
    sums = entries.order_by("source", "currency").values("source", "currency")
    totals = sums.annotate(
        planned=Sum("amount_minor", filter=Q(paid=False), default=0),
        settled=Sum("amount_minor", filter=Q(paid=True), default=0),
    )
    return tuple(
        MoneyLine(
            source=one["source"],
            planned=Money(one["planned"], one["currency"]),
            paid=Money(one["settled"], one["currency"]),
        )
        for one in totals
    )


def ledger(cluster: Cluster) -> tuple[LedgerLine, ...]:
    """Every line of a cluster's ledger, the latest year first, and the line that took it back."""
    rows = MoneyEntry.objects.filter(cluster=cluster).select_related("payer")
    back = {row.reverses_id: row for row in rows if row.reverses_id}
    return tuple(LedgerLine(row, back.get(row.pk)) for row in rows.order_by("-year", "pk"))


def passport(cluster: Cluster, on: date) -> Passport:
    """A cluster on one page: members, money, programmes and what they can hold from this year."""
    programmes = Programme.objects.filter(cluster=cluster).exclude(state="closed")
    held = Capacity.objects.filter(programme__in=programmes, intake_year__gte=on.year)
    return Passport(
        cluster=cluster,
        on=on,
        rests_on=rests_on(cluster),
        members=tuple(members(cluster, on)),
        money=money(cluster),
        programmes=tuple(programmes.select_related("field", "level")),
        capacities=tuple(
            held.select_related("programme", "provider").order_by("intake_year", "pk")
        ),
    )


def capacities(first_year: int, last_year: int) -> list[Capacity]:
    """What approved programmes can hold in these intake years, both included, for a plan.

    A provider whose part in the programme has ended when the intake starts counts no more.
    """
    held = Capacity.objects.filter(intake_year__gte=first_year, intake_year__lte=last_year)
    return _delivered(held.order_by("intake_year", "pk"))


def shared(providers: Iterable[int], first_year: int, last_year: int) -> QuerySet[SharedResource]:
    """What these providers have for all their programmes together, both years included."""
    return SharedResource.objects.filter(
        provider__in=set(providers), year__gte=first_year, year__lte=last_year
    ).select_related("provider")


def deliverable_by(occupation: str, country: str, year: int, *, on: date) -> list[Delivery]:
    """Coming intakes after which people of an occupation could start work in a year or before.

    `country` is where they will work: its own providers come first, then those abroad; within
    each the soonest first. `on` is today, since an intake that has begun takes nobody new.
    """
    held = Capacity.objects.filter(
        programme__occupations=occupation, intake_year__gte=on.year, intake_year__lte=year
    )
    found = [
        Delivery(one, ready_on(one.programme, one.intake_year), one.provider.country_id != country)
        for one in _delivered(held)
        if starts_on(one.programme, one.intake_year) > on
    ]
    in_time = [one for one in found if one.ready_on.year <= year]
    return sorted(in_time, key=lambda one: (one.abroad, one.ready_on, one.capacity.pk))


def starts_on(programme: Programme, intake_year: int) -> date:
    """The first day of an intake."""
    return date(intake_year, programme.start_month, 1)


def ready_on(programme: Programme, intake_year: int) -> date:
    """The day after the last day of an intake that keeps to its time."""
    months = programme.start_month - 1 + programme.months
    years, month = divmod(months, DECEMBER)
    return date(intake_year + years, month + 1, 1) + timedelta(weeks=programme.weeks)


def _delivered(held: QuerySet[Capacity]) -> list[Capacity]:
    """Those of approved programmes whose provider delivers on the day that the intake starts."""
    rows = held.filter(programme__state="approved").select_related("programme", "provider")
    parts: dict[tuple[int, int], list[Partner]] = defaultdict(list)
    for part in Partner.objects.filter(role=PartnerRole.DELIVERS):
        parts[part.programme_id, part.organisation_id].append(part)
    return [
        row
        for row in rows
        if any(
            in_force_on(part, starts_on(row.programme, row.intake_year))
            for part in parts[row.programme_id, row.provider_id]
        )
    ]


def in_force_on(part: Partner, on: date) -> bool:
    """Whether a part, read already, is in force on a date."""
    return part.valid_from <= on and (part.valid_to is None or part.valid_to > on)


def _coverage(programme: Programme, found: list[Partner]) -> Coverage:
    roles = frozenset(partner.role for partner in found)
    countries = frozenset(partner.organisation.country_id for partner in found)
    return Coverage(
        roles=roles,
        countries=countries,
        uncovered=tuple(role for role in needed_roles(programme) if role not in roles),
        lacks_a_country=programme.joint and len(countries) < 2,
    )


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
