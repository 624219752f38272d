"""Lines through the years: amounts that rise and fall, one of them over an area."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log10
from xml.etree.ElementTree import Element

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts import svg
from sheber.web.shared.charts.colours import COLOURS
from sheber.web.shared.charts.picture import Key, Picture
from sheber.web.shared.tables import Column, Table

WIDTH, HEIGHT = 800.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 70.0, 84.0, 18.0, 36.0
STEPS = 4
APART = 16.0
"""Between two words at the ends of lines, so that neither lies on the other."""
DASHES = ("", "7 5", "2 4")

Value = int | float | None


@dataclass(frozen=True)
class Series:
    """A name and its amount in each year; None where it is not known. At most three of them.

    With `area` what lies below the line is filled.
    """

    label: Sentence
    values: Sequence[Value]
    area: bool = False


def lines(
    name: str,
    title: Sentence,
    years: Sequence[int],
    series: Sequence[Series],
    *,
    text: Sentence = "",
) -> Picture:
    """One line a series, from zero; every point says its amount, the last one in words."""
    root = svg.drawing(WIDTH, HEIGHT, "chart trend")
    most, step = _scale([value for one in series for value in one.values if value is not None])
    _axis(root, most, step)
    for place, year in enumerate(years):
        _words(root, str(year), _x(place, len(years)), HEIGHT - 12, "soft", "middle")
    ends = []
    for kind, one in enumerate(series, start=1):
        points = list(_points(one, most))
        _series(root, one, kind, points, years)
        if points:
            ends.append((points[-1][2], points[-1][1], _shown(points[-1][3])))
    _ends(root, ends)
    keys = [Key(f"kind-{kind}", one.label) for kind, one in enumerate(series, start=1)]
    return Picture(name, title, root, _table(name, title, years, series), text, keys)


def _table(name: str, title: Sentence, years: Sequence[int], series: Sequence[Series]) -> Table:
    columns = (Column(_("Year")), *(Column(one.label, numeric=True) for one in series))
    rows = [(str(year), *(one.values[place] for one in series)) for place, year in enumerate(years)]
    return Table(title, columns, rows, name)


def _scale(values: Sequence[int | float]) -> tuple[float, float]:
    """The top of the axis and the step between its marks: 1, 2 or 5 times a power of ten."""
    highest = max(values, default=0) or 1
    rough = highest / STEPS
    power = 10 ** ceil(log10(rough) - 1)
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough)
    return ceil(highest / step) * step, step


def _x(place: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (place / (count - 1) if count > 1 else 0.5)


def _y(value: float, most: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most


def _points(one: Series, most: float) -> Iterator[tuple[int, float, float, int | float]]:
    """Place, x, y and amount of every year whose amount is known."""
    for place, value in enumerate(one.values):
        if value is not None:
            yield place, _x(place, len(one.values)), _y(value, most), value


def _series(
    root: Element,
    one: Series,
    kind: int,
    points: Sequence[tuple[int, float, float, int | float]],
    years: Sequence[int],
) -> None:
    colour = COLOURS[f"kind-{kind}"]
    path = " ".join(f"{x:.1f},{y:.1f}" for _place, x, y, _value in points)
    if one.area and points:
        floor = HEIGHT - BOTTOM
        under = f"{points[0][1]:.1f},{floor:.1f} {path} {points[-1][1]:.1f},{floor:.1f}"
        svg.add(root, "polygon", points=under, fill=colour, fill_opacity="0.18", css=f"kind-{kind}")
    drawn = svg.add(
        root,
        "polyline",
        points=path,
        fill="none",
        stroke=colour,
        stroke_width=2.5,
        css=f"line-{kind}",
    )
    if DASHES[kind - 1]:
        drawn.set("stroke-dasharray", DASHES[kind - 1])
    for place, x, y, value in points:
        dot = svg.add(root, "circle", cx=x, cy=y, r=4.0, fill=colour, css=f"kind-{kind}")
        svg.add(dot, "title", f"{one.label}, {years[place]}: {_shown(value)}")


def _ends(root: Element, ends: Sequence[tuple[float, float, str]]) -> None:
    """The last amounts in words beside their points, from top to bottom, kept apart."""
    below = 0.0
    for y, x, words in sorted(ends):
        below = max(y + 5, below + APART)
        _words(root, words, x + 10, below, "strong", "start")


def _axis(root: Element, most: float, step: float) -> None:
    for mark in range(round(most / step) + 1):
        y = _y(mark * step, most)
        svg.add(
            root,
            "line",
            x1=LEFT,
            x2=WIDTH - RIGHT,
            y1=y,
            y2=y,
            stroke=COLOURS["rule-strong"],
            stroke_width=0.5,
            css="axis",
        )
        _words(root, _shown(mark * step), LEFT - 10, y + 5, "soft", "end")


def _words(root: Element, words: str, x: float, y: float, css: str, anchor: str) -> None:
    fill = COLOURS["ink-soft" if css == "soft" else "ink"]
    svg.add(root, "text", words, x=x, y=y, text_anchor=anchor, fill=fill, css=css, stroke="none")


def _shown(value: int | float) -> str:
    whole = int(value) if value == int(value) else round(value, 1)
    return number_format(whole, force_grouping=True)
