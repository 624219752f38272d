"""Verbs of the registry: people, accounts, roles, answers to unknown rules, erasure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sheber.kernel import events, ids
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry import rules
from sheber.registry.enums import AnswerBasis, RuleKind
from sheber.registry.identity.models import Document, Guardianship, Identity
from sheber.registry.models import (
    Account,
    Membership,
    Organisation,
    Person,
    Region,
    Rule,
    RuleAnswer,
)

BATCH = 500
NAMES = ("name_en", "name_ru", "name_kk")
TOWNS = ("town_en", "town_ru", "town_kk")


@dataclass(frozen=True)
class NewPerson:
    """What is written down when a person is entered; the name goes to the home store."""

    name_original: str
    name_latin: str
    born: date
    citizenship: str
    home_region: str
    home_store: str
    entry_basis: str = ""
    email: str = ""
    phone: str = ""
    demo: bool = False


@dataclass(frozen=True)
class NewAccount:
    """An account to be made. Without a password nobody signs in with one."""

    username: str
    role: str
    organisation: Organisation | None = None
    person: Person | None = None
    password: str = field(default="", repr=False)
    demo: bool = False


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation to be entered; names in English, Russian and Kazakh, in this order."""

    code: str
    kind: str
    region: Region
    names: tuple[str, str, str]
    towns: tuple[str, str, str] = ("", "", "")
    teaching_languages: tuple[str, ...] = ()
    demo: bool = False
    source: str = ""


def enter_organisations(
    organisations: Sequence[NewOrganisation], *, actor: Actor, now: datetime
) -> list[Organisation]:
    """Enter organisations; an invented one in a demo only, and named as such."""
    require(rules.can_keep_registry(actor), "registry.organisation.enter")
    rows = [
        Organisation(
            code=one.code,
            kind=one.kind,
            country_id=one.region.country_id,
            region=one.region,
            teaching_languages=list(one.teaching_languages),
            demo=one.demo,
            source=one.source,
            as_of=now.date().isoformat(),
            **dict(zip(NAMES, one.names, strict=True)),
            **dict(zip(TOWNS, one.towns, strict=True)),
        )
        for one in organisations
    ]
    with transaction.atomic():
        saved = Organisation.objects.bulk_create(rows, batch_size=BATCH)
        events.record_many(
            [
                events.Entry("registry.organisation.enter", ("registry.organisation", row.pk))
                for row in saved
            ],
            actor=actor,
            now=now,
        )
    return saved


def enter_person(person: NewPerson, *, actor: Actor, now: datetime) -> Person:
    """Enter one person under a fresh pseudonym."""
    return enter_people([person], actor=actor, now=now)[0]


def enter_people(people: Sequence[NewPerson], *, actor: Actor, now: datetime) -> list[Person]:
    """Enter people, each under a fresh pseudonym."""
    require(rules.can_keep_registry(actor), "registry.person.enter")
    rows = [
        Person(
            pseudonym=ids.pseudonym(),
            citizenship_id=one.citizenship,
            home_region_id=one.home_region,
            entry_basis=one.entry_basis,
            demo=one.demo,
        )
        for one in people
    ]
    identities = [
        Identity(
            person=row,
            home_store_id=one.home_store,
            name_original=one.name_original,
            name_latin=one.name_latin,
            born=one.born,
            email=one.email,
            phone=one.phone,
        )
        for row, one in zip(rows, people, strict=True)
    ]
    with transaction.atomic():
        Person.objects.bulk_create(rows, batch_size=BATCH)
        Identity.objects.bulk_create(identities, batch_size=BATCH)
        events.record_many(
            [events.Entry("registry.person.enter", ("registry.person", row.pk)) for row in rows],
            actor=actor,
            now=now,
        )
    return rows


def name_guardians(
    pairs: Sequence[tuple[Person, Person]], kind: str, *, actor: Actor, now: datetime
) -> list[Guardianship]:
    """Record who answers for whom: pairs of (ward, guardian)."""
    require(rules.can_keep_registry(actor), "registry.guardianship.record")
    rows = [
        Guardianship(ward=ward, guardian=guardian, kind=kind, valid_from=now.date())
        for ward, guardian in pairs
    ]
    with transaction.atomic():
        Guardianship.objects.bulk_create(rows, batch_size=BATCH)
        events.record_many(
            [
                events.Entry(
                    "registry.guardianship.record",
                    ("registry.person", row.ward_id),
                    facts={"guardian": row.guardian_id},
                )
                for row in rows
            ],
            actor=actor,
            now=now,
        )
    return rows


def open_account(account: NewAccount, *, actor: Actor, now: datetime) -> Account:
    """Open one account with one role."""
    return open_accounts([account], actor=actor, now=now)[0]


def open_accounts(accounts: Sequence[NewAccount], *, actor: Actor, now: datetime) -> list[Account]:
    """Open accounts, each with one role; further roles come with `grant_role`."""
    require(rules.can_keep_registry(actor), "registry.account.open")
    rows = [
        Account(
            username=one.username,
            person=one.person,
            password=make_password(one.password or None),
            demo=one.demo,
        )
        for one in accounts
    ]
    with transaction.atomic():
        saved = Account.objects.bulk_create(rows, batch_size=BATCH)
        Membership.objects.bulk_create(
            [
                Membership(
                    account=row,
                    role=one.role,
                    organisation=one.organisation,
                    valid_from=now.date(),
                )
                for row, one in zip(saved, accounts, strict=True)
            ],
            batch_size=BATCH,
        )
        events.record_many(
            [
                events.Entry(
                    "registry.account.open",
                    ("registry.account", row.pk),
                    facts={"role": one.role},
                )
                for row, one in zip(saved, accounts, strict=True)
            ],
            actor=actor,
            now=now,
        )
    return saved


def grant_roles(
    grants: Sequence[tuple[Account, str, Organisation]], *, actor: Actor, now: datetime
) -> list[Membership]:
    """Let accounts act in further roles: triples of (account, role, organisation)."""
    require(rules.can_keep_registry(actor), "registry.role.grant")
    rows = [
        Membership(account=account, role=role, organisation=of, valid_from=now.date())
        for account, role, of in grants
    ]
    with transaction.atomic():
        saved = Membership.objects.bulk_create(rows, batch_size=BATCH)
        events.record_many(
            [
                events.Entry(
                    "registry.role.grant",
                    ("registry.account", row.account_id),
                    facts={"role": row.role, "organisation": row.organisation_id},
                )
                for row in saved
            ],
            actor=actor,
            now=now,
        )
    return saved


def answer_rule(
    *,
    country: str,
    code: str,
    office: Organisation,
    value: Any,
    basis: str,
    document: str = "",
    actor: Actor,
    now: datetime,
) -> RuleAnswer:
    """Record an office's answer to a rule that the packs do not know."""
    require(rules.can_answer_rule(actor, office.pk), "registry.rule.answer")
    if not Rule.objects.filter(pack__country_id=country, code=code, kind=RuleKind.UNKNOWN).exists():
        raise Refused("rule_is_known", country=country, code=code)
    if basis == AnswerBasis.DOCUMENT and not document:
        raise Refused("answer_needs_document")
    with transaction.atomic():
        answer = RuleAnswer.objects.create(
            country_id=country,
            code=code,
            office=office,
            value=value,
            basis=basis,
            document=document,
            answered_at=now,
        )
        events.record(
            events.Entry(
                "registry.rule.answer",
                ("registry.rule", f"{country}:{code}"),
                facts={"office": office.pk, "basis": basis},
            ),
            actor=actor,
            now=now,
        )
    return answer


def erase_person(person: Person, *, actor: Actor, now: datetime) -> None:
    """Erase who a person is. The pseudonym and the facts stay; the chain still verifies."""
    require(rules.can_erase(actor, person.pk), "registry.person.erase")
    with transaction.atomic():
        Identity.objects.filter(person=person).delete()
        Document.objects.filter(person=person).delete()
        Account.objects.filter(person=person).update(
            username=f"erased-{person.pk}", password=make_password(None), is_active=False
        )
        events.record(
            events.Entry("registry.person.erase", ("registry.person", person.pk)),
            actor=actor,
            now=now,
        )
