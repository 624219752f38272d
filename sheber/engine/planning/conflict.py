"""Why no plan exists: smallest sets of named rows that clash.

"Smallest" means that none of them can be left out: together they admit no plan, and without any
one of them there is a plan. Found by deletion in halves (Junker 2004, QuickXplain) and verified.
"""

from collections.abc import Callable, Sequence

import numpy as np

from sheber.engine.planning.highs import Limits, SolverFailed, minimise
from sheber.engine.planning.limits import stated
from sheber.engine.planning.model import HARD, Model

TOLD_FIRST = (
    *("override", "share_at_least", "share_at_most", "balance", "budget", "resource", "own_lines"),
    *("groups", "seats_at_least", "seats_at_most"),
)
"""Where several sets would do, the one with rows of earlier families is told."""


def clashes(model: Model) -> tuple[tuple[dict[str, object], ...], ...]:
    """Name the clashes of a model that has no plan: smallest sets of rows, no row in two of them.

    The second set is what still clashes without the rows of the first, and so on: without the rows
    of all sets there is a plan. Each row is given as ``row`` (its name), ``family``, ``key`` and
    ``stated`` (its limit). Raises SolverFailed if the model has a plan after all, or if a set does
    not verify.
    """
    left = _candidates(model)
    found: list[list[int]] = []
    while not _has_plan(model, left):
        rows = _smallest(left, lambda among: not _has_plan(model, among))
        _verify(model, rows)
        found.append(rows)
        left = [row for row in left if row not in rows]
    if not found:
        raise SolverFailed("the solver first found no plan and then one")
    return tuple(tuple(_facts(model, row) for row in rows) for rows in found)


def _candidates(model: Model) -> list[int]:
    names = model.rows.names
    relaxable = [row for row, name in enumerate(names) if name.family in HARD]
    return sorted(relaxable, key=lambda row: (TOLD_FIRST.index(names[row].family), row))


def _has_plan(model: Model, among: Sequence[int]) -> bool:
    """Whether the rows that only say what words mean, and these rows, admit a plan."""
    lower, upper = model.rows.lower.copy(), model.rows.upper.copy()
    freed = np.array([name.family in HARD for name in model.rows.names], dtype=bool)
    freed[list(among)] = False
    lower[freed], upper[freed] = -np.inf, np.inf
    answer = minimise(model, {}, Limits(gap=1.0), lower=lower, upper=upper)
    return answer.status != "infeasible"


def _smallest(block: list[int], clashes: Callable[[list[int]], bool]) -> list[int]:
    """Leave out of a clashing block whatever the clash does not need."""

    def needed(block: list[int], others: list[int]) -> list[int]:
        if clashes(others):
            return []
        if len(block) == 1:
            return block
        left, right = block[: len(block) // 2], block[len(block) // 2 :]
        from_right = needed(right, others + left)
        return needed(left, others + from_right) + from_right

    return needed(block, [])


def _verify(model: Model, rows: list[int]) -> None:
    if not rows or _has_plan(model, rows):
        raise SolverFailed("the named rows admit a plan")
    for row in rows:
        if not _has_plan(model, [other for other in rows if other != row]):
            raise SolverFailed(f"{model.rows.names[row]} is not needed for the clash")


def _facts(model: Model, row: int) -> dict[str, object]:
    name = model.rows.names[row]
    return {
        "row": str(name),
        "family": name.family,
        "key": name.key,
        "stated": stated(model.problem, name),
    }
