"""Ranges beside one another: where most of the values lie, their middle, and what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts import svg
from sheber.web.shared.charts.colours import COLOURS
from sheber.web.shared.charts.frame import Frame, narrow, wide
from sheber.web.shared.charts.picture import Key, Picture
from sheber.web.shared.tables import Table

EDGE, FOOT = 24.0, 26.0
FINE = 20.0
"""An axis that ends below this is marked with a decimal."""


@dataclass(frozen=True)
class Reach:
    """Values from 0: a thin line from `low` to `high`, a bar from `quarter` to `three_quarters`."""

    label: Sentence
    low: float
    quarter: float
    middle: float
    three_quarters: float
    high: float
    promised: float


def ranges(name: str, title: Sentence, rows: Sequence[Reach], table: Table) -> Picture:
    """One range a row on one axis from zero; the table holds the numbers."""
    names = [str(row.label) for row in rows]
    drawn, small = (_drawn(rows, frame(names)) for frame in (wide, narrow))
    legend = (
        Key("kind-1", _("half of the scenarios, around the middle one")),
        Key("kind-5", _("nine of ten scenarios")),
        Key("kind-2", _("what the plan promises")),
    )
    return Picture(name, title, drawn, table, legend=legend, narrow=small)


def _drawn(rows: Sequence[Reach], frame: Frame) -> Element:
    most = max((max(row.high, row.promised) for row in rows), default=0.0) or 1.0
    scale, bottom = (frame.width - frame.left - EDGE) / most, frame.row * len(rows) + 6
    root = svg.drawing(frame.width, bottom + FOOT, "chart bars")
    marks(root, frame, most, scale, bottom)
    for place, row in enumerate(rows):
        frame.name(root, place, str(row.label))
        _reach(root, row, frame.left, frame.top(place), scale)
    return root


def _reach(root: Element, row: Reach, left: float, y: float, scale: float) -> None:
    line = {"fill": COLOURS["kind-5"], "css": "kind-5"}
    bar = {"fill": COLOURS["kind-1"], "css": "kind-1"}
    promise = {"fill": COLOURS["kind-2"], "css": "kind-2"}
    width = max(2.0, (row.high - row.low) * scale)
    whole = svg.add(root, "rect", x=left + row.low * scale, y=y + 9, width=width, height=4, **line)
    half = max(2.0, (row.three_quarters - row.quarter) * scale)
    svg.add(root, "rect", x=left + row.quarter * scale, y=y + 3, width=half, height=16, **bar)
    promised = left + row.promised * scale - 2
    svg.add(root, "rect", x=promised, y=y - 1, width=4, height=24, **promise)
    said = f"{row.label}: {number_format(row.low, 1)} – {number_format(row.high, 1)}"
    svg.add(whole, "title", said)


def marks(root: Element, frame: Frame, most: float, scale: float, bottom: float) -> None:
    """Nothing, the half and the most on an axis below, each with a thin line through the rows."""
    edge = {"stroke": COLOURS["rule-strong"], "stroke_width": 0.5, "css": "axis"}
    said = {"text_anchor": "middle", "fill": COLOURS["ink-soft"], "css": "soft"}
    decimals = 0 if most >= FINE else 1
    for amount in (0.0, most / 2, most):
        x = frame.left + amount * scale
        svg.add(root, "line", x1=x, x2=x, y1=0, y2=bottom, **edge)
        shown = number_format(amount, decimals, force_grouping=True)
        svg.add(root, "text", shown, x=x, y=bottom + 18, **said)
