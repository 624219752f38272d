"""What a plan means for a body, as a picture."""

import pytest

from sheber.flows.plan_lines import Stated
from sheber.web.opinions import sides
from tests.planning import build as plans

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def names(rows):
    return [cells[0].value for cells in sides.picture(rows).table.rows]


def test_within_one_region_a_bar_is_named_by_occupation_and_year():
    line = plans.line(20)
    assert names([Stated(line, 8, None, "")]) == [f"{line.occupation.name}, {line.year}"]


def test_across_regions_the_region_is_named_too():
    here = plans.line(20)
    there = plans.line(10, of=here.call, region="KZ-27")
    shown = names([Stated(here, 8, None, ""), Stated(there, 10, None, "")])
    assert [one.rpartition(" · ")[2] for one in shown] == [here.region.name, there.region.name]
