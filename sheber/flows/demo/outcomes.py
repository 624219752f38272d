"""Graduates go to work; periods of work are proved; some leave, some are dismissed or disputed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sheber.contracts import operations as contracts
from sheber.contracts.enums import BreachGround, PartyRole
from sheber.contracts.models import Contract
from sheber.flows import work
from sheber.flows.demo import claims
from sheber.flows.demo.world import SHOWN_AS_OF, World, at
from sheber.kernel.rows import prefetch
from sheber.mobility import operations as mobility
from sheber.mobility.enums import StayKind
from sheber.mobility.operations import NewStay
from sheber.outcomes import operations
from sheber.outcomes.enums import EvidenceKind, NoLine
from sheber.outcomes.models import Employment
from sheber.outcomes.operations import NewEmployment, NewEvidence, NewObligation
from sheber.registry.models import Occupation, Organisation
from sheber.training.models import Enrolment

LINE = ("contract__terms__offer__line__region", "contract__terms__offer__line__occupation")
FRIDAY = 4
PROOF = {"RU": EvidenceKind.WORK_BOOK, "KZ": EvidenceKind.PENSION_CONTRIBUTIONS}


def build(world: World) -> None:
    """Cohort after cohort, as far as its graduates have got by the demo's day."""
    for year in world.size.years:
        graduates = [one for one in world.enrolments[year] if one.state == "graduated"]
        for ended_on in sorted({one.ended_on for one in graduates if one.ended_on}):
            cohort = [one for one in graduates if one.ended_on == ended_on]
            _employ(world, cohort, ended_on.year)
    _report_now(world)
    _second(world)
    claims.build(world)


def _employ(world: World, cohort: list[Enrolment], year: int) -> None:
    """Work starts in August of the year of graduation."""
    prefetch([one for one in cohort if one.contract], *LINE)
    with_contract = [one for one in cohort if one.contract and one.contract.state == "signed"]
    refused = {one.pk for one in world.some(with_contract, "not_employed_by_the_customer")}
    _refuse(world, [one for one in with_contract if one.pk in refused], year)
    employed = [one for one in with_contract if one.pk not in refused]
    _oblige(world, employed, year)
    others = [one for one in cohort if one not in with_contract]
    hired = world.some(others, "employed_without_contract")
    world.without_job += [one for one in others if one not in hired]
    jobs = _report(world, employed, hired, year)
    ends = _ends(world, [one for one in jobs if one.contract_id])
    _prove(world, jobs, ends, year)
    _leave(world, jobs, ends)


def _refuse(world: World, cohort: list[Enrolment], year: int) -> None:
    for one in cohort:
        contract = _contract(one)
        contracts.breach(
            contract,
            contracts.NewBreach(
                by_role=PartyRole.CUSTOMER,
                ground=BreachGround.NOT_EMPLOYED,
                on=date(year, 8, 3),
                before_first_attestation=False,
            ),
            reason="Demo: no post was opened",
            actor=world.of(_customer(contract)),
            now=at(year, 8, 3),
        )


def _oblige(world: World, cohort: list[Enrolment], year: int) -> None:
    new = [NewObligation(_contract(one), date(year, 8, 1)) for one in cohort]
    actors = [world.of(_customer(_contract(one))) for one in cohort]
    for obligation in world.act(operations.oblige_many, new, actor=actors, now=at(year, 8, 1)):
        world.obligations[obligation.contract_id] = obligation


def _report(
    world: World, employed: list[Enrolment], hired: list[Enrolment], year: int
) -> list[Employment]:
    occupations = Occupation.objects.in_bulk(set(world.occupations.values()))
    new = [_on_line(world, one, year) for one in employed]
    new += [_without_line(world, one, occupations, date(year, 8, 1)) for one in hired]
    actors = [world.of(one.employer) for one in new]
    jobs = world.act(operations.report_many, new, actor=actors, now=at(year, 8, 4))
    return world.act(operations.confirm_many, jobs, actor=actors, now=at(year, 8, 10))


def _on_line(world: World, one: Enrolment, year: int) -> NewEmployment:
    contract = _contract(one)
    line = contract.terms.offer.line
    return NewEmployment(
        person=one.person,
        employer=line.call.employer,
        region=line.region,
        occupation=line.occupation,
        starts_on=date(year, 8, 1),
        line=line,
        contract=contract,
        award=world.awards[one.pk],
    )


def _without_line(
    world: World, one: Enrolment, occupations: dict[str, Occupation], starts_on: date
) -> NewEmployment:
    """A job at some enterprise of the cluster, found without a contract."""
    programme = one.capacity.programme
    rows = next(
        rows for rows in world.clusters if rows.cluster and rows.cluster.pk == programme.cluster_id
    )
    employer = world.random.choice(rows.employers)
    if employer.region is None:
        raise LookupError(f"{employer.code} stands in no region")
    return NewEmployment(
        person=one.person,
        employer=employer,
        region=employer.region,
        occupation=occupations[world.occupations[programme.pk]],
        starts_on=starts_on,
        no_line=NoLine.NO_CONTRACT,
        award=world.awards[one.pk],
    )


@dataclass(frozen=True)
class End:
    """The first day not worked, and whether the employer ended the job."""

    on: date
    dismissed: bool


def _ends(world: World, jobs: list[Employment]) -> dict[int, End]:
    """Who is dismissed and who leaves before the term, on a working day after the first month."""
    found = {}
    for job in jobs:
        dismissed = world.happens("dismissed")
        leaves = world.happens("left_work_early")
        first = job.starts_on + timedelta(days=31)
        days = (SHOWN_AS_OF.date() - first).days
        if (dismissed or leaves) and days > 0:
            day = first + timedelta(days=world.random.randrange(days))
            found[job.pk] = End(day - timedelta(days=max(0, day.weekday() - FRIDAY)), dismissed)
    return found


def _prove(world: World, jobs: list[Employment], ends: dict[int, End], year: int) -> None:
    """Each half-year is proved when it is over, the last up to the end of the job; an employer
    disputes a few."""
    for starts_on, ends_on in _half_years(year):
        proved = at(ends_on.year, ends_on.month, ends_on.day, 8)
        working = [one for one in jobs if one.pk not in ends or ends[one.pk].on > starts_on]
        evidence = world.act(
            operations.add_evidence_many,
            [
                NewEvidence(
                    one,
                    PROOF[one.employer.country_id],
                    f"demo-proof-{one.pk}-{starts_on:%Y%m}",
                    starts_on,
                    min(ends_on, ends[one.pk].on) if one.pk in ends else ends_on,
                )
                for one in working
            ],
            actor=[world.of(one.employer) for one in working],
            now=proved,
        )
        if ends_on.year == SHOWN_AS_OF.year:
            for row in world.some(evidence, "employer_disputes"):
                operations.dispute_evidence(
                    row,
                    reason="Demo: absent for two weeks",
                    actor=world.of(row.employment.employer),
                    now=proved,
                )


def _half_years(year: int) -> Iterator[tuple[date, date]]:
    start = date(year, 8, 1)
    while True:
        end = date(start.year + 1, 2, 1) if start.month == 8 else date(start.year, 8, 1)
        if end > SHOWN_AS_OF.date():
            return
        yield start, end
        start = end


def _leave(world: World, jobs: list[Employment], ends: dict[int, End]) -> None:
    """Jobs end: by the employer, or by the person, who breaks the obligation by it."""
    for job in jobs:
        end = ends.get(job.pk)
        if end is None:
            continue
        actor, now = world.of(job.employer), at(end.on.year, end.on.month, end.on.day, 8)
        if end.dismissed:
            work.dismiss(job, on=end.on, actor=actor, now=now)
            continue
        work.leave_work(
            job,
            world.obligations[_key(job)],
            on=end.on,
            reason="Demo: left for another enterprise",
            actor=actor,
            now=now,
        )


def _report_now(world: World) -> None:
    """Some graduates have found work since: reported, and not yet confirmed on the demo's day."""
    occupations = Occupation.objects.in_bulk(set(world.occupations.values()))
    starts_on = date(SHOWN_AS_OF.year, 1, 13)
    found = world.few(world.without_job, "job_found_later")
    new = [_without_line(world, one, occupations, starts_on) for one in found]
    actors = [world.of(one.employer) for one in new]
    now = at(SHOWN_AS_OF.year, 1, 27)
    jobs = world.act(operations.report_many, new, actor=actors, now=now)
    for job in world.some(jobs, "job_disputed"):
        operations.dispute(
            job,
            reason="Demo: the work was never begun",
            actor=world.of(job.employer),
            now=now + timedelta(days=2),
        )


def _key(job: Employment) -> int:
    if job.contract_id is None:
        raise LookupError(f"job {job.pk} serves no contract")
    return job.contract_id


def _second(world: World) -> None:
    """Specialists go to a partner across the border for a quarter, under the anchors' agreement."""
    agreements = {
        home: agreement
        for (home, _), agreement in world.agreements.items()
        if agreement.first.kind == "enterprise"
    }
    jobs = Employment.objects.filter(state="confirmed", employer__in=agreements)
    for job in world.some(
        list(jobs.select_related("person", "employer").order_by("pk")), "seconded"
    ):
        agreement = agreements[job.employer_id]
        actor = world.of(job.employer)
        stay = mobility.nominate(
            NewStay(
                person=job.person,
                agreement=agreement,
                kind=StayKind.SECONDMENT,
                home=job.employer,
                host=agreement.second if agreement.first == job.employer else agreement.first,
                starts_on=date(2030, 10, 1),
                ends_on=date(2030, 12, 24),
            ),
            actor=actor,
            now=at(2030, 9, 1),
        )
        mobility.confirm(stay, actor=actor, now=at(2030, 9, 7))
        mobility.arrive_many([stay], actor=actor, now=at(2030, 10, 1, 9))
        mobility.return_many([stay], actor=actor, now=at(2030, 12, 25))


def _contract(one: Enrolment) -> Contract:
    if one.contract is None:
        raise LookupError(f"enrolment {one.pk} has no contract")
    return one.contract


def _customer(contract: Contract) -> Organisation:
    return contract.terms.offer.line.call.employer
