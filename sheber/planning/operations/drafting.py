"""A draft by hand: seats for capacities from funds, and the lines they are meant for."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.demand.models import Line
from sheber.kernel import states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.planning import rules
from sheber.planning.models import Allocation, Coverage, Plan
from sheber.planning.operations.records import BATCH, hold, packs_in_force, record
from sheber.planning.states import PLAN
from sheber.programmes.models import Capacity

FUND = re.compile(r"[A-Za-z0-9_.:+/-]{1,40}")


@dataclass(frozen=True)
class Given:
    """Seats that a plan gives to a capacity from a fund, and the lines they are meant for."""

    capacity: Capacity
    fund: str
    seats: int
    lines: tuple[tuple[Line, int], ...] = ()


def draft_by_hand(
    code: str, first_year: int, last_year: int, *, actor: Actor, now: datetime
) -> Plan:
    """Start a plan whose seats are set by hand, for the intakes of these years."""
    require(rules.can_plan(actor), "planning.plan.begin")
    check_new(code, first_year, last_year)
    plan = Plan(
        code=code,
        first_year=first_year,
        last_year=last_year,
        made_by_hand=True,
        rule_hashes=packs_in_force(first_year, last_year),
    )
    return states.begin(PLAN, plan, actor=actor, now=now, facts={"by_hand": True})


def check_new(code: str, first_year: int, last_year: int) -> None:
    """Refuse a code that is taken, and years that run backwards."""
    if first_year > last_year:
        raise Refused("plan_without_years", first=first_year, last=last_year)
    if Plan.objects.filter(code=code).exists():
        raise Refused("plan_code_taken", plan=code)


def allocate(
    plan: Plan, given: Sequence[Given], *, actor: Actor, now: datetime
) -> list[Allocation]:
    """Set the seats of a draft made by hand, all at once; what stood there is replaced."""
    require(rules.can_plan(actor), "planning.plan.allocate")
    if not plan.made_by_hand:
        raise Refused("plan_is_solved", plan=plan.code)
    groups = _check_seats(plan, given)
    _check_lines(given)
    with transaction.atomic():
        hold(plan, "draft", "allocate")
        Allocation.objects.filter(plan=plan).delete()
        rows = Allocation.objects.bulk_create(
            [
                Allocation(
                    plan=plan,
                    capacity=one.capacity,
                    fund=one.fund,
                    groups=groups[one.capacity.pk],
                    seats=one.seats,
                )
                for one in given
            ],
            batch_size=BATCH,
        )
        Coverage.objects.bulk_create(
            [
                Coverage(allocation=row, line=line, seats=seats)
                for row, one in zip(rows, given, strict=True)
                for line, seats in one.lines
            ],
            batch_size=BATCH,
        )
        record(plan, "allocate", {"seats": sum(one.seats for one in given)}, actor, now)
    return rows


def _check_seats(plan: Plan, given: Sequence[Given]) -> Mapping[int, int]:
    """Groups of each capacity; refuse seats that do not fit it, its funds taken together."""
    prefetch([one.capacity for one in given], "programme")
    total: dict[int, int] = defaultdict(int)
    seen: set[tuple[int, str]] = set()
    for one in given:
        if not FUND.fullmatch(one.fund):
            raise Refused("fund_is_not_a_code")
        if (one.capacity.pk, one.fund) in seen:
            raise Refused("allocation_repeated", fund=one.fund)
        seen.add((one.capacity.pk, one.fund))
        if one.seats < 1:
            raise Refused("allocation_without_seats", seats=one.seats)
        check_capacity(plan, one.capacity)
        total[one.capacity.pk] += one.seats
    capacities = {one.capacity.pk: one.capacity for one in given}
    return {key: groups_of(capacities[key], seats) for key, seats in total.items()}


def check_capacity(plan: Plan, capacity: Capacity) -> None:
    """Refuse an intake outside the plan's years, and a programme that is not approved."""
    if not plan.first_year <= capacity.intake_year <= plan.last_year:
        raise Refused("intake_outside_the_plan", year=capacity.intake_year, plan=plan.code)
    if capacity.programme.state != "approved":
        raise Refused("programme_not_approved", programme=capacity.programme.code)


def groups_of(capacity: Capacity, seats: int) -> int:
    """The fewest groups that hold so many seats; refuse what the capacity cannot."""
    if not 0 < seats <= capacity.seats_maximum:
        raise Refused("more_than_capacity", seats=seats, maximum=capacity.seats_maximum)
    groups = -(-seats // capacity.group_size)
    if seats < groups * capacity.minimum_group:
        raise Refused(
            "no_whole_groups",
            seats=seats,
            minimum=capacity.minimum_group,
            size=capacity.group_size,
        )
    return groups


def _check_lines(given: Sequence[Given]) -> None:
    """Lines are confirmed as the database knows them, and taught by what is to cover them."""
    keys = {line.pk for one in given for line, _ in one.lines}
    confirmed = set(
        Line.objects.filter(pk__in=keys, state="confirmed").values_list("pk", flat=True)
    )
    prefetch([one.capacity for one in given if one.lines], "programme__occupations")
    for one in given:
        covered = [line.pk for line, _ in one.lines]
        if len(set(covered)) < len(covered):
            raise Refused("line_covered_twice")
        if any(seats < 1 for _, seats in one.lines):
            raise Refused("covers_nobody")
        if sum(seats for _, seats in one.lines) > one.seats:
            raise Refused("covers_more_than_seats", seats=one.seats)
        for line, _ in one.lines:
            _check_line(line, one.capacity, confirmed)


def _check_line(line: Line, capacity: Capacity, confirmed: set[int]) -> None:
    if line.pk not in confirmed:
        raise Refused("line_not_confirmed", line=line.pk)
    taught = {occupation.pk for occupation in capacity.programme.occupations.all()}
    if line.occupation_id not in taught:
        raise Refused(
            "occupation_not_taught",
            occupation=line.occupation_id,
            programme=capacity.programme.code,
        )
