"""The planning benchmark plans sound problems that are not easy, and says what it proved."""

from benchmarks.legs.plan_problems import Size, draw
from sheber.engine.planning.solve import solve
from sheber.engine.planning.validate import faults

SMALL = Size(lines=20, programmes=6, years=2, regions=4, occupations=3, places=2)


def test_a_drawn_problem_is_sound_and_the_same_again():
    problem = draw(SMALL)
    assert not faults(problem)
    assert problem == draw(SMALL)


def test_a_drawn_problem_leaves_much_unmet_for_want_of_money():
    problem = draw(SMALL)
    plan = solve(problem, gap=0.01, nodes=20)
    asked = sum(line.number for line in problem.lines)
    assert sum(row.people for row in plan.unmet) > asked / 5
    assert any(row.spent > 0.8 * row.budget for row in plan.spending)
