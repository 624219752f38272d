"""Amounts before and after, side by side: a line at the one, a dot at the other, and the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.formats import number_format

from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts import svg
from sheber.web.shared.charts.colours import COLOURS
from sheber.web.shared.charts.frame import Frame, narrow, wide
from sheber.web.shared.charts.picture import Key, Picture
from sheber.web.shared.charts.ranges import FOOT, marks
from sheber.web.shared.tables import Table

EDGE = 30.0
MIDDLE = 11.0
"""From the top of a row to its middle."""


@dataclass(frozen=True)
class Pair:
    """What an amount was and what it has become, neither below 0."""

    label: Sentence
    before: float
    after: float


def pairs(
    name: str,
    title: Sentence,
    parts: tuple[Sentence, Sentence],
    rows: Sequence[Pair],
    table: Table,
    *,
    text: Sentence = "",
) -> Picture:
    """One pair a row on one axis from zero; `parts` name what was before and what is after."""
    names = [str(row.label) for row in rows]
    drawn, small = (_drawn(rows, frame(names)) for frame in (wide, narrow))
    legend = (Key("kind-2", parts[0]), Key("kind-1", parts[1]))
    return Picture(name, title, drawn, table, text, legend, narrow=small)


def _drawn(rows: Sequence[Pair], frame: Frame) -> Element:
    most = max((max(row.before, row.after) for row in rows), default=0.0) or 1.0
    scale, bottom = (frame.width - frame.left - EDGE) / most, frame.row * len(rows) + 6
    root = svg.drawing(frame.width, bottom + FOOT, "chart bars")
    marks(root, frame, most, scale, bottom)
    for place, row in enumerate(rows):
        frame.name(root, place, str(row.label))
        _pair(root, row, frame.left, frame.top(place), scale)
    return root


def _pair(root: Element, row: Pair, left: float, y: float, scale: float) -> None:
    first, last = left + row.before * scale, left + row.after * scale
    shown = (number_format(value, 1, force_grouping=True) for value in (row.before, row.after))
    way = svg.add(
        root,
        "rect",
        x=min(first, last),
        y=y + MIDDLE - 2,
        width=max(1.0, abs(last - first)),
        height=4,
        fill=COLOURS["kind-5"],
        css="kind-5",
    )
    svg.add(way, "title", f"{row.label}: {' → '.join(shown)}")
    before = {"fill": COLOURS["kind-2"], "css": "kind-2"}
    svg.add(root, "rect", x=first - 2, y=y - 1, width=4, height=24, **before)
    after = {"fill": COLOURS["kind-1"], "css": "kind-1"}
    svg.add(root, "circle", cx=last, cy=y + MIDDLE, r=7.0, **after)
