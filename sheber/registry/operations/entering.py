"""Organisations, people and their guardians are entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.kernel import columns, events, ids
from sheber.kernel.access import Actor, require
from sheber.kernel.rows import prefetch
from sheber.registry import rules
from sheber.registry.identity.models import Guardianship, Identity
from sheber.registry.models import Organisation, Person, Region

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
    homes = Region.objects.in_bulk([one.home_region for one in people])
    for one in people:
        home = homes[one.home_region].country_id
        require(rules.can_enter_person(actor, home), "registry.person.enter")
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
        columns.save(rows)
        columns.save(identities)
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
    prefetch([ward for ward, _guardian in pairs], "home_region")
    for ward, _guardian in pairs:
        allowed = rules.can_enter_person(actor, ward.home_region.country_id)
        require(allowed, "registry.guardianship.record")
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
