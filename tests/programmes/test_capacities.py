from datetime import date

import pytest

from sheber.kernel import events
from sheber.kernel.money import Money
from sheber.kernel.refusals import Refused
from sheber.programmes import operations, queries
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Capacity
from sheber.registry.enums import Role
from tests.accords import build as accords
from tests.programmes import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
TODAY = NOW.date()


def refused(code, verb, *given, **named):
    with pytest.raises(Refused) as refusal:
        verb(*given, **named)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_a_capacity_is_declared_and_corrected_in_its_place():
    row = build.capacity()
    again = build.capacity(row.programme, groups_maximum=3)
    assert again.pk == row.pk
    assert (Capacity.objects.get().groups_maximum, again.seats_maximum) == (3, 75)
    seats = [event.facts["seats"] for event in events.of("programmes.capacity", [row.pk])]
    assert seats == [50, 75]


def test_many_capacities_cost_a_fixed_number_of_queries(django_assert_max_num_queries):
    programme = build.programme()
    new = [build.new_capacity(programme, year=year) for year in range(2026, 2036)]
    actor = registry.actor(Role.COLLEGE, build.college())
    with django_assert_max_num_queries(10):
        operations.declare_capacities(new, actor=actor, now=NOW)
    assert len(queries.capacities(2027, 2029)) == 3


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("capacity_in_the_past", {"year": 2025}),
        ("group_size_wrong", {"minimum_group": 26}),
        ("group_size_wrong", {"minimum_group": 0}),
        ("money_not_positive", {"cost_per_seat": Money(0, "RUB")}),
        ("money_currency_unknown", {"cost_per_seat": Money(5, "XXX")}),
    ],
)
def test_a_capacity_that_cannot_be_is_refused(code, given):
    refused(code, build.capacity, **given)
    assert not Capacity.objects.exists()


def test_only_who_delivers_declares_and_only_for_itself():
    programme = build.programme()
    refused("provider_does_not_deliver", build.capacity, programme, provider=build.college("KZ"))
    new = build.new_capacity(programme)
    stranger = registry.actor(Role.COLLEGE, build.college("KZ"))
    refused("not_allowed", operations.declare_capacity, new, actor=stranger, now=NOW)
    operations.declare_capacity(new, actor=build.manager(programme.cluster), now=NOW)


def test_a_closed_programme_holds_nobody():
    programme = build.programme()
    operations.close_programme(programme, reason="End", actor=accords.office(), now=NOW)
    refused("programme_closed", build.capacity, programme)


def test_a_provider_who_has_left_counts_no_more():
    programme = build.programme()
    build.join(programme, build.college("KZ"), PartnerRole.DELIVERS)
    stays = build.capacity(programme, year=2027)
    leaves = build.capacity(programme, provider=build.college("KZ"), year=2027)
    assert queries.capacities(2027, 2027) == [stays, leaves]
    operations.leave(
        programme,
        build.college("KZ"),
        on=date(2027, 9, 1),
        reason="Merged",
        actor=accords.office(),
        now=NOW,
    )
    assert queries.capacities(2027, 2027) == [stays]


def test_only_approved_programmes_are_planned():
    programme = build.whole()
    build.capacity(programme)
    assert queries.capacities(2026, 2026) == []
    build.approve(programme)
    assert len(queries.capacities(2026, 2026)) == 1
    assert queries.capacities(2027, 2030) == []


def test_an_intake_delivers_once_its_months_have_passed():
    programme = build.programme()
    held = build.capacity(programme)
    assert queries.starts_on(programme, 2026) == date(2026, 9, 1)
    assert queries.ready_on(programme, 2026) == date(2029, 7, 1)
    assert queries.deliverable_by("7411", "RU", 2028, on=TODAY) == []
    found = queries.deliverable_by("7411", "RU", 2029, on=TODAY)
    assert [(one.capacity, one.ready_on, one.abroad) for one in found] == [
        (held, date(2029, 7, 1), False)
    ]
    assert found[0].cost_per_seat == Money(25_000_000, "RUB")
    assert found[0].programme == programme


@pytest.mark.parametrize(
    ("month", "months", "ready"),
    [(9, 10, date(2027, 7, 1)), (9, 4, date(2027, 1, 1)), (1, 12, date(2027, 1, 1))],
)
def test_months_are_counted_over_the_end_of_a_year(month, months, ready):
    programme = build.draft(start_month=month, months=months)
    assert queries.ready_on(programme, 2026) == ready


def test_own_providers_come_first_and_then_the_soonest():
    programme = build.programme()
    build.join(programme, build.college("KZ"), PartnerRole.DELIVERS)
    abroad = build.capacity(programme, provider=build.college("KZ"))
    late, soon = build.capacity(programme, year=2027), build.capacity(programme, year=2026)
    found = queries.deliverable_by("7411", "RU", 2031, on=TODAY)
    assert [one.capacity for one in found] == [soon, late, abroad]
    assert [one.abroad for one in found] == [False, False, True]
    from_there = queries.deliverable_by("7411", "KZ", 2031, on=TODAY)
    assert [one.capacity for one in from_there] == [abroad, soon, late]


def test_an_intake_that_has_begun_takes_nobody_new():
    build.capacity()
    assert queries.deliverable_by("7411", "RU", 2030, on=date(2026, 8, 31))
    assert not queries.deliverable_by("7411", "RU", 2030, on=date(2026, 9, 1))


def test_another_occupation_is_not_delivered():
    build.capacity()
    assert queries.deliverable_by("2142", "RU", 2030, on=TODAY) == []
