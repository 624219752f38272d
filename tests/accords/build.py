"""Builders of the register for tests, by the real verbs."""

from datetime import date

from sheber.accords import operations
from sheber.accords.enums import PLACE, PROJECT_GAPS, USUAL_GAPS
from sheber.accords.models import Commitment, GapKind, Project, Statement
from sheber.kernel.access import Actor
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Sector
from tests.registry import build as registry

NOW = registry.NOW
SAID_ON = date(2025, 11, 12)


def office(country: str = "RU") -> Actor:
    """Somebody of a country's programme office."""
    body = registry.organisation(
        f"demo-office-{country}", OrganisationKind.PROGRAMME_OFFICE, country
    )
    return registry.actor(Role.OFFICE, body)


def sector(code: str = "gas") -> Sector:
    names = {"name_en": code, "name_ru": code, "name_kk": code}
    return Sector.objects.get_or_create(code=code, defaults=names)[0]


def gap_kinds(*codes: str) -> None:
    """Words for gaps, made once."""
    for code in codes:
        names = {"name_en": code, "name_ru": code, "name_kk": code}
        GapKind.objects.get_or_create(code=code, defaults=names)


def statement(code: str = "D-01", stated_by: str = "RU") -> Statement:
    """Something that one side said on 12 November 2025."""
    new = operations.NewStatement(
        code=code,
        said_on=SAID_ON,
        stated_by=stated_by,
        office_en="Demo office",
        office_ru="Демо-ведомство",
        office_kk="Демо мекеме",
        text_en="A joint programme could be thought of.",
        text_ru="Можно подумать о совместной программе.",
        text_kk="Бірлескен бағдарлама туралы ойлануға болады.",
        sources=({"publisher": "Demo agency", "title": "Demo news", "published": "2025-11-12"},),
    )
    return operations.enter_statement(new, actor=office(), now=NOW)


def commitment(code: str = "D-C1", stated_by: str = "RU", **given) -> Commitment:
    """A demo commitment, as mentioned."""
    gap_kinds(*USUAL_GAPS)
    new = operations.NewCommitment(
        code=code,
        name_en="Demo commitment",
        name_ru="Демо-обязательство",
        name_kk="Демо міндеттеме",
        description_en="A joint programme",
        description_ru="Совместная программа",
        description_kk="Бірлескен бағдарлама",
        stated_by=stated_by,
        demo=True,
        **{"evidence": (document(),), **given},
    )
    return operations.enter_commitment(new, actor=office(), now=NOW)


def document(name: str = "Protocol 1", dated: date = date(2026, 1, 20)) -> operations.Proof:
    return operations.Proof(document=name, dated=dated, place="article 2")


def advanced(move: str, **given) -> Commitment:
    """A commitment that one move with a document has brought on."""
    return operations.advance(
        commitment(**given), move, evidence=[document()], actor=office(), now=NOW
    )


def project(code: str = "D-P1", region: str = "KZ-27", **given) -> Project:
    """A demo project under discussion."""
    sector()
    gap_kinds(*PROJECT_GAPS, PLACE)
    if region:
        registry.region(region)
    new = operations.NewProject(
        code=code,
        name_en="Demo plant",
        name_ru="Демо-завод",
        name_kk="Демо зауыт",
        sector="gas",
        region=region,
        demo=True,
        **given,
    )
    return operations.enter_project(new, actor=office(), now=NOW)


def announced(opens_on: date = date(2028, 6, 1), **given) -> Project:
    """A demo project with a date of opening."""
    row = project(**given)
    country = row.region.country_id if row.region else "RU"
    return operations.announce(
        row, opens_on=opens_on, document="Order 7", actor=office(country), now=NOW
    )
