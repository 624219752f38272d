"""Where the rows of a drawing stand: their names beside them, on a telephone above them."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sheber.web.shared.charts import svg
from sheber.web.shared.charts.colours import COLOURS

WIDTH, NARROW = 800.0, 300.0
ROW, LEAD, LABEL, INDENT = 34.0, 20.0, 240.0, 12.0
LETTER = 7.2
SHORT = 60.0
"""Names of at most this width, like years, stand beside their rows on a telephone, too."""


@dataclass(frozen=True)
class Frame:
    """`left` is where amounts begin, `lead` the height above a row for its name; 0: beside it."""

    width: float
    left: float
    lead: float = 0.0

    @property
    def row(self) -> float:
        """From one row to the next."""
        return ROW + self.lead

    def top(self, place: int) -> float:
        """Where the marks of a row begin."""
        return self.row * place + 6 + self.lead

    def name(self, root: Element, place: int, text: str, url: str = "") -> None:
        """The name of a row."""
        if self.lead:
            most = int(self.width / LETTER)
            drawn = label(root, text, 0.0, self.top(place) - 5, url, most=most, anchor="start")
            drawn.set("class", "above")
            svg.halo(drawn)  # lines of an axis pass there
        else:
            label(root, text, self.left - 8, self.top(place) + 17, url)


def wide(names: Iterable[str]) -> Frame:
    """Names beside the rows, in as much room as they need, and no more than a third."""
    return Frame(WIDTH, room(names))


def narrow(names: Iterable[str]) -> Frame:
    """For a telephone: long names above the rows."""
    left = room(names)
    return Frame(NARROW, left) if left <= SHORT else Frame(NARROW, INDENT, LEAD)


def room(names: Iterable[str]) -> float:
    """How wide the names beside a drawing are, and no wider than a third of it."""
    return min(LABEL, 16 + LETTER * max(map(len, names), default=0))


def label(
    root: Element,
    text: str,
    x: float,
    y: float,
    url: str = "",
    *,
    most: int = int(LABEL / LETTER),
    anchor: str = "end",
) -> Element:
    """A name, cut where it is longer than `most` letters and then told whole."""
    shown = text if len(text) <= most else text[: most - 1].rstrip() + "…"
    parent = svg.add(root, "a", href=url) if url else root
    drawn = svg.add(parent, "text", shown, x=x, y=y, text_anchor=anchor, fill=COLOURS["ink"])
    if shown != text:
        svg.add(drawn, "title", text)
    return drawn
