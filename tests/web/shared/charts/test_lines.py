"""Lines through the years."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from sheber.web.shared.charts.lines import Series, lines

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def drawn(picture, tag, *, narrow=False):
    inline = picture.inline_narrow if narrow else picture.inline
    root = ElementTree.fromstring(inline)  # noqa: S314 - drawn by us
    return [one for one in root.iter() if one.tag.endswith(tag)]


def heights(picture):
    return [float(one.get("cy")) for one in drawn(picture, "circle")]


def test_a_higher_amount_stands_higher_in_proportion_from_zero():
    bottom, low, high = heights(lines("l", "L", [2027, 2028, 2029], [Series("A", [0, 10, 40])]))
    assert bottom - high == pytest.approx(4 * (bottom - low), abs=0.05)


def test_a_year_that_is_not_known_has_no_point():
    picture = lines("l", "L", [2027, 2028], [Series("A", [None, 3])])
    assert len(heights(picture)) == 1
    assert picture.table.rows == [("2027", None), ("2028", 3)]


def test_only_a_series_with_an_area_is_filled():
    two = [Series("A", [1, 2], area=True), Series("B", [2, 3])]
    assert len(drawn(lines("l", "L", [1, 2], two), "polygon")) == 1


def test_lines_are_told_apart_without_colour():
    two = drawn(lines("l", "L", [1, 2], [Series("A", [1, 2]), Series("B", [2, 3])]), "polyline")
    assert [one.get("stroke-dasharray") for one in two] == [None, "7 5"]


def test_words_at_the_ends_do_not_lie_on_one_another():
    picture = lines("l", "L", [1, 2], [Series("A", [1, 100]), Series("B", [2, 100])])
    ends = [one for one in drawn(picture, "text") if one.get("class") == "strong"]
    first, second = sorted(float(one.get("y")) for one in ends)
    assert second - first >= 15


def test_nothing_is_drawn_of_nothing():
    assert heights(lines("l", "L", [], [Series("A", [])])) == []
    assert heights(lines("l", "L", [2027], [Series("A", [0])])) != []


def test_on_a_telephone_years_are_named_as_far_as_there_is_room():
    years = list(range(2027, 2039))
    picture = lines("l", "L", years, [Series("A", list(range(12)))])
    texts = drawn(picture, "text", narrow=True)
    named = [one for one in texts if one.text in map(str, years)]
    places = [float(one.get("x")) for one in named]
    assert named[0].text == "2027"
    assert all(right - left >= 40 for left, right in pairwise(places))
    assert len(drawn(picture, "circle", narrow=True)) == 12
