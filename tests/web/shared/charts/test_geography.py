"""The map's geometry: true areas, whole outlines, one border."""

from math import cos, radians

import pytest

from sheber.web.shared.charts import geography

RADIUS = 6371.0


def area(ring):
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


@pytest.mark.parametrize("place", [(37.0, 55.0), (66.0, 48.0), (96.0, 62.0), (180.0, 68.0)])
def test_projection_keeps_areas(place):
    """A field of a tenth of a degree has the area that it has on a sphere, within 1 in 1,000."""
    longitude, latitude = place
    side = 0.1
    corners = [(0, 0), (side, 0), (side, side), (0, side)]
    flat = [geography.albers(longitude + dx, latitude + dy) for dx, dy in corners]
    on_sphere = radians(side) ** 2 * cos(radians(latitude + side / 2))
    assert area(flat) == pytest.approx(on_sphere, rel=1e-3)


def test_north_is_up_and_east_is_right_at_the_middle():
    x0, y0 = geography.albers(geography.MIDDLE, 50)
    x1, y1 = geography.albers(geography.MIDDLE, 60)
    x2, _ = geography.albers(geography.MIDDLE + 5, 50)
    assert x0 == x1 == pytest.approx(0)
    assert y1 < y0
    assert x2 > x0


def test_all_regions_of_the_seeds_lie_on_the_sheet():
    sheet = geography.sheet()
    assert len(sheet.outlines) == 103
    for outline in sheet.outlines.values():
        x, y = outline.middle
        assert 0 <= x <= sheet.width
        assert 0 <= y <= sheet.height


def test_outline_of_chukotka_is_whole():
    """East of the date line longitudes go on above 180: the outline does not cross the sheet."""
    assert geography.sheet().outlines["RU-CHU"].size < geography.WIDTH / 4


def square(west: int, south: int) -> tuple[tuple[float, float], ...]:
    corners = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1)]
    return (*corners, corners[0])


def test_border_is_what_regions_of_two_countries_share():
    rings = {"KZ-1": [square(0, 0)], "KZ-2": [square(1, 0)], "RU-1": [square(0, 1)]}
    assert list(geography._border(rings)) == [((1, 1), (0, 1))]


def test_country_without_a_neighbour_has_no_border():
    assert list(geography._border({"KZ-1": [square(0, 0)], "RU-1": [square(5, 5)]})) == []


def test_both_countries_have_a_place_for_their_name():
    middles = geography.sheet().middles
    assert set(middles) == {"KZ", "RU"}
    assert middles["KZ"][1] > middles["RU"][1]
