"""Clusters are founded and selected, their programmes approved, their capacities declared."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from sheber.accords.models import Commitment
from sheber.flows.demo.world import COMING, ClusterRows, World, at
from sheber.kernel.access import Actor
from sheber.kernel.money import Money
from sheber.programmes import operations
from sheber.programmes.enums import MemberRole, ModuleKind, MoneySource, PartnerRole, ResourceKind
from sheber.programmes.models import Programme
from sheber.programmes.operations import (
    Agreement,
    NewCapacity,
    NewCluster,
    NewMember,
    NewModule,
    NewMoney,
    NewPartner,
    NewProgramme,
    NewShared,
)

# Code, English, Russian, Kazakh, hours for each month of the programme, kind. Practice is what
# mentors confirm day by day: the demo states a short one, so that all of its days can be kept.
MODULES = (
    ("general", "General subjects", "Общие предметы", "Жалпы пәндер", 30, ModuleKind.THEORY),
    (
        "special",
        "Subjects of the trade",
        "Предметы специальности",
        "Мамандық пәндері",
        42,
        ModuleKind.THEORY,
    ),
    (
        "workshop",
        "Training workshop",
        "Учебная мастерская",
        "Оқу шеберханасы",
        48,
        ModuleKind.THEORY,
    ),
    (
        "enterprise",
        "Practice at an enterprise",
        "Практика на предприятии",
        "Кәсіпорындағы практика",
        6,
        ModuleKind.PRACTICE,
    ),
)
PRACTICE_A_MONTH = sum(one[4] for one in MODULES if one[5] == ModuleKind.PRACTICE)
HOURS_A_MONTH = sum(one[4] for one in MODULES)
MEMBERS = {
    "base": MemberRole.BASE_COLLEGE,
    "network": MemberRole.NETWORK_COLLEGE,
    "partner": MemberRole.NETWORK_COLLEGE,
    "university": MemberRole.UNIVERSITY,
}
# What one side has proposed; no side has confirmed it, and every programme says so.
COMMITMENT = "C-01"
# Years that the longest of the demo's programmes goes on after its intake.
LONGEST = 4
GRANT = {"RUB": 1_000_000_000, "KZT": 5_000_000_000}


@dataclass(frozen=True)
class Plan:
    """A programme of a cluster as `seeds/demo/programmes.toml` describes it."""

    part: str
    of_part: dict[str, Any]
    of_sector: dict[str, Any]


def build(world: World) -> None:
    """One cluster after another, from the idea to the declared capacities."""
    described = tomllib.loads((settings.SEEDS / "demo" / "programmes.toml").read_text("utf-8"))
    for number, rows in enumerate(world.clusters, start=1):
        _cluster(world, rows, number)
        _money(world, rows)
        plans = [
            Plan(part, described["parts"][part], described[rows.plan.sector][part])
            for part in world.size.programmes
        ]
        _programmes(world, rows, plans)
        for year in world.size.years:
            _capacities(world, rows, plans, year, at(year, 2, 1))
        if not world.size.is_national:
            _capacities(world, rows, plans, COMING, at(COMING, 1, 10))
        _shared(world, rows, plans)


def _cluster(world: World, rows: ClusterRows, number: int) -> None:
    manager, office = world.of(rows.manager), _office(world, rows)
    rows.cluster = operations.found_cluster(
        NewCluster(
            code=f"demo-cluster-{number}",
            name_en=f"Demo cluster {number}",
            name_ru=f"Демо-кластер {number}",
            name_kk=f"Көрсетілімдік кластер {number}",
            region=rows.plan.home,
            manager=rows.manager,
            sector=rows.plan.sector,
        ),
        actor=manager,
        now=at(2025, 12, 2),
    )
    world.act(operations.add_members, list(_members(rows)), actor=manager, now=at(2025, 12, 3))
    operations.apply_cluster(rows.cluster, actor=manager, now=at(2025, 12, 8))
    operations.select_cluster(rows.cluster, actor=office, now=at(2025, 12, 15))
    signed = at(2025, 12, 22)
    agreement = Agreement(rows.cluster, f"demo-agreement-{number}", signed.date())
    operations.agree_clusters([agreement], actor=manager, now=signed)
    operations.operate_cluster(rows.cluster, actor=office, now=at(2026, 1, 12))
    operations.rest_on(
        rows.cluster,
        commitment=Commitment.objects.get(code=COMMITMENT),
        actor=office,
        now=at(2026, 1, 13),
    )


def _office(world: World, rows: ClusterRows) -> Actor:
    return world.office(rows.plan.home[:2])


def _members(rows: ClusterRows) -> list[NewMember]:
    cluster = rows.founded
    employers = [
        NewMember(
            cluster,
            employer,
            MemberRole.ANCHOR_EMPLOYER if employer == rows.manager else MemberRole.PARTNER_EMPLOYER,
        )
        for employer in rows.employers
    ]
    institutions = [
        NewMember(cluster, institution, MEMBERS[part])
        for part, institution in rows.institutions.items()
    ]
    return [*employers, *institutions]


def _money(world: World, rows: ClusterRows) -> None:
    """A thin ledger: the state's grant planned and paid, the employer's share planned."""
    currency, cluster = rows.manager.country.currency, rows.founded
    amount = Money(GRANT[currency], currency)
    entries = [
        NewMoney(cluster, 2026, MoneySource.STATE, False, amount, "demo-grant"),
        NewMoney(cluster, 2026, MoneySource.STATE, True, amount, "demo-grant-payment"),
        NewMoney(cluster, 2026, MoneySource.EMPLOYER, False, amount, "demo-letter", rows.manager),
    ]
    world.act(operations.enter_money_many, entries, actor=_office(world, rows), now=at(2026, 1, 14))


def _programmes(world: World, rows: ClusterRows, plans: list[Plan]) -> None:
    manager = world.of(rows.manager)
    programmes = world.act(
        operations.create_programmes,
        [_programme(rows, plan) for plan in plans],
        actor=manager,
        now=at(2026, 1, 15),
    )
    world.act(
        operations.add_modules,
        [module for one in programmes for module in _modules(one)],
        actor=manager,
        now=at(2026, 1, 16),
    )
    parts = [
        part
        for programme, plan in zip(programmes, plans, strict=True)
        for part in _partners(rows, programme, plan)
    ]
    world.act(operations.add_partners, parts, actor=manager, now=at(2026, 1, 19))
    world.act(
        operations.approve_programmes, programmes, actor=_office(world, rows), now=at(2026, 1, 29)
    )
    for programme, plan in zip(programmes, plans, strict=True):
        rows.programmes[plan.part] = programme
        world.occupations[programme.pk] = plan.of_sector["occupation"]


def _programme(rows: ClusterRows, plan: Plan) -> NewProgramme:
    code = f"{rows.founded.code}-{plan.part}"
    months, sector = plan.of_part["months"], plan.of_sector
    number = rows.founded.code.rpartition("-")[2]
    return NewProgramme(
        code=code,
        name_en=f"{sector['en']} (demo programme {number})",
        name_ru=f"{sector['ru']} (демо-программа {number})",
        name_kk=f"{sector['kk']} (көрсетілімдік бағдарлама {number})",
        cluster=rows.founded,
        field=sector["field"],
        level=plan.of_part["levels"][rows.plan.home[:2]],
        occupations=(sector["occupation"],),
        months=months,
        joint="partner" in plan.of_part["providers"],
        practice_hours=months * PRACTICE_A_MONTH,
        practice_of_hours=months * HOURS_A_MONTH,
        teaching_languages=("ru",),
    )


def _modules(programme: Programme) -> list[NewModule]:
    return [
        NewModule(programme, code, en, ru, kk, hours * programme.months, kind)
        for code, en, ru, kk, hours, kind in MODULES
    ]


def _partners(rows: ClusterRows, programme: Programme, plan: Plan) -> list[NewPartner]:
    """The first provider leads and awards; every provider delivers; employers host practice."""
    providers = [rows.institutions[part] for part in plan.of_part["providers"]]
    parts = [
        NewPartner(programme, providers[0], PartnerRole.LEADS),
        NewPartner(programme, providers[0], PartnerRole.AWARDS),
    ]
    parts += [NewPartner(programme, one, PartnerRole.DELIVERS) for one in providers]
    return parts + [
        NewPartner(programme, one, PartnerRole.HOSTS_PRACTICE) for one in rows.employers
    ]


def _capacities(
    world: World, rows: ClusterRows, plans: list[Plan], year: int, declared: datetime
) -> None:
    size = world.size
    new = [
        NewCapacity(
            programme=rows.programmes[plan.part],
            provider=rows.institutions[part],
            intake_year=year,
            group_size=size.seats_of_a_group,
            minimum_group=size.seats_of_a_group // 2,
            groups_maximum=size.groups,
            teachers=2 * size.groups,
            workshops=size.groups,
            beds=size.seats_of_a_group * size.groups // 2,
            practice_places=size.seats_of_a_group * size.groups,
            cost_per_seat=_cost(rows, plan, part),
        )
        for plan in plans
        for part in plan.of_part["providers"]
    ]
    world.capacities += world.act(
        operations.declare_capacities, new, actor=world.of(rows.manager), now=declared
    )


def _shared(world: World, rows: ClusterRows, plans: list[Plan]) -> None:
    """One dormitory for all programmes of a provider, with the beds of four intakes at once."""
    size, delivering = world.size, Counter(one for p in plans for one in p.of_part["providers"])
    first, last = min(size.years), max(*size.years, COMING) + LONGEST
    for part, programmes in sorted(delivering.items()):
        provider = rows.institutions[part]
        beds = 2 * programmes * size.seats_of_a_group * size.groups
        new = [
            NewShared(provider, ResourceKind.BEDS, year, beds) for year in range(first, last + 1)
        ]
        world.act(operations.declare_shared, new, actor=world.of(provider), now=at(first, 2, 2))


def _cost(rows: ClusterRows, plan: Plan, part: str) -> Money:
    country = rows.institutions[part].country
    return Money(plan.of_part["cost"][country.pk], country.currency)
