"""A picture as a page shows it: drawing, words, table and files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from sheber.kernel.refusals import Sentence
from sheber.web.shared import demo, tables
from sheber.web.shared.charts import svg
from sheber.web.shared.tables import Table


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a class of the stylesheet and what it stands for."""

    css: str
    label: Sentence


@dataclass(frozen=True)
class Picture:
    """`note` goes onto the file as well: what a reader must know who has only the file. Without a
    `table` the page says the numbers itself, and nothing is offered as a file. `narrow` is the
    same drawing for a telephone; without it the drawing is moved sideways there."""

    name: str
    title: Sentence
    drawing: Element
    table: Table | None
    text: Sentence = ""
    legend: Sequence[Key] = ()
    credit: Sentence = ""
    note: Sentence = ""
    narrow: Element | None = None

    @property
    def inline(self) -> SafeString:
        """The drawing for a page; its texts were escaped when it was built."""
        return mark_safe(svg.inline(self.drawing, str(self.title)))  # noqa: S308

    @property
    def inline_narrow(self) -> SafeString | None:
        """The same for a telephone, where there is one."""
        if self.narrow is None:
            return None
        return mark_safe(svg.inline(self.narrow, str(self.title)))  # noqa: S308

    @property
    def quiet_table(self) -> Table | None:
        """The table without its own downloads: the picture offers them."""
        return replace(self.table, downloads=False) if self.table else None

    def response(self) -> HttpResponse:
        """The drawing as a file."""
        notes = [str(one) for one in (demo.note(), self.note, self.credit) if one]
        content = svg.standalone(self.drawing, str(self.title), notes)
        return tables.attachment(content, "image/svg+xml", f"sheber-{self.name}.svg")


def requested(request: HttpRequest, pictures: Iterable[Picture]) -> HttpResponse | None:
    """The file asked for by `?download=NAME.svg|csv|xlsx`, or None if the page is wanted."""
    given = list(pictures)
    name, _, kind = request.GET.get("download", "").rpartition(".")
    if kind == "svg":
        found = next((one for one in given if one.name == name), None)
        return found.response() if found else None
    named = [replace(one.table, name=one.name) for one in given if one.table]
    return tables.requested(request, named)
