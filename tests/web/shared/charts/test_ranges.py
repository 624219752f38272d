"""Ranges beside one another, wide and for a telephone."""

from xml.etree import ElementTree

import pytest

from sheber.web.shared.charts.frame import NARROW
from sheber.web.shared.charts.ranges import Reach, ranges
from sheber.web.shared.tables import Column, Table

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NAME = "West Kazakhstan region"


def picture(*rows):
    return ranges("r", "Ranges", rows, Table("Ranges", (Column("Region"),), [], "r"))


def marks(drawn):
    root = ElementTree.fromstring(drawn)  # noqa: S314 - drawn by us
    return [one for one in root.iter() if one.tag.endswith(("rect", "text"))]


def test_a_range_is_as_long_as_what_lies_between_its_ends():
    two = picture(Reach(NAME, 10, 20, 25, 30, 50, 12), Reach("B", 0, 0, 0, 0, 100, 0))
    found = marks(two.inline)
    first, second = (float(one.get("width")) for one in found if one.get("height") == "4")
    assert second == pytest.approx(2.5 * first, rel=1e-2)


def test_on_a_telephone_nothing_stands_outside_of_the_drawing():
    found = marks(picture(Reach(NAME, 10, 20, 25, 30, 50, 60)).inline_narrow)
    for one in found:
        left = float(one.get("x"))
        assert 0 <= left <= left + float(one.get("width", 0)) <= NARROW
    name = next(one for one in found if one.text == NAME)
    whole = next(one for one in found if one.get("height") == "4")
    assert float(name.get("y")) < float(whole.get("y"))
