"""Who may do what with jobs, their evidence and obligations."""

from django.db.models import Q, QuerySet

from sheber.contracts.models import Contract
from sheber.kernel.access import Actor
from sheber.outcomes.models import Employment, Obligation
from sheber.outcomes.states import EMPLOYMENT, EVIDENCE, OBLIGATION
from sheber.registry.enums import Role
from sheber.registry.models import Organisation, Person


def can_report(actor: Actor, employer: Organisation, person: Person) -> bool:
    """The employer, the person, or an office of either one's country."""
    if actor.has_role(Role.OFFICE):
        return actor.country in {employer.country_id, person.citizenship_id}
    if actor.has_role(Role.EMPLOYER) and actor.acts_for(employer.pk):
        return True
    return actor.has_role(Role.APPLICANT) and actor.is_person(person.pk)


def can_prove(actor: Actor, employment: Employment) -> bool:
    """The employer or an office: the person brings papers to the office, which enters them."""
    return _may(actor, (Role.EMPLOYER, Role.OFFICE), employment)


def can_change_employment(actor: Actor, employment: Employment, move: str) -> bool:
    return _may(actor, EMPLOYMENT[move].who, employment)


def can_change_evidence(actor: Actor, employment: Employment, move: str) -> bool:
    return _may(actor, EVIDENCE[move].who, employment)


def can_oblige(actor: Actor, contract: Contract) -> bool:
    """The customer of the contract, an office of either country, or the calendar."""
    return _is_side(actor, (Role.EMPLOYER, Role.OFFICE, "calendar"), contract)


def can_change_obligation(actor: Actor, obligation: Obligation, move: str) -> bool:
    return _is_side(actor, OBLIGATION[move].who, obligation.contract)


def visible(actor: Actor) -> QuerySet[Employment]:
    """Jobs that an actor may read in full; everybody else sees counts only."""
    rows = Employment.objects.select_related("person", "employer", "line__call", "region")
    if actor.has_role(Role.OFFICE, Role.ADMINISTRATOR):
        return rows
    if actor.has_role(Role.AUDITOR):
        return rows.filter(person__citizenship_id=actor.country)
    own = Q(person_id=actor.person) if actor.person else Q(pk__in=())
    organisation = actor.organisation or 0
    if actor.has_role(Role.EMPLOYER):
        own |= Q(employer_id=organisation)
    if actor.has_role(Role.COLLEGE, Role.ADMISSIONS, Role.CLUSTER):
        own |= Q(award__enrolment__capacity__provider_id=organisation)
    if actor.has_role(Role.REGION):
        own |= Q(region_id=actor.region)
    return rows.filter(own)


def visible_obligations(actor: Actor) -> QuerySet[Obligation]:
    """Obligations that an actor may read in full."""
    rows = Obligation.objects.select_related("person", "contract__terms__offer__line__call")
    if actor.has_role(Role.OFFICE, Role.ADMINISTRATOR):
        return rows
    if actor.has_role(Role.AUDITOR):
        return rows.filter(person__citizenship_id=actor.country)
    own = Q(person_id=actor.person) if actor.person else Q(pk__in=())
    if actor.has_role(Role.EMPLOYER):
        customer = actor.organisation or 0
        own |= Q(contract__terms__offer__line__call__employer_id=customer)
    if actor.has_role(Role.REGION):
        own |= Q(contract__terms__work_region_id=actor.region)
    return rows.filter(own)


def _may(actor: Actor, who: tuple[str, ...], employment: Employment) -> bool:
    if not actor.has_role(*who):
        return False
    if Role.OFFICE in who and actor.has_role(Role.OFFICE):
        countries = {employment.employer.country_id, employment.person.citizenship_id}
        return actor.country in countries
    return actor.acts_for(employment.employer_id)


def _is_side(actor: Actor, who: tuple[str, ...], contract: Contract) -> bool:
    if not actor.has_role(*who):
        return False
    if "calendar" in who and actor.has_role("calendar"):
        return True
    customer = contract.terms.offer.line.call.employer
    if Role.OFFICE in who and actor.has_role(Role.OFFICE):
        return actor.country in {customer.country_id, contract.person.citizenship_id}
    return Role.EMPLOYER in who and actor.acts_for(customer.pk)
