"""An ensemble: plans are made for scenarios, then some of them are tried in all scenarios.

How the pieces are spread over processes is the caller's: a ``Spread`` gives the same results in
the same order wherever they were computed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sheber.engine.errors import Infeasible
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.scenarios.average import largest_sample
from sheber.engine.planning.scenarios.cut import Decision
from sheber.engine.planning.scenarios.fixed import Outcome
from sheber.engine.planning.scenarios.result import Ensemble
from sheber.engine.planning.scenarios.said import PLAN, Candidates, Found, said
from sheber.engine.planning.scenarios.shocks import Shocks
from sheber.engine.planning.scenarios.trial import (
    AVERAGE,
    GIVEN,
    MEANS,
    Effort,
    Planned,
    Setting,
    Which,
    planned,
    tried,
)
from sheber.engine.planning.scenarios.validate import require_sound_shocks
from sheber.engine.planning.validate import require_sound

Told = Callable[[str, int, int], None]
"""Told of a stage (``planning`` or ``trying``), how many pieces are done and of how many."""


class Spread(Protocol):
    """``[work(shared, item) for item in items]``, by whatever processes."""

    def __call__(
        self,
        work: Callable[[Any, Any], Any],
        shared: Any,
        items: Sequence[Any],
        done: Callable[[int], None],
    ) -> list[Any]: ...


def in_turn(
    work: Callable[[Any, Any], Any],
    shared: Any,
    items: Sequence[Any],
    done: Callable[[int], None],
) -> list[Any]:
    """One piece after the other, in this process."""
    results = []
    for number, item in enumerate(items, start=1):
        results.append(work(shared, item))
        done(number)
    return results


@dataclass(frozen=True, slots=True)
class Asked:
    """How many scenarios, how hard each plan is searched, how many scenarios' plans are tried.

    ``own`` is how many scenarios (the first ones) get a plan of their own; None is all of them.
    """

    scenarios: int = 200
    own: int | None = None
    effort: Effort = field(default_factory=Effort)
    rivals: int = 4


def ensemble(
    problem: Problem,
    shocks: Shocks,
    asked: Asked,
    *,
    plan: Decision | None = None,
    spread: Spread = in_turn,
    told: Told = lambda stage, done, of: None,
) -> Ensemble:
    """Try plans in scenarios. ``plan`` is one that keeps the rows of the problem.

    The plan of the means, that of the sample, and those of a few scenarios spread evenly from the
    mildest to the hardest are tried beside it. Raises InvalidProblem for faults of the problem or
    of the shocks, Infeasible when not even the means can be planned for.
    """
    require_sound(problem)
    require_sound_shocks(problem, shocks)
    size = min(asked.effort.sample, asked.scenarios, largest_sample(problem))
    setting = Setting(canonical(problem), shocks, replace(asked.effort, sample=size))
    numbers = range(asked.scenarios)
    extra: list[Which] = [MEANS, *([AVERAGE] if size else [])]
    known = numbers[: asked.own]
    wanted: list[Which] = [*reversed(extra), *known]
    made: list[Planned] = spread(
        planned, setting, wanted, lambda done: told("planning", done, len(wanted))
    )
    by = dict(zip(wanted, made, strict=True))
    if by[MEANS].decision is None:
        raise Infeasible("no_plan_for_the_means", {})
    own = {number: by[number] for number in known}
    candidates = _candidates(plan, [by[which] for which in extra], own.values(), asked.rivals)
    futures: list[Which] = [GIVEN, *numbers]
    outcomes: list[tuple[Outcome, ...]] = spread(
        tried,
        (setting, tuple(candidates.values())),
        futures,
        lambda done: told("trying", done, len(futures)),
    )
    return said(setting, Found(own, by.get(AVERAGE), candidates, outcomes))


def _candidates(
    plan: Decision | None, extra: Iterable[Planned], own: Iterable[Planned], rivals: int
) -> Candidates:
    """Plans to try; plans with the same seats are one, under all their names."""
    named = [] if plan is None else [(PLAN, plan)]
    named += [(str(one.which), one.decision) for one in extra if one.decision]
    hardest = sorted((one for one in own if one.decision), key=lambda one: one.value)
    for number in range(min(rivals, len(hardest))):
        one = hardest[(2 * number + 1) * len(hardest) // (2 * min(rivals, len(hardest)))]
        named.append((f"scenario {one.which}", one.decision or Decision((), ())))
    found: dict[Decision, list[str]] = {}
    for name, decision in named:
        found.setdefault(decision, []).append(name)
    return {tuple(names): decision for decision, names in found.items()}
