"""What a provider's programmes share: declared, corrected, taken back."""

import pytest

from sheber.kernel import events
from sheber.programmes import operations, queries
from sheber.programmes.models import SharedResource
from sheber.registry.enums import Role
from tests.accords import build as accords
from tests.offers.build import refused
from tests.programmes import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def new(year=2026, amount=60, kind="beds"):
    return operations.NewShared(build.college(), kind, year, amount)


def declare(*resources, actor=None):
    actor = actor or registry.actor(Role.COLLEGE, build.college())
    return operations.declare_shared(resources, actor=actor, now=build.NOW)


def stand():
    return [(one.kind, one.year, one.amount) for one in SharedResource.objects.all()]


def test_what_is_shared_is_declared_and_corrected_in_its_place():
    (row,) = declare(new())
    (again,) = declare(new(amount=80))
    assert (again.pk, stand()) == (row.pk, [("beds", 2026, 80)])
    facts = [event.facts["beds"] for event in events.of("programmes.resource", [row.pk])]
    assert facts == [60, 80]


def test_without_an_amount_nothing_is_stated_any_more():
    (row,) = declare(new(), new(2027))[:1]
    assert declare(new(amount=None), new(2028, None)) == []
    assert stand() == [("beds", 2027, 60)]
    assert [one.verb for one in events.of("programmes.resource", [row.pk])] == [
        "programmes.resource.declare",
        "programmes.resource.withdraw",
    ]


def test_only_the_provider_itself_and_the_office_of_its_country_declare():
    declare(new(), actor=accords.office())
    stranger = registry.actor(Role.COLLEGE, build.college("KZ"))
    for actor in (stranger, accords.office("KZ")):
        with refused("not_allowed"):
            declare(new(2027), actor=actor)
    assert stand() == [("beds", 2026, 60)]


def test_a_year_that_has_passed_is_refused():
    with refused("resource_in_the_past"):
        declare(new(2025))


def test_many_years_cost_a_fixed_number_of_queries(django_assert_max_num_queries):
    declare(new(2030))
    resources = [new(year, year - 2000) for year in range(2026, 2036)]
    actor = registry.actor(Role.COLLEGE, build.college())
    with django_assert_max_num_queries(10):
        declare(*resources, actor=actor)
    college = build.college().pk
    found = queries.shared([college], 2029, 2031)
    assert [one.amount for one in found] == [29, 30, 31]
