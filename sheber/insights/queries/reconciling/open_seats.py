"""What became of the seats of a plan that are meant for no line: of each capacity as a whole.

Which fund pays for an open seat no row says, so that the funds of a capacity are counted together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, Sum

from sheber.admissions.enums import STATE_POOLS, TermsKind
from sheber.admissions.models import Pool, RankedContract, Seat
from sheber.admissions.queries import LIVING, LOST
from sheber.insights.enums import Place, Reason
from sheber.insights.queries.reconciling.offered import elsewhere
from sheber.insights.queries.reconciling.people import (
    expulsions,
    graduated,
    jobs_of,
    of_enrolments,
    why_not_graduated,
)
from sheber.insights.queries.reconciling.tally import Days, Tally
from sheber.insights.queries.river import APPLIED
from sheber.planning.models import Allocation
from sheber.programmes.models import Capacity
from sheber.training.models import Enrolment


def open_seats(
    allocations: Iterable[Allocation], meant: Mapping[int, int], days: Days
) -> dict[int, Tally]:
    """Open seats by capacity: `meant` are the seats for lines, by allocation."""
    tallies: dict[int, Tally] = defaultdict(Tally)
    capacities = {one.capacity_id: one.capacity for one in allocations}
    for one in allocations:
        tallies[one.capacity_id].counts["planned"] += one.seats - meant.get(one.pk, 0)
    _admit(tallies, capacities, days)
    _study(tallies, capacities, days)
    return tallies


def _admit(tallies: Mapping[int, Tally], capacities: Mapping[int, Capacity], days: Days) -> None:
    of_offering = "offering__capacity"
    pools = Pool.objects.filter(offering__capacity__in=capacities, kind__in=STATE_POOLS)
    offered = _counted(pools.order_by().values_list(of_offering).annotate(Sum("capacity")))
    wishes = RankedContract.objects.filter(
        offering__capacity__in=capacities,
        terms_kind=TermsKind.STATE,
        application__state__in=APPLIED,
    )
    applied = _counted(wishes.order_by().values_list(of_offering).annotate(Count("pk")))
    path = "contract__offering__capacity"
    seats = Seat.objects.filter(
        contract__offering__capacity__in=capacities, contract__terms_kind=TermsKind.STATE
    ).order_by()
    held = _counted(seats.filter(state__in=LIVING).values_list(path).annotate(Count("pk")))
    lost = _counted(seats.filter(state__in=LOST).values_list(path).annotate(Count("pk")))
    higher = elsewhere(wishes, of_offering)
    for key, of in tallies.items():
        of.counts.update(offered=offered[key], applied=applied[key], seated=held[key])
        shut = of.counts["planned"] - offered[key]
        due = days.offers_due(capacities[key])
        of.stopped(Place.OFFER, Reason.NEVER_OFFERED if due else Reason.NOT_DUE, shut)
        empty = max(0, min(of.counts["planned"], offered[key]) - held[key])
        if days.seats_due(capacities[key]):
            of.stopped(Place.ADMISSION, Reason.TOO_FEW, min(empty, offered[key] - applied[key]))
            of.stopped(Place.ADMISSION, Reason.NOT_TAKEN_UP, lost[key])
            of.stopped(Place.ADMISSION, Reason.PREFERRED, higher[key])
        else:
            of.stopped(Place.ADMISSION, Reason.NOT_DUE, empty)


def _study(tallies: Mapping[int, Tally], capacities: Mapping[int, Capacity], days: Days) -> None:
    """Whoever holds an open seat and did not begin is not yet due until the campaign's end."""
    rows = of_enrolments(
        Enrolment.objects.filter(
            capacity__in=capacities,
            seat__contract__terms_kind=TermsKind.STATE,
            starts_on__lte=days.on,
        )
    )
    enrolments = list(rows)
    grounds = expulsions(one.pk for one in enrolments)
    finished = [one for one in enrolments if graduated(one, days.on)]
    jobs = jobs_of(finished, days.on)
    for one in enrolments:
        of, place = tallies[one.capacity_id], capacities[one.capacity_id].provider.region_id
        of.counts["studied"] += 1
        if one not in finished or one.ended_on is None:
            of.stopped(Place.TRAINING, why_not_graduated(one, grounds, days.on))
            continue
        of.counts["graduated"] += 1
        regions = {job.region for job in jobs[one.person_id]}
        if regions:
            of.counts["in_region" if place in regions else "elsewhere"] += 1
        else:
            due = days.work_due(one.ended_on)
            of.stopped(Place.WORK, Reason.NO_JOB if due else Reason.NOT_DUE)
    for key, of in tallies.items():
        missing = of.counts["seated"] - of.counts["studied"]
        due = days.seats_due(capacities[key])
        of.stopped(Place.BEGINNING, Reason.NEVER_BEGAN if due else Reason.NOT_DUE, missing)


def _counted(rows: Iterable[tuple[int, int]]) -> Counter[int]:
    return Counter({key: number or 0 for key, number in rows})
