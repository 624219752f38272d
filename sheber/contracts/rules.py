"""Who may do what with a contract."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from sheber.admissions.models import Seat
from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Contract, Party
from sheber.contracts.states import CONTRACT
from sheber.kernel.access import Actor
from sheber.registry.enums import Role

# In what role somebody acts for a party.
ACTS_AS = {
    PartyRole.CITIZEN: Role.APPLICANT,
    PartyRole.GUARDIAN: Role.GUARDIAN,
    PartyRole.CUSTOMER: Role.EMPLOYER,
    PartyRole.EMPLOYER: Role.EMPLOYER,
    PartyRole.EDUCATION: Role.COLLEGE,
}


def can_intend(actor: Actor, seat: Seat) -> bool:
    """The customer, the education organisation, or an office of either country."""
    customer = seat.contract.offer.line.call.employer if seat.contract.offer else None
    provider = seat.pool.offering.capacity.provider_id
    if customer is None:
        return False
    if actor.has_role(Role.OFFICE):
        return actor.country in {customer.country_id, seat.person.citizenship_id}
    if actor.has_role(Role.EMPLOYER) and actor.acts_for(customer.pk):
        return True
    return actor.has_role(Role.COLLEGE, Role.ADMISSIONS) and actor.acts_for(provider)


def stands_for(actor: Actor, party: Party) -> bool:
    """Whether this actor is the party, by an account of its own."""
    if not actor.has_role(ACTS_AS[PartyRole(party.role)]):
        return False
    if party.person_id is not None:
        return actor.is_person(party.person_id)
    return actor.acts_for(party.organisation_id)


def can_hand_in_scan(actor: Actor, party: Party, parties: Iterable[Party]) -> bool:
    """The party itself; for the citizen also the education organisation, never for a guardian."""
    if stands_for(actor, party):
        return True
    if party.role != PartyRole.CITIZEN:
        return False
    return any(one.role == PartyRole.EDUCATION and stands_for(actor, one) for one in parties)


def can_move(actor: Actor, move: str, parties: Iterable[Party]) -> bool:
    """A party in a role that the move allows, an office of a party's country, or the calendar."""
    who = CONTRACT[move].who
    if not actor.has_role(*who):
        return False
    if "calendar" in who and actor.has_role("calendar"):
        return True
    parties = list(parties)
    if Role.OFFICE in who and actor.has_role(Role.OFFICE):
        return actor.country in {_country(party) for party in parties}
    return any(
        stands_for(actor, party) and ACTS_AS[PartyRole(party.role)] in who for party in parties
    )


def can_move_as(actor: Actor, move: str, role: PartyRole, parties: Iterable[Party]) -> bool:
    """The party of this role only, or an office where the move allows one."""
    return can_move(actor, move, [party for party in parties if party.role == role])


def can_price(actor: Actor, parties: Iterable[Party]) -> bool:
    """The education organisation computes what a breach costs."""
    return any(one.role == PartyRole.EDUCATION and stands_for(actor, one) for one in parties)


def can_settle_claim(actor: Actor, parties: Iterable[Party]) -> bool:
    """An office of a party's country records that a claim was paid or dropped."""
    return actor.has_role(Role.OFFICE) and actor.country in {_country(one) for one in parties}


def visible(actor: Actor) -> QuerySet[Contract]:
    """Contracts that an actor may read in full; everybody else sees counts only."""
    contracts = Contract.objects.select_related("person", "terms__offer__line__call__employer")
    if actor.has_role(Role.OFFICE, Role.ADMINISTRATOR):
        return contracts
    if actor.has_role(Role.AUDITOR):
        return contracts.filter(person__citizenship_id=actor.country)
    own = Q(pk__in=_sides_of(actor).values("contract_id"))
    if actor.has_role(Role.REGION):
        own |= Q(terms__work_region_id=actor.region) | Q(person__home_region_id=actor.region)
    return contracts.filter(own)


def _sides_of(actor: Actor) -> QuerySet[Party]:
    # Both columns may be null, and a filter by nothing would find everybody.
    if actor.organisation:
        return Party.objects.filter(organisation_id=actor.organisation)
    if actor.person:
        return Party.objects.filter(person_id=actor.person)
    return Party.objects.none()


def _country(party: Party) -> str:
    body = party.organisation
    if body is not None:
        return body.country_id
    return party.person.citizenship_id if party.person else ""
