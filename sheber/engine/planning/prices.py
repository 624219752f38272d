"""What one more group, block of beds, teacher or million would add.

A price is the difference of two solved problems, never a dual: seats come in whole groups, so the
first bed of a block is worth nothing and the last one a whole group. Duals of the relaxation only
choose which rows are worth solving again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sheber.engine.planning.highs import Answer, Limits, minimise, relaxed_duals
from sheber.engine.planning.limits import PRICED, raised
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.rows import Row
from sheber.engine.planning.stages import UNMET, unmet

MILLION = 100_000_000
"""A million of a currency with two decimal places, in minor units."""


@dataclass(frozen=True, slots=True)
class Steps:
    """By how much each kind of limit is raised: groups, minor units, and units of a resource."""

    groups: int = 1
    money: int = MILLION
    resources: Mapping[str, int] = field(default_factory=lambda: {"beds": 25})
    other: int = 1

    def of(self, row: Row) -> int:
        """Return the step for a priced row; a resource that is not named takes ``other``."""
        if row.family == "groups":
            return self.groups
        if row.family == "budget":
            return self.money
        return self.resources.get(str(row.key[0]), self.other)


@dataclass(frozen=True, slots=True)
class Price:
    """How unmet weighted demand changes when a row's limit is raised by ``step``.

    ``before`` and ``after`` are the best plans in hand, both searched with the same effort, and
    ``gain`` is their difference. What is proven is that the true gain lies between ``at_least``
    and ``at_most``; the three are equal when both searches ended in a proof.
    """

    row: str
    family: str
    key: tuple[str | int, ...]
    step: int
    objective: str
    before: float
    after: float
    gain: float
    at_least: float
    at_most: float


def prices(
    problem: Problem,
    plan: Plan,
    *,
    most: int = 10,
    steps: Steps | None = None,
    gap: float = 0.0,
    nodes: int | None = None,
) -> tuple[Price, ...]:
    """Price up to ``most`` rows of a planned problem, the largest gain first.

    ``gap`` and ``nodes`` say how hard each problem is searched.
    """
    steps = steps or Steps()
    problem = canonical(problem)
    model = build(problem)
    limits = Limits(gap, nodes)
    base = minimise(model, unmet(model).costs, limits, start=_start(model, plan))
    found = [
        _price(problem, model, base, row, steps.of(row), limits)
        for row in _shortlist(model, steps, most)
    ]
    return tuple(sorted(found, key=lambda price: (-price.gain, -price.at_most, price.row)))


def price(
    problem: Problem,
    plan: Plan,
    row: Row,
    step: int,
    *,
    gap: float = 0.0,
    nodes: int | None = None,
) -> Price:
    """Price one named row with a step of one's own."""
    problem = canonical(problem)
    model = build(problem)
    limits = Limits(gap, nodes)
    base = minimise(model, unmet(model).costs, limits, start=_start(model, plan))
    return _price(problem, model, base, row, step, limits)


def _start(model: Model, plan: Plan) -> dict[int, float]:
    place = {intake.id: i for i, intake in enumerate(model.problem.intakes)}
    start = dict.fromkeys((int(column) for column in model.columns.whole), 0.0)
    for groups in plan.groups:
        start[model.columns.groups[place[groups.intake]]] = groups.number
    for seats in plan.seats:
        start[model.columns.seats[place[seats.intake], seats.fund]] = seats.number
    return start


def _shortlist(model: Model, steps: Steps, most: int) -> list[Row]:
    duals = relaxed_duals(model, unmet(model).costs)
    promise = {
        name: -duals[position] * model.rows.scale[position] * steps.of(name)
        for position, name in enumerate(model.rows.names)
        if name.family in PRICED
    }
    worth = [name for name, value in promise.items() if value > 1e-9]
    return sorted(worth, key=lambda name: (-promise[name], str(name)))[:most]


def _price(
    problem: Problem, model: Model, base: Answer, row: Row, step: int, limits: Limits
) -> Price:
    # A raised limit adds no column, so the plan in hand is a plan of the raised problem too.
    more = build(raised(problem, row, step))
    start = {int(c): float(np.round(base.columns[c])) for c in model.columns.whole}
    answer = minimise(more, unmet(more).costs, limits, start=start)
    return Price(
        row=str(row),
        family=row.family,
        key=row.key,
        step=step,
        objective=UNMET,
        before=base.value,
        after=answer.value,
        gain=max(0.0, base.value - answer.value),
        at_least=max(0.0, base.bound - answer.value),
        at_most=max(0.0, base.value - answer.bound),
    )
