"""Check a plan against its problem, property by property.

This package shares nothing with the model or the search: it reads the problem anew, counts seats
and money in whole numbers and shares in exact fractions, and allows expected graduates a stated
tolerance. It cannot prove a bound again (that would be solving again): Q9 checks that every stage
still holds its value, and that its gap is what value and bound say.
"""

from collections.abc import Callable

from sheber.engine.planning.check.agreements import countries, overrides
from sheber.engine.planning.check.capacity import budgets, resources, whole_groups
from sheber.engine.planning.check.facts import Facts
from sheber.engine.planning.check.objective import stages
from sheber.engine.planning.check.people import demand, graduates, own_lines
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem

CHECKS: dict[str, Callable[[Facts], None]] = {
    "Q1": whole_groups,
    "Q2": budgets,
    "Q3": resources,
    "Q4": graduates,
    "Q5": demand,
    "Q6": own_lines,
    "Q7": countries,
    "Q8": overrides,
    "Q9": stages,
}
"""The numbered properties, in order."""


def check(problem: Problem, plan: Plan) -> dict[str, bool]:
    """Return ``{"Q1": True, …}`` or raise PropertyViolated with the first property that fails."""
    facts = Facts(problem, plan)
    for look in CHECKS.values():
        look(facts)
    return dict.fromkeys(CHECKS, True)
