"""The rows behind the sums of a plan: its seats and its lines, narrowed as an address says."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sheber.flows import plan_lines
from sheber.flows.telling.funds import fund_in_words
from sheber.planning.models import Allocation, Plan
from sheber.registry.enums import Role
from sheber.registry.models import Region
from sheber.web.office import plans, summing
from sheber.web.shared import tables
from sheber.web.shared.actors import needs_role

PER_PAGE = 100
READERS = (Role.OFFICE, Role.AUDITOR, Role.REGION, Role.CLUSTER)


@require_safe
@needs_role(*READERS)
def rows(request: HttpRequest, key: int, of: str) -> HttpResponse:
    """All seats or all lines of a plan; seats may be those of a region, a year or a fund."""
    found = get_object_or_404(Plan, pk=key)
    given = request.GET
    if of == summing.SEATS:
        chosen = _Narrowed(given.get("region", ""), given.get("year", ""), given.get("fund", ""))
        kept = [one for one in plans.allocations(found) if chosen.holds(one)]
        table, within = plans.seats_table(found, kept), chosen.words
    elif of == summing.LINES:
        table, within = plans.demand_table(plan_lines.stated(found)), []
    else:
        raise Http404(of)
    if file := tables.requested(request, [table]):
        return file
    page = Paginator(table.rows, PER_PAGE).get_page(given.get("page"))
    context = {
        "plan": found,
        "title": table.caption,
        "table": replace(table, rows=page.object_list),
        "page": page,
        "within": within,
        "everything": summing.rows_of(found, of),
    }
    return render(request, "office/plan_rows.html", context)


class _Narrowed:
    """What part of the seats is looked at; what is empty narrows nothing."""

    def __init__(self, region: str, year: str, fund: str) -> None:
        self.region, self.year, self.fund = region, year, fund

    def holds(self, row: Allocation) -> bool:
        capacity = row.capacity
        return (
            self.region in ("", capacity.provider.region_id)
            and self.year in ("", str(capacity.intake_year))
            and self.fund in ("", row.fund)
        )

    @property
    def words(self) -> list[str]:
        """The part as a reader knows it."""
        regions = Region.objects.filter(pk=self.region) if self.region else ()
        named = [str(one.name) for one in regions]
        year = [_("intake of %(year)s") % {"year": self.year}] if self.year else []
        return [*named, *year, *([str(fund_in_words(self.fund))] if self.fund else [])]
