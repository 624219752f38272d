"""Slow and plain: what becomes of seats in a scenario, and the best seats for several at once.

Seats are enumerated; the linear programme of the flows is the one of the brute force of planning,
with the rule for own graduates of a scenario in place of that of a plan.
"""

from collections.abc import Sequence

from sheber.engine.planning.plan import Groups, Seats
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.scenarios.cut import Decision, cut_back
from tests.engine.planning import brute


def unmet_with(future: Problem, decided: Decision) -> float:
    """Weighted unmet demand in a scenario, once seats are cut back."""
    kept = {(row.intake, row.fund): row.number for row in cut_back(future, decided).seats}
    value = brute.Futures(future, strict=False).unmet(kept)
    assert value is not None
    return value


def least_mean(problem: Problem, futures: Sequence[Problem]) -> float | None:
    """The smallest mean of unmet demand over the futures, or None if no plan exists."""
    means, as_given = [], brute.Futures(problem)
    for seats in brute.plans(problem):
        if as_given.unmet(seats) is not None:
            decided = _decided(problem, seats)
            means.append(sum(unmet_with(future, decided) for future in futures) / len(futures))
    return min(means, default=None)


def _decided(problem: Problem, seats: dict[tuple[str, str], int]) -> Decision:
    people = {
        row.id: sum(n for (i, _), n in seats.items() if i == row.id) for row in problem.intakes
    }
    return Decision(
        tuple(Groups(row.id, -(-people[row.id] // row.group_size)) for row in problem.intakes),
        tuple(Seats(i, fund, n) for (i, fund), n in sorted(seats.items()) if n),
    )
