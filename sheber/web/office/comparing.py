"""Two plans side by side: what each gives in all, before what differs row by row."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sheber.demand.models import Line
from sheber.flows import plan_lines
from sheber.kernel.money import MINOR_UNITS
from sheber.planning.models import Allocation, Plan
from sheber.programmes.models import Capacity
from sheber.registry.models import Region
from sheber.web.shared.charts.pairs import Pair, pairs
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.tables import Column, Table

NOTHING = "—"
MOST_DRAWN = 12


@dataclass(frozen=True)
class Totals:
    """A plan in all, by the name under which it is compared.

    `asked` and `lacking` are people by region, shares are from 0 to 1, `cost` is of the seats, in
    whole units by currency.
    """

    name: str
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
    rows = Allocation.objects.filter(plan=plan).select_related("capacity")
    seats = [(one.capacity, one.seats) for one in rows]
    return _added(plan.code, seats, [(one.line, one.unmet) for one in plan_lines.stated(plan)])


def totals_before(plan: Plan) -> Totals:
    """What a plan gave in all before it was last solved again, at what a seat costs by now."""
    rows = plan.before["content"]["allocations"]
    capacities = Capacity.objects.in_bulk([key for key, *_rest in rows])
    seats = [(capacities[key], number) for key, _fund, _groups, number in rows]
    expected: dict[int, float] = dict(plan.before["expected"])
    lines = [one.line for one in plan_lines.stated(plan)]
    lacking = [(one, max(0.0, one.number - expected.get(one.pk, 0.0))) for one in lines]
    return _added(_("Before"), seats, lacking)


def _added(
    name: str, seats: Iterable[tuple[Capacity, int]], lines: Iterable[tuple[Line, float]]
) -> Totals:
    """Seats of capacities and people lacking of lines, added up."""
    number, cost = 0, Counter[str]()
    for capacity, given in seats:
        number += given
        cost[capacity.currency] += given * capacity.cost_per_seat_minor
    asked, lacking = Counter[str](), defaultdict[str, float](float)
    for line, people in lines:
        asked[line.region_id] += line.number
        lacking[line.region_id] += people
    whole = Counter({code: minor // MINOR_UNITS[code] for code, minor in cost.items()})
    return Totals(name, number, asked, dict(lacking), whole)


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
        Column(first.name, numeric=True),
        Column(second.name, numeric=True),
        Column(_("By how much"), numeric=True),
    )
    return Table(_("Both plans in all"), columns, rows, "plan-totals", stacked=True)


def cost_in_words(first: Totals, second: Totals) -> str:
    """How many more or fewer people can be expected in the second than in the first."""
    change = round(_sum(first) - _sum(second))
    if not change:
        return _("As many people can be expected as before.")
    if change > 0:
        said = ngettext(
            "%(number)s more person can be expected than before.",
            "%(number)s more people can be expected than before.",
            change,
        )
    else:
        said = ngettext(
            "%(number)s person fewer can be expected than before.",
            "%(number)s people fewer can be expected than before.",
            -change,
        )
    return said % {"number": number_format(abs(change), decimal_pos=0, force_grouping=True)}


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
    codes_of_plans = (first.name, second.name)
    columns = (Column(_("Region")), *(Column(code, numeric=True) for code in codes_of_plans))
    title = _("People still lacking, by region")
    cells = [(one.label, round(one.before, 1), round(one.after, 1)) for one in rows]
    shown = Table(title, columns, cells, "plan-regions")
    text = _(
        "A line marks %(first)s, a dot %(second)s. In a plan by hand each seat counts as one "
        "person; in a plan of the engine only those expected at work count."
    ) % dict(zip(("first", "second"), codes_of_plans, strict=True))
    return pairs("plan-regions", title, codes_of_plans, drawn[:MOST_DRAWN], shown, text=text)
