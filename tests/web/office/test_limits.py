"""Codes in a limit that clashes, said by their names."""

import pytest

from sheber.web.office import limits
from tests.planning import build as plans
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def capacity():
    return plans.capacity()


def intake(of):
    return f"{of.programme.code}/{of.provider.code}/{of.intake_year}"


def test_an_intake_is_a_programme_a_provider_and_a_year(capacity):
    words = f"{capacity.programme.name} · {capacity.provider.name} · {capacity.intake_year}"
    assert limits.named("intake", intake(capacity)) == words


def test_a_fixed_number_names_the_office_and_the_fund(capacity):
    of = plans.office("RU")
    said = limits.named("fixed", f"{of.code}: {intake(capacity)} state-RU")
    assert said.startswith(str(of.name))
    assert said.endswith(limits.named("fund", "state-RU"))
    assert intake(capacity) not in said


def test_a_country_is_called_by_its_name():
    country = registry.country("KZ")
    assert limits.named("first", "KZ") == str(country.name)


def test_what_nobody_knows_stays_a_code():
    for part in ("intake", "institution", "country", "fund", "year"):
        assert limits.named(part, "x") == "x"
