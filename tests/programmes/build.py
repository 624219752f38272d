"""Builders of clusters and programmes for tests, by the real verbs."""

from datetime import date

from sheber.accords.models import Commitment
from sheber.kernel.access import Actor
from sheber.kernel.money import Money
from sheber.programmes import operations
from sheber.programmes.enums import ClusterKind, MemberRole, ModuleKind, PartnerRole
from sheber.programmes.models import Capacity, Cluster, MoneyEntry, Programme
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Field, Level, Organisation
from tests.accords import build as accords
from tests.registry import build as registry

NOW = registry.NOW
AGREED_ON = date(2026, 1, 15)
CURRENCY = {"RU": "RUB", "KZ": "KZT"}
EVERY_PART = (PartnerRole.LEADS, PartnerRole.DELIVERS, PartnerRole.AWARDS)


def names(word: str) -> dict[str, str]:
    return {"name_en": f"Demo {word}", "name_ru": f"Демо {word}", "name_kk": f"Демо {word} атауы"}


def enterprise(code: str = "demo-enterprise-1", country: str = "RU") -> Organisation:
    return registry.organisation(code, OrganisationKind.ENTERPRISE, country)


def college(country: str = "RU", code: str = "") -> Organisation:
    return registry.organisation(
        code or f"demo-college-{country}", OrganisationKind.COLLEGE, country
    )


def manager(of: Cluster) -> Actor:
    """Somebody who manages this cluster."""
    return registry.actor(Role.CLUSTER, of.manager)


def field(code: str = "0713") -> Field:
    return Field.objects.get_or_create(code=code, defaults=names(code))[0]


def level(country: str = "RU") -> Level:
    registry.country(country)
    return Level.objects.get_or_create(
        code=f"demo-{country}-4",
        defaults={"country_id": country, "national": "4", **names("level")},
    )[0]


def idea(code: str = "demo-cluster-1", country: str = "RU", **given) -> Cluster:
    """A cluster that has only been thought of; its manager is its anchor employer."""
    head = given.pop("manager", None) or enterprise(f"demo-anchor-{country}", country)
    new = operations.NewCluster(
        code=code,
        region=registry.region(registry.REGION_OF[country]).pk,
        manager=head,
        **{"sector": accords.sector("energy").pk, **names("cluster"), **given},
    )
    return operations.found_cluster(new, actor=registry.actor(Role.CLUSTER, head), now=NOW)


def complete(cluster: Cluster) -> Cluster:
    """Give an industrial cluster its anchor employer and base college."""
    members = [
        operations.NewMember(cluster, cluster.manager, MemberRole.ANCHOR_EMPLOYER),
        operations.NewMember(cluster, college(cluster.country_id), MemberRole.BASE_COLLEGE),
    ]
    operations.add_members(members, actor=manager(cluster), now=NOW)
    return cluster


def bound(cluster: Cluster) -> Cluster:
    """Bring a complete cluster as far as its signed agreement."""
    office = accords.office(cluster.country_id)
    operations.apply_cluster(cluster, actor=manager(cluster), now=NOW)
    operations.select_cluster(cluster, actor=office, now=NOW)
    return operations.agree_cluster(
        cluster,
        document="Demo agreement 1",
        signed_on=AGREED_ON,
        actor=manager(cluster),
        now=NOW,
    )


def cluster(**given) -> Cluster:
    """An operating industrial cluster."""
    row = bound(complete(idea(**given)))
    return operations.operate_cluster(row, actor=accords.office(row.country_id), now=NOW)


def resting(of: Programme, commitment: Commitment | None = None) -> Commitment:
    """A programme's cluster rests on a commitment, by default on one side's words."""
    commitment = commitment or accords.commitment()
    actor = accords.office(of.cluster.country_id)
    operations.rest_on(of.cluster, commitment=commitment, actor=actor, now=NOW)
    return commitment


def academy() -> Cluster:
    """An operating cluster that trains managers: an academy by itself, without a sector."""
    head = registry.organisation("demo-academy-1", OrganisationKind.ACADEMY)
    row = idea("demo-academy", kind=ClusterKind.MANAGEMENT, sector="", manager=head)
    member = operations.NewMember(row, head, MemberRole.ACADEMY)
    operations.add_member(member, actor=manager(row), now=NOW)
    return operations.operate_cluster(bound(row), actor=accords.office(), now=NOW)


def draft(of: Cluster | None = None, code: str = "demo-programme-1", **given) -> Programme:
    """A draft of 1,000 hours, 700 of them practice, over 34 months."""
    of = of or cluster()
    registry.occupation(given.get("occupations", ("7411",))[0])
    new = {
        "months": 34,
        "level": level(of.country_id).pk,
        "practice_hours": 700,
        "practice_of_hours": 1000,
        "occupations": ("7411",),
        **given,
    }
    return operations.create_programme(
        operations.NewProgramme(
            code=code, cluster=of, field=field().pk, **{**names("programme"), **new}
        ),
        actor=manager(of),
        now=NOW,
    )


def module(of: Programme, code: str, hours: int, kind: str, **given) -> operations.NewModule:
    return operations.NewModule(of, code, hours=hours, kind=kind, **names(code), **given)


def teach(programme: Programme, theory: int = 300, practice: int = 700) -> Programme:
    """Give a draft its curriculum."""
    modules = [module(programme, "T1", theory, ModuleKind.THEORY)]
    if practice:
        modules.append(module(programme, "P1", practice, ModuleKind.PRACTICE))
    operations.add_modules(modules, actor=manager(programme.cluster), now=NOW)
    return programme


def join(programme: Programme, organisation: Organisation, *roles: str, **given) -> None:
    """Give an organisation these parts in a programme."""
    new = [operations.NewPartner(programme, organisation, role, **given) for role in roles]
    operations.add_partners(new, actor=manager(programme.cluster), now=NOW)


def staff(programme: Programme) -> Programme:
    """The base college leads, delivers and awards; the anchor employer hosts practice."""
    join(programme, college(programme.cluster.country_id), *EVERY_PART)
    join(programme, programme.cluster.manager, PartnerRole.HOSTS_PRACTICE)
    return programme


def whole(of: Cluster | None = None, code: str = "demo-programme-1", **given) -> Programme:
    """A draft with curriculum and partners, ready to be approved."""
    return staff(teach(draft(of, code, **given)))


def approve(programme: Programme) -> Programme:
    office = accords.office(programme.cluster.country_id)
    return operations.approve_programme(programme, actor=office, now=NOW)


def programme(of: Cluster | None = None, code: str = "demo-programme-1", **given) -> Programme:
    """An approved programme."""
    return approve(whole(of, code, **given))


def new_capacity(
    of: Programme, provider: Organisation | None = None, year: int = 2026, **given
) -> operations.NewCapacity:
    provider = provider or college(of.cluster.country_id)
    measures = {
        "group_size": 25,
        "minimum_group": 15,
        "groups_maximum": 2,
        "teachers": 6,
        "workshops": 4,
        "beds": 40,
        "practice_places": 50,
        "cost_per_seat": Money(25_000_000, CURRENCY[provider.country_id]),
    }
    return operations.NewCapacity(of, provider, year, **{**measures, **given})


def capacity(of: Programme | None = None, **given) -> Capacity:
    """What the college can hold of an approved programme."""
    new = new_capacity(of or programme(), **given)
    actor = registry.actor(Role.COLLEGE, new.provider)
    return operations.declare_capacity(new, actor=actor, now=NOW)


def money(of: Cluster) -> MoneyEntry:
    """A line of the regional budget, planned, on a document."""
    new = operations.NewMoney(of, 2026, "region", False, Money(100, "RUB"), "Demo order 1")
    return operations.enter_money(new, actor=manager(of), now=NOW)
