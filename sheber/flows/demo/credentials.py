"""People graduate and are awarded; some ask the other country to recognise it.

Each summer some ask for further study. The appeals of the last autumn still wait, and so do
some requests of this winter, for work.
"""

from datetime import datetime

from sheber.credentials import operations
from sheber.credentials.enums import Outcome, Purpose
from sheber.credentials.models import Award, Recognition
from sheber.credentials.operations import NewRecognition
from sheber.flows.demo.training import by_end
from sheber.flows.demo.world import SHOWN_AS_OF, World, at, later
from sheber.flows.graduation import Graduate, graduate_many
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Partner
from sheber.registry.models import Organisation

OTHER = {"RU": "KZ", "KZ": "RU"}
DECISION_DAY = 20
TASKS = "Demo: practice of 600 hours, and an examination in the law of the country"


def build(world: World) -> None:
    """Graduation in June; decisions of the other country in August."""
    awarding = {
        one.programme_id: one.organisation
        for one in Partner.objects.filter(role=PartnerRole.AWARDS).select_related("organisation")
    }
    for year in world.size.years:
        awards = _award(world, awarding, year)
        _recognise(world, awards)
    _ask_now(world, list(world.awards.values()))


def _award(world: World, awarding: dict[int, Organisation], year: int) -> list[Award]:
    """Everybody who is still there finishes on one day; as far as the demo's day."""
    found: list[Award] = []
    for ends_on, cohort in sorted(by_end(world.enrolments[year]).items()):
        graduation = at(ends_on.year, 6, 28)
        if graduation > SHOWN_AS_OF:
            continue
        graduates = [
            Graduate(one, awarding[one.capacity.programme_id], f"DEMO-{year}-{one.pk:06d}")
            for one in cohort
        ]
        found += graduate_many(
            graduates,
            on=graduation.date(),
            teachers=[world.of(one.capacity.provider) for one in cohort],
            awarding=[world.of(one.awarding) for one in graduates],
            now=graduation,
        )
    world.awards.update({one.enrolment_id: one for one in found})
    return found


def _recognise(world: World, awards: list[Award]) -> None:
    for award in world.some(awards, "asks_for_recognition"):
        year = award.awarded_on.year
        body = _body(world, OTHER[award.awarding.country_id])
        row = _ask(world, award, body, Purpose.STUDY, at(year, 7, 6))
        operations.complete(row, actor=world.of(body), now=at(year, 7, 13))
        _settle(world, row, year)


def _ask(
    world: World, award: Award, body: Organisation, purpose: Purpose, now: datetime
) -> Recognition:
    """The holder asks a body of the other country."""
    return operations.submit(
        NewRecognition(award, body.country_id, body, purpose),
        actor=world.people[award.person_id],
        now=now,
    )


def _ask_now(world: World, awards: list[Award]) -> None:
    """Requests that wait on the demo's day, every second of them with its papers complete."""
    year = SHOWN_AS_OF.year
    done = set(Recognition.objects.values_list("award_id", flat=True))
    free = [one for one in awards if one.pk not in done]
    for number, award in enumerate(world.few(free, "asks_for_recognition_now")):
        office = world.offices[OTHER[award.awarding.country_id]]
        row = _ask(world, award, office, Purpose.WORK, at(year, 1, 20))
        if number % 2:
            operations.complete(row, actor=world.of(office), now=at(year, 1, 27))


def _body(world: World, country: str) -> Organisation:
    """The office of the country, or as often an institution that awards for itself."""
    institutions = [
        one
        for rows in world.clusters
        for one in rows.institutions.values()
        if one.country_id == country
    ]
    return world.random.choice((world.offices[country], world.random.choice(institutions)))


def _settle(world: World, row: Recognition, year: int) -> None:
    """Decided in August; some appeal in September, which takes until the next spring."""
    outcome = _outcome(world)
    _decide(world, row, outcome, at(year, 8, DECISION_DAY))
    if outcome == Outcome.FULL or not world.happens("recognition_appealed"):
        return
    holder = world.people[row.award.person_id]
    reason = "Demo: a module was not counted"
    operations.appeal(row, reason=reason, actor=holder, now=at(year, 9, 14))
    if not later(spring := at(year + 1, 3, 3)):
        _decide(world, row, Outcome.FULL, spring)


def _outcome(world: World) -> Outcome:
    if world.happens("recognition_refused"):
        return Outcome.REFUSED
    return Outcome.PARTIAL if world.happens("recognised_in_part") else Outcome.FULL


def _decide(world: World, row: Recognition, outcome: Outcome, now: datetime) -> None:
    partial = outcome == Outcome.PARTIAL
    operations.decide(
        row,
        outcome,
        document=f"demo-decision-{row.pk}",
        hours_recognised=1800 if partial else None,
        hours_of=2400 if partial else None,
        remaining=TASKS if partial else "",
        actor=world.of(row.body),
        now=now,
    )
