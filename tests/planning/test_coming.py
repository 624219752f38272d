"""Which intake is planned next, and which plan is in force until then."""

from datetime import date

import pytest

from sheber.planning import queries
from sheber.programmes.models import Capacity
from tests.planning import build as plans

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TODAY = date(2026, 2, 1)


def test_without_room_it_is_the_next_year():
    assert queries.coming_intake(TODAY) == 2027
    assert queries.last_in_force(2027) is None


def test_the_first_year_with_room_that_no_plan_holds_comes_next():
    for year in (2026, 2028):
        plans.capacity(year=year)
    assert queries.coming_intake(TODAY) == 2026
    plan = plans.approve(plans.proposed(of=Capacity.objects.get(intake_year=2026)))
    assert queries.coming_intake(TODAY) == 2028
    assert queries.last_in_force(2028) == plan


def test_a_year_that_is_planned_comes_again_where_no_other_has_room():
    plan = plans.approve(plans.proposed(of=plans.capacity()))
    assert queries.coming_intake(TODAY) == 2026
    assert queries.last_in_force(2026) == plan
    assert queries.last_in_force(2025) is None
