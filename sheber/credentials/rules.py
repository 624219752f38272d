"""Who awards, and who decides on recognition."""

from django.db.models import Q, QuerySet

from sheber.credentials.enums import Purpose
from sheber.credentials.models import Award, Recognition
from sheber.credentials.states import AWARD, RECOGNITION
from sheber.kernel.access import Actor
from sheber.registry.enums import TRAINING_KINDS, OrganisationKind, Role

# Who decides: for work an office of the country, for further study an institution as well.
BODIES = {
    Purpose.WORK: (OrganisationKind.PROGRAMME_OFFICE,),
    Purpose.STUDY: (OrganisationKind.PROGRAMME_OFFICE, *TRAINING_KINDS),
}
# The body has the next word.
WAITING = ("submitted", "complete", "appealed")


def can_award(actor: Actor, awarding_id: int) -> bool:
    return actor.has_role(*AWARD["revoke"].who) and actor.acts_for(awarding_id)


def can_submit(actor: Actor, award: Award, country: str) -> bool:
    """The person, who made the award, or a college or employer of the country that is asked."""
    if actor.is_person(award.person_id):
        return True
    if not actor.has_role(Role.COLLEGE, Role.EMPLOYER):
        return False
    return actor.acts_for(award.awarding_id) or actor.country == country


def can_move(actor: Actor, recognition: Recognition, move: str) -> bool:
    """The body that was asked; an appeal is the person's. A university decides on study only."""
    if not actor.has_role(*RECOGNITION[move].who):
        return False
    if move == "appeal":
        return actor.is_person(recognition.award.person_id)
    if not actor.acts_for(recognition.body_id):
        return False
    return actor.has_role(Role.OFFICE) or recognition.purpose == Purpose.STUDY


def waiting(actor: Actor) -> QuerySet[Recognition]:
    """Requests and appeals that the actor's own body has to deal with, the oldest first."""
    rows = visible(actor).filter(
        body=int(actor.organisation or 0), award__state="issued", state__in=WAITING
    )
    if not actor.has_role(Role.OFFICE):
        study = Purpose.STUDY if actor.has_role(Role.COLLEGE) else None
        rows = rows.filter(purpose=study)
    return rows.order_by("pk")


def visible(actor: Actor) -> QuerySet[Recognition]:
    """Requests of one's own, of the own house, and for an office those of its country."""
    rows = Recognition.objects.select_related("award__programme", "award__awarding", "body")
    if actor.has_role(Role.OFFICE, Role.AUDITOR):
        home = Q(award__awarding__country_id=actor.country)
        return rows.filter(home | Q(country_id=actor.country))
    house = actor.organisation or None
    return rows.filter(
        Q(award__person_id=actor.person or None) | Q(award__awarding_id=house) | Q(body_id=house)
    )
