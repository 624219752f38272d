"""What one more group, block of beds, teacher or million would add.

A price is the difference of two solved problems, never a dual: seats come in whole groups, so the
first bed of a block is worth nothing and the last one a whole group. Duals of the relaxation only
choose which levers are worth solving again.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sheber.engine.planning.highs import Answer, Limits, relaxed_duals
from sheber.engine.planning.limits import Lever, lever_of, raised
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.search import Task, search, whole_columns
from sheber.engine.planning.stages import UNMET, unmet

MILLION = 100_000_000
"""A million of a currency with two decimal places, in minor units."""

WORTH_A_LOOK = 1e-9
"""A lever whose duals promise no more than this is not solved again."""


@dataclass(frozen=True, slots=True)
class Steps:
    """By how much each kind of limit is raised: groups, minor units, and units of a resource."""

    groups: int = 1
    money: int = MILLION
    resources: Mapping[str, int] = field(default_factory=lambda: {"beds": 25})
    other: int = 1

    def of(self, lever: Lever) -> int:
        """Return the step of a lever; a resource that is not named takes ``other``."""
        if lever.family == "groups":
            return self.groups
        if lever.family == "budget":
            return self.money
        return self.resources.get(str(lever.key[0]), self.other)


@dataclass(frozen=True, slots=True)
class Price:
    """How unmet weighted demand changes when a lever is raised by ``step``.

    ``before`` and ``after`` are the best plans in hand, both searched with the same effort, and
    ``gain`` is their difference. What is proven is that the true gain lies between ``at_least``
    and ``at_most``; the three are equal when both searches ended in a proof.
    """

    lever: Lever
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
    """Price up to ``most`` levers of a planned problem, the largest gain first.

    ``gap`` and ``nodes`` say how hard each problem is searched.
    """
    steps = steps or Steps()
    base = _Base.of(problem, plan, Limits(gap, nodes))
    found = [base.price(lever, steps.of(lever)) for lever in _shortlist(base.model, steps, most)]
    return tuple(sorted(found, key=lambda price: (-price.gain, -price.at_most, str(price.lever))))


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
    return _Base.of(problem, plan, Limits(gap, nodes)).price(lever, step)


@dataclass(frozen=True, slots=True)
class _Base:
    """The problem as it is, searched from the plan with the same effort as every raised one."""

    model: Model
    limits: Limits
    answer: Answer

    @classmethod
    def of(cls, problem: Problem, plan: Plan, limits: Limits) -> "_Base":
        model = build(canonical(problem))
        task = Task(unmet(model).costs, limits, start=_start(model, plan))
        return cls(model, limits, search(model, task))

    def price(self, lever: Lever, step: int) -> Price:
        # A raised limit adds no column, so the plan in hand is a plan of the raised problem too.
        more = build(raised(self.model.problem, lever, step))
        start = whole_columns(self.model, self.answer.columns)
        after = search(more, Task(unmet(more).costs, self.limits, start=start))
        return Price(
            lever=lever,
            step=step,
            objective=UNMET,
            before=self.answer.value,
            after=after.value,
            gain=max(0.0, self.answer.value - after.value),
            at_least=max(0.0, self.answer.bound - after.value),
            at_most=max(0.0, self.answer.value - after.bound),
        )


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
    promise: dict[Lever, float] = defaultdict(float)
    for row, name in enumerate(model.rows.names):
        lever = lever_of(name)
        if lever is not None:
            promise[lever] -= duals[row] * model.rows.scale[row] * steps.of(lever)
    worth = [lever for lever, value in promise.items() if value > WORTH_A_LOOK]
    return sorted(worth, key=lambda lever: (-promise[lever], str(lever)))[:most]
