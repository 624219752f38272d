"""Who may do what with plans: the programme offices, and both of them together."""

from sheber.kernel.access import Actor
from sheber.planning.states import PLAN
from sheber.registry.enums import Role


def can_plan(actor: Actor) -> bool:
    return actor.has_role(Role.OFFICE)


def can_move(actor: Actor, move: str) -> bool:
    return actor.has_role(*PLAN[move].who)


def can_read(actor: Actor) -> bool:
    """Plans in work are read by those who give an opinion on them."""
    return actor.has_role(Role.OFFICE, Role.REGION, Role.CLUSTER, Role.AUDITOR)
