"""The monthly report in one press: a workbook with a sheet for each part, or one CSV."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.kernel import clock
from sheber.kernel import tables as files
from sheber.programmes import queries
from sheber.programmes.models import Cluster
from sheber.registry.enums import Role
from sheber.web.cluster import reads, sheets
from sheber.web.cluster.forms import MonthForm
from sheber.web.shared import demo
from sheber.web.shared.actors import actor, needs_role
from sheber.web.shared.tables import Table, attachment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs_role(Role.CLUSTER)
def report(request: HttpRequest, key: int) -> HttpResponse:
    """`?month=2031-01&format=csv`; without them the current month as a workbook."""
    cluster = reads.cluster_for(actor(request), key)
    month = _month(request)
    found = _tables(cluster, month)
    name = f"sheber-{cluster.code}-{month:%Y-%m}"
    if request.GET.get("format") == "csv":
        return attachment(as_csv(cluster, month, found), "text/csv; charset=utf-8", f"{name}.csv")
    return attachment(as_xlsx(cluster, month, found), XLSX, f"{name}.xlsx")


def as_xlsx(cluster: Cluster, month: date, found: list[Table]) -> bytes:
    """A first sheet that says what this is, then one for each table; each bears the demo mark."""
    head = [_("Monthly report"), ""]
    pages = [files.Page(_("Report"), head, [list(row) for row in _title(cluster, month)])]
    pages += [files.Page(str(one.caption), one.head, list(one.plain)) for one in found]
    return files.as_xlsx(pages)


def as_csv(cluster: Cluster, month: date, found: list[Table]) -> bytes:
    """The same parts below one another, each under its name."""
    rows: list[list[object]] = [[_("Monthly report")], *map(list, _title(cluster, month))]
    for one in found:
        rows += [[], [str(one.caption)], list(one.head), *_without_mark(one)]
    return files.as_csv(rows)


def _without_mark(table: Table) -> list[list[object]]:
    """The rows of a table; a file of several parts says once that it is a demo's."""
    rows = [list(row) for row in table.plain]
    return rows[: len(table.rows)]


def _title(cluster: Cluster, month: date) -> list[tuple[str, str]]:
    rows = [
        (_("Cluster"), cluster.name),
        (_("Code"), cluster.code),
        (_("Managed by"), cluster.manager.name),
        (_("Month"), month.strftime("%Y-%m")),
        (_("As of"), clock.now().date().isoformat()),
    ]
    if said := demo.note():
        rows.append((_("Demo"), said))
    return rows


def _tables(cluster: Cluster, month: date) -> list[Table]:
    """As of the last day of the month, or of today while the month runs."""
    last = min(clock.now().date(), reads.following(month))
    found = queries.passport(cluster, last)
    return [
        sheets.programmes(found),
        sheets.capacities(found),
        sheets.members(found),
        sheets.money(found),
        sheets.mentors(reads.loads(cluster, month)),
        sheets.risks(reads.risks(found.programmes, last)),
    ]


def _month(request: HttpRequest) -> date:
    form = MonthForm(request.GET)
    today = clock.now().date()
    given = form.cleaned_data["month"] if form.is_valid() else None
    return min(given or today, today).replace(day=1)
