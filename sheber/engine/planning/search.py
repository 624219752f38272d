"""Minimise over a model in steps, the cheap ones first.

First only groups are whole, then groups are fixed and seats become whole. Only where the two leave
a larger gap than asked is everything searched together. Measured at pilot size: three to five times
faster than the last step alone. A large model has steps of its own first.
"""

from dataclasses import replace

from sheber.engine.planning.halves import (
    IN_HAND,
    Task,
    graded,
    groups_only,
    seats_within,
    whole_columns,
)
from sheber.engine.planning.highs import Answer, minimise, relative_gap
from sheber.engine.planning.large import is_large, search_large
from sheber.engine.planning.model import Model


def search(model: Model, task: Task) -> Answer:
    """Return the best plan in hand with the best proven bound; see ``Answer`` for statuses."""
    if not is_large(model):
        return _in_steps(model, task)
    large = search_large(model, task)
    left = replace(task, limits=task.limits.left_after(large.seconds))
    if large.status not in IN_HAND:
        return _in_steps(model, left)
    if relative_gap(large.value, large.bound) <= left.limits.gap or left.limits.seconds == 0:
        return large
    start = whole_columns(model, large.columns)
    further = minimise(model, task.costs, left.limits, keeps=task.keeps, start=start)
    if further.status not in IN_HAND:
        return large
    best = min(further, large, key=lambda answer: answer.value)
    return graded(best, max(further.bound, large.bound))


def _in_steps(model: Model, task: Task) -> Answer:
    third = task.limits.part(1 / 3)
    # Half of the gap is left for what whole seats cost.
    rough = groups_only(model, task, third.within(1 / 2))
    if rough.status == "infeasible":
        return rough
    within = third.within(1 / 4)
    fine = seats_within(model, task, within, rough) if rough.status in IN_HAND else rough
    if fine.status in IN_HAND and relative_gap(fine.value, rough.bound) <= task.limits.gap:
        return graded(fine, rough.bound)
    start = whole_columns(model, fine.columns) if fine.status in IN_HAND else dict(task.start or {})
    full = minimise(model, task.costs, third, keeps=task.keeps, start=start)
    if full.status in IN_HAND:
        return graded(full, max(full.bound, rough.bound))
    return full
