"""Who awards, and who decides on recognition."""

from sheber.credentials.models import Recognition
from sheber.credentials.states import RECOGNITION
from sheber.kernel.access import Actor
from sheber.registry.enums import Role


def can_award(actor: Actor, awarding_id: int) -> bool:
    return actor.has_role(Role.COLLEGE) and actor.acts_for(awarding_id)


def can_submit(actor: Actor, person_id: str) -> bool:
    """The person, or the college or employer that needs the decision for the person."""
    return actor.is_person(person_id) or actor.has_role(Role.COLLEGE, Role.EMPLOYER)


def can_move(actor: Actor, recognition: Recognition, move: str) -> bool:
    if not actor.has_role(*RECOGNITION[move].who):
        return False
    if move == "appeal":
        return actor.is_person(recognition.award.person_id)
    return actor.acts_for(recognition.body_id)
