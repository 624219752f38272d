"""Two plans side by side: what each gives in all, before what differs row by row."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.flows import plan_lines
from sheber.flows.plan_lines import Stated
from sheber.kernel.money import MINOR_UNITS
from sheber.planning.models import Allocation, Plan
from sheber.registry.models import Region
from sheber.web.shared.tables import Column, Table

NOTHING = "—"


@dataclass(frozen=True)
class Totals:
    """A plan in all. `cost` is of its seats in whole units by currency; shares are from 0 to 1."""

    seats: int
    asked: int
    lacking: float
    cost: Counter[str]
    worst_region: str
    worst_share: float


def totals(plan: Plan) -> Totals:
    """What a plan gives in all, from its rows: a plan by hand and a solved one alike."""
    cost: Counter[str] = Counter()
    seats = 0
    for one in Allocation.objects.filter(plan=plan).select_related("capacity"):
        seats += one.seats
        cost[one.capacity.currency] += one.seats * one.capacity.cost_per_seat_minor
    lines = plan_lines.stated(plan)
    region, share = _worst(lines)
    return Totals(
        seats=seats,
        asked=sum(one.line.number for one in lines),
        lacking=sum(one.unmet for one in lines),
        cost=Counter({code: minor // MINOR_UNITS[code] for code, minor in cost.items()}),
        worst_region=region,
        worst_share=share,
    )


def table(before: Plan, after: Plan) -> Table:
    """Both plans in all: seats, people, money in each currency, the region worst off."""
    first, second = totals(before), totals(after)
    rows = [
        _counted(_("Seats"), first.seats, second.seats),
        _counted(_("People asked for"), first.asked, second.asked),
        _counted(_("People still lacking"), first.lacking, second.lacking),
        *(
            _counted(
                _("Cost of the seats, %(currency)s") % {"currency": code},
                first.cost[code],
                second.cost[code],
            )
            for code in sorted(first.cost | second.cost)
        ),
        (_("Region worst off: share still lacking"), _region(first), _region(second), NOTHING),
    ]
    columns = (
        Column(_("In all")),
        Column(before.code, numeric=True),
        Column(after.code, numeric=True),
        Column(_("By how much"), numeric=True),
    )
    return Table(_("Both plans in all"), columns, rows, "plan-totals", stacked=True)


def _counted(name: str, before: float, after: float) -> tuple[str, float, float, str]:
    change = round(after - before, 1)
    said = number_format(change, force_grouping=True) if change else "0"
    return name, round(before, 1), round(after, 1), f"+{said}" if change > 0 else said


def _region(one: Totals) -> str:
    if not one.worst_region:
        return NOTHING
    return f"{one.worst_region}: {number_format(100 * one.worst_share, decimal_pos=1)} %"


def _worst(lines: list[Stated]) -> tuple[str, float]:
    """The region with the largest share of people still lacking; empty if nobody lacks any."""
    asked: dict[str, float] = defaultdict(float)
    lacking: dict[str, float] = defaultdict(float)
    for one in lines:
        asked[one.line.region_id] += one.line.number
        lacking[one.line.region_id] += one.unmet
    shares = {region: lacking[region] / number for region, number in asked.items() if number}
    worst = max(sorted(shares), key=lambda region: shares[region], default="")
    if not worst or not shares[worst]:
        return "", 0.0
    return str(Region.objects.get(pk=worst).name), shares[worst]
