"""Who may keep the register of what was agreed. Reading it is open to everybody."""

from sheber.accords.enums import COUNTRY_OF_GAP
from sheber.accords.models import Commitment, Gap, Project, Statement
from sheber.accords.states import COMMITMENT, PROJECT
from sheber.kernel.access import Actor
from sheber.registry.enums import Role


def can_load(actor: Actor) -> bool:
    """Load the register from its files; announce projects."""
    return actor.has_role(Role.ADMINISTRATOR, Role.OFFICE)


def can_keep(actor: Actor) -> bool:
    """Attribute, resolve, settle: either programme office, always with a document."""
    return actor.has_role(Role.OFFICE)


def can_advance(actor: Actor, move: str) -> bool:
    return actor.has_role(*COMMITMENT[move].who)


def can_confirm(actor: Actor, said: Statement | Commitment | Project) -> bool:
    """Only the other side's office: nobody confirms their own words."""
    if not actor.has_role(Role.OFFICE):
        return False
    return bool(actor.country) and actor.country != said.stated_by


def can_fill(actor: Actor, gap: Gap) -> bool:
    """Either office; a body responsible in one country only that country's office."""
    country = COUNTRY_OF_GAP.get(gap.kind_id)
    return actor.has_role(Role.OFFICE) and country in (None, actor.country)


def can_change_project(actor: Actor, project: Project, move: str) -> bool:
    """The office of the project's country; of a project whose place is open, either office."""
    if not actor.has_role(*PROJECT[move].who):
        return False
    return project.country_id in (None, actor.country)
