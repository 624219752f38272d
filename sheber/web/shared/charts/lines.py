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

TOP, BOTTOM = 18.0, 36.0
YEAR = 42.0
"""Room for a year in figures; where there is less, every second or third is named."""
STEPS = 4
APART = 16.0
"""Between two words at the ends of lines, so that neither lies on the other."""
DASHES = ("", "7 5", "2 4")

Value = int | float | None


@dataclass(frozen=True)
class Plot:
    """A drawing with room at its left for the axis, at its right for the last amounts."""

    width: float
    height: float
    left: float
    right: float

    def x(self, place: int, count: int) -> float:
        inner = self.width - self.left - self.right
        return self.left + inner * (place / (count - 1) if count > 1 else 0.5)

    def y(self, value: float, most: float) -> float:
        return self.height - BOTTOM - (self.height - TOP - BOTTOM) * value / most

    def named(self, count: int) -> int:
        """Of how many years one is named, counted from the first."""
        return max(1, ceil(count * YEAR / (self.width - self.left - self.right + YEAR)))


WIDE, NARROW = Plot(800.0, 300.0, 70.0, 84.0), Plot(300.0, 220.0, 46.0, 52.0)


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
    drawn, small = (_drawn(plot, years, series) for plot in (WIDE, NARROW))
    keys = [Key(f"kind-{kind}", one.label) for kind, one in enumerate(series, start=1)]
    table = _table(name, title, years, series)
    return Picture(name, title, drawn, table, text, keys, narrow=small)


def _drawn(plot: Plot, years: Sequence[int], series: Sequence[Series]) -> Element:
    root = svg.drawing(plot.width, plot.height, "chart trend")
    most, step = _scale([value for one in series for value in one.values if value is not None])
    _axis(root, plot, most, step)
    for place in range(0, len(years), plot.named(len(years))):
        x = plot.x(place, len(years))
        _words(root, str(years[place]), x, plot.height - 12, "soft", "middle")
    ends = []
    for kind, one in enumerate(series, start=1):
        points = list(_points(plot, one, most))
        _series(root, one, kind, points, years, plot.height - BOTTOM)
        if points:
            ends.append((points[-1][2], points[-1][1], _shown(points[-1][3])))
    _ends(root, ends)
    return root


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


def _points(
    plot: Plot, one: Series, most: float
) -> Iterator[tuple[int, float, float, int | float]]:
    """Place, x, y and amount of every year whose amount is known."""
    for place, value in enumerate(one.values):
        if value is not None:
            yield place, plot.x(place, len(one.values)), plot.y(value, most), value


def _series(
    root: Element,
    one: Series,
    kind: int,
    points: Sequence[tuple[int, float, float, int | float]],
    years: Sequence[int],
    floor: float,
) -> None:
    colour = COLOURS[f"kind-{kind}"]
    path = " ".join(f"{x:.1f},{y:.1f}" for _place, x, y, _value in points)
    if one.area and points:
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


def _axis(root: Element, plot: Plot, most: float, step: float) -> None:
    for mark in range(round(most / step) + 1):
        y = plot.y(mark * step, most)
        svg.add(
            root,
            "line",
            x1=plot.left,
            x2=plot.width - plot.right,
            y1=y,
            y2=y,
            stroke=COLOURS["rule-strong"],
            stroke_width=0.5,
            css="axis",
        )
        _words(root, _shown(mark * step), plot.left - 10, y + 5, "soft", "end")


def _words(root: Element, words: str, x: float, y: float, css: str, anchor: str) -> None:
    fill = COLOURS["ink-soft" if css == "soft" else "ink"]
    svg.add(root, "text", words, x=x, y=y, text_anchor=anchor, fill=fill, css=css, stroke="none")


def _shown(value: int | float) -> str:
    whole = int(value) if value == int(value) else round(value, 1)
    return number_format(whole, force_grouping=True)
