"""Who may do what with agreements and stays: the home sends, the host receives."""

from django.db.models import Q, QuerySet

from sheber.kernel.access import Actor
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from sheber.mobility.states import STAY
from sheber.registry.enums import Role

SENDERS = (Role.COLLEGE, Role.EMPLOYER)


def can_agree(actor: Actor, first_id: int, second_id: int) -> bool:
    """Either organisation of the pair enters the agreement that both have signed on paper."""
    return actor.has_role(*SENDERS) and (actor.acts_for(first_id) or actor.acts_for(second_id))


def can_nominate(actor: Actor, home_id: int) -> bool:
    return actor.has_role(*SENDERS) and actor.acts_for(home_id)


def can_move(actor: Actor, stay: Stay, move: str) -> bool:
    """Home and host both know where the person is; recognising is the home's."""
    if not actor.has_role(*STAY[move].who):
        return False
    hosts = (stay.home_id,) if move == "recognise" else (stay.home_id, stay.host_id)
    return any(actor.acts_for(one) for one in hosts)


def can_sign(
    actor: Actor, agreement: LearningAgreement, side: str, guardians: frozenset[str] = frozenset()
) -> bool:
    """The student oneself, a guardian of the student, or somebody of the home or the host."""
    stay = agreement.stay
    if side == "student":
        return actor.is_person(stay.person_id)
    if side == "guardian":
        return actor.has_role(Role.GUARDIAN) and actor.person in guardians
    bodies = {"home": stay.home_id, "host": stay.host_id}
    return side in bodies and actor.has_role(*SENDERS) and actor.acts_for(bodies[side])


def is_between(agreement: Agreement, home_id: int, host_id: int) -> bool:
    return {agreement.first_id, agreement.second_id} == {home_id, host_id}


def visible(actor: Actor) -> QuerySet[Stay]:
    """Stays that an actor may read: one's own, those of the own house, a country's for its own."""
    stays = Stay.objects.select_related("home", "host", "person")
    if actor.has_role(Role.OFFICE, Role.AUDITOR):
        return stays.filter(Q(home__country_id=actor.country) | Q(host__country_id=actor.country))
    own = Q(person_id=actor.person or None)
    if actor.has_role(*SENDERS):
        own |= Q(home_id=actor.organisation or None) | Q(host_id=actor.organisation or None)
    return stays.filter(own)
