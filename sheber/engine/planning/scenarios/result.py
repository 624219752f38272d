"""What an ensemble says: scenarios, the plans that were tried, and ranges of unmet demand."""

from dataclasses import dataclass

from sheber.engine.planning.plan import Groups, Seats
from sheber.engine.planning.scenarios.draw import Drawn

ENGINE = "sheber.scenarios/1"
"""Version of the rules of shocks and of cutting back, written into every result."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One scenario: what it changes, and the best that is known for it.

    ``asked`` is people. ``value`` and ``bound`` are unmet demand, weighted, of the plan made for
    this scenario alone, as if it had been known, and what no such plan can be below. ``own`` says
    whether there is one: ``planned``, ``no_plan`` (none keeps every row, or none was found within
    the effort) or ``not_asked``. ``best`` is the least that any plan tried has, that one included.
    """

    number: int
    factors: tuple[Drawn, ...]
    late: tuple[str, ...]
    closed: tuple[str, ...]
    asked: int
    own: str
    value: float | None
    bound: float | None
    best: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan that was tried in every scenario.

    ``name`` is ``plan`` (the one given), ``means``, ``average`` or ``scenario 17``; ``also`` are
    further names of the same seats. Values are unmet demand, weighted: ``promise`` in the problem
    as given, ``values`` by scenario. Regret is the distance to ``best`` of the scenario. ``lost``
    is the mean number of seats cut back.
    """

    name: str
    also: tuple[str, ...]
    groups: tuple[Groups, ...]
    seats: tuple[Seats, ...]
    promise: float
    mean: float
    worst: float
    worst_in: int
    regret: float
    regret_in: int
    mean_regret: float
    lost: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The plan made for the first ``size`` scenarios at once.

    No plan that keeps every row of the problem as given has a smaller mean over them than
    ``bound``; this one has ``mean`` there, once seats are cut back by the stated rule.
    """

    size: int
    mean: float
    bound: float


@dataclass(frozen=True, slots=True)
class Range:
    """Unmet people over all scenarios, for a plan and one part of the demand.

    ``of`` is ``all``, ``region``, ``occupation`` or ``line``. ``asked`` and ``promised`` (unmet)
    are those of the problem as given. A share of the scenarios has at most as many unmet people:
    ``low`` a twentieth, ``quarter``, ``middle`` half, ``three_quarters``, ``high`` nineteen
    twentieths.
    """

    plan: str
    of: str
    id: str
    asked: int
    promised: float
    low: float
    quarter: float
    middle: float
    three_quarters: float
    high: float
    worst: float


@dataclass(frozen=True, slots=True)
class Ensemble:
    """A problem planned and tried in many scenarios.

    ``best_mean`` and ``least_regret`` name the best of the candidates tried, not of all plans;
    how far the first may be from the best of all is proven for the ``sample`` only.
    """

    engine: str
    solver: str
    scenarios: tuple[Tried, ...]
    candidates: tuple[Candidate, ...]
    best_mean: str
    least_regret: str
    sample: Sample | None
    ranges: tuple[Range, ...]
