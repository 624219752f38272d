"""Two plans side by side: what each gives in all, before what differs row by row."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.flows import plan_lines
from sheber.kernel.money import MINOR_UNITS
from sheber.planning.models import Allocation, Plan
from sheber.registry.models import Region
from sheber.web.shared.charts.pairs import Pair, pairs
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.tables import Column, Table

NOTHING = "—"
MOST_DRAWN = 12


@dataclass(frozen=True)
class Totals:
    """A plan in all. `cost` is of its seats in whole units by currency; shares are from 0 to 1.

    `asked` and `lacking` are people by region.
    """

    plan: Plan
    seats: int
    asked: Counter[str]
    lacking: dict[str, float]
    cost: Counter[str]

    @property
    def worst(self) -> tuple[str, float]:
        """The region with the largest share of people still lacking; empty if nobody lacks any."""
        shares = {code: self.lacking[code] / number for code, number in self.asked.items()}
        worst = max(sorted(shares), key=lambda code: shares[code], default="")
        return (worst, shares[worst]) if worst and shares[worst] else ("", 0.0)


def totals(plan: Plan) -> Totals:
    """What a plan gives in all, from its rows: a plan by hand and a solved one alike."""
    cost: Counter[str] = Counter()
    seats = 0
    for one in Allocation.objects.filter(plan=plan).select_related("capacity"):
        seats += one.seats
        cost[one.capacity.currency] += one.seats * one.capacity.cost_per_seat_minor
    asked: Counter[str] = Counter()
    lacking: dict[str, float] = defaultdict(float)
    for line in plan_lines.stated(plan):
        asked[line.line.region_id] += line.line.number
        lacking[line.line.region_id] += line.unmet
    whole = Counter({code: minor // MINOR_UNITS[code] for code, minor in cost.items()})
    return Totals(plan, seats, asked, dict(lacking), whole)


def table(first: Totals, second: Totals) -> Table:
    """Both plans in all: seats, people, money in each currency, the region worst off."""
    rows = [
        _counted(_("Seats"), first.seats, second.seats),
        _counted(_("People asked for"), first.asked.total(), second.asked.total()),
        _counted(_("People still lacking"), _sum(first), _sum(second)),
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
        Column(first.plan.code, numeric=True),
        Column(second.plan.code, numeric=True),
        Column(_("By how much"), numeric=True),
    )
    return Table(_("Both plans in all"), columns, rows, "plan-totals", stacked=True)


def _counted(name: str, before: float, after: float) -> tuple[str, float, float, str]:
    change = round(after - before, 1)
    said = number_format(change, force_grouping=True) if change else "0"
    return name, round(before, 1), round(after, 1), f"+{said}" if change > 0 else said


def _region(one: Totals) -> str:
    region, share = one.worst
    if not region:
        return NOTHING
    name = Region.objects.get(pk=region).name
    return f"{name}: {number_format(100 * share, decimal_pos=1)}\u00a0%"


def _sum(one: Totals) -> float:
    return sum(one.lacking.values())


def picture(first: Totals, second: Totals) -> Picture | None:
    """People still lacking by region, in the one plan and in the other; the largest change first.

    None where neither lacks anybody. The table has every region.
    """
    codes = {*first.asked, *second.asked}
    names = {one.pk: str(one.name) for one in Region.objects.filter(pk__in=codes)}
    rows = [
        Pair(names[code], first.lacking.get(code, 0.0), second.lacking.get(code, 0.0))
        for code in sorted(codes, key=lambda code: names[code])
    ]
    drawn = [one for one in rows if round(one.before, 1) or round(one.after, 1)]
    if not drawn:
        return None
    drawn.sort(key=lambda one: -abs(one.after - one.before))
    codes_of_plans = (first.plan.code, second.plan.code)
    columns = (Column(_("Region")), *(Column(code, numeric=True) for code in codes_of_plans))
    title = _("People still lacking, by region")
    cells = [(one.label, round(one.before, 1), round(one.after, 1)) for one in rows]
    shown = Table(title, columns, cells, "plan-regions")
    text = _(
        "A line marks %(first)s, a dot %(second)s. In a plan by hand each seat counts as one "
        "person; in a plan of the engine only those expected at work count."
    ) % dict(zip(("first", "second"), codes_of_plans, strict=True))
    return pairs("plan-regions", title, codes_of_plans, drawn[:MOST_DRAWN], shown, text=text)
