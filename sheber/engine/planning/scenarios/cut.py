"""Seats that were decided, as far as a scenario lets them stand.

Seats are never added after the decision. The rule by which they are taken back, in this order:

1. An intake that is closed, or allowed fewer groups, loses what does not fit.
2. Of a budget that no longer suffices, the dearest seats go first; among seats of one price those
   of the intake last in order. As few go as the money asks.
3. An intake keeps whole groups: where those who are left would be too few for a group, they are
   lost with it, whoever pays for them.

Country shares, the balance of seats and what an office has fixed were promises about the plan as
it was decided; a cut is not measured against them again.
"""

from collections import defaultdict
from dataclasses import dataclass

from sheber.engine.planning.plan import Groups, Plan, Seats
from sheber.engine.planning.problem import Budget, Intake, Problem


@dataclass(frozen=True, slots=True)
class Decision:
    """Seats and groups of a plan: what is decided before the future is known."""

    groups: tuple[Groups, ...]
    seats: tuple[Seats, ...]


def decision_of(plan: Plan) -> Decision:
    """What a plan decides."""
    return Decision(plan.groups, plan.seats)


def cut_back(problem: Problem, decided: Decision) -> Decision:
    """The seats that stand in the problem of a scenario."""
    kept = _Kept(problem, decided)
    for intake in problem.intakes:
        kept.fit(intake, kept.total(intake.id), "")
    for budget in sorted(problem.budgets, key=lambda row: (row.fund, row.year)):
        kept.afford(budget)
    return kept.decision()


def fitting(intake: Intake, people: int) -> int:
    """The most people, up to this many, who make whole groups."""
    people = min(people, intake.group_size * intake.maximum_groups)
    groups = -(-people // intake.group_size)
    return people if people >= groups * intake.minimum_group else (groups - 1) * intake.group_size


class _Kept:
    """Seats while they are being taken back."""

    def __init__(self, problem: Problem, decided: Decision) -> None:
        self._problem = problem
        self._currency = {fund.id: fund.currency for fund in problem.funds}
        self._groups = {row.intake: row.number for row in decided.groups}
        self._seats: dict[str, dict[str, int]] = defaultdict(dict)
        for row in decided.seats:
            self._seats[row.intake][row.fund] = row.number

    def total(self, intake: str) -> int:
        return sum(self._seats[intake].values())

    def fit(self, intake: Intake, people: int, payer: str) -> None:
        """Leave at most this many people in an intake; those whom ``payer`` pays for go first."""
        total = self.total(intake.id)
        surplus = total - fitting(intake, people)
        if surplus <= 0 and self._groups.get(intake.id, 0) <= intake.maximum_groups:
            return
        paid = self._seats[intake.id]
        for fund in sorted(paid, key=lambda fund: (fund == payer, fund), reverse=True):
            gone = min(max(0, surplus), paid[fund])
            paid[fund] -= gone
            surplus -= gone
        self._groups[intake.id] = -(-self.total(intake.id) // intake.group_size)

    def afford(self, budget: Budget) -> None:
        """Take back seats until what a fund commits in a year is within its budget."""
        paid = [
            (self._cost(intake, budget.fund), intake)
            for intake in self._problem.intakes
            if intake.year == budget.year and self._seats[intake.id].get(budget.fund)
        ]
        for cost, intake in sorted(paid, key=lambda row: (row[0], row[1].id), reverse=True):
            over = self._committed(paid, budget.fund) - budget.amount
            if over <= 0 or cost == 0:
                return
            gone = min(-(-over // cost), self._seats[intake.id][budget.fund])
            self.fit(intake, self.total(intake.id) - gone, budget.fund)

    def _committed(self, paid: list[tuple[int, Intake]], fund: str) -> int:
        return sum(cost * self._seats[intake.id][fund] for cost, intake in paid)

    def _cost(self, intake: Intake, fund: str) -> int:
        wanted = self._currency[fund]
        return next(cost.amount for cost in intake.costs if cost.currency == wanted)

    def decision(self) -> Decision:
        return Decision(
            tuple(Groups(row.id, self._groups.get(row.id, 0)) for row in self._problem.intakes),
            tuple(
                Seats(intake, fund, number)
                for intake, paid in sorted(self._seats.items())
                for fund, number in sorted(paid.items())
                if number
            ),
        )
