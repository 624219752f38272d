"""What is counted: the river of a year, where it is stuck, and what of it may be published."""

from sheber.insights.queries.forecasts import cases as forecast_cases
from sheber.insights.queries.forecasts import kept, latest_scores
from sheber.insights.queries.measured import FEWEST_CASES, Kept, Measured
from sheber.insights.queries.measured import completion as measured_completion
from sheber.insights.queries.measured import confidence as measured_confidence
from sheber.insights.queries.measured import propensity as measured_propensity
from sheber.insights.queries.movement import Movement, movement
from sheber.insights.queries.reconciling import Fate, Loss, Reconciliation, reconcile, total
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
from sheber.insights.queries.scores import Case, Score, score
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
    "FEWEST_CASES",
    "PEOPLE",
    "STAGES",
    "WAITING",
    "Case",
    "Column",
    "Fate",
    "Kept",
    "Loss",
    "Measured",
    "Movement",
    "Reconciliation",
    "River",
    "Scope",
    "Score",
    "Stuck",
    "along",
    "by_country",
    "by_region",
    "by_sector",
    "forecast_cases",
    "in_fives",
    "kept",
    "latest",
    "latest_scores",
    "measured_completion",
    "measured_confidence",
    "measured_propensity",
    "movement",
    "reconcile",
    "river",
    "rows",
    "score",
    "shows_few",
    "stuck",
    "to_publish",
    "total",
    "waiting",
    "years",
]
