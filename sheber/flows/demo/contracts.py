"""Seats are taken up; contracts are signed by every side, and refused by some."""

from datetime import date
from itertools import cycle

from sheber.admissions import operations as admissions
from sheber.admissions.models import Seat
from sheber.contracts import operations
from sheber.contracts.models import Contract
from sheber.flows import seats
from sheber.flows.demo.world import World, at
from sheber.flows.keeping import keep
from sheber.kernel.access import Actor
from sheber.kernel.rows import prefetch
from sheber.registry.identity.queries import ADULT, ages
from sheber.training import operations as training
from sheber.training.enums import ExpulsionGround
from sheber.training.models import Enrolment


def build(world: World) -> None:
    """A year after another: enrolment in August, signatures in September, the campaign's end."""
    for year in world.size.years:
        taken = _take_up(world, year)
        refused = _refuse(world, taken, year)
        _sign(
            world, [one for one in taken if one.contract and one.contract.pk not in refused], year
        )
        campaign = world.campaigns[year]
        admissions.end_campaign(campaign, actor=world.calendar(), now=campaign.ends_at)
        _go_back(world, taken, year)
        if year != world.size.years[-1]:
            _keep(world, taken, year)
        world.enrolments[year] = [
            one.enrolment for one in taken if one.enrolment.state == "enrolled"
        ]


def _take_up(world: World, year: int) -> list[seats.TakenUp]:
    consented = list(
        Seat.objects.filter(campaign=world.campaigns[year], state="consented").select_related(
            "pool__offering__capacity__provider", "person"
        )
    )
    actors = [world.of(one.pool.offering.capacity.provider) for one in consented]
    return world.act(
        seats.take_up_many, consented, sign_by=date(year, 12, 31), actor=actors, now=at(year, 8, 20)
    )


def _refuse(world: World, taken: list[seats.TakenUp], year: int) -> set[int]:
    """Citizens who do not sign lose the quota seat; employers who do not sign owe for it."""
    signed = [one for one in taken if one.contract is not None]
    leaving = world.some(signed, "citizen_refuses_to_sign")
    for one in leaving:
        citizen = world.people[one.enrolment.person_id]
        operations.refuse_as_citizen(
            _contract(one), reason="Demo: found another place", actor=citizen, now=at(year, 9, 4)
        )
    if leaving:
        world.act(
            training.expel_many,
            [one.enrolment for one in leaving],
            ground=ExpulsionGround.CONTRACT_REFUSED,
            on=date(year, 9, 8),
            reason="Demo: the contract of the quota seat was not signed",
            actor=[_provider(world, one.enrolment) for one in leaving],
            now=at(year, 9, 8),
        )
    staying = [one for one in signed if one not in leaving]
    dropped = world.some(staying, "employer_refuses")
    for one in dropped:
        operations.refuse_as_customer(
            _contract(one),
            before_first_attestation=True,
            reason="Demo: the staffing plan was cut",
            actor=_customer(world, _contract(one)),
            now=at(year, 10, 5),
        )
    return {_contract(one).pk for one in (*leaving, *dropped)}


def _sign(world: World, taken: list[seats.TakenUp], year: int) -> None:
    """Citizen and guardians first, then the customer and the education organisation.

    Of the last cohort some sides have not signed in time: these contracts wait on the demo's day.
    """
    contracts = [_contract(one) for one in taken]
    prefetch(contracts, "terms__offer__line__call__employer")
    day = at(year, 9, 12)
    years = ages([one.person_id for one in contracts], day.date())
    young = [one for one in contracts if years[one.person_id] < ADULT]
    late = _late(world, contracts, young) if year == world.size.years[-1] else {}
    citizens = [one for one in contracts if late.get(one.pk) != "citizen"]
    actors = [world.people[one.person_id] for one in citizens]
    world.act(operations.sign_many, citizens, actor=actors, now=at(year, 9, 10))
    guarded = [one for one in young if late.get(one.pk) != "guardian"]
    actors = [world.people[world.guardians[one.person_id]] for one in guarded]
    world.act(operations.sign_many, guarded, actor=actors, now=day)
    stuck = _agree_as_second(world, guarded, year)
    open_ones = [one for one in taken if _contract(one).pk not in stuck]
    _sign_as_organisations(world, open_ones, late, year)


def _late(world: World, contracts: list[Contract], young: list[Contract]) -> dict[int, str]:
    """Which side has not signed yet, by contract."""
    wards = world.few(young, "signs_late")
    grown = [one for one in contracts if one not in young]
    found = {one.pk: "guardian" for one in wards}
    sides = cycle(("citizen", "customer", "education"))
    return found | {one.pk: next(sides) for one in world.few(grown, "signs_late")}


def _agree_as_second(world: World, guarded: list[Contract], year: int) -> set[int]:
    """Where two answer for somebody, both sign; if one refuses, an authority decides.

    Those not decided by the demo's day are returned: nobody else can sign them.
    """
    two = [one for one in guarded if one.person_id in world.second_guardians]
    refusing = world.some(two, "guardians_disagree")
    agreeing = [one for one in two if one not in refusing]
    actors = [_second(world, one) for one in agreeing]
    world.act(operations.sign_many, agreeing, actor=actors, now=at(year, 9, 13))
    stuck = set()
    for one in refusing:
        operations.refuse_as_guardian(
            one, reason="Demo: too far from home", actor=_second(world, one), now=at(year, 9, 14)
        )
        if year == world.size.years[-1]:
            stuck.add(one.pk)
            continue
        operations.settle_guardians(
            one,
            document=f"demo-guardianship-{one.pk}",
            may_sign=True,
            actor=world.office(one.person.citizenship_id),
            now=at(year, 9, 15),
        )
    return stuck


def _second(world: World, contract: Contract) -> Actor:
    return world.people[world.second_guardians[contract.person_id]]


def _sign_as_organisations(
    world: World, taken: list[seats.TakenUp], late: dict[int, str], year: int
) -> None:
    customers = [_contract(one) for one in taken if late.get(_contract(one).pk) != "customer"]
    actors = [_customer(world, one) for one in customers]
    world.act(operations.sign_many, customers, actor=actors, now=at(year, 9, 16))
    teaching = [one for one in taken if late.get(_contract(one).pk) != "education"]
    world.act(
        operations.sign_many,
        [_contract(one) for one in teaching],
        actor=[_provider(world, one.enrolment) for one in teaching],
        now=at(year, 9, 18),
    )


def _go_back(world: World, taken: list[seats.TakenUp], year: int) -> None:
    """After the first attestation a few employers go back on what they signed, and owe for it."""
    now = at(year + 1, 1, 27)
    signed = [one for one in taken if one.contract and one.contract.state == "signed"]
    dropped = world.some(signed, "employer_refuses_after_first_attestation")
    for one in dropped:
        operations.refuse_as_customer(
            _contract(one),
            before_first_attestation=False,
            reason="Demo: the order was lost",
            actor=_customer(world, _contract(one)),
            now=now,
        )


def _keep(world: World, taken: list[seats.TakenUp], year: int) -> None:
    """Whoever lost the contract by the employer studies on; of the last cohort this waits."""
    for one in taken:
        if one.contract is not None and one.contract.state == "refused_by_customer":
            keep(
                one.enrolment,
                reason="Demo: there is room on a state seat",
                actor=_provider(world, one.enrolment),
                now=at(year + 1, 2, 3),
            )


def _contract(one: seats.TakenUp) -> Contract:
    if one.contract is None:
        raise LookupError(f"seat {one.seat.pk} has no contract")
    return one.contract


def _customer(world: World, contract: Contract) -> Actor:
    return world.of(contract.terms.offer.line.call.employer)


def _provider(world: World, enrolment: Enrolment) -> Actor:
    return world.of(enrolment.capacity.provider)
