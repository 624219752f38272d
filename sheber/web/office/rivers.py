"""The river in words and as a picture, for offices and regions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from sheber.insights.queries import STAGES, River, Scope, Stuck
from sheber.kernel.refusals import Sentence
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.charts.sankey import Flow, Node, river
from sheber.web.shared.tables import Cell, Column, Table

WORDS: dict[str, Sentence] = {
    "asked": gettext_lazy("Asked for"),
    "confirmed": gettext_lazy("Confirmed by regions"),
    "planned": gettext_lazy("Seats planned for it"),
    "offered": gettext_lazy("Seats offered"),
    "applied": gettext_lazy("People who applied"),
    "seated": gettext_lazy("Seats given"),
    "signed": gettext_lazy("Contracts signed"),
    "studied": gettext_lazy("Began training"),
    "graduated": gettext_lazy("Graduated"),
    "at_work": gettext_lazy("At the work asked for"),
}
SHORT: dict[str, Sentence] = {
    "asked": gettext_lazy("Asked"),
    "confirmed": gettext_lazy("Confirmed"),
    "planned": gettext_lazy("Planned"),
    "offered": gettext_lazy("Offered"),
    "applied": gettext_lazy("Applied"),
    "seated": gettext_lazy("Seated"),
    "signed": gettext_lazy("Signed"),
    "studied": gettext_lazy("Trained"),
    "graduated": gettext_lazy("Graduated"),
    "at_work": gettext_lazy("At work"),
}
DEFINITIONS: dict[str, Sentence] = {
    "asked": gettext_lazy("People in lines of this year’s calls that were sent to a region."),
    "confirmed": gettext_lazy("Of these, in lines that a region or an office has confirmed."),
    "planned": gettext_lazy(
        "Seats that approved plans mean for lines that still ask, intake of this year."
    ),
    "offered": gettext_lazy("Seats in published offers on this year’s plan."),
    "applied": gettext_lazy("People who ranked a target offer and have sent their list."),
    "seated": gettext_lazy("Target seats that somebody holds: offered, taken or enrolled."),
    "signed": gettext_lazy("Contracts that every party signed, whatever became of them."),
    "studied": gettext_lazy("People with a target contract, signed or not, who began training."),
    "graduated": gettext_lazy("Of these, who have graduated."),
    "at_work": gettext_lazy("Of these, with a confirmed job on the line, on the day shown."),
}
# Between which stages the picture flows; people who applied are another measure than seats.
COURSE = ("asked", "confirmed", "planned", "offered", "seated", "signed", "studied", "at_work")
# Each agrees with a number, which stands beside it: `STUCK[code] % number`.
STUCK: dict[str, Any] = {
    "to_confirm": ngettext_lazy(
        "person asked for in lines that wait for a region’s word",
        "people asked for in lines that wait for a region’s word",
    ),
    "without_seats": ngettext_lazy(
        "person in confirmed lines for whom no seat is planned",
        "people in confirmed lines for whom no seat is planned",
    ),
    "for_nobody": ngettext_lazy(
        "planned seat whose line was taken back or cut, or whose programme is suspended",
        "planned seats whose line was taken back or cut, or whose programme is suspended",
    ),
    "not_offered": ngettext_lazy(
        "seat planned for lines and not yet offered",
        "seats planned for lines and not yet offered",
    ),
    "empty_seats": ngettext_lazy(
        "seat offered that nobody holds", "seats offered that nobody holds"
    ),
    "to_consent": ngettext_lazy(
        "seat whose holder has not yet said yes", "seats whose holders have not yet said yes"
    ),
    "to_sign": ngettext_lazy(
        "contract that waits for signatures", "contracts that wait for signatures"
    ),
    "refused": ngettext_lazy(
        "contract refused, or lapsed unsigned", "contracts refused, or lapsed unsigned"
    ),
    "left": ngettext_lazy(
        "person who was expelled or left training", "people who were expelled or left training"
    ),
    "without_job": ngettext_lazy(
        "graduate with a contract and without a confirmed job",
        "graduates with a contract and without a confirmed job",
    ),
    "other_work": ngettext_lazy(
        "graduate whose job goes back to no line", "graduates whose job goes back to no line"
    ),
}
ON: dict[str, Sentence] = {
    "region": gettext_lazy("the region"),
    "office": gettext_lazy("the offices"),
    "employer": gettext_lazy("the employer"),
    "applicant": gettext_lazy("the applicants"),
    "parties": gettext_lazy("the parties of the contract"),
    "nobody": "",
}
PASSED, ARRIVED, STAYED = 1, 2, 5


def address(scope: Scope, code: str) -> str:
    """The rows behind a number of this scope."""
    chosen = {"country": scope.country, "region": scope.region, "sector": scope.sector}
    query = "&".join(f"{key}={value}" for key, value in chosen.items() if value)
    url = reverse("office_rows", args=[scope.year, code])
    return f"{url}?{query}" if query else url


def table(scope: Scope, counted: River) -> Table:
    """Each stage with its number, which opens, and what it counts."""
    rows = [
        (WORDS[name], Cell(counted[name], address(scope, name)), DEFINITIONS[name])
        for name in STAGES
    ]
    columns = (
        Column(_("Stage")),
        Column(_("How many"), numeric=True),
        Column(_("What is counted")),
    )
    return Table(_("The river of %(year)s") % {"year": scope.year}, columns, rows, "river-stages")


def picture(scope: Scope, counted: River) -> Picture | None:
    """The river as bands, each as wide as people; None while it is dry."""
    if not counted["asked"]:
        return None
    nodes: list[Node] = []
    flows: list[Flow] = []
    last = len(COURSE) - 1
    for place, name in enumerate(COURSE):
        kind = ARRIVED if place == last else PASSED
        nodes.append(Node(name, SHORT[name], place, kind, address(scope, name)))
        if place == last:
            break
        after = COURSE[place + 1]
        passed = min(counted[name], counted[after])
        flows.append(Flow(name, after, passed, address(scope, after)))
        if counted[name] > passed:
            nodes.append(Node(f"{name}-rest", _("not yet, or lost"), place + 1, STAYED))
            flows.append(Flow(name, f"{name}-rest", counted[name] - passed))
    return river(
        "river",
        _("The river of %(year)s") % {"year": scope.year},
        nodes,
        [one for one in flows if one.amount],
        text=_("From people asked for to work confirmed; grey is what has not come further."),
    )


def groups(
    name: str, caption: Sentence, found: Mapping[str, River], names: Mapping[str, str], scope: Scope
) -> Table:
    """The river by region, country or sector, a row each."""
    field = {"by-region": "region", "by-country": "country", "by-sector": "sector"}[name]
    url = reverse("office_year", args=[scope.year])
    rows = [
        (
            Cell(names.get(key, key), f"{url}?{field}={key}"),
            *(Cell(one[stage], address(replace(scope, **{field: key}), stage)) for stage in STAGES),
        )
        for key, one in sorted(found.items(), key=lambda pair: names.get(pair[0], pair[0]))
    ]
    columns = (Column(_("Name")), *(Column(SHORT[stage], numeric=True) for stage in STAGES))
    return Table(caption, columns, rows, name)


def stuck_words(one: Stuck) -> tuple[Sentence, Sentence]:
    """What waits, and on whom."""
    return STUCK[one.code] % one.number, ON[one.on]
