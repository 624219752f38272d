"""A college that somebody signs in for, on a demo's day, with people at every step."""

from datetime import date

from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.training.models import Enrolment
from tests.contracts import build as contracts
from tests.training import build as training
from tests.web import build as site

TODAY = site.DEMO_NOW.date()
REASON = {"reason": "the office was told"}


def sign_in(client, of: Organisation | None = None, role: str = Role.COLLEGE, name: str = "col"):
    """Somebody of the demo college, or of another one."""
    client.force_login(site.account(name, role, of=of or contracts.college()))
    return client


def enrolled(**given) -> Enrolment:
    """Somebody who studies at the demo college since September 2026."""
    return training.enrolment(**given)


def refused() -> Enrolment:
    """Somebody whose target contract was refused after the enrolment."""
    one = training.enrolment(with_contract=True)
    type(one.contract).objects.filter(pk=one.contract_id).update(state="refused_by_citizen")
    one.contract.refresh_from_db()
    return one


def iso(year: int, month: int, day: int) -> str:
    return date(year, month, day).isoformat()
