"""Some students go across the border for a term or for practice; a few come back early."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import cycle

from sheber.flows.demo.world import SHOWN_AS_OF, ClusterRows, World, at
from sheber.kernel.access import Actor
from sheber.mobility import operations
from sheber.mobility.enums import EndedEarly, StayKind
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from sheber.mobility.operations import NewLearningAgreement, NewStay
from sheber.programmes.queries import ready_on
from sheber.registry.identity.queries import ADULT, ages
from sheber.registry.models import Organisation
from sheber.training.models import Enrolment

HOURS = 240
# A learning agreement, the side that signs it, and who signs for that side.
Ink = tuple[tuple[LearningAgreement, str], Actor]


def build(world: World) -> None:
    """Agreements of each cluster once; then the second autumn of each cohort."""
    for rows in world.clusters:
        for home, host in _pairs(rows):
            world.agreements[home.pk, host.pk] = operations.agree(
                home,
                host,
                valid_from=date(2026, 9, 1),
                valid_to=date(2036, 9, 1),
                document=f"demo-exchange-{home.pk}-{host.pk}",
                actor=world.of(home),
                now=at(2026, 8, 24),
            )
    for year in world.size.years:
        _go(world, year)
    _now(world)


def _pairs(rows: ClusterRows) -> list[tuple[Organisation, Organisation]]:
    """Who sends to whom: each institution and the anchor, to one of the other country."""
    partner = rows.institutions["partner"]
    at_partner = [one for one in rows.employers if one.country_id == partner.country_id]
    homes = [one for part, one in rows.institutions.items() if part != "partner"]
    pairs = [(home, partner) for home in homes]
    pairs += [(home, enterprise) for home in homes for enterprise in at_partner[:1]]
    pairs += [(partner, homes[0]), (partner, rows.manager)]
    return [*pairs, (rows.manager, at_partner[0]), (at_partner[0], rows.manager)]


def _go(world: World, year: int) -> None:
    starts_on, ends_on = date(year + 1, 10, 1), date(year + 1, 12, 20)
    planned = at(year + 1, 5, 18)
    if ends_on >= SHOWN_AS_OF.date():
        return
    new = _stays(world, world.some(_studying(world, year), "goes_on_exchange"), starts_on, ends_on)
    homes = [world.of(one.home) for one in new]
    stays = world.act(operations.nominate_many, new, actor=homes, now=planned)
    _agree(world, stays, homes, at(year + 1, 6, 1))
    begun = at(starts_on.year, starts_on.month, starts_on.day, 9)
    world.act(operations.arrive_many, stays, actor=homes, now=begun)
    _return(world, stays, year)


def _studying(world: World, year: int) -> list[Enrolment]:
    """Those still there in the second autumn."""
    return [
        one
        for one in world.enrolments[year]
        if one.ended_on is None or one.ended_on > date(year + 2, 1, 1)
    ]


def _stays(
    world: World, enrolments: Sequence[Enrolment], starts_on: date, ends_on: date
) -> list[NewStay]:
    found = []
    for one in enrolments:
        home = one.capacity.provider
        agreements = _from(world, home)
        if agreements:
            agreement = world.random.choice(agreements)
            host = agreement.second
            kind = StayKind.PRACTICE if host.kind == "enterprise" else StayKind.STUDY
            found.append(NewStay(one.person, agreement, kind, home, host, starts_on, ends_on, one))
    return found


def _from(world: World, home: Organisation) -> list[Agreement]:
    return [one for (sender, _), one in world.agreements.items() if sender == home.pk]


def _agree(world: World, stays: list[Stay], homes: list[Actor], signed: datetime) -> None:
    """Drawn up by the home, signed by student, guardian, home and host, then agreed."""
    drawn = _draw_up(world, stays, signed - timedelta(days=12))
    _sign(world, inks(world, drawn, signed.date()), signed)
    world.act(operations.confirm_many, stays, actor=homes, now=signed + timedelta(days=7))


def _draw_up(world: World, stays: list[Stay], now: datetime) -> list[LearningAgreement]:
    return world.act(
        operations.draw_up_many,
        [NewLearningAgreement(one, HOURS, _paper(one)) for one in stays],
        actor=[world.of(one.home) for one in stays],
        now=now,
    )


def _sign(world: World, given: Sequence[Ink], now: datetime) -> None:
    rows, actors = [ink for ink, _ in given], [who for _, who in given]
    world.act(operations.sign_many, rows, actor=actors, now=now)


def inks(world: World, drawn: Sequence[LearningAgreement], on: date) -> list[Ink]:
    """Every side of each agreement, with who signs for it."""
    years = ages([one.stay.person_id for one in drawn], on)
    found = []
    for one in drawn:
        stay = one.stay
        found.append(((one, "student"), world.people[stay.person_id]))
        if years[stay.person_id] < ADULT:
            found.append(((one, "guardian"), world.people[world.guardians[stay.person_id]]))
        found.append(((one, "home"), world.of(stay.home)))
        found.append(((one, "host"), world.of(stay.host)))
    return found


def _now(world: World) -> None:
    """On the demo's day some are at a host, others are nominated for the autumn."""
    year = SHOWN_AS_OF.year
    free = [
        one
        for cohort in world.size.years[-2:]
        for one in world.enrolments[cohort]
        if ready_on(one.capacity.programme, cohort).year > year and one.pk not in world.away
    ]
    away = world.few(free, "is_on_exchange")
    new = _stays(world, away, date(year, 1, 13), date(year, 3, 27))
    homes = [world.of(one.home) for one in new]
    stays = world.act(operations.nominate_many, new, actor=homes, now=at(year - 1, 10, 5))
    _agree(world, stays, homes, at(year - 1, 11, 2))
    world.act(operations.arrive_many, stays, actor=homes, now=at(year, 1, 13, 9))
    _nominate(world, [one for one in free if one not in away], year)


def _nominate(world: World, free: list[Enrolment], year: int) -> None:
    """Learning agreements on which one side after another has not signed yet."""
    going = world.few(free, "is_nominated")
    new = _stays(world, going, date(year, 10, 1), date(year, 12, 20))
    homes = [world.of(one.home) for one in new]
    stays = world.act(operations.nominate_many, new, actor=homes, now=at(year, 1, 20))
    drawn = _draw_up(world, stays, at(year, 1, 22))
    signed = at(year, 1, 24)
    given = inks(world, drawn, signed.date())
    guarded = {agreement.pk for (agreement, side), _ in given if side == "guardian"}
    sides = cycle(("student", "home", "host"))
    missing = {one.pk: "guardian" if one.pk in guarded else next(sides) for one in drawn}
    _sign(world, [ink for ink in given if ink[0][1] != missing[ink[0][0].pk]], signed)


def _paper(stay: Stay) -> str:
    return hashlib.sha256(f"demo learning agreement {stay.pk}".encode()).hexdigest()


def _return(world: World, stays: list[Stay], year: int) -> None:
    early = world.some(stays, "exchange_ended_early")
    for stay in early:
        operations.end_early(
            stay,
            on=date(year + 1, 11, 10),
            ground=EndedEarly.ILLNESS,
            reason="Demo: ill, treated at home",
            actor=world.of(stay.home),
            now=at(year + 1, 11, 11),
        )
    back = [one for one in stays if one.state == "on_site"]
    homes = [world.of(one.home) for one in back]
    world.act(operations.return_many, back, actor=homes, now=at(year + 1, 12, 21))
    done = [*back, *early]
    world.act(
        operations.recognise_many,
        done,
        hours={stay.pk: HOURS // 3 for stay in early},
        actor=[world.of(one.home) for one in done],
        now=at(year + 1, 12, 28),
    )
