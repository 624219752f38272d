"""Study: leaves, drop-outs, practice confirmed day by day, marks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sheber.contracts import operations as contracts
from sheber.contracts.enums import BreachGround, PartyRole, SuspensionGround
from sheber.flows.demo.world import SHOWN_AS_OF, World, at
from sheber.kernel.rows import prefetch
from sheber.programmes.enums import MemberRole
from sheber.programmes.models import Member, Module
from sheber.programmes.queries import ready_on
from sheber.registry.enums import Role
from sheber.registry.models import Account, Membership, Organisation
from sheber.training import operations
from sheber.training.enums import ExpulsionGround, LeaveGround
from sheber.training.models import Enrolment, Placement
from sheber.training.operations import NewDay, NewPlacement, NewResult

MINUTES_A_DAY = 360
MARKS = {"RU": ("ru-5", ("5", "4", "4", "3")), "KZ": ("kz-letter", ("A-", "B", "B-", "C"))}
# Days on which examinations are counted: month and day of the year after admission.
EXAMINED = ((2, 9), (3, 30), (5, 25), (6, 22), (7, 6))
LAST_YEAR = SHOWN_AS_OF.year
SATURDAY = 5


def build(world: World) -> None:
    """Each cohort up to the day as of which the demo is shown."""
    for year in world.size.years:
        enrolments = world.enrolments[year]
        prefetch(
            enrolments,
            "capacity__programme__cluster",
            "capacity__provider",
            "contract__terms__offer__line__call__employer",
        )
        away = _leave(world, enrolments, year)
        world.away |= away
        staying = _drop_out(world, enrolments, away, year)
        for ends_on, cohort in sorted(by_end(staying).items()):
            if date(ends_on.year, 6, 20) < SHOWN_AS_OF.date():
                _practise(world, cohort, working_days(date(ends_on.year, 3, 2), 1)[0])
                _mark(world, cohort, date(ends_on.year, 6, 20))
            elif ends_on.year == LAST_YEAR:
                _practise_now(world, [one for one in cohort if one.pk not in away])
        world.enrolments[year] = staying


def _leave(world: World, enrolments: Sequence[Enrolment], year: int) -> set[int]:
    """Some pause for a spring, and come back in time to finish; some are away on the demo's day."""
    away = world.some(enrolments, "academic_leave")
    for one in away:
        actor, begun, back = world.of(one.capacity.provider), at(year + 1, 2, 2), at(year + 1, 5, 4)
        if begun > SHOWN_AS_OF:
            begun = at(year, 11, 16)
        leave = operations.begin_leave(
            one, ground=LeaveGround.ILLNESS, starts_on=begun.date(), actor=actor, now=begun
        )
        if back < SHOWN_AS_OF:
            operations.end_leave(leave, on=back.date(), actor=actor, now=back)
        elif one.contract is not None and one.contract.state == "signed":
            contracts.suspend(
                one.contract,
                ground=SuspensionGround.ILLNESS,
                starts_on=begun.date(),
                notified_on=begun.date(),
                actor=actor,
                now=begun,
            )
    return {one.pk for one in away}


def _drop_out(
    world: World, enrolments: list[Enrolment], away: set[int], year: int
) -> list[Enrolment]:
    """Some do not finish; whoever had signed has broken the contract."""
    leaving: dict[date, list[Enrolment]] = defaultdict(list)
    for one in world.some(enrolments, "dropped_out"):
        month, day = world.random.choice(EXAMINED)
        on = date(year + 1, month, day)
        waits = one.contract is not None and one.contract.state == "intended"
        if on < SHOWN_AS_OF.date() and one.pk not in away and not waits:
            leaving[on].append(one)
    for on, some in sorted(leaving.items()):
        world.act(
            operations.expel_many,
            some,
            ground=ExpulsionGround.FAILED,
            on=on,
            reason="Demo: the examinations were not passed",
            actor=[world.of(one.capacity.provider) for one in some],
            now=at(on.year, on.month, on.day),
        )
        for one in some:
            if one.contract is not None and one.contract.state == "signed":
                _break(world, one, on)
    gone = {one.pk for some in leaving.values() for one in some}
    return [one for one in enrolments if one.pk not in gone]


def _break(world: World, one: Enrolment, on: date) -> None:
    assert one.contract is not None  # noqa: S101 - asked for in the line above every call
    customer = one.contract.terms.offer.line.call.employer
    contracts.breach(
        one.contract,
        contracts.NewBreach(
            by_role=PartyRole.CITIZEN,
            ground=BreachGround.DROPPED_OUT,
            on=on,
            before_first_attestation=False,
        ),
        reason="Demo: the study was not finished",
        actor=world.of(customer),
        now=at(on.year, on.month, on.day) + timedelta(days=3),
    )


def by_end(enrolments: Sequence[Enrolment]) -> dict[date, list[Enrolment]]:
    """Those whose programme ends on the same day."""
    found: dict[date, list[Enrolment]] = defaultdict(list)
    for one in enrolments:
        capacity = one.capacity
        found[ready_on(capacity.programme, capacity.intake_year)].append(one)
    return found


def _practise(world: World, cohort: list[Enrolment], starts_on: date) -> None:
    """All the practice that the programme states, in one stretch of working days."""
    teachers = [world.of(one.capacity.provider) for one in cohort]
    placements = plan(world, cohort, starts_on, at(starts_on.year, 2, 16))
    acting = [world.of(one.host) for one in placements]
    begun = at(starts_on.year, starts_on.month, starts_on.day)
    world.act(operations.brief_many, placements, actor=acting, now=begun)
    world.act(operations.start_many, placements, actor=acting, now=begun)
    confirm_days(world, placements, placements[0].ends_on)
    last = placements[0].ends_on
    done = at(last.year, last.month, last.day)
    world.act(operations.confirm_many, placements, actor=acting, now=done)
    world.act(operations.close_many, placements, actor=teachers, now=done)


def _practise_now(world: World, cohort: list[Enrolment]) -> None:
    """The last year's practice on the demo's day: over, running, and planned for the spring."""
    over = world.few(cohort, "practice_is_over")
    rest = [one for one in cohort if one not in over]
    later = world.few(rest, "practice_is_planned")
    now = [one for one in rest if one not in later]
    if over:
        finished = _begun(world, over, date(LAST_YEAR - 1, 11, 18))
        half = finished[: len(finished) // 2]
        acting = [world.of(one.host) for one in half]
        world.act(operations.confirm_many, half, actor=acting, now=at(LAST_YEAR, 1, 27))
    if now:
        _begun(world, now, date(LAST_YEAR, 1, 13))
    if later:
        plan(world, later, date(LAST_YEAR, 3, 3), at(LAST_YEAR, 1, 27))


def _begun(world: World, cohort: list[Enrolment], starts_on: date) -> list[Placement]:
    """Practice that has begun; the demo's last working day is not confirmed yet."""
    begun = at(starts_on.year, starts_on.month, starts_on.day)
    placements = plan(world, cohort, starts_on, begun - timedelta(days=14))
    acting = [world.of(one.host) for one in placements]
    world.act(operations.brief_many, placements, actor=acting, now=begun)
    world.act(operations.start_many, placements, actor=acting, now=begun)
    confirm_days(world, placements, SHOWN_AS_OF.date() - timedelta(days=1))
    return placements


def plan(world: World, cohort: list[Enrolment], starts_on: date, now: datetime) -> list[Placement]:
    """Practice of people whose programmes end together, planned by their institutions."""
    mentors, hosts = _mentors(world), _hosts(cohort)
    hours = {one.pk: one.capacity.programme.practice_hours for one in cohort}
    new = [
        NewPlacement(
            enrolment=one,
            host=hosts[one.pk],
            mentor=mentors[hosts[one.pk].pk],
            starts_on=starts_on,
            ends_on=working_days(starts_on, days_of(hours[one.pk]))[-1] + timedelta(days=1),
            hours_planned=hours[one.pk],
        )
        for one in cohort
    ]
    teachers = [world.of(one.capacity.provider) for one in cohort]
    return world.act(operations.plan_many, new, actor=teachers, now=now)


def confirm_days(world: World, placements: list[Placement], before: date) -> None:
    """Mentors confirm each working day in the evening, up to a day."""
    acting = [world.of(one.host) for one in placements]
    first = placements[0]
    for day in working_days(first.starts_on, days_of(first.hours_planned)):
        if day < before:
            world.act(
                operations.confirm_days,
                [NewDay(one, day, MINUTES_A_DAY) for one in placements],
                actor=acting,
                now=at(day.year, day.month, day.day, 16),
            )


def days_of(hours: int) -> int:
    """How many days of practice hold so many hours."""
    return -(-hours * 60 // MINUTES_A_DAY)


def working_days(first: date, number: int) -> list[date]:
    """So many days from this one on, Saturdays and Sundays left out."""
    found: list[date] = []
    day = first
    while len(found) < number:
        if day.weekday() < SATURDAY:
            found.append(day)
        day += timedelta(days=1)
    return found


def _mentors(world: World) -> dict[int, Account]:
    """The account that mentors at each enterprise."""
    held = Membership.objects.filter(role=Role.MENTOR).select_related("account")
    return {int(one.organisation_id or 0): one.account for one in held}


def _hosts(cohort: Sequence[Enrolment]) -> dict[int, Organisation]:
    """The customer of the contract; without one, the anchor employer of the cluster."""
    clusters = {one.capacity.programme.cluster_id for one in cohort}
    anchors = {
        member.cluster_id: member.organisation
        for member in Member.objects.filter(
            cluster__in=clusters, role=MemberRole.ANCHOR_EMPLOYER
        ).select_related("organisation")
    }
    return {
        one.pk: one.contract.terms.offer.line.call.employer
        if one.contract is not None and one.contract.state == "signed"
        else anchors[one.capacity.programme.cluster_id]
        for one in cohort
    }


def _mark(world: World, cohort: Sequence[Enrolment], dated: date) -> None:
    modules: dict[int, list[Module]] = defaultdict(list)
    programmes = {one.capacity.programme_id for one in cohort}
    for module in Module.objects.filter(programme__in=programmes):
        modules[module.programme_id].append(module)
    results, actors = [], []
    for one in cohort:
        scale, marks = MARKS[one.capacity.provider.country_id]
        for module in modules[one.capacity.programme_id]:
            mark = world.random.choice(marks)
            results.append(NewResult(one, module, scale, mark, True, dated))
            actors.append(world.of(one.capacity.provider))
    world.act(
        operations.record_results, results, actor=actors, now=at(dated.year, dated.month, dated.day)
    )
