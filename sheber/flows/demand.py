"""Demand taken back after others have built on it: withdrawn, cut, or delayed with its project.

What an employer takes back stays visible: each act returns what rested on the line when it was
done. Offers that bind nobody yet go with the line, as the employer's own act; a contract that
somebody has signed stands, and so does the offer that it is under.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from sheber.accords import operations as accords
from sheber.accords.models import Project
from sheber.admissions.models import RankedContract
from sheber.contracts.models import Contract
from sheber.contracts.queries import IN_FORCE
from sheber.demand import operations as demand
from sheber.demand.models import Line
from sheber.kernel.access import Actor
from sheber.offers import operations as offers
from sheber.offers.models import Offer
from sheber.offers.queries import LIVE
from sheber.planning.models import Coverage
from sheber.planning.queries import coverages

# Offers that the calendar has not frozen yet, and contracts that bind or are about to.
UNFROZEN = ("draft", "published")
ALIVE = ("intended", *IN_FORCE)


@dataclass(frozen=True)
class Resting:
    """What rests on a line downstream.

    `coverages` are the seats meant for it in every plan not put aside, `offers` those that live,
    `contracts` those that wait for signatures or are in force. `ranked` counts the applications
    that rank one of the offers.
    """

    line: Line
    coverages: tuple[Coverage, ...]
    offers: tuple[Offer, ...]
    contracts: tuple[Contract, ...]
    ranked: int

    @property
    def seats_planned(self) -> int:
        """Seats that approved plans mean for the line."""
        return sum(one.seats for one in self.coverages if one.allocation.plan.state == "approved")

    @property
    def seats_in_work(self) -> int:
        """Seats that plans not yet approved mean for it."""
        return sum(one.seats for one in self.coverages) - self.seats_planned

    @property
    def seats_offered(self) -> int:
        return sum(one.seats for one in self.offers)

    @property
    def signed(self) -> tuple[Contract, ...]:
        """Contracts in force: they stand, whatever becomes of the line."""
        return tuple(one for one in self.contracts if one.state in IN_FORCE)

    @property
    def bound(self) -> frozenset[int]:
        """Offers that a contract holds in place."""
        return frozenset(one.terms.offer_id for one in self.contracts)


@dataclass(frozen=True)
class TakenBack:
    """A line withdrawn or cut, what rested on it just before, and the offers that went with it.

    `left` are the offers that stay: frozen ones, and those under which somebody has a contract.
    """

    line: Line
    resting: Resting
    withdrawn: tuple[Offer, ...]
    left: tuple[Offer, ...]


@dataclass(frozen=True)
class MovedLine:
    """A line whose year was moved, and what was planned, offered and signed for the old year."""

    line: Line
    before: int
    after: int
    resting: Resting


@dataclass(frozen=True)
class Delayed:
    """A delayed project, and what it did to the lines of demand that rest on it."""

    project: Project
    before: date | None
    lines: tuple[MovedLine, ...]

    @property
    def seats_planned(self) -> int:
        """Seats in approved plans whose graduates now come before the posts stand open."""
        return sum(one.resting.seats_planned for one in self.lines)


def withdraw_line(line: Line, *, reason: str, actor: Actor, now: datetime) -> TakenBack:
    """Take one line back, with every offer on it that binds nobody yet."""
    with transaction.atomic():
        resting = resting_on([line])[line.pk]
        demand.withdraw(line, reason=reason, actor=actor, now=now)
        return _take_back(resting, _free(resting), reason, actor, now)


def cut_line(line: Line, *, number: int, reason: str, actor: Actor, now: datetime) -> TakenBack:
    """Lower the number of one line; offers go, newest first, until the rest fits the number.

    Only offers that bind nobody yet go, so that more may stay offered than is asked for: `left`
    tells.
    """
    with transaction.atomic():
        resting = resting_on([line])[line.pk]
        demand.cut(line, number=number, reason=reason, actor=actor, now=now)
        return _take_back(resting, _beyond(resting, number), reason, actor, now)


def delay_project(
    project: Project, *, opens_on: date, reason: str, actor: Actor, now: datetime
) -> Delayed:
    """Move the opening of a project, and the years of its lines by as many years.

    Within one year nothing moves. Plans, offers and contracts stay as they are: what they were
    made for is returned, for the offices and employers to act on.
    """
    before = project.opens_on
    with transaction.atomic():
        accords.delay(project, opens_on=opens_on, reason=reason, actor=actor, now=now)
        years = opens_on.year - before.year if before else 0
        lines = list(living_lines(project)) if years else []
        resting = resting_on(lines)
        moved = [(line, line.year, line.year + years) for line in lines]
        demand.move_year_many(
            [(line, after) for line, _, after in moved], reason=reason, actor=actor, now=now
        )
    return Delayed(
        project,
        before,
        tuple(MovedLine(line, was, after, resting[line.pk]) for line, was, after in moved),
    )


def living_lines(project: Project) -> QuerySet[Line]:
    """Lines that rest on a project and still ask for somebody."""
    return (
        Line.objects.filter(project=project, state__in=demand.LIVING)
        .select_related(
            "call__employer", "region", "occupation", "project__region", "project__region_group"
        )
        .order_by("pk")
    )


def resting_on(lines: Iterable[Line]) -> dict[int, Resting]:
    """What rests on each of these lines, by its key."""
    rows = {line.pk: line for line in lines}
    planned: dict[int, list[Coverage]] = defaultdict(list)
    for one in coverages(rows):
        planned[one.line_id].append(one)
    offered: dict[int, list[Offer]] = defaultdict(list)
    living = Offer.objects.filter(line_id__in=rows, state__in=LIVE)
    for offer in living.select_related("line__call__employer").order_by("pk"):
        offered[offer.line_id].append(offer)
    contracted: dict[int, list[Contract]] = defaultdict(list)
    for contract in _contracts(rows):
        contracted[contract.terms.offer.line_id].append(contract)
    ranked = _ranked(rows)
    return {
        key: Resting(
            line,
            tuple(planned[key]),
            tuple(offered[key]),
            tuple(contracted[key]),
            len(ranked[key]),
        )
        for key, line in rows.items()
    }


def _contracts(lines: Iterable[int]) -> QuerySet[Contract]:
    return (
        Contract.objects.filter(terms__offer__line_id__in=list(lines), state__in=ALIVE)
        .select_related("terms__offer")
        .order_by("pk")
    )


def _ranked(lines: Iterable[int]) -> dict[int, set[int]]:
    """Applications that rank an offer of each line and are not withdrawn or rejected."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = RankedContract.objects.filter(offer__line_id__in=list(lines)).exclude(
        application__state__in=("withdrawn", "rejected")
    )
    for line, application in rows.values_list("offer__line_id", "application_id"):
        found[line].add(application)
    return found


def _free(resting: Resting) -> list[Offer]:
    """Offers that bind nobody yet, newest first."""
    bound = resting.bound
    return [
        one for one in reversed(resting.offers) if one.state in UNFROZEN and one.pk not in bound
    ]


def _beyond(resting: Resting, number: int) -> list[Offer]:
    """Of the offers that bind nobody, as many as stand above the number, newest first."""
    over = resting.seats_offered - number
    chosen = []
    for offer in _free(resting):
        if over <= 0:
            break
        chosen.append(offer)
        over -= offer.seats
    return chosen


def _take_back(
    resting: Resting, chosen: Sequence[Offer], reason: str, actor: Actor, now: datetime
) -> TakenBack:
    if chosen:
        offers.withdraw_many(chosen, reason=reason, actor=actor, now=now)
    gone = {one.pk for one in chosen}
    left = tuple(one for one in resting.offers if one.pk not in gone)
    return TakenBack(resting.line, resting, tuple(chosen), left)
