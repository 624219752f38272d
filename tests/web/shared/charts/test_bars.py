"""Bars and spans of time."""

from datetime import date
from xml.etree import ElementTree

import pytest

from sheber.web.shared.charts.bars import Bar, Span, bars, spans
from sheber.web.shared.charts.frame import INDENT, NARROW, wide

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def boxes(picture, tag="rect", *, narrow=False):
    drawn = picture.inline_narrow if narrow else picture.inline
    root = ElementTree.fromstring(drawn)  # noqa: S314 - drawn by us
    return [one for one in root.iter() if one.tag.endswith(tag)]


def test_bars_are_as_long_as_their_amounts():
    picture = bars("b", "Bars", ["asked"], [Bar("A", [10]), Bar("B", [40])])
    short, long = (float(one.get("width")) for one in boxes(picture))
    assert long == pytest.approx(4 * short, rel=1e-2)


def test_parts_stand_end_to_end():
    first, second = boxes(bars("b", "Bars", ["study", "work"], [Bar("A", [10, 30])]))
    assert float(first.get("x")) == wide(["A"]).left
    ends = float(first.get("x")) + float(first.get("width"))
    assert float(second.get("x")) == pytest.approx(ends, abs=0.02)


def test_no_bars_at_all():
    assert boxes(bars("b", "Bars", ["asked"], [])) == []


def test_long_name_is_cut_and_told_whole():
    name = "Demo college 7 of the town of Karaganda for welders"
    assert f"<title>{name}</title>" in bars("b", "Bars", ["x"], [Bar(name, [1])]).inline


def test_on_a_telephone_a_long_name_stands_above_its_bar():
    name = "Electrical engineering technicians"
    picture = bars("b", "Bars", ["x"], [Bar("A" * 9, [1]), Bar(name, [40])])
    label = next(one for one in boxes(picture, "text", narrow=True) if one.text == name)
    bar = boxes(picture, narrow=True)[1]
    assert float(label.get("y")) < float(bar.get("y"))
    assert float(label.get("x")) + 7.2 * len(name) < NARROW
    assert float(bar.get("x")) == INDENT
    assert float(bar.get("x")) + float(bar.get("width")) < NARROW


def test_on_a_telephone_a_year_stands_beside_its_bar():
    picture = bars("b", "Bars", ["x"], [Bar("2031", [1])])
    label = next(one for one in boxes(picture, "text", narrow=True) if one.text == "2031")
    bar = boxes(picture, narrow=True)[0]
    assert float(bar.get("y")) < float(label.get("y")) < float(bar.get("y")) + 22
    assert float(label.get("x")) < float(bar.get("x")) < 70


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
