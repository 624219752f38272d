"""What one more group, block of beds, teacher or million would add.

A price is the difference of two searched problems, never a dual: seats come in whole groups, so the
first bed of a block is worth nothing and the last one a whole group. Duals of the relaxation only
choose which levers are worth solving again.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.planning.halves import IN_HAND, Task, whole_columns
from sheber.engine.planning.highs import (
    EXACT,
    Answer,
    Limits,
    minimise,
    relative_gap,
    relaxed_duals,
)
from sheber.engine.planning.large import is_large
from sheber.engine.planning.limits import WHOLE_GROUP, Lever, lever_of, raised, taken
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.nearby import near
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Intake, Problem, canonical
from sheber.engine.planning.rows import Floats, Row
from sheber.engine.planning.search import search
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
    levers = _shortlist(model, plan, steps, most)
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
        return Raised(lever, step, near(more, task) if is_large(more) else search(more, task))

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
    rows, given = model.rows, _sums(model, columns)
    room = EXACT * np.maximum(1.0, np.abs(given))
    return bool(np.all((given >= rows.lower - room) & (given <= rows.upper + room)))


def _sums(model: Model, columns: Floats) -> Floats:
    """What every row adds up to."""
    rows = model.rows
    row = np.repeat(np.arange(len(rows.names)), np.diff(rows.starts))
    sums = np.bincount(row, rows.value * columns[rows.index], minlength=len(rows.names))
    return sums.astype(np.float64)


def _start(model: Model, plan: Plan) -> dict[int, float]:
    place = {intake.id: i for i, intake in enumerate(model.problem.intakes)}
    start = dict.fromkeys((int(column) for column in model.columns.whole), 0.0)
    for groups in plan.groups:
        start[model.columns.groups[place[groups.intake]]] = groups.number
    for seats in plan.seats:
        start[model.columns.seats[place[seats.intake], seats.fund]] = seats.number
    return start


def _shortlist(model: Model, plan: Plan, steps: Steps, most: int) -> list[Lever]:
    """The levers of which the duals promise most, those of equal promise in order of names."""
    duals = relaxed_duals(model, unmet(model).costs)
    rows = enumerate(model.rows.names)
    worth = {name: -duals[row] * model.rows.scale[row] for row, name in rows if duals[row]}
    promise: dict[Lever, float] = defaultdict(float)
    for name, value in worth.items():
        lever = lever_of(name)
        if lever is not None:
            promise[lever] += value * steps.of(model.problem, lever)
    room = _room(model, plan)
    for intake in model.problem.intakes:
        needs = _needs(intake)
        tight = {lever_of(name) for name, need in needs.items() if room.get(name, need) < need}
        if len(tight) > 1:  # the dual of limits that bind together stands at one of them alone
            lever = Lever(WHOLE_GROUP, (intake.id,))
            bundle = sum(worth.get(name, 0.0) * need for name, need in needs.items())
            promise[lever] = bundle * steps.of(model.problem, lever)
    levers = [lever for lever, value in promise.items() if value > WORTH_A_LOOK]
    return sorted(levers, key=lambda lever: (-promise[lever], str(lever)))[:most]


def _needs(intake: Intake) -> dict[Row, float]:
    """What one more full group needs of every row that it is part of and that can be raised."""
    resources = {Row("resource", key): float(need) for key, need in taken(intake).items()}
    return {Row("groups", (intake.id,)): 1.0, **resources}


def _room(model: Model, plan: Plan) -> dict[Row, float]:
    """What a plan leaves of the limits of groups and resources, in what they are stated in."""
    columns = np.zeros(model.columns.count)
    for column, number in _start(model, plan).items():
        columns[column] = number
    left = (model.rows.upper - _sums(model, columns)) / model.rows.scale
    rows = enumerate(model.rows.names)
    return {name: left[row] for row, name in rows if name.family in ("groups", "resource")}


def _shared(limits: Limits, levers: int) -> tuple[Limits, Limits]:
    """The limits of the problem as it is, and of each raised one."""
    if limits.seconds is None:
        return limits, limits
    first = FIRST_SHARE * limits.seconds
    each = (limits.seconds - first) / max(1, levers)
    return replace(limits, seconds=first), replace(limits, seconds=each)


def _nobody(_done: int, _of: int) -> None:
    """Nobody watches."""
