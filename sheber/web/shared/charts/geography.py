"""Outlines of regions on paper: an Albers conic projection fitted to the area of both countries.

Equal area, so that no region looks larger than it is. Neighbours share their vertices, so the
state border is found as the edges that regions of two countries have in common.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, radians, sin, sqrt

from django.conf import settings

OUTLINES = settings.SEEDS / "geo" / "regions.geojson"
WIDTH = 1000.0
MARGIN = 8.0
# Standard parallels and central meridian, degrees: between the Syr Darya and the Arctic coast.
SOUTH, NORTH, MIDDLE = 48.0, 68.0, 96.0

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Outline:
    """A region on the drawing: path, middle, and the longer side of its box."""

    path: str
    middle: Point
    size: float


@dataclass(frozen=True)
class Sheet:
    """Everything that a map is drawn from, in units of the drawing."""

    width: float
    height: float
    outlines: dict[str, Outline]
    border: str
    middles: dict[str, Point]


def albers(longitude: float, latitude: float) -> Point:
    """Degrees to a plane on which areas are true; east is right, south is down."""
    south, north = radians(SOUTH), radians(NORTH)
    n = (sin(south) + sin(north)) / 2
    c = cos(south) ** 2 + 2 * n * sin(south)
    radius = sqrt(c - 2 * n * sin(radians(latitude))) / n
    angle = n * radians(longitude - MIDDLE)
    return radius * sin(angle), radius * cos(angle)


@cache
def sheet() -> Sheet:
    """The outlines, projected and fitted to the width once."""
    raw = _rings()
    flat = {
        code: [tuple(albers(*point) for point in ring) for ring in rings]
        for code, rings in raw.items()
    }
    every = [point for rings in flat.values() for ring in rings for point in ring]
    left, top = min(x for x, _ in every), min(y for _, y in every)
    scale = (WIDTH - 2 * MARGIN) / (max(x for x, _ in every) - left)
    height = (max(y for _, y in every) - top) * scale + 2 * MARGIN

    def fit(point: Point) -> Point:
        return MARGIN + (point[0] - left) * scale, MARGIN + (point[1] - top) * scale

    fitted = {code: [tuple(map(fit, ring)) for ring in rings] for code, rings in flat.items()}
    border = "".join(_line(tuple(fit(albers(*p)) for p in run)) for run in _border(raw))
    outlines = {code: _outline(rings) for code, rings in fitted.items()}
    return Sheet(WIDTH, height, outlines, border, _middles(fitted))


def _rings() -> dict[str, list[Ring]]:
    """Outer and inner rings of every region, in degrees."""
    features = json.loads(OUTLINES.read_text())["features"]
    return {one["id"]: list(_rings_of(one["geometry"])) for one in features}


def _rings_of(geometry: dict[str, object]) -> Iterator[Ring]:
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    for polygon in polygons:  # type: ignore[attr-defined]
        for ring in polygon:
            yield tuple((x, y) for x, y in ring)


def _border(rings: dict[str, list[Ring]]) -> Iterator[Ring]:
    """Runs of edges that a region shares with a region of another country, in degrees."""
    owners: dict[frozenset[Point], set[str]] = {}
    for code, own in rings.items():
        for ring in own:
            for edge in _edges(ring):
                owners.setdefault(frozenset(edge), set()).add(code[:2])
    first = min(code[:2] for code in rings)
    for code in sorted(one for one in rings if one.startswith(first)):
        for ring in rings[code]:
            yield from _runs(ring, owners)


def _runs(ring: Ring, owners: dict[frozenset[Point], set[str]]) -> Iterator[Ring]:
    run: list[Point] = []
    for start, end in _edges(ring):
        if len(owners[frozenset((start, end))]) > 1:
            run = run or [start]
            run.append(end)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return pairwise(ring)


def _outline(rings: Sequence[Ring]) -> Outline:
    largest = max(rings, key=lambda ring: _span(ring)[0] * _span(ring)[1])
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return Outline("".join(_line(ring[:-1]) + "Z" for ring in rings), middle, max(_span(largest)))


def _middles(rings: dict[str, list[Ring]]) -> dict[str, Point]:
    """The centre of gravity of each country's regions, where its name is written."""
    sums: dict[str, list[float]] = {}
    for code, own in rings.items():
        for ring in own:
            area, x, y = _gravity(ring)
            total = sums.setdefault(code[:2], [0.0, 0.0, 0.0])
            total[0] += area
            total[1] += area * x
            total[2] += area * y
    return {country: (x / area, y / area) for country, (area, x, y) in sums.items()}


def _gravity(ring: Ring) -> tuple[float, float, float]:
    """Area and the mean of the corners, which is near enough for a label."""
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _edges(ring))) / 2
    corners = ring[:-1]
    return (
        area,
        sum(x for x, _ in corners) / len(corners),
        sum(y for _, y in corners) / len(corners),
    )


def _span(ring: Ring) -> Point:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) - min(xs), max(ys) - min(ys)


def _line(points: Ring) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
