"""People at work: who may count them, and which count a plan rests on."""

from dataclasses import replace
from datetime import date

import pytest

from sheber.planning import operations, queries
from sheber.planning.models import Workforce
from tests.offers.build import refused
from tests.planning import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def counted(**changes):
    registry.region("RU-ORE")
    registry.occupation("7411")
    stated = operations.Count("RU-ORE", "7411", 2026, 300, 25, "a register", date(2025, 12, 31))
    return operations.count(
        [replace(stated, **changes)], actor=build.office_actor(), now=build.NOW
    )[0]


def test_the_latest_count_known_on_a_day_is_the_one_to_rest_on():
    older = counted()
    newer = counted(people=320, as_of=build.NOW.date(), source="a survey")
    assert queries.workforce(build.NOW.date()) == [newer]
    assert queries.workforce(date(2025, 12, 31)) == [older]
    assert queries.workforce(date(2025, 12, 30)) == []


def test_a_count_of_the_future_is_refused():
    with refused("count_of_the_future"):
        counted(as_of=date(2099, 1, 1))
    assert not Workforce.objects.exists()


def test_more_cannot_leave_than_are_at_work():
    with refused("more_leave_than_work"):
        counted(retire_thousandths=600, leave_thousandths=500)


def test_a_region_counts_nobody():
    actor = registry.actor(registry.Role.REGION, build.office())
    with refused("not_allowed"):
        operations.count([], actor=actor, now=build.NOW)
