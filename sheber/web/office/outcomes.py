"""What became of a plan, in words: stage by stage, where seats were lost, line by line."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from sheber.demand.models import Line
from sheber.flows.telling.describe import described
from sheber.insights.queries import Fate, Loss, Reconciliation, total
from sheber.kernel.refusals import Sentence
from sheber.programmes.models import Capacity
from sheber.web.office import plans
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.charts.sankey import Flow, Node, river
from sheber.web.shared.tables import Cell, Column, Table

SHORT: dict[str, Sentence] = {
    "planned": gettext_lazy("Planned"),
    "offered": gettext_lazy("Offered"),
    "applied": gettext_lazy("Applications"),
    "seated": gettext_lazy("Taken"),
    "signed": gettext_lazy("Signed"),
    "studied": gettext_lazy("Began"),
    "graduated": gettext_lazy("Graduated"),
    "at_line": gettext_lazy("On the line"),
    "in_region": gettext_lazy("In its region"),
    "elsewhere": gettext_lazy("Elsewhere"),
}
# What is counted, of what, and from which rows.
DEFINITIONS: dict[str, Sentence] = {
    "planned": gettext_lazy("Seats that the plan gives: for its lines, and beside them."),
    "offered": gettext_lazy(
        "Seats in published offers on this plan; for other seats, places in pools that the state "
        "pays for."
    ),
    "applied": gettext_lazy(
        "Wishes for these seats on lists that were handed in; one person may have several."
    ),
    "seated": gettext_lazy(
        "Seats that somebody holds, or on which a contract was written out, whatever became of it."
    ),
    "signed": gettext_lazy("Contracts that every party signed, whatever became of them since."),
    "studied": gettext_lazy(
        "Of those who signed, who had begun to study by the cut-off day; for other seats, "
        "everybody who had."
    ),
    "graduated": gettext_lazy("Of these, who had graduated by the cut-off day."),
    "at_line": gettext_lazy(
        "Of the graduates, whose confirmed job on the line itself had begun by the cut-off day, "
        "even if it has ended since."
    ),
    "in_region": gettext_lazy(
        "Of the others, who had a confirmed job in the region of the line; for other seats, in the "
        "region of study."
    ),
    "elsewhere": gettext_lazy("Of the others, who had a confirmed job in another region."),
}
ROWS: dict[str, Sentence] = {
    "planned": gettext_lazy("the plan"),
    "offered": gettext_lazy("offers, pools"),
    "applied": gettext_lazy("applications"),
    "seated": gettext_lazy("seats held"),
    "signed": gettext_lazy("contracts"),
    "studied": gettext_lazy("enrolments"),
    "graduated": gettext_lazy("enrolments"),
    "at_line": gettext_lazy("confirmed jobs"),
    "in_region": gettext_lazy("confirmed jobs"),
    "elsewhere": gettext_lazy("confirmed jobs"),
}
COURSE = ("planned", "offered", "seated", "signed", "studied", "graduated", "at_line")
WITH_CONTRACT = ("signed", "at_line")
PASSED, ARRIVED, STAYED = 1, 2, 5


def stages(found: Reconciliation, shown: Iterable[Fate]) -> Table:
    """Each stage with its numbers, what is counted and from which rows."""
    lines, others = total(shown), total(found.open.values())
    rows = [
        (
            words,
            Cell(lines[stage], "#lines"),
            "—" if stage in WITH_CONTRACT else Cell(others[stage], "#capacities"),
            DEFINITIONS[stage],
            ROWS[stage],
        )
        for stage, words in SHORT.items()
    ]
    columns = (
        Column(_("Stage")),
        Column(_("Seats for lines"), numeric=True),
        Column(_("Other seats"), numeric=True),
        Column(_("What is counted")),
        Column(_("From which rows")),
    )
    return Table(_("Stage by stage"), columns, rows, "outcome-stages", stacked=True)


def losses(of: Fate, here: str) -> Table:
    """Where seats for lines were lost and why, the largest loss first; each opens its lines."""
    rows = [
        (
            one.place.label,
            one.reason.label,
            Cell(one.number, f"{here}?loss={one.place}.{one.reason}#lines"),
            per_cent(one.number / of.lost),
        )
        for one in of.by_size
    ]
    columns = (
        Column(_("Where seats were lost")),
        Column(_("Why")),
        Column(_("Seats"), numeric=True),
        Column(_("Of all that were lost"), numeric=True),
    )
    return Table(_("Where seats were lost"), columns, rows, "outcome-losses", stacked=True)


def lines(found: Reconciliation, shown: Sequence[tuple[Line, Fate]]) -> Table:
    """Line by line, those that lost most first; every number opens the line's way."""
    rows = []
    for line, fate in shown:
        way = reverse("trace_line", args=[line.pk])
        rows.append(
            (
                Cell(described(line), way),
                line.call.employer.name,
                in_words(fate.largest),
                Cell(line.number, way),
                *(Cell(fate[stage], way) for stage in SHORT),
            )
        )
    columns = (
        Column(_("Line of demand")),
        Column(_("Employer")),
        Column(_("Largest loss")),
        Column(_("Asked for"), numeric=True),
        *(Column(words, numeric=True) for words in SHORT.values()),
    )
    return Table(_("Line by line"), columns, rows, "outcome-lines")


def capacities(found: Reconciliation, here: str) -> Table:
    """Each allocation's seats for lines; then each capacity's other seats, of all its funds."""
    by_allocation, of_capacity = found.by_allocation, found.capacities
    rows: list[Sequence[object]] = []
    for key, allocation in found.allocations.items():
        if key in by_allocation:
            way = f"{here}?allocation={key}#lines"
            fund = plans.fund_in_words(allocation.fund)
            rows.append(_capacity(allocation.capacity, fund, by_allocation[key], way))
    for key, fate in found.open.items():
        if fate["planned"] or fate["studied"]:
            rows.append(_capacity(of_capacity[key], _("seats for no line"), fate, ""))
    columns = (
        Column(_("Programme")),
        Column(_("Provider")),
        Column(_("Intake")),
        Column(_("Fund")),
        Column(_("Largest loss")),
        *(Column(words, numeric=True) for words in SHORT.values()),
    )
    return Table(_("Programme by programme"), columns, rows, "outcome-capacities")


def picture(of: Fate) -> Picture | None:
    """Planned seats as bands, each as wide as they are many; None without seats for lines."""
    if not of["planned"]:
        return None
    nodes: list[Node] = []
    flows: list[Flow] = []
    left = of["planned"]
    for place, stage in enumerate(COURSE):
        is_last = place == len(COURSE) - 1
        nodes.append(Node(stage, SHORT[stage], place, ARRIVED if is_last else PASSED))
        if is_last:
            break
        after = COURSE[place + 1]
        passed = min(left, of[after])
        flows.append(Flow(stage, after, passed))
        if left > passed:
            nodes.append(Node(f"{stage}-rest", _("not yet, or lost"), place + 1, STAYED))
            flows.append(Flow(stage, f"{stage}-rest", left - passed))
        left = passed
    return river(
        "outcome",
        _("From planned seats to people at work"),
        nodes,
        [one for one in flows if one.amount],
        text=_("From seats planned for lines to work on them; grey is what has not come further."),
    )


def in_words(loss: Loss | None) -> str:
    """A loss in words, on both levels, and of how many seats; “none” where nothing was lost."""
    if loss is None:
        return str(NONE)
    seats = ngettext("%(number)d seat", "%(number)d seats", loss.number) % {"number": loss.number}
    return f"{loss.place.label}: {loss.reason.label} ({seats})"


NONE = pgettext_lazy("largest loss", "none")


def per_cent(share: float) -> str:
    """A share as a reader writes it, rounded to a tenth of a per cent."""
    return f"{number_format(round(100 * share, 1), decimal_pos=1)}\u00a0%"


def _capacity(capacity: Capacity, fund: str, fate: Fate, way: str) -> Sequence[object]:
    counts = (
        "—" if not way and stage in WITH_CONTRACT else Cell(fate[stage], way) for stage in SHORT
    )
    return (
        capacity.programme.name,
        capacity.provider.name,
        str(capacity.intake_year),
        fund,
        in_words(fate.largest),
        *counts,
    )
