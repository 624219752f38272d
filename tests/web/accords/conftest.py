import pytest
from django.conf import settings

from sheber.accords import operations
from sheber.registry import seeding
from tests.registry.build import ADMINISTRATOR
from tests.web.build import DEMO_NOW


@pytest.fixture
def register(demo: None) -> None:
    """The register of accords and the rule packs that ship with the software."""
    operations.load(settings.SEEDS / "accords", actor=ADMINISTRATOR, now=DEMO_NOW)
    seeding.load_rule_packs(settings.SEEDS / "rules", actor=ADMINISTRATOR, now=DEMO_NOW)
