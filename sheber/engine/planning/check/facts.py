"""What every check looks up, and how a check says no."""

from collections.abc import Hashable, Iterable
from fractions import Fraction
from functools import cached_property

from sheber.engine.errors import PropertyViolated
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Intake, Problem

TOLERANCE = 1e-5
"""Expected graduates are fractions found by a solver: this many people may be missing in a row."""


class Facts:
    """A problem and a plan with what the checks look up in both."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.intakes = {row.id: row for row in problem.intakes}
        self.funds = {row.id: row for row in problem.funds}
        self.lines = {row.id: row for row in problem.lines}
        self.pipeline = {row.id: row for row in problem.pipeline}
        self.country = {row.id: row.country for row in problem.regions}
        self.occupations = {row.id: row.occupations for row in problem.programmes}
        self.budget = {(row.fund, row.year): row.amount for row in problem.budgets}

    @cached_property
    def groups(self) -> dict[str, int]:
        return {row.intake: row.number for row in self.plan.groups}

    @cached_property
    def seats(self) -> dict[str, int]:
        """Seats of each intake, all funds together."""
        total = dict.fromkeys(self.intakes, 0)
        for row in self.plan.seats:
            total[row.intake] += row.number
        return total

    @cached_property
    def unmet(self) -> dict[str, float]:
        return {row.line: row.people for row in self.plan.unmet}

    def cost(self, intake: Intake, fund: str) -> int | None:
        """Cost of a seat for a fund, or None if this fund cannot pay for this intake."""
        if (fund, intake.year) not in self.budget:
            return None
        purse = self.funds[fund]
        if purse.country is not None and purse.country != self.country[intake.region]:
            return None
        return next((c.amount for c in intake.costs if c.currency == purse.currency), None)

    def spent(self, fund: str, year: int) -> int:
        """What the plan's seats commit from a budget, in minor units."""
        return sum(
            row.number * (self.cost(self.intakes[row.intake], fund) or 0)
            for row in self.plan.seats
            if row.fund == fund and self.intakes[row.intake].year == year
        )

    def graduates(self, kind: str, source: str) -> tuple[str, str, int, Fraction]:
        """Programme, region, year and expected number of a source of graduates."""
        if kind == "pipeline":
            row = self.pipeline[source]
            return row.programme, row.region, row.year, row.completion.share * row.number
        intake = self.intakes[source]
        expected = intake.completion.share * self.seats[source]
        return intake.programme, intake.region, intake.year + intake.duration, expected


def require(holds: bool, code: str, says: str, **facts: object) -> None:
    if not holds:
        raise PropertyViolated(code, {"says": says, **facts})


def once(code: str, table: str, keys: Iterable[Hashable]) -> None:
    seen: set[Hashable] = set()
    for key in keys:
        require(key not in seen, code, "standsonce", table=table, key=key)
        seen.add(key)
