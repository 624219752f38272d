"""Minimise over a model in steps, the cheap ones first.

Groups make the problem hard; whole seats inside decided groups hardly do. So first only groups are
whole (a relaxation: what it proves holds for the plan too), then groups are fixed and seats become
whole. Only where the two leave a larger gap than asked is everything searched together. Measured at
pilot size: three to five times faster than the last step alone.

A large model without a plan in hand is first solved as if nothing were whole. Groups that come out
whole stay so, and only the others are searched: a neighbourhood of the relaxation (Berthold 2014,
RENS). What it gives is often near enough to what the relaxation proves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.planning.highs import Answer, Keep, Limits, minimise, relative_gap, relaxation
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
    near = _near_relaxation(model, task) if _is_large(model) and task.start is None else None
    if near is None:
        return _in_steps(model, task)
    if relative_gap(near.value, near.bound) <= task.limits.gap:
        return near
    further = _in_steps(model, replace(task, start=whole_columns(model, near.columns)))
    if further.status not in IN_HAND:
        return near
    best = min(further, near, key=lambda answer: answer.value)
    return _graded(best, max(further.bound, near.bound))


def _in_steps(model: Model, task: Task) -> Answer:
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


LARGE = 200
"""With fewer intakes than this, the later steps alone are faster."""


def _is_large(model: Model) -> bool:
    return len(model.columns.groups) >= LARGE


def _near_relaxation(model: Model, task: Task) -> Answer | None:
    """A plan whose groups are near those of the relaxation, with the bound that this proves."""
    loose = relaxation(model, task.costs, task.keeps)
    if loose.status not in IN_HAND:
        return None
    rounded = {c: float(np.round(loose.columns[c])) for c in model.columns.groups.values()}
    whole = {c: number for c, number in rounded.items() if abs(loose.columns[c] - number) < NEAR}
    rough = _groups_only(model, task, fixed=whole)
    if rough.status not in IN_HAND:
        return None
    fine = _seats_within(model, task, rough)
    return _graded(fine, loose.value) if fine.status in IN_HAND else None


NEAR = 1e-6
"""A number of groups this near to a whole one is whole."""


def whole_columns(model: Model, columns: Floats) -> dict[int, float]:
    """Whole-number columns of a vector of decisions, rounded."""
    return {int(column): float(np.round(columns[column])) for column in model.columns.whole}


def _groups_only(model: Model, task: Task, fixed: Mapping[int, float] | None = None) -> Answer:
    groups: Ints = np.array(sorted(model.columns.groups.values()), dtype=np.int32)
    relaxed = replace(model, columns=replace(model.columns, whole=groups))
    start = {column: task.start[column] for column in groups} if task.start else None
    # Half of the gap is left for what whole seats cost.
    limits = replace(_share(task.limits), gap=task.limits.gap / 2)
    return minimise(relaxed, task.costs, limits, keeps=task.keeps, start=start, fixed=fixed)


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
