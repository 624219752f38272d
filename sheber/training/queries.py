"""Shared reads of training: standing, practice hours, cohorts, a mentor's day, limits by age."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from sheber.contracts.models import Contract
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.programmes.models import Capacity
from sheber.registry.enums import Certainty
from sheber.registry.identity.queries import ADULT, ages
from sheber.registry.models import Account
from sheber.registry.queries import RuleValue, rule
from sheber.training.models import Enrolment, Expulsion, Leave, Placement, PracticeDay

# Placements that count: what was called off is neither planned nor done.
LIVE = ("planned", "briefed", "running", "confirmed", "closed")
# Under which heading of the daily hours practice falls. Whether practice is work at all is a
# question for a lawyer, and the rule says so; it is never less strict than work.
HEADING = "at_work"


@dataclass(frozen=True)
class PracticeHours:
    """Minutes of practice that placements planned, and that mentors confirmed."""

    planned_minutes: int
    done_minutes: int

    @property
    def short_minutes(self) -> int:
        return max(0, self.planned_minutes - self.done_minutes)


@dataclass(frozen=True)
class Cohort:
    """How a cohort stands on a day, and its practice so far."""

    capacity: int
    on: date
    enrolled: int
    by_standing: dict[str, int]
    planned_minutes: int
    done_minutes: int


@dataclass(frozen=True)
class DayLimit:
    """How long somebody under age may practise on a day, and what that rests on."""

    minutes: int
    age: int
    prohibited: tuple[str, ...]
    pack: str
    certainty: str
    carried_forward: bool

    @property
    def needs_lawyer(self) -> bool:
        return self.certainty == Certainty.NEEDS_LAWYER


@dataclass(frozen=True)
class Today:
    """One line of a mentor's day: whose practice it is, and the minutes confirmed so far."""

    placement: Placement
    minutes: int | None
    limit: DayLimit | None


def standing(enrolment: Enrolment, on: date) -> str:
    """`not_started`, `studying`, `on_leave`, `expelled` or `graduated`, on a day."""
    return standings([enrolment], on)[enrolment.pk]


def standings(enrolments: Sequence[Enrolment], on: date) -> dict[int, str]:
    """The standing of each enrolment on a day, by its key."""
    keys = [enrolment.pk for enrolment in enrolments]
    expelled = {
        row.enrolment_id
        for row in Expulsion.objects.filter(enrolment_id__in=keys, on__lte=on)
        if row.reinstated_on is None or on < row.reinstated_on
    }
    away = {
        row.enrolment_id
        for row in Leave.objects.filter(enrolment_id__in=keys, starts_on__lte=on)
        if row.ends_on is None or on < row.ends_on
    }
    return {one.pk: _standing(one, on, one.pk in expelled, one.pk in away) for one in enrolments}


def expelled(contracts: QuerySet[Contract]) -> QuerySet[Expulsion]:
    """Expulsions that stand, of people who were to study under these contracts."""
    rows = Expulsion.objects.filter(
        enrolment__contract__in=contracts, enrolment__state="expelled", reinstated_on__isnull=True
    )
    return rows.select_related("enrolment__capacity__provider", "enrolment__contract").order_by(
        "on", "pk"
    )


def leaves(contracts: Iterable[Contract]) -> dict[int, list[tuple[date, date | None]]]:
    """Half-open days of academic leave, by contract."""
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    keys = [contract.pk for contract in contracts]
    rows = Leave.objects.filter(enrolment__contract_id__in=keys).select_related("enrolment")
    for row in rows.order_by("starts_on", "pk"):
        if row.enrolment.contract_id is not None:
            found[row.enrolment.contract_id].append((row.starts_on, row.ends_on))
    return dict(found)


def practice_hours(enrolments: Iterable[Enrolment]) -> dict[int, PracticeHours]:
    """Practice planned and done, by enrolment; nothing planned and nothing done included."""
    keys = [enrolment.pk for enrolment in enrolments]
    live = Placement.objects.filter(enrolment_id__in=keys, state__in=LIVE)
    planned = live.values_list("enrolment_id").annotate(Sum("hours_planned"))
    days = PracticeDay.objects.filter(placement__in=live)
    done = days.values_list("placement__enrolment_id").annotate(Sum("minutes"))
    hours, minutes = dict(planned), dict(done)
    return {key: PracticeHours(60 * hours.get(key, 0), minutes.get(key, 0)) for key in keys}


def cohort(capacity: Capacity, on: date) -> Cohort:
    """A cohort's counts on a day."""
    rows = list(Enrolment.objects.filter(capacity=capacity, starts_on__lte=on))
    hours = practice_hours(rows).values()
    return Cohort(
        capacity=capacity.pk,
        on=on,
        enrolled=len(rows),
        by_standing=dict(Counter(standings(rows, on).values())),
        planned_minutes=sum(one.planned_minutes for one in hours),
        done_minutes=sum(one.done_minutes for one in hours),
    )


def under_way(mentor: Account, on: date) -> QuerySet[Placement]:
    """Placements of a mentor whose days hold this one."""
    return (
        Placement.objects.filter(mentor=mentor, starts_on__lte=on, ends_on__gt=on)
        .filter(state__in=("planned", "briefed", "running"))
        .select_related("enrolment__person", "enrolment__capacity__programme", "host")
        .order_by("pk")
    )


def today(mentor: Account, on: date) -> list[Today]:
    """A mentor's list of a day, with what was confirmed and how long each one may practise."""
    placements = list(under_way(mentor, on))
    rows = PracticeDay.objects.filter(placement__in=placements, day=on)
    minutes = dict(rows.values_list("placement_id", "minutes"))
    limits = day_limits([(placement, on) for placement in placements])
    return [
        Today(placement, minutes.get(placement.pk), limits[placement.pk, on])
        for placement in placements
    ]


def day_limits(days: Sequence[tuple[Placement, date]]) -> dict[tuple[int, date], DayLimit | None]:
    """What the host country's rules allow to each person on each day; None once of age."""
    if not days:
        return {}
    prefetch([placement for placement, _ in days], "enrolment", "host")
    people = {placement.enrolment.person_id for placement, _ in days}
    # Who is of age on the first day is so on all of them: only the others are asked about again.
    years = ages(people, min(day for _, day in days))
    minors = {person for person in people if years.get(person, 0) < ADULT}
    by_day = {day: ages(minors, day) for day in {day for _, day in days}} if minors else {}
    found: dict[tuple[int, date], DayLimit | None] = {}
    packs: dict[tuple[str, date], tuple[RuleValue, RuleValue]] = {}
    for placement, day in days:
        person = placement.enrolment.person_id
        age = by_day[day].get(person, 0) if person in minors else ADULT
        country = placement.host.country_id
        if age < ADULT and (country, day) not in packs:
            packs[country, day] = (
                rule(country, "minors.daily_hours", day),
                rule(country, "minors.prohibited_work", day),
            )
        found[placement.pk, day] = _limit(age, *packs[country, day]) if age < ADULT else None
    return found


def _limit(age: int, hours: RuleValue, prohibited: RuleValue) -> DayLimit:
    for row in hours.value:
        if row["code"] == HEADING and row["age_from"] <= age < row["age_before"]:
            return DayLimit(
                minutes=row["minutes_per_day"],
                age=age,
                prohibited=tuple(prohibited.value),
                pack=hours.pack,
                certainty=hours.certainty,
                carried_forward=hours.carried_forward,
            )
    raise Refused("too_young_to_practise", age=age, country=hours.country)


def _standing(enrolment: Enrolment, on: date, expelled: bool, away: bool) -> str:
    if on < enrolment.starts_on:
        return "not_started"
    if expelled:
        return "expelled"
    if enrolment.state == "graduated" and enrolment.ended_on and enrolment.ended_on <= on:
        return "graduated"
    return "on_leave" if away else "studying"
