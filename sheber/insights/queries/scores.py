"""How well forecasts did: arithmetic on cases, without a database.

The bias is the mean of forecast less actual, so that more foretold than came is positive. The
error is the mean absolute percentage error, the mean of |forecast − actual| ÷ actual. It has no
value where the actual is nought: such cases are left out of it, and how many they are is said
beside it; they count for the bias. Coverage is the share of the ranges given, both ends included,
that hold what happened. (Hyndman & Koehler 2006, “Another look at measures of forecast accuracy”,
International Journal of Forecasting 22, sections 2.1 and 2.2, on what the percentage error misses.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True)
class Case:
    """One forecast beside what happened, in the same unit; its range, where one was given.

    `of` says of what, as a code.
    """

    of: str
    forecast: float
    actual: float
    range: tuple[float, float] | None = None


@dataclass(frozen=True)
class Score:
    """Of `cases` forecasts: bias in their unit, error and coverage as shares; None where unknown.

    `left_out` cases had an actual of nought, `ranged` ones a range.
    """

    cases: int
    bias: float | None
    error: float | None
    left_out: int
    coverage: float | None
    ranged: int


def score(cases: Sequence[Case]) -> Score:
    """The score of some forecasts; nothing but counts where there are none."""
    errors = [abs(one.forecast - one.actual) / one.actual for one in cases if one.actual]
    held = [one.range[0] <= one.actual <= one.range[1] for one in cases if one.range]
    return Score(
        cases=len(cases),
        bias=_mean([one.forecast - one.actual for one in cases]),
        error=_mean(errors),
        left_out=len(cases) - len(errors),
        coverage=_mean([float(one) for one in held]),
        ranged=len(held),
    )


def _mean(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None
