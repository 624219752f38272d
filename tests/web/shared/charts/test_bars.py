"""Bars and spans of time."""

from datetime import date
from xml.etree import ElementTree

import pytest

from sheber.web.shared.charts.bars import LABEL, Bar, Span, bars, spans

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def boxes(picture):
    root = ElementTree.fromstring(picture.inline)  # noqa: S314 - drawn by us
    return [one for one in root.iter() if one.tag.endswith("rect")]


def test_bars_are_as_long_as_their_amounts():
    picture = bars("b", "Bars", ["asked"], [Bar("A", [10]), Bar("B", [40])])
    short, long = (float(one.get("width")) for one in boxes(picture))
    assert long == pytest.approx(4 * short, rel=1e-2)


def test_parts_stand_end_to_end():
    first, second = boxes(bars("b", "Bars", ["study", "work"], [Bar("A", [10, 30])]))
    assert float(first.get("x")) == LABEL
    ends = float(first.get("x")) + float(first.get("width"))
    assert float(second.get("x")) == pytest.approx(ends, abs=0.02)


def test_no_bars_at_all():
    assert boxes(bars("b", "Bars", ["asked"], [])) == []


def test_long_name_is_cut_and_told_whole():
    name = "Demo college 7 of the town of Karaganda for welders"
    assert f"<title>{name}</title>" in bars("b", "Bars", ["x"], [Bar(name, [1])]).inline


def test_span_lasts_as_long_as_its_days():
    rows = [
        Span("worked", date(2029, 1, 1), date(2030, 1, 1)),
        Span("owed", date(2030, 1, 1), date(2032, 1, 1), 5),
    ]
    picture = spans("s", "Obligation", rows, today=date(2031, 2, 1))
    one, two = (float(each.get("width")) for each in boxes(picture))
    assert two == pytest.approx(2 * one, rel=1e-2)
    assert "2031" in picture.inline
    assert picture.table.rows[1] == ("owed", "1 January 2030", "1 January 2032")
