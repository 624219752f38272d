"""Each family of rules, broken on purpose, is caught by the property that speaks of it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from sheber.engine.errors import PropertyViolated
from sheber.engine.planning import problem as p
from sheber.engine.planning.check import CHECKS, check
from sheber.engine.planning.solve import solve
from tests.engine.planning.build import intake, rate, two_countries, with_intake


def moving(share):
    return (p.Propensity("KZ-KAR", "RU-ORE", rate(share)),)


ABROAD = (p.Line("L1", "RU-ORE", "7212", 2029, 100),)
A_BED = (p.Use("beds", "person", Fraction(1)),)
A_TEACHER = (p.Use("teachers", "group", Fraction(1), "last"),)


def beds_in(year, amount):
    return (p.Resource("beds", "I", year, amount),)


def teachers_in(year, amount):
    return (p.Resource("teachers", "I", year, amount),)


def fixed(rule, number, fund=None):
    return (p.Override("X", "K", rule, number, "letter", fund),)


BASE = two_countries()
HOUSED = with_intake(BASE, "K", uses=A_BED)
TAUGHT = with_intake(BASE, "K", uses=A_TEACHER)
A_BED_IN_TOWN = (p.Use("beds", "person", Fraction(1), owner="town"),)
IN_TOWN = with_intake(with_intake(BASE, "K", uses=A_BED_IN_TOWN), "R", uses=A_BED_IN_TOWN)

# The problem with a rule, and the same without it: the plan of the second breaks the first.
LIFTED = {
    "most groups": ("Q1", with_intake(BASE, "K", maximum_groups=3), BASE),
    "largest group": (
        "Q1",
        with_intake(BASE, "K", group_size=22, maximum_groups=4),
        with_intake(BASE, "K", maximum_groups=4),
    ),
    "smallest group": (
        "Q1",
        with_intake(BASE, "K", minimum_group=26, group_size=26),
        with_intake(BASE, "K", minimum_group=20, group_size=26),
    ),
    "budget": (
        "Q2",
        replace(BASE, budgets=(p.Budget("KZ-state", 2027, 9_999), *BASE.budgets[1:])),
        BASE,
    ),
    "beds in the first year": ("Q3", replace(HOUSED, resources=beds_in(2027, 99)), HOUSED),
    "beds in the last year": ("Q3", replace(HOUSED, resources=beds_in(2028, 99)), HOUSED),
    "teachers of groups": ("Q3", replace(TAUGHT, resources=teachers_in(2028, 3)), TAUGHT),
    "a dormitory of two institutions": (
        "Q3",
        replace(IN_TOWN, resources=(p.Resource("beds", "town", 2027, 179),)),
        IN_TOWN,
    ),
    "a fund of one country": (
        "Q1",
        replace(BASE, funds=(replace(BASE.funds[0], country="RU"), *BASE.funds[1:])),
        BASE,
    ),
    "completion": ("Q4", with_intake(BASE, "K", completion=rate("9/10")), BASE),
    "willingness to move": (
        "Q4",
        replace(BASE, lines=ABROAD, propensity=moving("1/2")),
        replace(BASE, lines=ABROAD, propensity=moving("1")),
    ),
    "year of graduation": ("Q4", with_intake(BASE, "K", duration=1), BASE),
    "what a programme leads to": (
        "Q4",
        replace(BASE, programmes=(p.Programme("welding", ()), BASE.programmes[1])),
        BASE,
    ),
    "number asked": (
        "Q5",
        replace(BASE, lines=(replace(BASE.lines[0], number=101), BASE.lines[1])),
        BASE,
    ),
    "payer": (
        "Q6",
        replace(BASE, budgets=BASE.budgets[1:2], lines=(replace(BASE.lines[1], payer=None),)),
        replace(BASE, budgets=BASE.budgets[1:2], lines=BASE.lines[1:]),
    ),
    "least share": (
        "Q7",
        replace(BASE, shares=(p.CountryShare("RU", 2027, Fraction(1, 2), None),)),
        BASE,
    ),
    "largest share": (
        "Q7",
        replace(BASE, shares=(p.CountryShare("KZ", 2027, None, Fraction(1, 2)),)),
        BASE,
    ),
    "balance of seats": (
        "Q7",
        replace(BASE, balances=(p.Balance("KZ", "RU", 2027, "seats", 10),)),
        BASE,
    ),
    "balance of movement": (
        "Q7",
        replace(
            BASE,
            lines=ABROAD,
            propensity=moving(1),
            balances=(p.Balance("RU", "KZ", 2029, "movement", 40),),
        ),
        replace(BASE, lines=ABROAD, propensity=moving(1)),
    ),
    "exactly": ("Q8", replace(BASE, overrides=fixed("exactly", 99)), BASE),
    "at least": ("Q8", replace(BASE, overrides=fixed("at_least", 120)), BASE),
    "at most": ("Q8", replace(BASE, overrides=fixed("at_most", 80, "KZ-state")), BASE),
}


@pytest.mark.parametrize("family", LIFTED)
def test_a_plan_made_without_a_rule_breaks_its_property(family):
    code, problem, lifted = LIFTED[family]
    plan = solve(lifted, gap=0)
    spending = tuple(
        replace(
            row,
            budget=next(
                b.amount for b in problem.budgets if (b.fund, b.year) == (row.fund, row.year)
            ),
        )
        for row in plan.spending
    )
    with pytest.raises(PropertyViolated) as violated:
        check(problem, replace(plan, spending=spending))
    assert violated.value.code == code


@pytest.fixture(scope="module")
def plan():
    return solve(BASE, gap=0)


def first(rows, **changes):
    return (replace(rows[0], **changes), *rows[1:])


def edited(table, **changes):
    """A change of the first row of a table of the plan."""
    return lambda plan: replace(plan, **{table: first(getattr(plan, table), **changes)})


def shorter(table):
    return lambda plan: replace(plan, **{table: getattr(plan, table)[1:]})


def doubled(table):
    return lambda plan: replace(plan, **{table: getattr(plan, table) + getattr(plan, table)[:1]})


def third_stage(**changes):
    """A change of the stage of the largest share of a budget, which is above 0."""
    return lambda plan: replace(
        plan, stages=(*plan.stages[:2], replace(plan.stages[2], **changes), *plan.stages[3:])
    )


# Changes of the plan itself, with the property that catches each.
MUTATIONS = {
    "a group is lost": ("Q1", shorter("groups")),
    "a group stands twice": ("Q1", doubled("groups")),
    "half a group": ("Q1", edited("groups", number=3.5)),
    "a seat too few": ("Q1", edited("seats", number=1)),
    "a seat below zero": ("Q1", edited("seats", number=-1)),
    "an unknown intake": ("Q1", edited("seats", intake="?")),
    "a fund of another currency": ("Q1", edited("seats", fund="RU-state")),
    "money is misstated": ("Q2", edited("spending", spent=1)),
    "a budget is lost": ("Q2", shorter("spending")),
    "a flow to nowhere": ("Q4", edited("flows", line="?")),
    "a flow from nowhere": ("Q4", edited("flows", source="?")),
    "a flow below zero": ("Q4", edited("flows", graduates=-1.0)),
    "a flow that is no number": ("Q4", edited("flows", graduates=float("nan"))),
    "a flow that stands twice": ("Q4", doubled("flows")),
    "a flow is lost": ("Q5", shorter("flows")),
    "a line is lost": ("Q5", shorter("unmet")),
    "unmet people are hidden": ("Q5", edited("unmet", people=1.0)),
    "a stage is lost": ("Q9", shorter("stages")),
    "a better value is claimed": ("Q9", third_stage(value=0.0, bound=0.0)),
    "a gap is hidden": ("Q9", third_stage(bound=0.0)),
    "a bound above the plan": ("Q9", edited("stages", value=9.0, bound=9.0)),
    "a stage claims a proof": ("Q9", third_stage(status="feasible")),
    "the plan claims a proof": ("Q9", lambda plan: replace(plan, status="feasible")),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_changed_plan_is_caught(plan, mutation):
    code, change = MUTATIONS[mutation]
    with pytest.raises(PropertyViolated) as violated:
        check(BASE, change(plan))
    assert violated.value.code == code


def test_an_honest_plan_holds_every_property(plan):
    assert check(BASE, plan) == dict.fromkeys(CHECKS, True)


def test_every_property_is_broken_by_some_test():
    broken = {code for code, *_ in LIFTED.values()} | {code for code, _ in MUTATIONS.values()}
    assert broken == set(CHECKS)


def test_an_institution_may_use_what_it_does_not_state():
    problem = two_countries(intakes=(intake("K", "welding", uses=A_BED), BASE.intakes[1]))
    assert solve(problem, gap=0).unmet[0].people == 0
