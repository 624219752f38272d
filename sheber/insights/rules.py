"""Who may publish what is counted."""

from sheber.kernel.access import Actor
from sheber.registry.enums import Role


def can_publish(actor: Actor) -> bool:
    return actor.has_role(Role.OFFICE)


def can_score(actor: Actor) -> bool:
    return actor.has_role(Role.OFFICE)
