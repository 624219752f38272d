"""Who may do what in the registry."""

from sheber.kernel.access import Actor
from sheber.registry.enums import Role


def can_keep_registry(actor: Actor) -> bool:
    """Load reference data, enter organisations, people and accounts."""
    return actor.has_role(Role.ADMINISTRATOR, Role.OFFICE)


def can_answer_rule(actor: Actor, office_id: int) -> bool:
    return actor.has_role(Role.OFFICE) and actor.acts_for(office_id)


def can_erase(actor: Actor, pseudonym: str) -> bool:
    """A person oneself, or the administrator on that person's request."""
    return actor.has_role(Role.ADMINISTRATOR) or actor.is_person(pseudonym)
