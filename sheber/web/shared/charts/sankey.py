"""The river: people as bands between stages, as wide as they are many."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.etree.ElementTree import Element

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts.colours import COLOURS
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.charts.svg import add, drawing, halo
from sheber.web.shared.tables import Cell, Column, Table

WIDTH, HEIGHT = 1000.0, 380.0
BAR, GAP, LABEL, TOP = 12.0, 26.0, 150.0, 24.0
LETTER, LINE = 6.4, 15.0


@dataclass(frozen=True)
class Node:
    """A stage's share of the river. `stage` is its column from the left; `kind` its colour, 1–5."""

    key: str
    label: Sentence
    stage: int
    kind: int = 1
    url: str = ""


@dataclass(frozen=True)
class Flow:
    """How many went from one node to another."""

    source: str
    target: str
    amount: int
    url: str = ""


@dataclass(frozen=True)
class Box:
    """A node on the drawing."""

    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Band:
    """A flow on the drawing: its two upper ends and its width."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float


def sizes(nodes: Sequence[Node], flows: Sequence[Flow]) -> dict[str, int]:
    """How many stand in each node: what came in or what goes out, whichever is more."""
    into: dict[str, int] = defaultdict(int)
    out: dict[str, int] = defaultdict(int)
    for flow in flows:
        out[flow.source] += flow.amount
        into[flow.target] += flow.amount
    return {node.key: max(into[node.key], out[node.key]) for node in nodes}


def layout(nodes: Sequence[Node], flows: Sequence[Flow]) -> tuple[dict[str, Box], list[Band]]:
    """Where boxes and bands stand; nodes keep their order within a stage."""
    size = sizes(nodes, flows)
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[node.stage].append(node)
    scale = min(
        (HEIGHT - GAP * (len(own) - 1)) / max(1, sum(size[one.key] for one in own))
        for own in columns.values()
    )
    step = (WIDTH - BAR - LABEL) / max(1, *columns)
    boxes: dict[str, Box] = {}
    for stage, own in columns.items():
        y = TOP
        for node in own:
            boxes[node.key] = Box(stage * step, y, size[node.key] * scale)
            y += size[node.key] * scale + GAP
    return boxes, _bands(flows, boxes, scale)


def river(
    name: str,
    title: Sentence,
    nodes: Sequence[Node],
    flows: Sequence[Flow],
    *,
    text: Sentence = "",
    note: Sentence = "",
) -> Picture:
    """A Sankey with its table of flows."""
    size = sizes(nodes, flows)
    boxes, bands = layout(nodes, flows)
    by_key = {node.key: node for node in nodes}
    last = max(node.stage for node in nodes)
    step = (WIDTH - BAR - LABEL) / max(1, last)
    bottom = max(box.y + box.height for box in boxes.values())
    root = drawing(WIDTH, round(bottom + 12), "chart sankey")
    for flow, band in zip(flows, bands, strict=True):
        _draw_band(root, flow, band, by_key)
    for node in nodes:
        if size[node.key]:
            room = LABEL if node.stage == last else step - BAR
            _draw_node(root, node, boxes[node.key], size[node.key], room)
    rows = [
        (by_key[one.source].label, by_key[one.target].label, Cell(one.amount, one.url))
        for one in flows
    ]
    columns = (Column(_("From where")), Column(_("To where")), Column(_("People"), numeric=True))
    return Picture(name, title, root, Table(title, columns, rows, name), text, note=note)


def _bands(flows: Sequence[Flow], boxes: dict[str, Box], scale: float) -> list[Band]:
    """Bands leave and arrive in the order of what they lead to, so that few cross."""
    starts = {key: box.y for key, box in boxes.items()}
    ends = dict(starts)
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    for i in sorted(range(len(flows)), key=lambda i: boxes[flows[i].target].y):
        left[i] = starts[flows[i].source]
        starts[flows[i].source] += flows[i].amount * scale
    for i in sorted(range(len(flows)), key=lambda i: boxes[flows[i].source].y):
        right[i] = ends[flows[i].target]
        ends[flows[i].target] += flows[i].amount * scale
    return [
        Band(boxes[one.source].x + BAR, left[i], boxes[one.target].x, right[i], one.amount * scale)
        for i, one in enumerate(flows)
    ]


def _draw_band(root: Element, flow: Flow, band: Band, nodes: dict[str, Node]) -> None:
    middle = (band.x0 + band.x1) / 2
    low0, low1 = band.y0 + band.width, band.y1 + band.width
    path = (
        f"M{band.x0:.1f} {band.y0:.1f}C{middle:.1f} {band.y0:.1f} {middle:.1f} {band.y1:.1f} "
        f"{band.x1:.1f} {band.y1:.1f}V{low1:.1f}C{middle:.1f} {low1:.1f} {middle:.1f} {low0:.1f} "
        f"{band.x0:.1f} {low0:.1f}Z"
    )
    kind = nodes[flow.target].kind
    parent = add(root, "a", href=flow.url) if flow.url else root
    drawn = add(parent, "path", d=path, css=f"flow kind-{kind}", fill=COLOURS[f"kind-{kind}"])
    drawn.set("opacity", "0.55")
    between = f"{nodes[flow.source].label} – {nodes[flow.target].label}"
    add(drawn, "title", f"{between}: {number_format(flow.amount)}")


def _draw_node(root: Element, node: Node, box: Box, size: int, room: float) -> None:
    """A bar with its number and its name, which breaks where the next bar begins."""
    fill = COLOURS[f"kind-{node.kind}"]
    add(
        root,
        "rect",
        x=box.x,
        y=box.y,
        width=BAR,
        height=max(1.0, box.height),
        fill=fill,
        css=f"kind-{node.kind}",
    )
    parent = add(root, "a", href=node.url) if node.url else root
    x, middle = box.x + BAR + 6, box.y + box.height / 2
    shown = number_format(size, force_grouping=True)
    halo(add(parent, "text", shown, x=x, y=middle - 2, css="strong", font_weight=650))
    for place, line in enumerate(wrap(str(node.label), int(room / LETTER))):
        halo(add(parent, "text", line, x=x, y=middle + 14 + LINE * place))
