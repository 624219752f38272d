"""Maps by region."""

import re
from xml.etree import ElementTree

import pytest

from sheber.web.shared.charts.maps import Arc, Place, classes, flow_map, region_map

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PLACES = [
    Place("KZ-10", "Abai", "Kazakhstan", "/en/regions/KZ-10", 5),
    Place("KZ-75", "Almaty", "Kazakhstan", "/en/regions/KZ-75", 50),
    Place("RU-ORE", "Orenburg <b>", "Russia", "/en/regions/RU-ORE", None),
]


def root(picture):
    return ElementTree.fromstring(picture.inline)  # noqa: S314 - drawn by us


def test_every_region_has_its_name_and_link():
    picture = region_map("m", "Map", PLACES, measure="People")
    titles = [one.text for one in root(picture).iter() if one.tag.endswith("title")]
    assert {"Abai: 5", "Almaty: 50", "Orenburg <b>"} <= set(titles)
    assert picture.inline.count("<a href=") == 3
    assert "<b>" not in picture.inline


def test_small_region_gets_a_dot_that_can_be_hit():
    drawn = region_map("m", "Map", PLACES[1:2]).inline
    assert "<circle" in drawn
    assert "<circle" not in region_map("m", "Map", PLACES[:1]).inline


def test_colour_follows_the_amount_and_not_the_country():
    picture = region_map("m", "Map", PLACES, measure="People")
    by_name = {
        one[0].text.split(":")[0]: one.get("class")
        for one in root(picture).iter()
        if one.tag.endswith("path") and len(one)
    }
    assert by_name["Orenburg <b>"].endswith("value-0")
    assert int(by_name["Almaty"][-1]) > int(by_name["Abai"][-1]) > 0


def test_legend_names_the_gap_and_the_border():
    legend = [str(key.label) for key in region_map("m", "Map", PLACES, measure="People").legend]
    assert legend[0] == "not stated"
    assert legend[-1] == "state border"


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        ([], []),
        ([3, 3, 3], []),
        ([1, 2], [2]),
        (list(range(1, 11)), [3, 5, 7, 9]),
        ([0] * 9 + [16], [16]),
        ([0] * 6 + [1, 2, 5, 9], [1, 2, 5, 9]),
    ],
)
def test_classes_hold_like_numbers_of_regions(values, breaks):
    assert classes(values) == breaks


def test_table_says_what_the_map_shows():
    rows = region_map("m", "Map", PLACES, measure="People").table.rows
    assert [(row[0].value, row[-1]) for row in rows] == [
        ("Abai", 5),
        ("Almaty", 50),
        ("Orenburg <b>", None),
    ]


def test_flow_map_says_who_went_where():
    picture = flow_map("f", "Flows", PLACES, [Arc("KZ-10", "RU-ORE", 12)])
    assert "Abai – Orenburg &lt;b&gt;: 12" in picture.inline
    assert picture.table.rows == [("Abai", "Orenburg <b>", 12)]


def test_wider_where_more_went():
    def width(picture):
        wedge = next(one for one in root(picture).iter() if one.get("class") == "arc")
        x0, y0, *_, x1, y1 = map(float, re.findall(r"-?\d+\.\d", wedge.get("d")))
        return abs(x0 - x1) + abs(y0 - y1)

    many = [Arc("KZ-10", "RU-ORE", 100), Arc("KZ-75", "RU-ORE", 10)]
    assert width(flow_map("f", "F", PLACES, many)) > width(flow_map("f", "F", PLACES, many[1:])) / 2


def test_drawing_has_no_style_attribute():
    assert "style=" not in region_map("m", "Map", PLACES, measure="People").inline
