"""Builders of offers for tests, by the real verbs; rule packs and capacities as bare rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from sheber.demand.models import Line
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.offers import operations
from sheber.offers.models import ClauseTemplate, Offer, Terms
from sheber.planning import operations as planning
from sheber.planning.models import Allocation
from sheber.programmes.models import Capacity, Cluster, Programme
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Field, Level, Organisation, Rule, RulePack, Sector
from sheber.registry.operations import answer_rule
from tests.demand import build as demand
from tests.registry import build as registry

NOW = registry.NOW
REGIMES = {"RU": "RU-555-2024", "KZ": "KZ-TVET-ENTERPRISE"}
PRIVATE = {"name_en": "Demo", "name_ru": "Демо", "name_kk": "Демонстрация"}


@contextmanager
def refused(code: str) -> Iterator:
    """The act inside is refused with this code, in a sentence that all facts fit."""
    with pytest.raises(Refused) as found:
        yield found
    assert (found.value.code, bool(str(found.value))) == (code, True)


def office(country: str = "RU") -> Organisation:
    return registry.organisation(
        f"demo-office-{country}", OrganisationKind.PROGRAMME_OFFICE, country
    )


def office_actor(country: str = "RU") -> Actor:
    return registry.actor(Role.OFFICE, office(country))


def employer_actor(offer: Offer) -> Actor:
    return registry.actor(Role.EMPLOYER, offer.line.call.employer)


def college(country: str = "RU", code: str = "") -> Organisation:
    return registry.organisation(
        code or f"demo-college-{country}", OrganisationKind.COLLEGE, country
    )


def capacity(country: str = "RU", code: str = "", year: int = 2026) -> Capacity:
    """What a demo college can hold of a demo programme, made once for each code.

    Its country has a rule pack with a regime under which an offer may oblige somebody.
    """
    provider = college(country)
    if not RulePack.objects.filter(country_id=country).exists():
        pack(country)
    code = code or f"demo-programme-{country}"
    sector = Sector.objects.get_or_create(code="energy", defaults=PRIVATE)[0]
    level = Level.objects.get_or_create(
        code=f"{country}-college",
        defaults={"country_id": country, "national": "1", "isced": "4", **PRIVATE},
    )[0]
    cluster = Cluster.objects.get_or_create(
        code=f"demo-cluster-{country}",
        defaults={
            "country_id": country,
            "region_id": provider.region_id,
            "sector": sector,
            "manager": provider,
            "state": "operating",
            **PRIVATE,
        },
    )[0]
    programme = Programme.objects.get_or_create(
        code=code,
        defaults={
            "cluster": cluster,
            "field": Field.objects.get_or_create(code="0713", defaults=PRIVATE)[0],
            "level": level,
            "months": 46,
            "practice_hours": 1,
            "practice_of_hours": 2,
            "practice_of": "all",
            "state": "approved",
            **PRIVATE,
        },
    )[0]
    return Capacity.objects.get_or_create(
        programme=programme,
        provider=provider,
        intake_year=year,
        defaults={
            "group_size": 25,
            "minimum_group": 1,
            "groups_maximum": 40,
            "teachers": 50,
            "workshops": 50,
            "beds": 500,
            "practice_places": 500,
            "cost_per_seat_minor": 25_000_000,
            "currency": "RUB",
        },
    )[0]


def allocation(
    of: Capacity | None = None, seats: int = 25, fund: str = "state", approve: bool = True
) -> Allocation:
    """Seats of a plan of its own, approved by every office there is."""
    of = of or capacity()
    number = Allocation.objects.count() + 1
    office()
    plan = planning.draft_by_hand(f"PLAN-{number}", 2026, 2026, actor=office_actor(), now=NOW)
    given = [planning.Given(of, fund, seats)]
    row = planning.allocate(plan, given, actor=office_actor(), now=NOW)[0]
    if approve:
        approve_plan(row)
    return row


def approve_plan(row: Allocation) -> None:
    planning.propose(row.plan, actor=office_actor(), now=NOW)
    for one in Organisation.objects.filter(kind=OrganisationKind.PROGRAMME_OFFICE):
        actor = registry.actor(Role.OFFICE, one)
        planning.approve(row.plan, office=one, digest=row.plan.digest, actor=actor, now=NOW)


def draft(
    line: Line | None = None,
    on: Allocation | None = None,
    seats: int = 2,
    open_to: tuple[str, ...] = ("RU",),
    code: str = "",
) -> Offer:
    """A draft without terms."""
    for country in open_to:
        registry.country(country)
    line = line or demand.confirmed_line()
    new = operations.NewOffer(
        code or f"OFFER-{Offer.objects.count() + 1}", line, on or allocation(), seats, open_to
    )
    return operations.draft(new, actor=registry.actor(Role.EMPLOYER, line.call.employer), now=NOW)


def new_terms(offer: Offer, **given) -> operations.NewTerms:
    region = registry.region(given.pop("work_region", offer.line.region_id))
    regime = REGIMES[offer.allocation.capacity.provider.country_id]
    stated = {"months_owed": 36, "currency": "RUB", "regime": regime, **given}
    return operations.NewTerms(offer, work_region=region.pk, **stated)


def terms(offer: Offer, **given) -> Terms:
    return operations.set_terms(new_terms(offer, **given), actor=employer_actor(offer), now=NOW)


def published(stated: dict | None = None, **given) -> Offer:
    """An offer with terms, published by its employer."""
    offer = draft(**given)
    terms(offer, **(stated or {}))
    return operations.publish(offer, actor=employer_actor(offer), now=NOW)


def pack(country: str = "RU", year: int = 2026) -> RulePack:
    """A pack with one regime, open to everybody."""
    row, made = RulePack.objects.get_or_create(
        code=f"{country}-{year}",
        defaults={
            "country": registry.country(country),
            "valid_from": date(year, 1, 1),
            "valid_to": date(year + 1, 1, 1),
            "sha256": f"{year:064d}",
        },
    )
    if made:
        rule("obligation.regimes", [{"code": REGIMES[country]}], "table", country, pack=row)
    return row


def rule(code: str, value=None, kind: str = "unknown", country: str = "RU", **given) -> Rule:
    """A rule of a country's pack, of kind unknown unless it has a value; a later one replaces."""
    labels = {f"label_{language}": code for language in ("en", "ru", "kk")}
    stated = {
        "kind": kind,
        "value": value,
        "source": "test",
        "certainty": given.pop("certainty", "published"),
        **labels,
        **given,
    }
    of = stated.pop("pack", None) or pack(country)
    return Rule.objects.update_or_create(pack=of, code=code, defaults=stated)[0]


def regimes(*rows: dict, country: str = "RU") -> Rule:
    """The regimes that a country's pack lists, instead of the one open to everybody."""
    return rule("obligation.regimes", list(rows), "table", country)


def answer(code: str, value: bool = True, country: str = "RU", basis: str = "assumption", by=None):
    """Each office records its answer, or only those named."""
    for one in by or ("RU", "KZ"):
        answer_rule(
            country=country,
            code=code,
            office=office(one),
            value=value,
            basis=basis,
            document="letter 1" if basis == "document" else "",
            actor=office_actor(one),
            now=NOW,
        )


def clause(kk_status: str = "draft") -> ClauseTemplate:
    new = operations.NewClause("work", "Work", "Работа", "Жұмыс", kk_status)
    return operations.write_clauses([new], actor=office_actor(), now=NOW)[0]
