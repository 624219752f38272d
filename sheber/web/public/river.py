"""The river on the first page: how many passed each stage, and where the others stayed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.insights.models import Snapshot
from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.charts.sankey import Flow, Node, river

INDICATOR = "river"
WORDS: dict[str, tuple[Sentence, Sentence]] = {
    "asked": (gettext_lazy("Asked for"), gettext_lazy("Not planned")),
    "seats": (gettext_lazy("Seats"), gettext_lazy("Empty seats")),
    "signed": (gettext_lazy("Signed contracts"), gettext_lazy("Did not begin")),
    "studied": (gettext_lazy("Studied"), gettext_lazy("Studying, left or at other work")),
    "at_work": (gettext_lazy("At the work asked for"), ""),
}
SEATS = {"asked", "seats"}
FEWEST = 5
PASSED, ARRIVED, STAYED = 1, 2, 5


@dataclass(frozen=True)
class Stage:
    """A stage of the year and how many stand in it; `rest` names those who did not go on.

    `people` is true where the count is one of people: then fewer than five are not shown.
    """

    key: str
    label: Sentence
    count: int
    rest: Sentence = ""
    people: bool = True
    url: str = ""


def published(on: date) -> Picture | None:
    """The river as last published: the snapshot `river`, whose counts are one for each stage.

    `{"year": 2026, "asked": …, "seats": …, "signed": …, "studied": …, "at_work": …}`; a stage that
    is None was kept back, and the picture says so.
    """
    rows = Snapshot.objects.filter(indicator=INDICATOR, as_of__lte=on)
    found = rows.order_by("-as_of").first()
    if found is None or not set(WORDS) <= set(found.counts):
        return None
    counts = found.counts
    stages = [
        Stage(key, label, counts[key], rest, key not in SEATS)
        for key, (label, rest) in WORDS.items()
        if counts[key] is not None
    ]
    hidden = [label for key, (label, _rest) in WORDS.items() if counts[key] is None]
    return picture(counts["year"], stages, hidden)


def picture(year: int, stages: Sequence[Stage], hidden: Sequence[Sentence] = ()) -> Picture | None:
    """The river of a year; None while it is dry or somebody in it could be found."""
    if len(stages) < 2 or not stages[0].count or _too_few(stages):
        return None
    nodes, flows = _course(stages)
    said = _("From posts that employers asked for to work that is confirmed, and what stayed.")
    kept_back = _kept_back(hidden)
    return river(
        "river",
        _("The river of %(year)s") % {"year": year},
        nodes,
        flows,
        text=f"{said} {kept_back}".strip(),
        note=kept_back,
    )


def _kept_back(hidden: Sequence[Sentence]) -> str:
    if not hidden:
        return ""
    return _("Not shown, because a group would be of fewer than five people: %(stages)s") % {
        "stages": ", ".join(map(str, hidden))
    }


def _course(stages: Sequence[Stage]) -> tuple[list[Node], list[Flow]]:
    last = len(stages) - 1
    nodes = [
        Node(one.key, one.label, place, ARRIVED if place == last else PASSED, one.url)
        for place, one in enumerate(stages)
    ]
    flows = []
    for place, (here, there) in enumerate(pairwise(stages)):
        flows.append(Flow(here.key, there.key, min(here.count, there.count), there.url))
        if here.count > there.count:
            nodes.append(Node(f"{here.key}-rest", here.rest, place + 1, STAYED))
            flows.append(Flow(here.key, f"{here.key}-rest", here.count - there.count))
    return nodes, flows


def _too_few(stages: Sequence[Stage]) -> bool:
    """Whether a group of one to four people, or one that subtraction gives, would be shown."""
    people = [one.count for one in stages if one.people]
    rests = [here.count - there.count for here, there in pairwise(stages) if here.people]
    return any(0 < number < FEWEST for number in (*people, *rests))
