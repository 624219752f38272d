"""By how much a limit is raised when it is priced: by default, what one more group takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from sheber.engine.planning.limits import WHOLE_GROUP, Lever, taken
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.supply import payable

MILLION = 100_000_000
"""A million of a currency with two decimal places, in minor units."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps that somebody chose: groups, minor units of money, and units of each resource.

    Seats come in whole groups, so less than a group takes would often change nothing. Where
    nothing was chosen, a resource is raised by what the group that needs most of it takes, and a
    budget by what the dearest group costs, in whole millions.
    """

    groups: int = 1
    money: int | None = None
    resources: Mapping[str, int] = field(default_factory=dict)

    def of(self, problem: Problem, lever: Lever) -> int:
        """Return the step of a lever of a problem; at least 1."""
        if lever.family in ("groups", WHOLE_GROUP):
            return self.groups
        if lever.family == "budget":
            return _money(problem, lever) if self.money is None else self.money
        chosen = self.resources.get(str(lever.key[0]))
        return _units(problem, lever) if chosen is None else chosen


def _money(problem: Problem, lever: Lever) -> int:
    fund, year = lever.key
    costs = (
        cost * intake.group_size
        for intake in problem.intakes
        if intake.year == year
        for payer, cost in payable(problem, intake)
        if payer.id == fund
    )
    return max(1, ceil(Fraction(max(costs, default=0), MILLION))) * MILLION


def _units(problem: Problem, lever: Lever) -> int:
    takes = (
        amount
        for intake in problem.intakes
        for (kind, owner, _), amount in taken(intake).items()
        if (kind, owner) == lever.key
    )
    return max(1, ceil(max(takes, default=Fraction(0))))
