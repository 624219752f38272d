"""What is counted: the river of a year, where it is stuck, and what of it may be published."""

from sheber.insights.queries.movement import Movement, movement
from sheber.insights.queries.river import (
    PEOPLE,
    STAGES,
    River,
    Scope,
    by_country,
    by_region,
    by_sector,
    river,
    rows,
    years,
)
from sheber.insights.queries.snapshots import latest
from sheber.insights.queries.stuck import WAITING, Stuck, stuck, waiting
from sheber.insights.queries.suppression import (
    FEWEST,
    Column,
    along,
    in_fives,
    shows_few,
    to_publish,
)

__all__ = [
    "FEWEST",
    "PEOPLE",
    "STAGES",
    "WAITING",
    "Column",
    "Movement",
    "River",
    "Scope",
    "Stuck",
    "along",
    "by_country",
    "by_region",
    "by_sector",
    "in_fives",
    "latest",
    "movement",
    "river",
    "rows",
    "shows_few",
    "stuck",
    "to_publish",
    "waiting",
    "years",
]
