"""The first act in an empty database: the seeds are loaded, an administrator is made."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from sheber.accords import operations as accords
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.models import Installation
from sheber.offers import operations as offers
from sheber.registry import operations as registry
from sheber.registry import seeding
from sheber.registry.enums import Role
from sheber.registry.models import Account

# Who acts before there is anybody to act: the person at the command line.
INSTALLER = Actor(key="installer", roles=frozenset({Role.ADMINISTRATOR, Role.OFFICE}))


def real(administrator: str, password: str, *, now: datetime) -> Account:
    """Prepare a database for real data; refused if it holds a demo or is in use already."""
    with transaction.atomic():
        clock.install(Installation.Kind.REAL)
        load_seeds(now=now)
        account = registry.NewAccount(administrator, Role.ADMINISTRATOR, password=password)
        return registry.open_account(account, actor=INSTALLER, now=now)


def demo(*, now: datetime, shown: datetime, seed: int, size: str, until: str) -> None:
    """Prepare a database for demo data, shown as of one day and built up to one stage."""
    with transaction.atomic():
        clock.install(Installation.Kind.DEMO, demo_now=shown, seed=seed, size=size, until=until)
        load_seeds(now=now)


def load_seeds(*, now: datetime) -> None:
    """Reference data, rule packs, accords and clauses of offers, as the seeds state them."""
    seeding.load_reference(settings.SEEDS / "registry", actor=INSTALLER, now=now)
    seeding.load_rule_packs(settings.SEEDS / "rules", actor=INSTALLER, now=now)
    accords.load(settings.SEEDS / "accords", actor=INSTALLER, now=now)
    offers.load_clauses(settings.SEEDS / "offers" / "clauses.toml", actor=INSTALLER, now=now)
