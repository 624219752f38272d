"""Study: leaves, drop-outs, practice confirmed day by day, marks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sheber.contracts import operations as contracts
from sheber.contracts.enums import BreachGround, PartyRole
from sheber.flows.demo.world import SHOWN_AS_OF, World, at
from sheber.kernel.access import Actor
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

PRACTICE_DAYS = 5
MINUTES_A_DAY = 360
MARKS = {"RU": ("ru-5", ("5", "4", "4", "3")), "KZ": ("kz-letter", ("A-", "B", "B-", "C"))}


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
        _leave(world, enrolments, year)
        staying = _drop_out(world, enrolments, year)
        for ends_on, cohort in sorted(by_end(staying).items()):
            practice = date(ends_on.year, 3, 2)
            if date(ends_on.year, 6, 20) < SHOWN_AS_OF.date():
                _practise(world, cohort, practice)
                _mark(world, cohort, date(ends_on.year, 6, 20))
        world.enrolments[year] = staying


def _leave(world: World, enrolments: Sequence[Enrolment], year: int) -> None:
    """Some pause for a spring, and come back in time to finish."""
    for one in world.some(enrolments, "academic_leave"):
        actor, begun, back = world.of(one.capacity.provider), at(year + 1, 2, 2), at(year + 1, 5, 4)
        if back > SHOWN_AS_OF:
            continue
        leave = operations.begin_leave(
            one, ground=LeaveGround.ILLNESS, starts_on=begun.date(), actor=actor, now=begun
        )
        operations.end_leave(leave, on=back.date(), actor=actor, now=back)


def _drop_out(world: World, enrolments: list[Enrolment], year: int) -> list[Enrolment]:
    """Some do not finish; whoever had signed has broken the contract."""
    day = at(year + 1, 6, 22)
    if day > SHOWN_AS_OF:
        return enrolments
    leaving = world.some(enrolments, "dropped_out")
    if leaving:
        world.act(
            operations.expel_many,
            leaving,
            ground=ExpulsionGround.FAILED,
            on=day.date(),
            reason="Demo: the examinations were not passed",
            actor=[world.of(one.capacity.provider) for one in leaving],
            now=day,
        )
    for one in leaving:
        if one.contract is not None and one.contract.state == "signed":
            _break(world, one, day.date())
    gone = {one.pk for one in leaving}
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
        now=at(on.year, on.month, on.day + 3),
    )


def by_end(enrolments: Sequence[Enrolment]) -> dict[date, list[Enrolment]]:
    """Those whose programme ends on the same day."""
    found: dict[date, list[Enrolment]] = defaultdict(list)
    for one in enrolments:
        capacity = one.capacity
        found[ready_on(capacity.programme, capacity.intake_year)].append(one)
    return found


def _practise(world: World, cohort: list[Enrolment], starts_on: date) -> None:
    mentors = _mentors(world)
    hosts = _hosts(cohort)
    teachers = [world.of(one.capacity.provider) for one in cohort]
    new = [
        NewPlacement(
            enrolment=one,
            host=hosts[one.pk],
            mentor=mentors[hosts[one.pk].pk],
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=PRACTICE_DAYS),
            hours_planned=PRACTICE_DAYS * MINUTES_A_DAY // 60,
        )
        for one in cohort
    ]
    planned = at(starts_on.year, 2, 16)
    placements = world.act(operations.plan_many, new, actor=teachers, now=planned)
    acting = [world.of(one.host) for one in placements]
    begun = at(starts_on.year, starts_on.month, starts_on.day)
    world.act(operations.brief_many, placements, actor=acting, now=begun)
    world.act(operations.start_many, placements, actor=acting, now=begun)
    _confirm_days(world, placements, acting, starts_on)
    done = at(starts_on.year, starts_on.month, starts_on.day + PRACTICE_DAYS)
    world.act(operations.confirm_many, placements, actor=acting, now=done)
    world.act(operations.close_many, placements, actor=teachers, now=done)


def _confirm_days(
    world: World, placements: list[Placement], acting: list[Actor], starts_on: date
) -> None:
    for number in range(PRACTICE_DAYS):
        day = starts_on + timedelta(days=number)
        world.act(
            operations.confirm_days,
            [NewDay(one, day, MINUTES_A_DAY) for one in placements],
            actor=acting,
            now=at(day.year, day.month, day.day, 16),
        )


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
