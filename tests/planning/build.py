"""Builders of plans for tests, by the real verbs."""

from datetime import date
from fractions import Fraction

from sheber.demand.models import Line
from sheber.kernel.access import Actor
from sheber.planning import engine_io, operations
from sheber.planning.models import Plan
from sheber.programmes.models import Capacity, Cluster, Programme
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from tests.demand import build as demand
from tests.programmes import build as programmes
from tests.registry import build as registry

NOW = registry.NOW


def office(country: str = "RU") -> Organisation:
    return registry.organisation(
        f"demo-office-{country}", OrganisationKind.PROGRAMME_OFFICE, country
    )


def office_actor(country: str = "RU") -> Actor:
    return registry.actor(Role.OFFICE, office(country))


def programme(
    code: str = "demo-programme",
    occupations: tuple[str, ...] = ("7411",),
    country: str = "RU",
    months: int = 34,
    **given,
) -> Programme:
    """An approved programme that leads to these occupations, made once."""
    found = Programme.objects.filter(code=code).first()
    if found:
        return found
    for one in occupations:
        registry.occupation(one)
    cluster = Cluster.objects.filter(code=f"demo-cluster-{country}").first()
    cluster = cluster or programmes.cluster(code=f"demo-cluster-{country}", country=country)
    return programmes.programme(cluster, code, occupations=occupations, months=months, **given)


def capacity(
    of: Programme | None = None,
    provider: Organisation | None = None,
    year: int = 2026,
    **given,
) -> Capacity:
    """Room for two groups of 20 to 25 in one intake year, plenty of everything else."""
    measures = {"minimum_group": 20, "teachers": 50, "beds": 500, "practice_places": 500}
    return programmes.capacity(
        of or programme(), provider=provider, year=year, **{**measures, **given}
    )


def draft(code: str = "PLAN-1", first_year: int = 2026, last_year: int = 2026) -> Plan:
    """An empty draft by hand; both offices exist."""
    office("KZ")
    return operations.draft_by_hand(code, first_year, last_year, actor=office_actor(), now=NOW)


def given(seats: int = 25, fund: str = "state-RU", of: Capacity | None = None, *lines):
    return operations.Given(of or capacity(), fund, seats, tuple(lines))


def line(number: int = 20, **stated) -> Line:
    """A confirmed line for the graduates of 2029."""
    return demand.confirmed_line(number=number, **stated)


def proposed(code: str = "PLAN-1", seats: int = 25, of: Capacity | None = None) -> Plan:
    """A plan of one row, before both offices."""
    plan = draft(code)
    operations.allocate(plan, [given(seats, of=of)], actor=office_actor(), now=NOW)
    return operations.propose(plan, actor=office_actor(), now=NOW)


def approve(plan: Plan, *countries: str) -> Plan:
    """The word of these offices, of both without a name."""
    for country in countries or ("RU", "KZ"):
        operations.approve(
            plan,
            office=office(country),
            digest=plan.digest,
            actor=office_actor(country),
            now=NOW,
        )
    return plan


AS_OF = date(2026, 1, 15)


def share(of: str = "1") -> engine_io.Share:
    return engine_io.Share(Fraction(of), "assumed for a test", AS_OF)


def budget(fund: str = "state-RU", year: int = 2026, amount: int = 10**12) -> engine_io.Budget:
    return engine_io.Budget(fund, year, amount, "Order 1", AS_OF)


def inputs(**changes) -> engine_io.Inputs:
    """One fund with plenty of money; everybody graduates, half want a bed."""
    stated = {
        "currencies": ("RUB", "KZT"),
        "funds": (engine_io.Fund("state-RU", "RUB"),),
        "budgets": (budget(),),
        "completion": share(),
        **changes,
    }
    return engine_io.Inputs(**stated)


def solved(code: str = "PLAN-S", given: engine_io.Inputs | None = None, **years) -> Plan:
    """A draft that the engine found for the intakes of 2026; both offices exist."""
    office("KZ")
    first, last = years.get("first", 2026), years.get("last", 2026)
    return operations.draft_solved(
        code, first, last, given or inputs(), actor=office_actor(), now=NOW
    )
