"""Seats set by hand where lines of demand ask for them; both offices approve exactly that."""

from sheber.demand.models import Line
from sheber.flows.demo.demand import work_year
from sheber.flows.demo.world import World, at
from sheber.planning import operations
from sheber.planning.models import Plan
from sheber.programmes.models import Capacity

# Of the seats of a capacity at most this share is meant for lines of demand.
TARGET_NUMERATOR, TARGET_DENOMINATOR = 3, 5


def build(world: World) -> None:
    """One plan a year, proposed by one office and approved by both."""
    for year in world.size.years:
        proposer = world.office("RU")
        plan = operations.draft_by_hand(
            f"demo-plan-{year}", year, year, actor=proposer, now=at(year, 3, 10)
        )
        given = _given(world, year)
        operations.allocate(plan, given, actor=proposer, now=at(year, 3, 12))
        operations.propose(plan, actor=proposer, now=at(year, 3, 16))
        _approve(world, plan, year)


def _approve(world: World, plan: Plan, year: int) -> None:
    for day, (country, office) in enumerate(sorted(world.offices.items()), start=20):
        operations.approve(
            plan,
            office=office,
            digest=plan.digest,
            actor=world.office(country),
            now=at(year, 3, day),
        )


def _given(world: World, year: int) -> list[operations.Given]:
    waiting = {line.pk: line for line in world.lines[year]}
    capacities = [one for one in world.capacities if one.intake_year == year]
    return [_of_capacity(world, capacity, waiting, year) for capacity in capacities]


def _of_capacity(
    world: World, capacity: Capacity, waiting: dict[int, Line], year: int
) -> operations.Given:
    seats = capacity.seats_maximum
    left = seats * TARGET_NUMERATOR // TARGET_DENOMINATOR
    lines = []
    for line in _candidates(world, capacity, waiting, year):
        taken = min(line.number, left)
        if taken:
            lines.append((line, taken))
            waiting.pop(line.pk)
            left -= taken
    fund = f"state-{capacity.provider.country_id}"
    return operations.Given(capacity, fund, seats, tuple(lines))


def _candidates(
    world: World, capacity: Capacity, waiting: dict[int, Line], year: int
) -> list[Line]:
    """Lines of the cluster's employers that this programme serves, half of them a provider."""
    programme = capacity.programme
    employers = {
        one.pk
        for rows in world.clusters
        if rows.cluster and rows.cluster.pk == programme.cluster_id
        for one in rows.employers
    }
    fitting = [
        line
        for line in waiting.values()
        if line.call.employer_id in employers
        and line.occupation_id == world.occupations[programme.pk]
        and line.year == work_year(programme, year)
    ]
    providers = sum(
        1
        for one in world.capacities
        if one.programme_id == programme.pk and one.intake_year == year
    )
    return fitting[: -(-len(fitting) // providers)] if providers > 1 else fitting
