"""What a plan is to one body: its lines, the seats in its region, and what changed of these."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.demand.models import Line
from sheber.flows import plan_lines
from sheber.flows.plan_lines import Stated
from sheber.flows.telling.describe import described
from sheber.flows.telling.funds import fund_in_words
from sheber.kernel.access import Actor
from sheber.planning.models import Allocation, Plan
from sheber.planning.queries import Difference
from sheber.programmes.models import Capacity
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.shared.charts.bars import Bar, bars
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.tables import Cell, Column, Table

MOST_BARS = 12


@dataclass(frozen=True)
class Side:
    """A body that is asked: a firm sees its own lines only, a region all work and seats in it."""

    body: Organisation
    is_employer: bool

    @classmethod
    def of(cls, actor: Actor) -> "Side":
        body = Organisation.objects.get(pk=actor.organisation)
        return cls(body, actor.has_role(Role.EMPLOYER))

    def lines(self, plan: Plan) -> list[Stated]:
        rows = plan_lines.stated(plan)
        if self.is_employer:
            return plan_lines.of_employer(rows, self.body.pk)
        return plan_lines.in_regions(rows, str(self.body.region_id))

    def changed(self, difference: Difference) -> Difference:
        """What of a difference concerns this body."""
        lines, capacities = self._own_lines(difference), self._own_capacities(difference)
        return replace(
            difference,
            lines=tuple(one for one in difference.lines if one.line_id in lines),
            capacities=tuple(one for one in difference.capacities if one.capacity_id in capacities),
            overrides=tuple(one for one in difference.overrides if one[0] in capacities),
        )

    def _own_lines(self, difference: Difference) -> set[int]:
        rows = Line.objects.filter(pk__in=[one.line_id for one in difference.lines])
        own = (
            rows.filter(call__employer=self.body)
            if self.is_employer
            else rows.filter(region=self.body.region_id)
        )
        return set(own.values_list("pk", flat=True))

    def _own_capacities(self, difference: Difference) -> set[int]:
        if self.is_employer:
            return set()
        keys = [one.capacity_id for one in difference.capacities]
        keys += [capacity for capacity, _fund in difference.overrides]
        rows = Capacity.objects.filter(pk__in=keys, provider__region=self.body.region_id)
        return set(rows.values_list("pk", flat=True))


def lines_table(side: Side, rows: Sequence[Stated]) -> Table:
    """Lines beside the seats meant for them, and why more are not."""
    columns = [
        Column(_("Line of demand")),
        *([] if side.is_employer else [Column(_("Employer"))]),
        Column(_("Asked for"), numeric=True),
        Column(_("Seats meant for it"), numeric=True),
        Column(_("Expected at work"), numeric=True),
        Column(_("What limits it")),
    ]
    page = "employer_line" if side.is_employer else "trace_line"
    shown = [
        (
            Cell(described(one.line), reverse(page, args=[one.line.pk])),
            *([] if side.is_employer else [one.line.call.employer.name]),
            one.line.number,
            one.meant,
            "—" if one.expected is None else round(one.expected, 1),
            one.limit or "—",
        )
        for one in rows
    ]
    caption = _("Your lines in this plan") if side.is_employer else _("Work in your region")
    return Table(caption, columns, shown, "own-lines", stacked=True)


def seats_table(side: Side, plan: Plan) -> Table:
    """Seats that the plan gives to providers of the region."""
    rows = Allocation.objects.filter(plan=plan, capacity__provider__region=side.body.region_id)
    columns = (
        Column(_("Programme")),
        Column(_("Provider")),
        Column(_("Intake")),
        Column(_("Fund")),
        Column(_("Groups"), numeric=True),
        Column(_("Seats"), numeric=True),
    )
    shown = [
        (
            one.capacity.programme.name,
            one.capacity.provider.name,
            str(one.capacity.intake_year),
            fund_in_words(one.fund),
            one.groups,
            one.seats,
        )
        for one in rows.select_related("capacity__programme", "capacity__provider").order_by(
            "capacity__programme__code", "fund"
        )
    ]
    return Table(_("Seats in your region"), columns, shown, "own-seats", stacked=True)


def picture(rows: Sequence[Stated]) -> Picture | None:
    """Who is expected and who is lacking, by occupation, year and region; what lacks most first."""
    sums: dict[str, list[float]] = {}
    regions = {one.line.region_id for one in rows}
    for one in rows:
        name = f"{one.line.occupation.name}, {one.line.year}"
        if len(regions) > 1:  # a region knows where it is, and a bar has little room
            name = f"{name} · {one.line.region.name}"
        entry = sums.setdefault(name, [0.0, 0.0])
        entry[0] += one.line.number - one.unmet
        entry[1] += one.unmet
    worst = sorted(sums.items(), key=lambda pair: (-pair[1][1], pair[0]))[:MOST_BARS]
    if not worst:
        return None
    return bars(
        "own-lines-bars",
        _("People that the plan brings, and those still lacking"),
        (_("the plan brings"), _("still lacking")),
        [Bar(name, (round(met), round(lacking))) for name, (met, lacking) in worst],
    )
