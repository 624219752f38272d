"""Disclose a name: to whom, for what purpose, with a line in the access log."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.registry.identity.models import Identity, NameDisclosure

WHO_DEALS_WITH_PEOPLE = (Role.ADMISSIONS, Role.COLLEGE, Role.EMPLOYER)


def disclose(
    pseudonym: str, *, dealing: Collection[int], purpose: str, actor: Actor, now: datetime
) -> Identity:
    """The identity of a person, for a purpose that is logged.

    `dealing` are the keys of the organisations that have to do with this person.
    """
    identity = Identity.objects.filter(pk=pseudonym).select_related("person").first()
    if identity is None:
        raise Refused("identity_not_here", person=pseudonym)
    own = actor.is_person(pseudonym)
    require(own or may_disclose(actor, identity, dealing), "registry.identity.disclose")
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


def may_disclose(actor: Actor, identity: Identity, dealing: Collection[int]) -> bool:
    """An auditor of the person's country, an office, or an organisation that deals with them."""
    if actor.has_role(Role.AUDITOR):
        return actor.country == identity.person.citizenship_id
    if actor.has_role(Role.OFFICE):
        return True
    return actor.has_role(*WHO_DEALS_WITH_PEOPLE) and any(map(actor.acts_for, dealing))
