"""From a seat taken to a signed contract, to study, to graduation, to work: person by person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from sheber.admissions.models import Seat
from sheber.admissions.queries import LIVING
from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Breach, Contract
from sheber.insights.enums import Place, Reason
from sheber.insights.queries.reconciling.offered import Cell
from sheber.insights.queries.reconciling.tally import Days, Tally
from sheber.insights.queries.river import SIGNED
from sheber.offers.models import Offer
from sheber.outcomes.models import Employment
from sheber.outcomes.queries import COUNTED
from sheber.programmes.queries import ready_on, starts_on
from sheber.training.enums import ExpulsionGround
from sheber.training.models import Enrolment, Expulsion

NOT_SIGNED = {
    "intended": Reason.UNSIGNED,
    "lapsed": Reason.UNSIGNED,
    "refused_by_citizen": Reason.CITIZEN_REFUSED,
    "refused_by_customer": Reason.EMPLOYER_REFUSED,
}
EXPELLED = {
    ExpulsionGround.OWN_WISH: Reason.LEFT,
    ExpulsionGround.FAILED: Reason.FAILED,
}
ENDED = ("terminated", "released", "breached")


@dataclass(frozen=True)
class Job:
    """A confirmed job: its line, if any, its region, and its first day."""

    line: int | None
    region: str
    starts_on: date


def signing(
    tallies: Mapping[Cell, Tally], offers: Mapping[int, Offer], days: Days
) -> list[Contract]:
    """Seats taken and contracts signed on them; the contracts that everybody signed."""
    contracts = list(Contract.objects.filter(terms__offer__in=offers).select_related("terms"))
    drawn = {one.seat_id for one in contracts}
    seats = Seat.objects.filter(contract__offer__in=offers)
    held = seats.filter(Q(state__in=LIVING) | Q(pk__in=drawn))
    for seat, key in held.values_list("pk", "contract__offer"):
        offer = offers[key]
        of = tallies[offer.allocation_id, offer.line_id]
        of.counts["seated"] += 1
        if seat not in drawn:
            due = days.seats_due(offer.allocation.capacity)
            of.stopped(Place.CONTRACT, Reason.UNSIGNED if due else Reason.NOT_DUE)
    signed = [one for one in contracts if one.state in SIGNED]
    for one in contracts:
        offer = offers[one.terms.offer_id]
        of = tallies[offer.allocation_id, offer.line_id]
        if one.state in SIGNED:
            of.counts["signed"] += 1
        else:
            waits = one.state == "intended" and one.sign_by >= days.on
            why = Reason.NOT_DUE if waits else NOT_SIGNED.get(one.state, Reason.OTHER)
            of.stopped(Place.CONTRACT, why)
    return signed


def studying(
    tallies: Mapping[Cell, Tally],
    offers: Mapping[int, Offer],
    signed: Iterable[Contract],
    days: Days,
) -> dict[int, Enrolment]:
    """Who of those who signed began to study, and who graduated; the graduates by contract."""
    enrolled = {
        one.contract_id: one
        for one in of_enrolments(Enrolment.objects.filter(contract__terms__offer__in=offers))
    }
    grounds = expulsions(one.pk for one in enrolled.values())
    graduates: dict[int, Enrolment] = {}
    for contract in signed:
        offer = offers[contract.terms.offer_id]
        of, one = tallies[offer.allocation_id, offer.line_id], enrolled.get(contract.pk)
        if one is None or one.starts_on > days.on:
            capacity = offer.allocation.capacity
            due = one is None and starts_on(capacity.programme, capacity.intake_year) <= days.on
            of.stopped(Place.BEGINNING, Reason.NEVER_BEGAN if due else Reason.NOT_DUE)
            continue
        of.counts["studied"] += 1
        if graduated(one, days.on):
            of.counts["graduated"] += 1
            graduates[contract.pk] = one
        else:
            of.stopped(Place.TRAINING, why_not_graduated(one, grounds, days.on))
    return graduates


def working(
    tallies: Mapping[Cell, Tally],
    offers: Mapping[int, Offer],
    signed: Iterable[Contract],
    graduates: Mapping[int, Enrolment],
    days: Days,
) -> None:
    """Where graduates took up work: at the line, elsewhere in its region, in another region."""
    jobs = jobs_of(graduates.values(), days.on)
    broken = set(
        Breach.objects.filter(contract__in=graduates, by_role=PartyRole.CUSTOMER).values_list(
            "contract", flat=True
        )
    )
    for contract in signed:
        one = graduates.get(contract.pk)
        if one is None or one.ended_on is None:
            continue
        offer = offers[contract.terms.offer_id]
        of = tallies[offer.allocation_id, offer.line_id]
        held = jobs[one.person_id]
        where = _where(held, offer)
        if where:
            of.counts[where] += 1
        if where != "at_line":
            why = _why_not_at_line(contract, where, contract.pk in broken)
            waits = why == Reason.NO_JOB and not days.work_due(one.ended_on)
            of.stopped(Place.WORK, Reason.NOT_DUE if waits else why)


def of_enrolments(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Enrolments with what is needed to say when their programme ends."""
    return rows.select_related("capacity__programme").order_by("pk")


def graduated(one: Enrolment, on: date) -> bool:
    return one.state == "graduated" and one.ended_on is not None and one.ended_on <= on


def expulsions(enrolments: Iterable[int]) -> dict[int, str]:
    """The ground of the last expulsion of each enrolment that was not undone."""
    rows = Expulsion.objects.filter(enrolment__in=list(enrolments), reinstated_on__isnull=True)
    return dict(rows.order_by("on", "pk").values_list("enrolment", "ground"))


def why_not_graduated(one: Enrolment, grounds: Mapping[int, str], on: date) -> Reason:
    """Expelled on a ground, late, or not yet due."""
    if one.state == "expelled":
        return EXPELLED.get(ExpulsionGround(grounds[one.pk]), Reason.OTHER)
    end = ready_on(one.capacity.programme, one.capacity.intake_year)
    return Reason.LATE if end <= on else Reason.NOT_DUE


def jobs_of(graduates: Iterable[Enrolment], on: date) -> dict[str, list[Job]]:
    """Confirmed jobs by person that began by a day, whether or not they have ended since."""
    people = {one.person_id for one in graduates}
    found: dict[str, list[Job]] = defaultdict(list)
    rows = Employment.objects.filter(person__in=people, state__in=COUNTED, starts_on__lte=on)
    values = rows.order_by("starts_on", "pk").values_list(
        "person", "line", "region", "starts_on", named=False
    )
    for person, line, region, begun in values:
        found[person].append(Job(line, region, begun))
    return found


def _where(held: Iterable[Job], offer: Offer) -> str:
    """The nearest to the line of the jobs held: at the line, in its region, or elsewhere."""
    found = set(_places(held, offer))
    return next((one for one in ("at_line", "in_region", "elsewhere") if one in found), "")


def _places(held: Iterable[Job], offer: Offer) -> Iterator[str]:
    for job in held:
        if job.line == offer.line_id:
            yield "at_line"
        else:
            yield "in_region" if job.region == offer.line.region_id else "elsewhere"


def _why_not_at_line(contract: Contract, where: str, broken_by_customer: bool) -> Reason:
    """The first that holds: the employer did not hire, the contract ended, other work, none."""
    if broken_by_customer:
        return Reason.NOT_HIRED
    if contract.state in ENDED:
        return Reason.CONTRACT_ENDED
    if where == "elsewhere":
        return Reason.MOVED_AWAY
    return Reason.ANOTHER_EMPLOYER if where else Reason.NO_JOB
