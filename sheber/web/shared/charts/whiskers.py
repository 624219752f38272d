"""Bars whose length is uncertain: amounts with whiskers, and what moves an answer (a tornado)."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.etree.ElementTree import Element

from django.utils.formats import number_format

from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts import svg
from sheber.web.shared.charts.colours import COLOURS
from sheber.web.shared.charts.picture import Key, Picture
from sheber.web.shared.tables import Table

WIDTH, LABEL, EDGE, LINE, GAP = 800.0, 300.0, 60.0, 16.0, 12.0
END = 90.0
"""Room for the words at an end of a bar."""
LETTERS = 42
BAR = 18.0

DRAWN = 10


@dataclass(frozen=True)
class Reach:
    """From the lowest to the highest."""

    low: float
    high: float


@dataclass(frozen=True)
class Whiskered:
    """A bar of parts one after another; the whiskers stand at the end of the first part.

    `narrow` and `wide` are two reaches of that part, either of which may be absent. `shown` is
    the amount in words, at the end of the row.
    """

    label: Sentence
    parts: Sequence[float]
    shown: Sentence
    narrow: Reach | None = None
    wide: Reach | None = None


@dataclass(frozen=True)
class End:
    """An end of a bar: the answer there, and what stands beside it."""

    value: float
    words: Sentence


@dataclass(frozen=True)
class Lever:
    """What an answer becomes when one thing is at its low and at its high value.

    Either is None where no answer is possible.
    """

    label: Sentence
    low: End | None
    high: End | None

    @property
    def known(self) -> list[tuple[int, End]]:
        """The ends that there are, each with its kind: 1 low, 2 high."""
        return [(kind, end) for kind, end in ((1, self.low), (2, self.high)) if end is not None]


def whiskered(
    name: str,
    title: Sentence,
    rows: Sequence[Whiskered],
    table: Table,
    *,
    legend: Sequence[Key] = (),
    text: Sentence = "",
    note: Sentence = "",
) -> Picture:
    """Bars from zero with whiskers."""
    ends = [one.high for row in rows for one in (row.narrow, row.wide) if one]
    most = max([*(sum(row.parts) for row in rows), *ends], default=0) or 1
    scale = (WIDTH - LABEL - EDGE) / most
    root, middles = _rows("chart whiskers", [row.label for row in rows])
    for row, middle in zip(rows, middles, strict=True):
        x = LABEL
        for kind, part in enumerate(row.parts, 1):
            _block(root, x, middle, part * scale, kind, f"{row.label}: {row.shown}")
            x += part * scale
        for reach, thick, css in ((row.wide, 1.5, "wide"), (row.narrow, 4.0, "narrow")):
            if reach:
                _whisker(root, reach, middle, scale, thick, css)
        _text(root, str(row.shown), x + 8, middle + 5, "strong", anchor="start")
    return Picture(name, title, root, table, text, legend, note=note)


def tornado(
    name: str,
    title: Sentence,
    middle: float,
    rows: Sequence[Lever],
    table: Table,
    *,
    legend: Sequence[Key] = (),
    text: Sentence = "",
    note: Sentence = "",
) -> Picture:
    """Bars to both sides of the answer as assumed, the ten widest, the widest first; the ends say
    what they are. The table has all of them."""
    order = sorted(rows, key=lambda row: -_width(row, middle))[:DRAWN]
    values = [middle, *(end.value for row in order for _, end in row.known)]
    least, most = min(values), max(values)
    scale = (WIDTH - LABEL - 2 * END) / ((most - least) or 1)
    root, middles = _rows("chart tornado", [row.label for row in order])
    axis = LABEL + END + (middle - least) * scale
    for row, centre in zip(order, middles, strict=True):
        ends = [(axis + (end.value - middle) * scale, kind, end) for kind, end in row.known]
        for x, kind, end in sorted(ends, key=lambda one: -abs(one[0] - axis)):
            left, right = sorted((axis, x))
            _block(root, left, centre, right - left, kind, f"{row.label}: {end.words}")
        _ends(root, sorted((x, str(end.words)) for x, _, end in ends), centre, axis)
    bottom = float(root.attrib["viewBox"].split()[3])
    _line(root, axis, 0, axis, bottom, "axis", 1.5)
    return Picture(name, title, root, table, text, legend, note=note)


def _width(row: Lever, middle: float) -> float:
    values = [middle, *(end.value for _, end in row.known)]
    return max(values) - min(values)


def _ends(root: Element, ends: Sequence[tuple[float, str]], centre: float, axis: float) -> None:
    """The words at the ends of a bar, from left to right, outside of it. Where both lie on
    one side of the axis, the nearer is named on the other side."""
    if not ends:
        return
    (left, first), (right, last) = ends[0], ends[-1]
    if len(ends) > 1 or left < axis:
        _text(root, first, min(left, axis) - 6, centre + 5, "soft", anchor="end")
    if len(ends) > 1 or right >= axis:
        _text(root, last, max(right, axis) + 6, centre + 5, "soft", anchor="start")


def _rows(css: str, labels: Sequence[Sentence]) -> tuple[Element, list[float]]:
    """A drawing with the names at its left, and the middle of each row."""
    wrapped = [wrap(str(label), LETTERS) or [""] for label in labels]
    heights = [max(BAR, LINE * len(lines)) + GAP for lines in wrapped]
    root = svg.drawing(WIDTH, sum(heights) + GAP, css)
    middles, top = [], GAP / 2
    for lines, height in zip(wrapped, heights, strict=True):
        middle = top + height / 2
        first = middle - LINE * (len(lines) - 1) / 2 + 5
        for number, line in enumerate(lines):
            _text(root, line, LABEL - 10, first + LINE * number, "", anchor="end")
        middles.append(middle)
        top += height
    return root, middles


def _block(root: Element, x: float, middle: float, width: float, kind: int, words: str) -> None:
    drawn = svg.add(
        root,
        "rect",
        x=x,
        y=middle - BAR / 2,
        width=max(width, 0.0),
        height=BAR,
        fill=COLOURS[f"kind-{kind}"],
        css=f"kind-{kind}",
    )
    svg.add(drawn, "title", words)


def _whisker(
    root: Element, reach: Reach, middle: float, scale: float, thick: float, css: str
) -> None:
    """A line from the lowest to the highest, with a foot at each end."""
    left, right = LABEL + reach.low * scale, LABEL + reach.high * scale
    _line(root, left, middle, right, middle, css, thick)
    for x in (left, right):
        _line(root, x, middle - 6, x, middle + 6, css, 1.5)


def _line(
    root: Element, x1: float, y1: float, x2: float, y2: float, css: str, thick: float
) -> None:
    svg.add(
        root, "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=COLOURS["ink"], stroke_width=thick, css=css
    )


def _text(root: Element, words: str, x: float, y: float, css: str, *, anchor: str) -> None:
    drawn = svg.add(
        root, "text", words, x=x, y=y, text_anchor=anchor, fill=COLOURS["ink"], css=css or "label"
    )
    drawn.set("stroke", "none")


def percent(value: float) -> str:
    """A share as per cent, rounded to one decimal, in the reader's figures."""
    return f"{number_format(round(100 * value, 1), 1)} %"
