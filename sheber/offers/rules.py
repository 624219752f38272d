"""Who may do what with target offers."""

from django.db.models import Q, QuerySet

from sheber.demand.models import Line
from sheber.kernel.access import Actor
from sheber.offers.models import Offer
from sheber.offers.states import OFFER
from sheber.registry.enums import Role

SHOWN = ("published", "frozen")


def can_draft(actor: Actor, line: Line) -> bool:
    """An employer, for a line of its own call."""
    return actor.has_role(Role.EMPLOYER) and actor.acts_for(line.call.employer_id)


def can_move(actor: Actor, offer: Offer, move: str) -> bool:
    """The employer of the offer; the office of the employer's country; the calendar."""
    if not actor.has_role(*OFFER[move].who):
        return False
    if actor.has_role("calendar"):
        return True
    employer = offer.line.call.employer
    if actor.has_role(Role.OFFICE):
        return actor.country == employer.country_id
    return actor.acts_for(employer.pk)


def can_write_clauses(actor: Actor) -> bool:
    return actor.has_role(Role.OFFICE)


def visible(actor: Actor) -> QuerySet[Offer]:
    """Everybody reads what is published; a draft is read by its employer and the offices."""
    offers = Offer.objects.select_related("line__call__employer", "line__region")
    if actor.has_role(Role.OFFICE, Role.AUDITOR, Role.ADMINISTRATOR):
        return offers
    return offers.filter(Q(state__in=SHOWN) | Q(line__call__employer_id=actor.organisation or None))
