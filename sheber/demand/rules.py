"""Who may do what with calls and lines of demand."""

from django.db.models import Q, QuerySet

from sheber.accords.rules import can_change_project
from sheber.demand.models import Call, Line
from sheber.demand.states import CALL, LINE
from sheber.kernel.access import Actor
from sheber.registry.enums import Role


def can_open_call(actor: Actor, employer_id: int) -> bool:
    return actor.has_role(Role.EMPLOYER) and actor.acts_for(employer_id)


def can_change_call(actor: Actor, call: Call, move: str) -> bool:
    return actor.has_role(*CALL[move].who) and actor.acts_for(call.employer_id)


def can_change_line(actor: Actor, line: Line, move: str) -> bool:
    """The employer of the line; to confirm or return it, its region or its country's office."""
    if not actor.has_role(*LINE[move].who):
        return False
    if move in {"confirm", "return"}:
        return _oversees(actor, line)
    return actor.acts_for(line.call.employer_id)


def can_move_year(actor: Actor, line: Line) -> bool:
    """Its employer; of a line that rests on a project, also whoever may delay the project."""
    if actor.has_role(Role.EMPLOYER) and actor.acts_for(line.call.employer_id):
        return True
    return line.project is not None and can_change_project(actor, line.project, "delay")


def visible(actor: Actor) -> QuerySet[Line]:
    """Lines that an actor may read in full; everybody else sees counts only."""
    lines = Line.objects.select_related("call__employer", "region", "occupation")
    if actor.has_role(Role.OFFICE, Role.AUDITOR, Role.ADMINISTRATOR):
        return lines
    own = Q(call__employer_id=actor.organisation or None)
    if actor.has_role(Role.REGION):
        own |= Q(region_id=actor.region)
    return lines.filter(own)


def _oversees(actor: Actor, line: Line) -> bool:
    if actor.has_role(Role.OFFICE):
        return actor.country == line.region.country_id
    return actor.region == line.region_id
