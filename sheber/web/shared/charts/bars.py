"""Bars for amounts side by side, and spans of time under one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts import svg
from sheber.web.shared.charts.colours import COLOURS
from sheber.web.shared.charts.picture import Key, Picture
from sheber.web.shared.tables import Cell, Column, Table

WIDTH, ROW, LABEL, EDGE = 800.0, 34.0, 240.0, 70.0
LETTER = 7.2


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
    most = max((sum(row.parts) for row in rows), default=0) or 1
    root = svg.drawing(WIDTH, ROW * len(rows) + 12, "chart bars")
    for i, row in enumerate(rows):
        _bar(root, row, parts, ROW * i + 6, (WIDTH - LABEL - EDGE) / most)
    columns = [Column(_("Name")), *(Column(part, numeric=True) for part in parts)]
    lines = [[Cell(str(row.label), row.url), *row.parts] for row in rows]
    keys = [Key(f"kind-{i}", part) for i, part in enumerate(parts, 1)] if len(parts) > 1 else []
    return Picture(name, title, root, Table(title, columns, lines, name), text, keys)


def spans(
    name: str, title: Sentence, rows: Sequence[Span], *, today: date, text: Sentence = ""
) -> Picture:
    """Spans of time on one axis, with a line for the day."""
    left = _room(str(row.label) for row in rows)
    first = min([today, *(row.start for row in rows)])
    last = max([today, *(row.end for row in rows)])
    scale = (WIDTH - left - 20) / max(1, (last - first).days)
    bottom = ROW * len(rows) + 10
    root = svg.drawing(WIDTH, bottom + 26, "chart spans")
    for year in range(first.year + 1, last.year + 1):
        _year(root, year, left + (date(year, 1, 1) - first).days * scale, bottom)
    for i, row in enumerate(rows):
        x, width = left + (row.start - first).days * scale, (row.end - row.start).days * scale
        label(root, str(row.label), ROW * i + 26, left=left)
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


def _bar(root: Element, row: Bar, parts: Sequence[Sentence], y: float, scale: float) -> None:
    label(root, str(row.label), y + 17, row.url)
    x = LABEL
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


def _room(labels: Iterable[str]) -> float:
    """How wide the names beside the drawing are, and no wider than a third of it."""
    return min(LABEL, 16 + LETTER * max(map(len, labels), default=0))


def label(root: Element, text: str, y: float, url: str = "", left: float = LABEL) -> None:
    most = int(LABEL / LETTER)
    shown = text if len(text) <= most else text[: most - 1].rstrip() + "…"
    parent = svg.add(root, "a", href=url) if url else root
    drawn = svg.add(parent, "text", shown, x=left - 8, y=y, text_anchor="end", fill=COLOURS["ink"])
    if shown != text:
        svg.add(drawn, "title", text)


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
