"""Who may do what with plans: the programme offices, both together, and whom a plan touches."""

from sheber.kernel.access import Actor
from sheber.planning.states import PLAN
from sheber.registry.enums import Role
from sheber.registry.models import Organisation


def can_plan(actor: Actor) -> bool:
    return actor.has_role(Role.OFFICE)


def can_count(actor: Actor) -> bool:
    """Who enters how many people are at work, as a source counted them."""
    return actor.has_role(Role.OFFICE)


def can_move(actor: Actor, move: str) -> bool:
    return actor.has_role(*PLAN[move].who)


def can_opine(actor: Actor, organisation: Organisation) -> bool:
    """A region or an employer speaks for itself only."""
    return actor.has_role(Role.REGION, Role.EMPLOYER) and actor.acts_for(organisation.pk)


def can_read(actor: Actor) -> bool:
    """Plans in work are read by those who give an opinion on them."""
    return actor.has_role(Role.OFFICE, Role.REGION, Role.CLUSTER, Role.AUDITOR)
