"""What a reason claims is asked of the solver, on whole problems drawn by Hypothesis."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from sheber.engine.planning import problem as p
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.reasons import Limit, Reason, reasons
from sheber.engine.planning.solve import solve
from sheber.engine.planning.supply import payable
from tests.engine.planning.build import seats
from tests.engine.planning.freed import admits, least_lacking, relaxable
from tests.engine.planning.strategies import problems

NO_SEAT_HELPS = ("no_programme", "no_intake", "nobody_moves", "pipeline_only")

SLACK = 1e-3
"""Fewer people than this may be what a later stage gave back."""

JOINT = ("budget", "own_lines")
"""Purses are in the way together: lifting one may be enough."""

calm = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@calm
@given(problems() | problems(overrides=True).filter(lambda problem: admits(problem, freed=set())))
def test_what_a_reason_says_is_so(problem: p.Problem) -> None:
    plan = solve(problem, gap=0)
    told = reasons(problem, plan)
    assert {r.line for r in told} == {u.line for u in plan.unmet if u.people > 1e-6}
    for reason in told:
        everything = relaxable(problem)
        least = least_lacking(problem, reason.line, freed=everything)
        if reason.code in NO_SEAT_HELPS:
            assert least == least_lacking(problem, reason.line, freed=everything, seats=0)
        else:
            assert least <= reason.people
        if reason.code == "limited":
            assert_the_rows_leave_no_room(problem, plan, reason)


@calm
@given(problems() | problems(overrides=True).filter(lambda problem: admits(problem, freed=set())))
def test_a_proven_plan_leaves_no_step_that_would_help(problem: p.Problem) -> None:
    plan = solve(problem, gap=0)
    told = [reason for reason in reasons(problem, plan) if reason.people > SLACK]
    assert "within_gap" not in {reason.code for reason in told}


def assert_the_rows_leave_no_room(problem: p.Problem, plan: Plan, reason: Reason) -> None:
    """With the rows of an intake lifted the step fits; with any one of them left it does not."""
    line = next(row for row in problem.lines if row.id == reason.line)
    for intake in {limit.intake for limit in reason.limits}:
        limits = [limit for limit in reason.limits if limit.intake == intake]
        if any(limit.code == "no_fund" for limit in limits):
            continue
        stepped = with_step(problem, plan, line, intake)
        rows = {limit.row for limit in limits}
        assert admits(stepped, freed=rows)
        for alone in filter(in_the_way, limits):
            assert not admits(stepped, freed=rows - {alone.row})
        purses = {limit.row for limit in limits if is_purse(problem, limit)}
        if purses and not any(limit.code == "own_lines" for limit in limits):
            assert not admits(stepped, freed=rows - purses)


def is_purse(problem: p.Problem, limit: Limit) -> bool:
    of_a_fund = {f"override[{row.id}]" for row in problem.overrides if row.fund is not None}
    return limit.code in JOINT or limit.row in of_a_fund


def in_the_way(limit: Limit) -> bool:
    """Rows about seats alone: graduates may find other ways than those of the plan."""
    return limit.code not in (*JOINT, "override") and "movement" not in limit.row


def with_step(problem: p.Problem, plan: Plan, line: p.Line, intake: str) -> p.Problem:
    """All seats are as planned, but an intake has one more step from funds that pay for the line.

    One more seat if a group is open for it, or else the fewest that open a group.
    """
    paid = {(row.intake, row.fund): row.number for row in plan.seats}
    fixed = []
    for row in problem.intakes:
        for fund, _ in payable(problem, row):
            pays = not fund.own_lines or line.payer == fund.id
            rule = "at_least" if row.id == intake and pays else "exactly"
            number = paid.get((row.id, fund.id), 0)
            fixed.append(p.Override(f"={row.id} {fund.id}", row.id, rule, number, "=", fund.id))
    here = next(row for row in problem.intakes if row.id == intake)
    groups = next(row.number for row in plan.groups if row.intake == intake)
    due = seats(plan, intake) + 1
    if due > groups * here.group_size:
        due = max(due, (groups + 1) * here.minimum_group)
    fixed.append(p.Override("step", intake, "at_least", due, "a step"))
    return replace(problem, overrides=(*problem.overrides, *fixed))
