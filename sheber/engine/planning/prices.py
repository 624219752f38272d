"""What one more group, block of beds, teacher or million would add.

A price is the difference of two searched problems, never a dual: seats come in whole groups, so the
first bed of a block is worth nothing and the last one a whole group. Duals of the relaxation only
choose which levers are worth solving again.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.planning.highs import (
    EXACT,
    Answer,
    Limits,
    minimise,
    relative_gap,
    relaxed_duals,
)
from sheber.engine.planning.limits import Lever, lever_of, raised
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.nearby import near
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.rows import Floats
from sheber.engine.planning.search import IN_HAND, LARGE, Task, search, whole_columns
from sheber.engine.planning.stages import UNMET, unmet
from sheber.engine.planning.steps import Steps

WORTH_A_LOOK = 1e-9
"""A lever whose duals promise no more than this is not solved again."""

FIRST_SHARE = 0.25
"""Of the seconds of all prices together, what the problem as it is may take."""

Told = Callable[[int, int], None]
"""Told how many prices are found, and of how many; what it raises ends the work."""


@dataclass(frozen=True, slots=True)
class Price:
    """How unmet weighted demand changes when a lever is raised by ``step``.

    ``before`` and ``after`` are the best plans in hand, the second searched for from the first, and
    ``gain`` is their difference; ``people`` is by how many fewer people lack in it, each counted as
    one. ``before`` is proven up to ``gap``, a share. What is proven is that the true gain lies
    between ``at_least`` and ``at_most``; the three are equal when both searches ended in a proof.
    """

    lever: Lever
    step: int
    objective: str
    before: float
    after: float
    gain: float
    at_least: float
    at_most: float
    people: float
    gap: float


def prices(
    problem: Problem,
    plan: Plan,
    *,
    most: int = 10,
    steps: Steps | None = None,
    gap: float = 0.0,
    nodes: int | None = None,
    seconds: float | None = None,
    told: Told | None = None,
) -> tuple[Price, ...]:
    """Price up to ``most`` levers of a planned problem, the largest gain first.

    ``gap``, ``nodes`` and ``seconds`` (of all together, not repeatable) say how hard each problem
    is searched.
    """
    steps, told = steps or Steps(), told or _nobody
    model = build(canonical(problem))
    levers = _shortlist(model, steps, most)
    first, each = _shared(Limits(gap, nodes, seconds), len(levers))
    told(0, len(levers))
    base = Base.of(model, plan, first)
    found = []
    for number, lever in enumerate(levers, start=1):
        found.append(base.raised(lever, steps.of(problem, lever), each))
        base = base.bettered(found[-1].answer)
        told(number, len(levers))
    shown = [base.price(one) for one in found]
    return tuple(sorted(shown, key=lambda price: (-price.gain, -price.at_most, str(price.lever))))


def price(
    problem: Problem,
    plan: Plan,
    lever: Lever,
    step: int,
    *,
    gap: float = 0.0,
    nodes: int | None = None,
) -> Price:
    """Price one lever with a step of one's own."""
    limits = Limits(gap, nodes)
    base = Base.of(build(canonical(problem)), plan, limits)
    found = base.raised(lever, step, limits)
    return base.bettered(found.answer).price(found)


@dataclass(frozen=True, slots=True)
class Raised:
    """A lever, its step, and what was found when it was raised."""

    lever: Lever
    step: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Base:
    """The problem as it is, and the best plan of it in hand."""

    model: Model
    answer: Answer

    @classmethod
    def of(cls, model: Model, plan: Plan, limits: Limits) -> "Base":
        """Search from a plan of the same problem; its own proof counts too."""
        costs, start = unmet(model).costs, _start(model, plan)
        given = minimise(model, costs, Limits(0.0), fixed=start, whole=False)
        found = search(model, Task(costs, limits, start=start))
        best = _best(given, found)
        proven = max(one.bound for one in plan.stages if one.name == UNMET)
        bound = max(proven, found.bound if found.status in IN_HAND else 0.0)
        return cls(model, replace(best, bound=min(bound, best.value)))

    def raised(self, lever: Lever, step: int, limits: Limits) -> Raised:
        """Raise a lever and search again, from the plan in hand.

        A raised limit adds no column, so the plan in hand is a plan of the raised problem too.
        """
        more = build(raised(self.model.problem, lever, step))
        start = whole_columns(self.model, self.answer.columns)
        task = Task(unmet(more).costs, limits, start=start)
        is_large = len(more.columns.groups) >= LARGE
        return Raised(lever, step, near(more, task) if is_large else search(more, task))

    def bettered(self, found: Answer) -> "Base":
        """The same with a plan that was found for a raised limit and needs none of it."""
        if found.status not in IN_HAND or found.value >= self.answer.value - EXACT:
            return self
        if not _keeps_rows(self.model, found.columns):
            return self
        bound = min(self.answer.bound, found.value)
        return replace(self, answer=replace(found, bound=bound))

    def price(self, found: Raised) -> Price:
        """What was gained against the plan in hand."""
        before, after = self.answer, _best(self.answer, found.answer)
        bound = found.answer.bound if np.isfinite(found.answer.bound) else 0.0
        return Price(
            lever=found.lever,
            step=found.step,
            objective=UNMET,
            before=before.value,
            after=after.value,
            gain=before.value - after.value,
            at_least=max(0.0, before.bound - after.value),
            at_most=max(0.0, before.value - bound),
            people=self._lacking(before) - self._lacking(after),
            gap=relative_gap(before.value, before.bound),
        )

    def _lacking(self, answer: Answer) -> float:
        return float(answer.columns[list(self.model.columns.unmet.values())].sum())


def _best(kept: Answer, found: Answer) -> Answer:
    """The better one of two; the first if the other gives no plan or is none the better."""
    return found if found.status in IN_HAND and found.value < kept.value else kept


def _keeps_rows(model: Model, columns: Floats) -> bool:
    """Whether decisions found for a wider problem keep every row of this one."""
    rows = model.rows
    row = np.repeat(np.arange(len(rows.names)), np.diff(rows.starts))
    given = np.bincount(row, rows.value * columns[rows.index], minlength=len(rows.names))
    room = EXACT * np.maximum(1.0, np.abs(given))
    return bool(np.all((given >= rows.lower - room) & (given <= rows.upper + room)))


def _start(model: Model, plan: Plan) -> dict[int, float]:
    place = {intake.id: i for i, intake in enumerate(model.problem.intakes)}
    start = dict.fromkeys((int(column) for column in model.columns.whole), 0.0)
    for groups in plan.groups:
        start[model.columns.groups[place[groups.intake]]] = groups.number
    for seats in plan.seats:
        start[model.columns.seats[place[seats.intake], seats.fund]] = seats.number
    return start


def _shortlist(model: Model, steps: Steps, most: int) -> list[Lever]:
    duals = relaxed_duals(model, unmet(model).costs)
    worth: dict[Lever, float] = defaultdict(float)
    for row, name in enumerate(model.rows.names):
        lever = lever_of(name)
        if lever is not None and duals[row]:
            worth[lever] -= duals[row] * model.rows.scale[row]
    promise = {lever: worth[lever] * steps.of(model.problem, lever) for lever in worth}
    levers = [lever for lever, value in promise.items() if value > WORTH_A_LOOK]
    return sorted(levers, key=lambda lever: (-promise[lever], str(lever)))[:most]


def _shared(limits: Limits, levers: int) -> tuple[Limits, Limits]:
    """The limits of the problem as it is, and of each raised one."""
    if limits.seconds is None:
        return limits, limits
    first = FIRST_SHARE * limits.seconds
    each = (limits.seconds - first) / max(1, levers)
    return replace(limits, seconds=first), replace(limits, seconds=each)


def _nobody(_done: int, _of: int) -> None:
    """Nobody watches."""
