"""Who may do what in the registry."""

from sheber.kernel.access import Actor
from sheber.registry.enums import TRAINING_KINDS, OrganisationKind, Role
from sheber.registry.models import Account, Membership, Organisation, Person

# Where each role is at home. Applicants and guardians act for themselves alone.
PERSONAL = (Role.APPLICANT, Role.GUARDIAN)
AT_TRAINING = (Role.COLLEGE, Role.ADMISSIONS, Role.MENTOR, Role.CLUSTER)
ROLES_OF_KIND: dict[str, tuple[Role, ...]] = {
    **dict.fromkeys(TRAINING_KINDS, AT_TRAINING),
    OrganisationKind.ENTERPRISE: (Role.EMPLOYER, Role.MENTOR, Role.CLUSTER),
    OrganisationKind.MINISTRY: (Role.REGION, Role.AUDITOR),
    OrganisationKind.REGIONAL_AUTHORITY: (Role.REGION, Role.CLUSTER, Role.AUDITOR),
    OrganisationKind.PROGRAMME_OFFICE: (Role.OFFICE, Role.AUDITOR, Role.ADMINISTRATOR),
}


def can_keep_registry(actor: Actor) -> bool:
    """Load reference data, enter organisations, people and accounts."""
    return actor.has_role(Role.ADMINISTRATOR, Role.OFFICE)


def can_enter_person(actor: Actor, home: str) -> bool:
    """Enter a person and who answers for one: an office of the country of the home."""
    if actor.has_role(Role.ADMINISTRATOR):
        return True
    return actor.has_role(Role.OFFICE, Role.ADMISSIONS) and actor.country == home


def can_open_account(
    actor: Actor, role: str, of: Organisation | None, person: Person | None = None
) -> bool:
    """An administrator any; an office those of its own country, and no administrator; an
    admissions office those of people at home there."""
    if actor.has_role(Role.ADMINISTRATOR):
        return True
    if of is None and person is not None and role in PERSONAL:
        return can_enter_person(actor, person.home_region.country_id)
    countries = {of.country_id} if of else set()
    countries |= {person.home_region.country_id} if person else set()
    at_home = countries == {actor.country}
    return actor.has_role(Role.OFFICE) and at_home and role != Role.ADMINISTRATOR


def can_keep_account(actor: Actor, account: Account) -> bool:
    """Give an account a new password or close it: whoever may open all that it holds."""
    if actor.has_role(Role.ADMINISTRATOR):
        return True
    held = list(Membership.objects.filter(account=account).select_related("organisation"))
    return bool(held) and all(
        can_open_account(actor, one.role, one.organisation, account.person) for one in held
    )


def can_answer_rule(actor: Actor, office_id: int) -> bool:
    return actor.has_role(Role.OFFICE) and actor.acts_for(office_id)


def can_erase(actor: Actor, pseudonym: str) -> bool:
    """A person oneself, or the administrator on that person's request."""
    return actor.has_role(Role.ADMINISTRATOR) or actor.is_person(pseudonym)
