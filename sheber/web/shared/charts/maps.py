"""Maps of the regions of both countries: to choose from, by amount, and with flows between."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from xml.etree.ElementTree import Element

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts import geography, svg
from sheber.web.shared.charts.colours import CLASSES, COLOURS
from sheber.web.shared.charts.picture import Key, Picture
from sheber.web.shared.tables import Cell, Column, Table

SMALL = 11.0
WIDEST, THINNEST, BOW = 16.0, 2.5, 0.18


@dataclass(frozen=True)
class Place:
    """A region as the map shows it: code (ISO 3166-2), name, country's name, page, amount."""

    code: str
    name: str
    country: str
    url: str = ""
    value: int | None = None


@dataclass(frozen=True)
class Arc:
    """People who went from one region to another."""

    source: str
    target: str
    amount: int


def region_map(
    name: str,
    title: Sentence,
    places: Sequence[Place],
    *,
    text: Sentence = "",
    measure: Sentence = "",
    chosen: frozenset[str] = frozenset(),
) -> Picture:
    """A map by region. `measure` names the amount; without it the map is only to choose from."""
    breaks = classes([one.value for one in places if one.value is not None])
    root = _paper()
    for place in places:
        _region(root, place, _class(place, breaks, chosen))
    _border(root)
    _countries(root, places)
    legend = _legend(breaks, any(one.value is None for one in places)) if measure else []
    legend.append(Key("border-key", _("state border")))
    return Picture(name, title, root, _table(name, title, places, measure), text, legend, credit())


def flow_map(
    name: str, title: Sentence, places: Sequence[Place], arcs: Sequence[Arc], *, text: Sentence = ""
) -> Picture:
    """Wedges between regions, as wide as many people went that way."""
    root = _paper()
    names = {one.code: one for one in places}
    for place in places:
        _region(root, place, "value-0")
    _border(root)
    _countries(root, places)
    most = max((one.amount for one in arcs), default=1)
    for arc in sorted(arcs, key=lambda one: one.amount, reverse=True):
        _arc(root, arc, names, most)
    rows = [(names[a.source].name, names[a.target].name, a.amount) for a in arcs]
    columns = (Column(_("From where")), Column(_("To where")), Column(_("People"), numeric=True))
    keys = [
        Key("kind-1", _("wide where people came from, a point where they went")),
        Key("border-key", _("state border")),
    ]
    return Picture(name, title, root, Table(title, columns, rows, name), text, keys, credit())


def credit() -> str:
    """What stands beside every map."""
    return _(
        "Regions are those of ISO 3166-2 as published; no claim on borders is made. Outlines: "
        "Natural Earth (public domain) and GeoNames (CC BY 4.0), simplified; equal-area projection."
    )


def classes(values: Sequence[int]) -> list[int]:
    """Upper bounds, not included, of at most five classes of like size.

    Where the least value fills more than a class, it is one by itself: a map on which most
    regions have 0 still tells the others apart.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    higher = ordered[bisect_right(ordered, ordered[0]) :]
    if CLASSES * len(higher) > (CLASSES - 2) * len(ordered):
        cuts = {ordered[len(ordered) * step // CLASSES] for step in range(1, CLASSES)}
        return sorted(cuts - {ordered[0]})
    parts = CLASSES - 1
    return sorted({higher[len(higher) * step // parts] for step in range(parts)} if higher else ())


def _paper() -> Element:
    sheet = geography.sheet()
    return svg.drawing(sheet.width, round(sheet.height), "map")


def _class(place: Place, breaks: Sequence[int], chosen: frozenset[str]) -> str:
    if place.code in chosen:
        return "chosen"
    return "value-0" if place.value is None else f"value-{_step(place.value, breaks)}"


def _step(value: int, breaks: Sequence[int]) -> int:
    return _steps(len(breaks))[bisect_right(breaks, value)]


def _steps(breaks: int) -> list[int]:
    """The colours 1 to 5 of the classes between these breaks: few classes stand far apart."""
    apart = (CLASSES - 1) // breaks if breaks else 0
    return [CLASSES - apart * (breaks - place) for place in range(breaks + 1)]


def _region(root: Element, place: Place, css: str) -> None:
    outline = geography.sheet().outlines.get(place.code)
    if outline is None:
        return
    shown = place.name if place.value is None else f"{place.name}: {number_format(place.value)}"
    parent = svg.add(root, "a", href=place.url, aria_label=shown) if place.url else root
    fill = COLOURS.get("gold" if css == "chosen" else css)
    path = svg.add(parent, "path", d=outline.path, css=f"region {css}", fill=fill)
    path.set("stroke", COLOURS["rule-strong"])
    path.set("stroke-width", "0.6")
    svg.add(path, "title", shown)
    if outline.size < SMALL:
        x, y = outline.middle
        dot = svg.add(parent, "circle", cx=x, cy=y, r=4.5, css=f"region dot {css}", fill=fill)
        dot.set("stroke", COLOURS["ink"])
        svg.add(dot, "title", shown)


def _border(root: Element) -> None:
    path = geography.sheet().border
    svg.add(
        root, "path", d=path, css="border", fill="none", stroke=COLOURS["ink"], stroke_width=1.8
    )


def _countries(root: Element, places: Sequence[Place]) -> None:
    names = {one.code[:2]: one.country for one in places}
    for code, (x, y) in geography.sheet().middles.items():
        label = svg.add(root, "text", names.get(code, ""), x=x, y=y, css="country", font_size=19)
        label.set("text-anchor", "middle")
        svg.halo(label)


def _arc(root: Element, arc: Arc, names: Mapping[str, Place], most: int) -> None:
    """A wedge: wide where people came from, a point where they went."""
    outlines = geography.sheet().outlines
    (x0, y0), (x1, y1) = outlines[arc.source].middle, outlines[arc.target].middle
    # Bowed to the right of the way, so that there and back do not lie on one another.
    bx, by = (x0 + x1) / 2 - (y1 - y0) * BOW, (y0 + y1) / 2 + (x1 - x0) * BOW
    half = max(THINNEST, WIDEST * arc.amount / most) / 2
    away = hypot(bx - x0, by - y0) or 1.0
    nx, ny = -(by - y0) / away * half, (bx - x0) / away * half
    wedge = (
        f"M{x0 + nx:.1f} {y0 + ny:.1f}Q{bx + nx / 2:.1f} {by + ny / 2:.1f} {x1:.1f} {y1:.1f}"
        f"Q{bx - nx / 2:.1f} {by - ny / 2:.1f} {x0 - nx:.1f} {y0 - ny:.1f}Z"
    )
    path = svg.add(root, "path", d=wedge, css="arc", fill=COLOURS["kind-1"], fill_opacity=0.8)
    between = f"{names[arc.source].name} – {names[arc.target].name}: {number_format(arc.amount)}"
    svg.add(path, "title", between)


def _legend(breaks: Sequence[int], with_gap: bool) -> list[Key]:
    steps = _steps(len(breaks))
    lows = [None, *breaks]
    keys = [Key("value-0", _("not stated"))] if with_gap else []
    for step, low, high in zip(steps, lows, [*breaks, None], strict=True):
        keys.append(Key(f"value-{step}", _range(low, high)))
    return keys


def _range(low: int | None, high: int | None) -> str:
    """A class in words: from the lower bound, which counts, to the upper one, which does not."""
    if low is not None and high is not None:
        return f"{number_format(low)}–{number_format(high - 1)}"
    if low is not None:
        return _("%(low)s and more") % {"low": number_format(low)}
    if high is not None:
        return _("fewer than %(high)s") % {"high": number_format(high)}
    return _("all values")


def _table(name: str, title: Sentence, places: Sequence[Place], measure: Sentence) -> Table:
    columns = [Column(_("Region")), Column(_("Country")), Column(_("Code"))]
    rows = [[Cell(one.name, one.url), one.country, one.code] for one in places]
    if measure:
        columns.append(Column(measure, numeric=True))
        rows = [[*row, one.value] for row, one in zip(rows, places, strict=True)]
    return Table(title, columns, rows, name)
