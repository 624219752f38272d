"""The work of an ensemble, piece by piece: what a worker is given and gives back.

Every function here is named by its place in this module, so that any process that has the same
version of it can be sent its arguments alone.
"""

from dataclasses import dataclass

from sheber.engine.planning.halves import IN_HAND, Task
from sheber.engine.planning.highs import Answer, Limits
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.plan import Groups, Seats
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.scenarios.average import average_plan
from sheber.engine.planning.scenarios.cut import Decision
from sheber.engine.planning.scenarios.draw import AS_GIVEN, Scenario, draw, means
from sheber.engine.planning.scenarios.fixed import Future, Outcome
from sheber.engine.planning.scenarios.shocked import shocked
from sheber.engine.planning.scenarios.shocks import Shocks
from sheber.engine.planning.search import search
from sheber.engine.planning.stages import unmet

GIVEN, MEANS, AVERAGE = "given", "means", "average"
"""What a plan may be for beside a numbered scenario: the problem, the means, a sample at once."""

Which = int | str
"""A scenario by its number, or one of ``GIVEN``, ``MEANS`` and ``AVERAGE``."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard each plan is searched, counted in steps so that it ends alike everywhere.

    ``sample`` is how many scenarios the plan for a sample is made for (the first ones); 0 makes
    none.
    """

    gap: float = 0.01
    nodes: int = 5
    sample: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What all the work of an ensemble shares; ``problem`` is sound and canonical."""

    problem: Problem
    shocks: Shocks
    effort: Effort


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan for one future: its value and proven bound (unmet demand, weighted).

    Without a decision there is no plan, or none was found within the effort.
    """

    which: Which
    value: float
    bound: float
    decision: Decision | None


def scenario_of(setting: Setting, which: Which) -> Scenario:
    """The scenario that is meant; a sample is none."""
    if isinstance(which, int):
        return draw(setting.problem, setting.shocks, which)
    return means(setting.problem, setting.shocks) if which == MEANS else AS_GIVEN


def planned(setting: Setting, which: Which) -> Planned:
    """Plan for one future as if it were known, or for the sample at once."""
    if which == AVERAGE:
        return _for_the_sample(setting)
    problem = shocked(setting.problem, scenario_of(setting, which))
    model = build(problem)
    answer = search(model, Task(unmet(model).costs, _limits(setting)))
    return _planned(which, model, answer)


def tried(given: tuple[Setting, tuple[Decision, ...]], which: Which) -> tuple[Outcome, ...]:
    """What becomes of each of several plans in one future."""
    setting, decisions = given
    future = Future(shocked(setting.problem, scenario_of(setting, which)))
    return tuple(future.outcome(decided) for decided in decisions)


def _for_the_sample(setting: Setting) -> Planned:
    futures = [
        shocked(setting.problem, draw(setting.problem, setting.shocks, number))
        for number in range(setting.effort.sample)
    ]
    answer = average_plan(setting.problem, futures, _limits(setting))
    return _planned(AVERAGE, build(setting.problem), answer)


def _limits(setting: Setting) -> Limits:
    return Limits(setting.effort.gap, setting.effort.nodes)


def _planned(which: Which, model: Model, answer: Answer) -> Planned:
    """Read the groups and seats, which stand first in every model of the problem."""
    if answer.status not in IN_HAND:
        return Planned(which, float("inf"), float("inf"), None)
    at, intakes = model.columns, model.problem.intakes
    groups = tuple(
        Groups(intakes[i].id, round(answer.columns[column])) for i, column in at.groups.items()
    )
    seats = tuple(
        Seats(intakes[i].id, fund, round(answer.columns[column]))
        for (i, fund), column in at.seats.items()
        if round(answer.columns[column])
    )
    bound = max(0.0, answer.bound)
    return Planned(which, answer.value, bound, Decision(groups, seats))
