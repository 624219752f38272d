"""How many people are at work in the demo: invented, for every occupation that is asked for."""

from collections import Counter
from datetime import date

from sheber.flows.demo.world import World, at
from sheber.planning import operations

SOURCE = "invented for the demo"
AT_WORK = 15
"""People at work for each one asked for in all years together."""


def build(world: World) -> None:
    """One count of each region and occupation, as of the first year."""
    year = world.size.years[0]
    asked: Counter[tuple[str, str]] = Counter()
    for line in (line for lines in world.lines.values() for line in lines):
        asked[line.region_id, line.occupation_id] += line.number
    operations.count(
        [
            operations.Count(
                region_id=region,
                occupation_id=occupation,
                year=year,
                people=AT_WORK * number,
                retire_thousandths=world.rates["retires_in_a_year"],
                leave_thousandths=world.rates["leaves_the_occupation_in_a_year"],
                join=number // len(world.lines),
                source=SOURCE,
                as_of=date(year, 1, 15),
            )
            for (region, occupation), number in sorted(asked.items())
        ],
        actor=world.office("RU"),
        now=at(year, 3, 9),
    )
