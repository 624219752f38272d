"""Builders for pages: the real registry, a demo's mark, accounts that can sign in."""

from datetime import UTC, datetime

from django.conf import settings

from sheber.kernel import clock
from sheber.registry import operations, seeding
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Account, Membership, Organisation
from sheber.registry.rules import ROLES_OF_KIND
from tests.registry.build import ADMINISTRATOR, organisation

DEMO_NOW = datetime(2031, 2, 1, 9, tzinfo=UTC)
PASSWORD = "twelve letters and more"


def reference() -> None:
    """Regions, organisations and occupations as `seeds/registry` has them."""
    seeding.load_reference(settings.SEEDS / "registry", actor=ADMINISTRATOR, now=DEMO_NOW)


def demo() -> None:
    """Mark the database as a demo that is shown as of 1 February 2031."""
    clock.install("demo", demo_now=DEMO_NOW, seed=1, size="small")


def real() -> None:
    clock.install("real")


def account(
    username: str = "demo-employer-1",
    role: str = Role.EMPLOYER,
    of: Organisation | None = None,
    *,
    demo: bool = True,
) -> Account:
    """An account with one role since the first of January 2026, at a body that has such roles."""
    kinds = (OrganisationKind.ENTERPRISE, *ROLES_OF_KIND)
    kind = next(one for one in kinds if role in ROLES_OF_KIND[one])
    held_for = of or organisation(f"demo-{username}", kind)
    given = operations.NewAccount(username, role, held_for, password=PASSWORD, demo=demo)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return operations.open_account(given, actor=ADMINISTRATOR, now=now)


def second_role(of: Account, role: str, at: Organisation) -> Membership:
    """A further capacity for an account."""
    since = datetime(2026, 1, 1, tzinfo=UTC).date()
    return Membership.objects.create(account=of, role=role, organisation=at, valid_from=since)
