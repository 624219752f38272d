"""Disclose a name: to whom, for what purpose, with a line in the access log."""

from datetime import datetime

from django.db import transaction

from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.registry.identity.models import Identity, NameDisclosure

DISCLOSED_TO = (Role.OFFICE, Role.ADMISSIONS, Role.COLLEGE, Role.EMPLOYER, Role.AUDITOR)


def disclose(pseudonym: str, *, purpose: str, actor: Actor, now: datetime) -> Identity:
    """The identity of a person, for a purpose that is logged; own country only for auditors."""
    identity = Identity.objects.filter(pk=pseudonym).select_related("person").first()
    if identity is None:
        raise Refused("identity_not_here", person=pseudonym)
    own = actor.is_person(pseudonym)
    require(own or may_disclose(actor, identity), "registry.identity.disclose")
    if not purpose:
        raise Refused("missing_reason", act="registry.identity.disclose")
    with transaction.atomic():
        NameDisclosure.objects.create(
            person_id=pseudonym,
            account_key=actor.key,
            organisation_key=actor.organisation,
            purpose=purpose,
            at=now,
        )
    return identity


def may_disclose(actor: Actor, identity: Identity) -> bool:
    """Whether somebody in this role may ask for this name at all."""
    if actor.has_role(Role.AUDITOR):
        return actor.country == identity.person.citizenship_id
    return actor.has_role(*DISCLOSED_TO)
