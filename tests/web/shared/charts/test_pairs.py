"""Amounts before and after."""

from xml.etree import ElementTree

import pytest

from sheber.web.shared.charts.frame import NARROW
from sheber.web.shared.charts.pairs import Pair, pairs
from sheber.web.shared.tables import Column, Table

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def marks(drawn, tag):
    root = ElementTree.fromstring(drawn)  # noqa: S314 - drawn by us
    return [one for one in root.iter() if one.tag.endswith(tag)]


def picture(*rows):
    table = Table("Pairs", (Column("Region"),), [], "p")
    return pairs("p", "Pairs", ("before", "after"), rows, table)


def test_the_way_between_two_marks_is_as_long_as_the_change():
    drawn = picture(Pair("A", 10, 30), Pair("B", 40, 0)).inline
    ways = [float(one.get("width")) for one in marks(drawn, "rect") if one.get("height") == "4"]
    assert ways[1] == pytest.approx(2 * ways[0], rel=1e-2)
    first, second = (float(one.get("cx")) for one in marks(drawn, "circle"))
    zero = min(float(one.get("x1")) for one in marks(drawn, "line"))
    assert second == pytest.approx(zero, abs=0.1)
    assert first > second


def test_on_a_telephone_every_mark_stands_inside():
    drawn = picture(Pair("West Kazakhstan region", 0, 30)).inline_narrow
    (dot,) = marks(drawn, "circle")
    assert float(dot.get("cx")) + float(dot.get("r")) <= NARROW
    assert min(float(one.get("x")) for one in marks(drawn, "rect")) >= 0
