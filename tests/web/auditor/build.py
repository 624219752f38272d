"""Somebody signed in, and jobs to trace, by the builders of the stages."""

from django.test import Client

from sheber.contracts.models import Contract
from sheber.kernel import events
from sheber.outcomes.models import Employment
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from tests.contracts import build as contracts
from tests.outcomes import build as outcomes
from tests.registry import build as registry
from tests.web.build import DEMO_NOW, account


def office(country: str = "RU") -> Organisation:
    return registry.organisation(
        f"demo-office-{country}", OrganisationKind.PROGRAMME_OFFICE, country
    )


def signed_in(client: Client, role: str, of: Organisation | None = None) -> Client:
    """The client as somebody of this organisation in this role."""
    of = of or office()
    client.force_login(account(f"demo-{role}-{of.code}", role, of))
    return client


def auditor(client: Client, country: str = "RU") -> Client:
    return signed_in(client, Role.AUDITOR, office(country))


def job(citizenship: str = "RU", **given) -> Employment:
    """A confirmed job with its contract, and everything sealed."""
    row = outcomes.job(_signed(citizenship), **given)
    events.seal(now=DEMO_NOW)
    return row


def _signed(citizenship: str) -> Contract:
    return contracts.signed(of=contracts.seat(citizenship=citizenship))
