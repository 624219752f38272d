"""A problem without a plan is refused with rows that clash, none of them idle."""

from dataclasses import replace

import pytest

from sheber.engine.errors import Infeasible
from sheber.engine.planning import problem as p
from sheber.engine.planning.conflict import clashes
from sheber.engine.planning.highs import SolverFailed
from sheber.engine.planning.model import build
from sheber.engine.planning.problem import canonical
from sheber.engine.planning.solve import solve
from tests.engine.planning.build import beds, market, small, two_countries, without


def refusal(problem):
    with pytest.raises(Infeasible) as refused:
        solve(problem, gap=0.01)
    assert refused.value.code == "rows_clash"
    return refused.value.facts


def at_least(intake, number, name="X"):
    return p.Override(name, intake, "at_least", number, "letter of the office")


def test_an_override_against_a_budget_names_the_two():
    problem = two_countries(
        overrides=(at_least("K", 100),),
        budgets=(p.Budget("KZ-state", 2027, 9_000),),
    )
    rows = refusal(problem)["rows"]
    assert [row["row"] for row in rows] == ["override[X]", "budget[KZ-state,2027]"]
    assert [row["stated"] for row in rows] == [100, 9_000]


def test_two_overrides_that_contradict_name_each_other():
    problem = two_countries(
        overrides=(at_least("K", 60), p.Override("Y", "K", "at_most", 40, "another letter"))
    )
    assert {row["row"] for row in refusal(problem)["rows"]} == {"override[X]", "override[Y]"}


def test_clashes_that_have_nothing_to_do_with_each_other_are_both_named():
    problem = two_countries(
        overrides=(at_least("K", 300, "X"), at_least("R", 300, "Y")),
    )
    facts = refusal(problem)
    assert len(facts["others"]) == 1
    named = {row["row"] for rows in (facts["rows"], *facts["others"]) for row in rows}
    assert {"override[X]", "override[Y]"} <= named


CLASHING = {
    "beds": small(resources=(beds(50),), overrides=(at_least("I/welding/2027", 51),)),
    "own lines": two_countries(
        overrides=(replace(at_least("R", 90), fund="RU-employers"),),
    ),
    "share": two_countries(
        overrides=(at_least("K", 100), p.Override("Y", "R", "exactly", 0, "letter")),
        shares=(
            p.CountryShare("KZ", 2027, None, None),
            p.CountryShare("RU", 2027, p.Fraction(1, 4)),
        ),
    ),
    "group size": small(overrides=(p.Override("X", "I/welding/2027", "exactly", 26, "letter"),)),
}


@pytest.mark.parametrize("name", CLASHING)
def test_without_any_one_of_the_rows_there_is_a_plan(name):
    problem = CLASHING[name]
    facts = refusal(problem)
    assert facts["others"] == ()
    for row in facts["rows"]:
        assert solve(without(problem, [row]), gap=0.01).seats is not None


def test_in_a_market_of_some_size_the_rows_are_few():
    problem = market(seed=2, lines=20, programmes=18, years=2)
    wanted = problem.intakes[0]
    problem = replace(
        problem, overrides=(at_least(wanted.id, wanted.group_size * wanted.maximum_groups + 1),)
    )
    facts = refusal(problem)
    assert 2 <= len(facts["rows"]) <= 4
    rows = [row for rows in (facts["rows"], *facts["others"]) for row in rows]
    assert solve(without(problem, rows), gap=0.05, nodes=1).stages


def test_a_problem_that_has_a_plan_has_no_clash():
    with pytest.raises(SolverFailed):
        clashes(build(canonical(small())))
