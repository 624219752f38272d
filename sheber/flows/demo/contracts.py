"""Seats are taken up; contracts are signed by every side, and refused by some."""

from datetime import date

from sheber.admissions.models import Seat
from sheber.contracts import operations
from sheber.contracts.models import Contract
from sheber.flows import seats
from sheber.flows.demo.world import World, at
from sheber.kernel.access import Actor
from sheber.kernel.rows import prefetch
from sheber.registry.identity.queries import ADULT, ages
from sheber.training import operations as training
from sheber.training.enums import ExpulsionGround
from sheber.training.models import Enrolment


def build(world: World) -> None:
    """A year after another: enrolment in August, signatures in September."""
    for year in world.size.years:
        taken = _take_up(world, year)
        refused = _refuse(world, taken, year)
        _sign(
            world, [one for one in taken if one.contract and one.contract.pk not in refused], year
        )
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
    """Citizen and guardian first, then the customer and the education organisation."""
    contracts = [_contract(one) for one in taken]
    prefetch(contracts, "terms__offer__line__call__employer")
    citizens = [world.people[one.person_id] for one in contracts]
    world.act(operations.sign_many, contracts, actor=citizens, now=at(year, 9, 10))
    day = at(year, 9, 12)
    years = ages([one.person_id for one in contracts], day.date())
    young = [one for one in contracts if years[one.person_id] < ADULT]
    guardians = [world.people[world.guardians[one.person_id]] for one in young]
    world.act(operations.sign_many, young, actor=guardians, now=day)
    customers = [_customer(world, one) for one in contracts]
    world.act(operations.sign_many, contracts, actor=customers, now=at(year, 9, 16))
    providers = [_provider(world, one.enrolment) for one in taken]
    world.act(operations.sign_many, contracts, actor=providers, now=at(year, 9, 18))


def _contract(one: seats.TakenUp) -> Contract:
    if one.contract is None:
        raise LookupError(f"seat {one.seat.pk} has no contract")
    return one.contract


def _customer(world: World, contract: Contract) -> Actor:
    return world.of(contract.terms.offer.line.call.employer)


def _provider(world: World, enrolment: Enrolment) -> Actor:
    return world.of(enrolment.capacity.provider)
