"""A seat plan: what the planner decided and how good each stage of it is proven to be."""

from dataclasses import dataclass

ENGINE = "sheber.planning/1"
"""Version of the rules of planning, written into every result."""


@dataclass(frozen=True, slots=True)
class Groups:
    """How many groups an intake opens."""

    intake: str
    number: int


@dataclass(frozen=True, slots=True)
class Seats:
    """How many seats of an intake a fund pays for."""

    intake: str
    fund: str
    number: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Expected graduates from a source (``intake`` or ``pipeline``) who fill a line of demand."""

    kind: str
    source: str
    line: str
    graduates: float


@dataclass(frozen=True, slots=True)
class Unmet:
    """Expected people that a line of demand still lacks."""

    line: str
    people: float


@dataclass(frozen=True, slots=True)
class Spending:
    """What the plan commits from a budget, in minor units."""

    fund: str
    year: int
    spent: int
    budget: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the objective.

    No plan can have less than ``bound``; ``value`` was reached; later stages may give back at most
    ``kept_within``. ``status`` is ``optimal`` or ``feasible`` (proven only up to ``gap``).
    """

    name: str
    status: str
    value: float
    bound: float
    gap: float
    kept_within: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked seat plan.

    Every intake stands in ``groups`` and every line in ``unmet``; ``seats`` and ``flows`` hold
    only what is above 0. ``status`` is ``optimal`` when every stage is.
    """

    engine: str
    solver: str
    status: str
    stages: tuple[Stage, ...]
    groups: tuple[Groups, ...]
    seats: tuple[Seats, ...]
    flows: tuple[Flow, ...]
    unmet: tuple[Unmet, ...]
    spending: tuple[Spending, ...]
