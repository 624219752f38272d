"""Builders of demand for tests, by the real verbs."""

from sheber.demand import operations
from sheber.demand.models import Call, Line
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from tests.registry import build as registry

NOW = registry.NOW


def employer(code: str = "demo-enterprise-1", country: str = "RU") -> Organisation:
    return registry.organisation(code, OrganisationKind.ENTERPRISE, country)


def call(of: Organisation | None = None, code: str = "CALL-1") -> Call:
    """A published call."""
    of = of or employer()
    actor = registry.actor(Role.EMPLOYER, of)
    opened = operations.open_call(operations.NewCall(code, of, 2026), actor=actor, now=NOW)
    return operations.publish_call(opened, actor=actor, now=NOW)


def line(
    of: Call | None = None,
    number: int = 2,
    year: int = 2029,
    region: str | None = None,
    occupation: str = "7411",
) -> Line:
    """A draft line of a published call."""
    of = of or call()
    registry.occupation(occupation)
    place = registry.region(region or of.employer.region_id)
    new = operations.NewLine(of, place.pk, occupation, year, number, "firm", "employer")
    return operations.add_line(new, actor=registry.actor(Role.EMPLOYER, of.employer), now=NOW)


def confirmed_line(**given) -> Line:
    """A line submitted by its employer and confirmed by its country's office."""
    row = line(**given)
    operations.submit(row, actor=registry.actor(Role.EMPLOYER, row.call.employer), now=NOW)
    country = row.region.country_id
    office = registry.organisation(
        f"demo-office-{country}", OrganisationKind.PROGRAMME_OFFICE, country
    )
    return operations.confirm(row, actor=registry.actor(Role.OFFICE, office), now=NOW)
