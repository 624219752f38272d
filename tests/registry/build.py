"""Builders of registry rows for tests: the fewest facts that the rules ask for."""

from datetime import UTC, date, datetime

from sheber.kernel.access import Actor
from sheber.registry import operations
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Country, Occupation, Organisation, Person, Region

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
ADMINISTRATOR = Actor(key="account:0", roles=frozenset({Role.ADMINISTRATOR}))
REGION_OF = {"RU": "RU-ORE", "KZ": "KZ-27"}


def country(code: str = "RU") -> Country:
    """A country, made once."""
    currency = {"RU": "RUB", "KZ": "KZT"}[code]
    names = {"name_en": code, "name_ru": code, "name_kk": code}
    return Country.objects.get_or_create(
        code=code, defaults={"alpha3": code, "currency": currency, "timezone": "UTC", **names}
    )[0]


def region(code: str = "RU-ORE") -> Region:
    """A region, made once."""
    names = {
        f"{field}_{language}": code
        for field in ("name", "capital")
        for language in ("en", "ru", "kk")
    }
    return Region.objects.get_or_create(
        code=code,
        defaults={
            "country": country(code[:2]),
            "kind": "oblast",
            "timezone": "UTC",
            "longitude": 55.0,
            "latitude": 52.0,
            **names,
        },
    )[0]


def occupation(code: str = "7411") -> Occupation:
    names = {"name_en": code, "name_ru": code, "name_kk": code}
    return Occupation.objects.get_or_create(code=code, defaults=names)[0]


def organisation(
    code: str = "demo-enterprise-1",
    kind: str = OrganisationKind.ENTERPRISE,
    country_code: str = "RU",
    region_code: str | None = None,
) -> Organisation:
    """An invented organisation, made once."""
    names = {"name_en": f"Demo {code}", "name_ru": f"Демо {code}", "name_kk": f"Демо {code} ұйымы"}
    return Organisation.objects.get_or_create(
        code=code,
        defaults={
            "kind": kind,
            "country": country(country_code),
            "region": region(region_code or REGION_OF[country_code]),
            "demo": True,
            **names,
        },
    )[0]


def person(citizenship: str = "RU", born: date = date(2008, 5, 1), now: datetime = NOW) -> Person:
    """An invented person, entered by the real verb."""
    country(citizenship)
    region(REGION_OF[citizenship])
    entered = operations.NewPerson(
        name_original="Проверочный Человек",
        name_latin="Proverochny Chelovek",
        born=born,
        citizenship=citizenship,
        home_region=REGION_OF[citizenship],
        home_store=citizenship,
        entry_basis="grade_11",
        demo=True,
    )
    return operations.enter_person(entered, actor=ADMINISTRATOR, now=now)


def actor(role: str, of: Organisation) -> Actor:
    """Somebody of this organisation in this role."""
    return Actor(
        key=f"account:{of.pk}",
        roles=frozenset({role}),
        organisation=str(of.pk),
        country=of.country_id,
        region=of.region_id or "",
    )


def actor_person(role: str, who: Person) -> Actor:
    """A person acting for oneself."""
    return Actor(
        key=f"person:{who.pk}",
        roles=frozenset({role}),
        person=who.pk,
        country=who.citizenship_id,
        region=who.home_region_id,
    )
