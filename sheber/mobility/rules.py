"""Who may do what with agreements and stays: the home sends, the host receives."""

from sheber.kernel.access import Actor
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from sheber.mobility.states import STAY
from sheber.registry.enums import Role

SENDERS = (Role.COLLEGE, Role.EMPLOYER)


def can_agree(actor: Actor, first_id: int) -> bool:
    """Either organisation of the pair enters the agreement that both have signed on paper."""
    return actor.has_role(*SENDERS) and actor.acts_for(first_id)


def can_nominate(actor: Actor, home_id: int) -> bool:
    return actor.has_role(*SENDERS) and actor.acts_for(home_id)


def can_move(actor: Actor, stay: Stay, move: str) -> bool:
    """Home and host both know where the person is; recognising is the home's."""
    if not actor.has_role(*STAY[move].who):
        return False
    hosts = (stay.home_id,) if move == "recognise" else (stay.home_id, stay.host_id)
    return any(actor.acts_for(one) for one in hosts)


def can_sign(actor: Actor, agreement: LearningAgreement, side: str) -> bool:
    stay = agreement.stay
    if side == "student":
        return actor.is_person(stay.person_id)
    return actor.has_role(*SENDERS) and actor.acts_for(
        stay.home_id if side == "home" else stay.host_id
    )


def is_between(agreement: Agreement, home_id: int, host_id: int) -> bool:
    return {agreement.first_id, agreement.second_id} == {home_id, host_id}
