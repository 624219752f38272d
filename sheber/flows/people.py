"""Somebody is entered with an account, and under age with a guardian who has one of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.registry import operations
from sheber.registry.enums import Role
from sheber.registry.identity.queries import ADULT, age
from sheber.registry.models import Account, Person
from sheber.registry.operations import NewAccount, NewPerson


@dataclass(frozen=True)
class Holder:
    """A person who gets an account, with the password that is told once."""

    person: NewPerson
    username: str
    password: str = field(repr=False)


def add_guardian(
    ward: Person, guardian: Holder, kind: str, *, actor: Actor, now: datetime
) -> Account:
    """Somebody who answers for a person entered before; the guardian's account."""
    if age(guardian.person.born, now.date()) < ADULT:
        raise Refused("guardian_under_age")
    with transaction.atomic():
        person = operations.enter_person(guardian.person, actor=actor, now=now)
        operations.name_guardians([(ward, person)], kind, actor=actor, now=now)
        new = NewAccount(
            guardian.username,
            Role.GUARDIAN,
            person=person,
            password=guardian.password,
            demo=person.demo,
        )
        return operations.open_account(new, actor=actor, now=now)


def enter(
    somebody: Holder, guardian: Holder | None, kind: str, *, actor: Actor, now: datetime
) -> Sequence[Account]:
    """The account of the person, then the guardian's; `kind` is how the guardian is related.

    Refused for somebody under age without a guardian, who could neither apply nor sign.
    """
    on = now.date()
    years = age(somebody.person.born, on)
    if years < ADULT and guardian is None:
        raise Refused("person_needs_guardian", years=years)
    if guardian is not None and age(guardian.person.born, on) < ADULT:
        raise Refused("guardian_under_age")
    holders = [somebody, guardian] if guardian else [somebody]
    with transaction.atomic():
        people = operations.enter_people([one.person for one in holders], actor=actor, now=now)
        if guardian is not None:
            operations.name_guardians([(people[0], people[1])], kind, actor=actor, now=now)
        new = [
            NewAccount(
                one.username,
                Role.GUARDIAN if one is guardian else Role.APPLICANT,
                person=row,
                password=one.password,
                demo=row.demo,
            )
            for one, row in zip(holders, people, strict=True)
        ]
        return operations.open_accounts(new, actor=actor, now=now)
