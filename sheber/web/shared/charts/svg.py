"""A thin builder of SVG. Text is escaped by the serialiser, never by hand."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from sheber.web.shared.charts.colours import COLOURS, TYPE

DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = "http://www.w3.org/2000/svg"
HEAD, LINE, LETTER = 40.0, 17.0, 5.8


def drawing(width: float, height: float, css: str) -> Element:
    """An empty drawing of this size in its own units."""
    root = Element("svg", {"xmlns": NAMESPACE, "viewBox": f"0 0 {width:g} {height:g}"})
    root.set("class", css)
    root.set("font-family", TYPE)
    root.set("font-size", "13")
    return root


def add(parent: Element, tag: str, text: str = "", **attributes: Any) -> Element:
    """A child; `css` is its class, an underscore in a name stands for a hyphen."""
    given = {
        "class" if name == "css" else name.replace("_", "-"): value
        for name, value in attributes.items()
    }
    child = SubElement(parent, tag, {name: _shown(value) for name, value in given.items()})
    child.text = text or None
    return child


def halo(text: Element) -> None:
    """Ink with an edge of paper, so that words stay legible on any colour."""
    text.set("fill", COLOURS["ink"])
    text.set("stroke", COLOURS["paper"])
    text.set("stroke-width", "3")
    text.set("stroke-linejoin", "round")
    text.set("paint-order", "stroke")


def inline(root: Element, label: str) -> str:
    """For a page: the stylesheet colours it, a screen reader hears its name."""
    role = "group" if root.find(".//a") is not None else "img"
    copy = Element("svg", {**root.attrib, "role": role, "aria-label": label})
    copy.extend(list(root))
    return tostring(copy, encoding="unicode")


def standalone(root: Element, title: str, notes: Sequence[str]) -> bytes:
    """For a file: on paper of its own, with its title and below what must be said of it."""
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    lines = [line for note in notes for line in wrap(note, int(width / LETTER))]
    full = HEAD + height + LINE * len(lines) + LINE
    box = f"{left:g} {top - HEAD:g} {width:g} {full:g}"
    copy = Element("svg", {**root.attrib, "viewBox": box, "width": f"{width:g}", "role": "img"})
    add(copy, "title", title)
    add(copy, "rect", x=left, y=top - HEAD, width=width, height=full, fill=COLOURS["paper"])
    heading = add(copy, "text", title, x=left + 12, y=top - 14, fill=COLOURS["ink"])
    heading.set("font-size", "17")
    heading.set("font-weight", "600")
    copy.extend(_without_links(list(root)))
    for place, line in enumerate(lines, 1):
        said = add(copy, "text", line, x=left + 12, y=top + height + LINE * place)
        said.set("font-size", "11")
        said.set("fill", COLOURS["ink-soft"])
    return DECLARATION + tostring(copy, encoding="unicode").encode()


def _without_links(nodes: list[Element]) -> list[Element]:
    """A file is read elsewhere, where an address of this site leads nowhere."""
    return [child for node in nodes for child in (node if node.tag == "a" else [node])]


def _shown(value: Any) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
