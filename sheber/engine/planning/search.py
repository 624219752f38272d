"""Minimise over a model in three steps, the cheap ones first.

Groups make the problem hard; whole seats inside decided groups hardly do. So first only groups are
whole (a relaxation: what it proves holds for the plan too), then groups are fixed and seats become
whole. Only where the two leave a larger gap than asked is everything searched together. Measured at
pilot size: three to five times faster than the last step alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.planning.highs import Answer, Keep, Limits, minimise, relative_gap
from sheber.engine.planning.model import Model
from sheber.engine.planning.rows import Floats, Ints

IN_HAND = ("optimal", "feasible")
"""Statuses of an answer that carries a plan."""


@dataclass(frozen=True, slots=True)
class Task:
    """One minimisation: costs by column, limits, values to keep, and a plan to begin from.

    ``start`` gives the whole-number columns of a plan, or is empty.
    """

    costs: Mapping[int, float]
    limits: Limits
    keeps: Sequence[Keep] = ()
    start: Mapping[int, float] | None = None


def search(model: Model, task: Task) -> Answer:
    """Return the best plan in hand with the best proven bound; see ``Answer`` for statuses."""
    rough = _groups_only(model, task)
    if rough.status == "infeasible":
        return rough
    fine = _seats_within(model, task, rough) if rough.status in IN_HAND else rough
    if fine.status in IN_HAND and relative_gap(fine.value, rough.bound) <= task.limits.gap:
        return _graded(fine, rough.bound)
    start = whole_columns(model, fine.columns) if fine.status in IN_HAND else task.start
    full = minimise(model, task.costs, _share(task.limits), keeps=task.keeps, start=start)
    if full.status in IN_HAND:
        return _graded(full, max(full.bound, rough.bound))
    return full


def whole_columns(model: Model, columns: Floats) -> dict[int, float]:
    """Whole-number columns of a vector of decisions, rounded."""
    return {int(column): float(np.round(columns[column])) for column in model.columns.whole}


def _groups_only(model: Model, task: Task) -> Answer:
    groups: Ints = np.array(sorted(model.columns.groups.values()), dtype=np.int32)
    relaxed = replace(model, columns=replace(model.columns, whole=groups))
    start = {column: task.start[column] for column in groups} if task.start else None
    # Half of the gap is left for what whole seats cost.
    limits = replace(_share(task.limits), gap=task.limits.gap / 2)
    return minimise(relaxed, task.costs, limits, keeps=task.keeps, start=start)


def _seats_within(model: Model, task: Task, rough: Answer) -> Answer:
    groups = {c: float(np.round(rough.columns[c])) for c in model.columns.groups.values()}
    limits = replace(_share(task.limits), gap=task.limits.gap / 4)
    before = task.start or {}
    start = before if all(before.get(c) == number for c, number in groups.items()) else None
    return minimise(model, task.costs, limits, keeps=task.keeps, fixed=groups, start=start)


def _share(limits: Limits) -> Limits:
    """Each of the three steps may take a third of the seconds."""
    return limits if limits.seconds is None else replace(limits, seconds=limits.seconds / 3)


def _graded(answer: Answer, bound: float) -> Answer:
    bound = min(bound, answer.value)
    status = "feasible" if relative_gap(answer.value, bound) else "optimal"
    return replace(answer, status=status, bound=bound)
