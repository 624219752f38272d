"""Who may do what in training."""

from django.db.models import Q, QuerySet

from sheber.kernel.access import Actor
from sheber.programmes.models import Capacity
from sheber.registry.enums import Role
from sheber.training.models import Enrolment, Placement
from sheber.training.states import ENROLMENT, PLACEMENT


def can_enrol(actor: Actor, capacity: Capacity) -> bool:
    """The institution that trains, or its admissions office."""
    return actor.has_role(Role.COLLEGE, Role.ADMISSIONS) and actor.acts_for(capacity.provider_id)


def can_teach(actor: Actor, enrolment: Enrolment) -> bool:
    """The institution that trains this person: leaves, results, placements."""
    return actor.has_role(Role.COLLEGE) and actor.acts_for(enrolment.capacity.provider_id)


def can_change_enrolment(actor: Actor, enrolment: Enrolment, move: str) -> bool:
    return actor.has_role(*ENROLMENT[move].who) and can_teach(actor, enrolment)


def can_change_placement(actor: Actor, placement: Placement, move: str) -> bool:
    """The institution, or the mentor whom the placement names."""
    who = PLACEMENT[move].who
    if Role.MENTOR in who:
        return is_mentor(actor, placement)
    return actor.has_role(*who) and can_teach(actor, placement.enrolment)


def is_mentor(actor: Actor, placement: Placement) -> bool:
    """Whether this is the very account that answers for the student at the host."""
    named = actor.key == f"account:{placement.mentor_id}"
    return named and actor.has_role(Role.MENTOR) and actor.acts_for(placement.host_id)


def visible(actor: Actor) -> QuerySet[Enrolment]:
    """Enrolments that an actor may read in full; everybody else sees counts only."""
    rows = Enrolment.objects.select_related("person", "capacity__programme", "capacity__provider")
    if actor.has_role(Role.OFFICE, Role.ADMINISTRATOR):
        return rows
    if actor.has_role(Role.AUDITOR):
        return rows.filter(person__citizenship_id=actor.country)
    return rows.filter(_own(actor))


def _own(actor: Actor) -> Q:
    organisation = actor.organisation or 0
    own = Q(person_id=actor.person) if actor.person else Q(pk__in=())
    if actor.has_role(Role.COLLEGE, Role.ADMISSIONS, Role.CLUSTER):
        own |= Q(capacity__provider_id=organisation)
    if actor.has_role(Role.EMPLOYER):
        own |= Q(contract__terms__offer__line__call__employer_id=organisation)
    if actor.has_role(Role.REGION):
        own |= Q(capacity__provider__region_id=actor.region)
    if actor.has_role(Role.MENTOR):
        mentored = Placement.objects.filter(mentor_id=_account(actor))
        own |= Q(pk__in=mentored.values("enrolment_id"))
    return own


def _account(actor: Actor) -> int:
    key = actor.key.removeprefix("account:")
    return int(key) if key.isdigit() else 0
