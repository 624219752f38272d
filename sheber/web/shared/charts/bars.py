"""Bars for amounts side by side, and spans of time under one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts import svg
from sheber.web.shared.charts.colours import COLOURS
from sheber.web.shared.charts.frame import ROW, WIDTH, Frame, label, narrow, room, wide
from sheber.web.shared.charts.picture import Key, Picture
from sheber.web.shared.tables import Cell, Column, Table

EDGE = 70.0
"""Room for the amount in words at the end of a row."""


@dataclass(frozen=True)
class Bar:
    """A name and its amount in each part, like asked, seats, at work."""

    label: Sentence
    parts: Sequence[int]
    url: str = ""


@dataclass(frozen=True)
class Span:
    """Something that lasted from a day until another, which is not counted."""

    label: Sentence
    start: date
    end: date
    kind: int = 1


def bars(
    name: str,
    title: Sentence,
    parts: Sequence[Sentence],
    rows: Sequence[Bar],
    *,
    text: Sentence = "",
) -> Picture:
    """Stacked bars from zero; the table holds every part."""
    names = [str(row.label) for row in rows]
    drawn, small = (_bars(parts, rows, frame(names)) for frame in (wide, narrow))
    columns = [Column(_("Name")), *(Column(part, numeric=True) for part in parts)]
    lines = [[Cell(str(row.label), row.url), *row.parts] for row in rows]
    keys = [Key(f"kind-{i}", part) for i, part in enumerate(parts, 1)] if len(parts) > 1 else []
    table = Table(title, columns, lines, name)
    return Picture(name, title, drawn, table, text, keys, narrow=small)


def spans(
    name: str, title: Sentence, rows: Sequence[Span], *, today: date, text: Sentence = ""
) -> Picture:
    """Spans of time on one axis, with a line for the day."""
    left = room(str(row.label) for row in rows)
    first = min([today, *(row.start for row in rows)])
    last = max([today, *(row.end for row in rows)])
    scale = (WIDTH - left - 20) / max(1, (last - first).days)
    bottom = ROW * len(rows) + 10
    root = svg.drawing(WIDTH, bottom + 26, "chart spans")
    for year in range(first.year + 1, last.year + 1):
        _year(root, year, left + (date(year, 1, 1) - first).days * scale, bottom)
    for i, row in enumerate(rows):
        x, width = left + (row.start - first).days * scale, (row.end - row.start).days * scale
        label(root, str(row.label), left - 8, ROW * i + 26)
        drawn = svg.add(
            root,
            "rect",
            x=x,
            y=ROW * i + 12,
            width=max(2.0, width),
            height=18,
            rx=2,
            fill=COLOURS[f"kind-{row.kind}"],
            css=f"kind-{row.kind}",
        )
        svg.add(drawn, "title", f"{row.label}: {date_format(row.start)} – {date_format(row.end)}")
    x = left + (today - first).days * scale
    svg.add(
        root,
        "line",
        x1=x,
        x2=x,
        y1=0,
        y2=bottom,
        stroke=COLOURS["gold"],
        stroke_width=2,
        css="today",
    )
    columns = (Column(_("What")), Column(_("Since")), Column(_("Until")))
    lines = [(row.label, date_format(row.start), date_format(row.end)) for row in rows]
    return Picture(name, title, root, Table(title, columns, lines, name), text)


def _bars(parts: Sequence[Sentence], rows: Sequence[Bar], frame: Frame) -> Element:
    most = max((sum(row.parts) for row in rows), default=0) or 1
    root = svg.drawing(frame.width, frame.row * len(rows) + 12, "chart bars")
    for place, row in enumerate(rows):
        frame.name(root, place, str(row.label), row.url)
        _bar(root, row, parts, frame, place, (frame.width - frame.left - EDGE) / most)
    return root


def _bar(
    root: Element, row: Bar, parts: Sequence[Sentence], frame: Frame, place: int, scale: float
) -> None:
    x, y = frame.left, frame.top(place)
    for i, (part, amount) in enumerate(zip(parts, row.parts, strict=True), 1):
        drawn = svg.add(
            root,
            "rect",
            x=x,
            y=y,
            width=amount * scale,
            height=ROW - 12,
            fill=COLOURS[f"kind-{i}"],
            css=f"kind-{i}",
        )
        svg.add(drawn, "title", f"{row.label}, {part}: {number_format(amount)}")
        x += amount * scale
    total = number_format(sum(row.parts), force_grouping=True)
    svg.add(
        root, "text", total, x=x + 6, y=y + 16, fill=COLOURS["ink"], css="strong", stroke="none"
    )


def _year(root: Element, year: int, x: float, bottom: float) -> None:
    svg.add(
        root,
        "line",
        x1=x,
        x2=x,
        y1=0,
        y2=bottom,
        stroke=COLOURS["rule-strong"],
        stroke_width=0.5,
        css="axis",
    )
    svg.add(
        root,
        "text",
        str(year),
        x=x,
        y=bottom + 18,
        text_anchor="middle",
        fill=COLOURS["ink-soft"],
        css="soft",
    )
