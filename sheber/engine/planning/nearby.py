"""Better plans near a plan in hand: groups on which it and the relaxation agree stay as they are.

A relaxation induced neighbourhood (Danna, Rothberg & Le Pape 2005). Measured at pilot size after
one limit was raised: a sixth of the time of a whole search, and a better plan.
"""

from dataclasses import replace

import numpy as np

from sheber.engine.planning.halves import IN_HAND, NEAR, Task
from sheber.engine.planning.highs import Answer, Limits, minimise, relaxation
from sheber.engine.planning.model import Model
from sheber.engine.planning.rows import Floats, Ints

GROUPS_SHARE = 0.75
"""Of the seconds, what whole groups may take; whole seats inside them are found sooner."""


def near(model: Model, task: Task) -> Answer:
    """Return the best plan found near ``task.start``, with the bound that the relaxation proves.

    The start must be the whole-number columns of a plan of the model. The status is ``nothing``
    where a limit ended the search before a plan was found; the bound holds even so.
    """
    loose = relaxation(model, task.costs, task.keeps, task.limits.seconds)
    if loose.status not in IN_HAND:
        return Answer("nothing", np.inf, 0.0, np.empty(0))
    rough = _groups(model, task, loose.columns)
    if rough.status not in IN_HAND:
        return replace(rough, status="nothing", bound=loose.value)
    decided = {c: float(np.round(rough.columns[c])) for c in model.columns.groups.values()}
    limits = _part(task.limits, 1 - GROUPS_SHARE)
    fine = minimise(model, task.costs, limits, keeps=task.keeps, fixed=decided)
    if fine.status not in IN_HAND:
        return replace(fine, status="nothing", bound=loose.value)
    return replace(fine, status="feasible", bound=min(loose.value, fine.value))


def _groups(model: Model, task: Task, loose: Floats) -> Answer:
    """Whole groups with seats not yet whole, those on which both agree left alone."""
    columns = sorted(model.columns.groups.values())
    start = {column: (task.start or {})[column] for column in columns}
    fixed = {
        column: number for column, number in start.items() if abs(loose[column] - number) < NEAR
    }
    whole: Ints = np.array(columns, dtype=np.int32)
    relaxed = replace(model, columns=replace(model.columns, whole=whole))
    limits = _part(task.limits, GROUPS_SHARE)
    return minimise(relaxed, task.costs, limits, keeps=task.keeps, start=start, fixed=fixed)


def _part(limits: Limits, share: float) -> Limits:
    """One of the two steps may take its share of the seconds, and leave half of the gap."""
    seconds = None if limits.seconds is None else limits.seconds * share
    return replace(limits, gap=limits.gap / 2, seconds=seconds)
