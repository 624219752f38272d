"""Every family of rows matters: without it the model's plan breaks a property, which is caught.

And apart from the model: a finished plan changed so that it breaks the family alone is caught too.
Every family stands here with a problem in which it binds.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sheber.engine.errors import PropertyViolated
from sheber.engine.planning import model as modelling
from sheber.engine.planning import problem as p
from sheber.engine.planning.check import check
from sheber.engine.planning.model import HARD, Model, build
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem, canonical
from sheber.engine.planning.solve import planned, solve
from tests.engine.planning.build import rate, two_countries, with_intake

BASE = two_countries()
ONE_LINE = two_countries(lines=BASE.lines[:1])
ABROAD = two_countries(
    lines=(p.Line("L1", "RU-ORE", "7212", 2029, 100),),
    propensity=(p.Propensity("KZ-KAR", "RU-ORE", rate(1)),),
)
EMPLOYER = two_countries(budgets=BASE.budgets[1:2])
A_BED = (p.Use("beds", "person", Fraction(1)),)

Edit = Callable[[Problem, Plan], Plan]


def changed(rows: Any, key: str, **changes: Any) -> Any:
    """The rows of a plan with the one named by its first field changed."""
    names = [next(iter(row.__slots__)) for row in rows[:1]]
    assert any(getattr(row, names[0]) == key for row in rows)
    return tuple(replace(r, **changes) if getattr(r, names[0]) == key else r for r in rows)


def more(intake: str, fund: str, *, groups: int, seats: int) -> Edit:
    """More groups and seats, with the spending counted anew."""

    def edit(problem: Problem, plan: Plan) -> Plan:
        before = next(row.number for row in plan.seats if row.intake == intake)
        number = next(row.number for row in plan.groups if row.intake == intake) + groups
        place = next(row for row in problem.intakes if row.id == intake)
        currency = next(row.currency for row in problem.funds if row.id == fund)
        cost = next(row.amount for row in place.costs if row.currency == currency)
        return replace(
            plan,
            groups=changed(plan.groups, intake, number=number),
            seats=changed(plan.seats, intake, number=before + seats),
            spending=tuple(
                replace(row, spent=row.spent + cost * seats)
                if (row.fund, row.year) == (fund, place.year)
                else row
                for row in plan.spending
            ),
        )

    return edit


def flowing(extra: float, unmet: float) -> Edit:
    """More graduates in the first flow, and a change of the unmet people of its line."""

    def edit(_: Problem, plan: Plan) -> Plan:
        first = plan.flows[0]
        lacking = next(row.people for row in plan.unmet if row.line == first.line)
        return replace(
            plan,
            flows=(replace(first, graduates=first.graduates + extra), *plan.flows[1:]),
            unmet=changed(plan.unmet, first.line, people=lacking + unmet),
        )

    return edit


def claiming(stage: str) -> Edit:
    """A stage that claims to have reached 0."""

    def edit(_: Problem, plan: Plan) -> Plan:
        return replace(plan, stages=changed(plan.stages, stage, value=0.0, bound=0.0))

    return edit


A_GROUP_MORE = more("K", "KZ-state", groups=1, seats=25)


@dataclass(frozen=True)
class Binding:
    """A problem in which a family binds, what catches its absence, and an edit that breaks it."""

    property: str
    says: str
    problem: Problem
    edit: Edit


BINDING = {
    "groups": Binding(
        "Q1", "maximum_groups", with_intake(BASE, "K", maximum_groups=3), A_GROUP_MORE
    ),
    "seats_at_most": Binding(
        "Q1",
        "group_size",
        with_intake(BASE, "K", group_size=22, maximum_groups=4),
        more("K", "KZ-state", groups=0, seats=1),
    ),
    "seats_at_least": Binding(
        "Q1",
        "minimum_group",
        two_countries(lines=(replace(BASE.lines[0], number=30),)),
        more("K", "KZ-state", groups=1, seats=0),
    ),
    "budget": Binding(
        "Q2",
        "within_budget",
        replace(BASE, budgets=(p.Budget("KZ-state", 2027, 9_999), *BASE.budgets[1:])),
        A_GROUP_MORE,
    ),
    "resource": Binding(
        "Q3",
        "within_resource",
        replace(with_intake(BASE, "K", uses=A_BED), resources=(p.Resource("beds", "I", 2028, 99),)),
        A_GROUP_MORE,
    ),
    "graduates": Binding(
        "Q4", "within_graduates", with_intake(BASE, "K", completion=rate("4/5")), flowing(1.0, 0.0)
    ),
    "moves": Binding(
        "Q4",
        "within_willing",
        replace(ABROAD, propensity=(p.Propensity("KZ-KAR", "RU-ORE", rate("1/5")),)),
        flowing(1.0, 0.0),
    ),
    "demand": Binding("Q5", "adds_up", BASE, flowing(0.0, 1.0)),
    "own_lines": Binding(
        "Q6",
        "own_lines_only",
        replace(EMPLOYER, lines=(*BASE.lines[1:], p.Line("L3", "RU-ORE", "7233", 2029, 100))),
        flowing(-1.0, 1.0),
    ),
    "share_at_least": Binding(
        "Q7",
        "share_at_least",
        replace(ONE_LINE, shares=(p.CountryShare("RU", 2027, Fraction(1, 2), None),)),
        A_GROUP_MORE,
    ),
    "share_at_most": Binding(
        "Q7",
        "share_at_most",
        replace(ONE_LINE, shares=(p.CountryShare("KZ", 2027, None, Fraction(1, 2)),)),
        A_GROUP_MORE,
    ),
    "balance of seats": Binding(
        "Q7",
        "balance",
        replace(BASE, balances=(p.Balance("KZ", "RU", 2027, "seats", 10),)),
        A_GROUP_MORE,
    ),
    "balance of movement": Binding(
        "Q7",
        "balance",
        replace(
            with_intake(ABROAD, "K", minimum_group=25),
            balances=(p.Balance("RU", "KZ", 2029, "movement", 40),),
        ),
        flowing(1.0, -1.0),
    ),
    "override": Binding(
        "Q8",
        "override",
        replace(BASE, overrides=(p.Override("X", "K", "exactly", 75, "letter"),)),
        A_GROUP_MORE,
    ),
    "region": Binding(
        "Q9", "stage_kept", with_intake(BASE, "K", maximum_groups=3), claiming("region")
    ),
    "budget_share": Binding("Q9", "stage_kept", BASE, claiming("share")),
    "more_than_before": Binding(
        "Q9",
        "stage_kept",
        replace(BASE, previous=(p.Previous("K", "KZ-state", 25),)),
        claiming("change"),
    ),
    "less_than_before": Binding(
        "Q9",
        "stage_kept",
        replace(ONE_LINE, previous=(p.Previous("K", "KZ-state", 125),)),
        claiming("change"),
    ),
}


def without(model: Model, family: str) -> Model:
    """The model with the rows of one family binding nothing."""
    name = family.partition(" ")[0]
    lower, upper = model.rows.lower.copy(), model.rows.upper.copy()
    freed = np.array([row.family == name for row in model.rows.names])
    assert freed.any()
    lower[freed], upper[freed] = -np.inf, np.inf
    return replace(model, rows=replace(model.rows, lower=lower, upper=upper))


@pytest.mark.parametrize("family", BINDING)
def test_a_model_without_a_family_gives_a_plan_that_is_caught(family):
    bound = BINDING[family]
    assert all(check(bound.problem, solve(bound.problem, gap=0)).values())
    problem = canonical(bound.problem)
    plan = planned(without(build(problem), family), gap=0)
    with pytest.raises(PropertyViolated) as violated:
        check(problem, plan)
    assert (violated.value.code, violated.value.facts["says"]) == (bound.property, bound.says)


@pytest.mark.parametrize("family", BINDING)
def test_a_finished_plan_that_breaks_a_family_is_caught(family):
    bound = BINDING[family]
    problem = canonical(bound.problem)
    plan = bound.edit(problem, solve(problem, gap=0))
    with pytest.raises(PropertyViolated) as violated:
        check(problem, plan)
    assert (violated.value.code, violated.value.facts["says"]) == (bound.property, bound.says)


def test_every_family_of_the_model_stands_here():
    written = set(re.findall(r'Row\(\s*"(\w+)"', inspect.getsource(modelling))) | HARD
    built = {row.family for one in BINDING.values() for row in build(one.problem).rows.names}
    assert {family.partition(" ")[0] for family in BINDING} == written == built
