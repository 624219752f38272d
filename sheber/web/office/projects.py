"""Tables of what rests on a project of industry, and of what its delays have moved."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sheber.accords.models import Project
from sheber.flows import projects as flow
from sheber.flows.demand import Resting
from sheber.web.shared.tables import Cell, Column, Table


def standing(project: Project) -> Table:
    """Lines of demand that rest on the project, with what was planned, offered and signed."""
    columns = (
        *_line_columns(),
        Column(_("Year")),
        Column(_("People asked for"), numeric=True),
        *_rest_columns(),
    )
    rows = [
        (*_line(one), str(one.line.year), one.line.number, *_rest(one))
        for one in flow.standing(project).lines
    ]
    return Table(_("Lines of demand that rest on it"), columns, rows, "resting", stacked=True)


def delays(project: Project) -> list[Table]:
    """One table a delay, the latest first: the old and the new year of each line that moved."""
    return [_delay(one, number) for number, one in enumerate(flow.delays(project), start=1)]


def _delay(delay: flow.RecordedDelay, number: int) -> Table:
    columns = (*_line_columns(), Column(_("Year, before → now")), *_rest_columns())
    rows = [
        (*_line(one.resting), f"{one.before} → {one.after}", *_rest(one.resting))
        for one in delay.lines
    ]
    days = {
        "recorded": date_format(delay.recorded_at, "DATE_FORMAT"),
        "before": date_format(delay.before, "DATE_FORMAT") if delay.before else _("not stated"),
        "after": date_format(delay.after, "DATE_FORMAT"),
    }
    caption = _("Delay recorded on %(recorded)s: opening %(before)s → %(after)s") % days
    return Table(caption, columns, rows, f"delay-{number}", stacked=True)


def _line_columns() -> tuple[Column, ...]:
    return (Column(_("Line")), Column(_("Employer")), Column(_("Occupation")))


def _line(resting: Resting) -> tuple[Cell, str, str]:
    line = resting.line
    name = f"{line.call.code}/{line.number_in_call}"
    way = reverse("trace_line", args=[line.pk])
    return Cell(name, way), line.call.employer.name, line.occupation.name


def _rest_columns() -> tuple[Column, ...]:
    return (
        Column(_("Seats in approved plans"), numeric=True),
        Column(_("Plans")),
        Column(_("Seats in offers"), numeric=True),
        Column(_("Contracts"), numeric=True),
    )


def _rest(resting: Resting) -> tuple[int, str, int, int]:
    plans = {one.allocation.plan.code for one in resting.coverages}
    return (
        resting.seats_planned,
        ", ".join(sorted(plans)),
        resting.seats_offered,
        len(resting.contracts),
    )
