"""One plan a year: the engine finds it or an office sets it by hand; both approve exactly it."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

from sheber.demand.models import Line
from sheber.flows.demo import opinions, workforce
from sheber.flows.demo.demand import work_year
from sheber.flows.demo.world import World, at
from sheber.flows.plans import draft_plan
from sheber.planning import operations
from sheber.planning.engine_io import (
    NEEDS,
    Budget,
    Care,
    Fund,
    Inputs,
    Need,
    Propensity,
    Search,
    Share,
)
from sheber.planning.models import Plan
from sheber.programmes.models import Capacity, Programme

SOURCE = "invented for the demo"
OPINIONS = 5
SEARCH = Search(gap=0.02, nodes=5)
CARE = Care(most=10, gap=0.005, nodes=5)


def build(world: World) -> None:
    """People at work are counted; one plan a year, proposed by one office, approved by both."""
    workforce.build(world)
    for year in world.size.years:
        solved = year in world.size.solved_plans
        plan = _solved(world, year) if solved else _by_hand(world, year)
        operations.propose(plan, actor=world.office("RU"), now=at(year, 3, 16))
        opinions.give(world, plan, at(year, 3, 18), most=OPINIONS)
        for day, (country, office) in enumerate(sorted(world.offices.items()), start=20):
            operations.approve(
                plan,
                office=office,
                digest=plan.digest,
                actor=world.office(country),
                now=at(year, 3, day),
            )


def _solved(world: World, year: int) -> Plan:
    """The plan that the engine finds, with its reasons and prices."""
    plan = draft_plan(
        f"demo-plan-{year}",
        year,
        year,
        inputs(world, year),
        search=SEARCH,
        actor=world.office("RU"),
        now=at(year, 3, 12),
    )
    operations.price(plan, care=CARE, actor=world.office("RU"), now=at(year, 3, 12))
    return plan


def inputs(world: World, year: int) -> Inputs:
    stated = date(year, 1, 15)
    budgets = {"RUB": 30_000_000_000, "KZT": 150_000_000_000}
    funds = [
        Fund(f"state-{country}", office.country.currency)
        for country, office in sorted(world.offices.items())
    ]
    across = Share(Fraction(world.rates["would_work_across"], 1000), SOURCE, stated)
    pairs = {(plan.home, plan.partner) for plan in world.size.clusters}
    pairs |= {(partner, home) for home, partner in pairs}
    return Inputs(
        currencies=tuple(fund.currency for fund in funds),
        funds=tuple(funds),
        budgets=tuple(
            Budget(fund.code, year, budgets[fund.currency], SOURCE, stated) for fund in funds
        ),
        completion=Share(Fraction(1000 - world.rates["dropped_out"], 1000), SOURCE, stated),
        propensity=tuple(Propensity(study, work, across) for study, work in sorted(pairs)),
        needs=(*NEEDS, Need("workshops", "group", Fraction(1, 2), SOURCE, stated)),
    )


def _by_hand(world: World, year: int) -> Plan:
    """Seats where lines of demand ask for them, up to a share of each capacity."""
    proposer = world.office("RU")
    plan = operations.draft_by_hand(
        f"demo-plan-{year}", year, year, actor=proposer, now=at(year, 3, 10)
    )
    operations.allocate(plan, given(world, year), actor=proposer, now=at(year, 3, 12))
    return plan


def given(world: World, year: int) -> list[operations.Given]:
    """Seats of a year's capacities, with the lines that they are meant for."""
    waiting = Waiting(world, year)
    capacities = [one for one in world.capacities if one.intake_year == year]
    return [_of_capacity(world, capacity, waiting, year) for capacity in capacities]


class Waiting:
    """Lines of a year that no seats are meant for yet, and who shares them."""

    def __init__(self, world: World, year: int) -> None:
        cluster_of = {
            employer.pk: rows.founded.pk for rows in world.clusters for employer in rows.employers
        }
        self._occupations = world.occupations
        self._providers = Counter(
            one.programme_id for one in world.capacities if one.intake_year == year
        )
        self._lines: dict[int, dict[int, Line]] = defaultdict(dict)
        for line in world.lines[year]:
            self._lines[cluster_of[line.call.employer_id]][line.pk] = line

    def serve(self, line: Line, programme: Programme) -> None:
        """Seats are meant for this line now."""
        self._lines[programme.cluster_id].pop(line.pk)

    def candidates(self, programme: Programme, year: int) -> list[Line]:
        """Lines of the cluster's employers that a programme serves, a fair part for a provider."""
        fitting = [
            line
            for line in self._lines[programme.cluster_id].values()
            if line.occupation_id == self._occupations[programme.pk]
            and line.year == work_year(programme, year)
        ]
        providers = self._providers[programme.pk]
        return fitting[: -(-len(fitting) // providers)] if providers > 1 else fitting


def _of_capacity(world: World, capacity: Capacity, waiting: Waiting, year: int) -> operations.Given:
    seats = capacity.seats_maximum
    left = seats * world.rates["seats_for_lines"] // 1000
    lines = []
    for line in waiting.candidates(capacity.programme, year):
        taken = min(line.number, left)
        if taken:
            lines.append((line, taken))
            waiting.serve(line, capacity.programme)
            left -= taken
    fund = f"state-{capacity.provider.country_id}"
    return operations.Given(capacity, fund, seats, tuple(lines))
