"""Separate checks of plans in scenarios, on every run.

The numbered properties of plans that still speak of decided seats are read anew from the problem
of the scenario: Q1 (whole groups, seats that a fund may pay), Q2 (money), Q4 (graduates), Q5
(demand) and the balance of movement of Q7. Beside them:

- S1 no seat is added to what was decided;
- S2 graduates of seats that a fund paid for its own lines fill nobody else's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sheber.engine.planning.check import CHECKS
from sheber.engine.planning.check.agreements import countries
from sheber.engine.planning.check.capacity import budgets, whole_groups
from sheber.engine.planning.check.facts import TOLERANCE, Facts, require
from sheber.engine.planning.check.people import demand, graduates
from sheber.engine.planning.plan import Plan, Seats
from sheber.engine.planning.problem import Problem

PROOFS = "Q9"
"""Speaks of the stages of the objective: a scenario's own plan has only the first of them."""


def require_plan(problem: Problem, plan: Plan) -> None:
    """Raise PropertyViolated unless every row of the problem holds for the plan."""
    facts = Facts(problem, plan)
    for code, look in CHECKS.items():
        if code != PROOFS:
            look(facts)


def require_kept(problem: Problem, decided: Iterable[Seats], plan: Plan) -> None:
    """Raise PropertyViolated unless the plan is what a scenario may make of decided seats."""
    facts = Facts(problem, plan)
    whole_groups(facts)
    budgets(facts)
    graduates(facts)
    demand(facts)
    movement = tuple(row for row in problem.balances if row.of == "movement")
    countries(Facts(replace(problem, shares=(), balances=movement), plan))
    _nothing_added(decided, plan)
    _others(facts)


def _nothing_added(decided: Iterable[Seats], plan: Plan) -> None:
    most = {(row.intake, row.fund): row.number for row in decided}
    for row in plan.seats:
        about = {"intake": row.intake, "fund": row.fund, "seats": row.number}
        require(row.number <= most.get((row.intake, row.fund), 0), "S1", "not_added", **about)


def _others(at: Facts) -> None:
    sent: dict[tuple[str, str | None], float] = defaultdict(float)
    for flow in at.plan.flows:
        if flow.kind == "intake":
            sent[flow.source, at.lines[flow.line].payer] += flow.graduates
    for row in at.plan.seats:
        if at.funds[row.fund].own_lines:
            share = at.intakes[row.intake].completion.share
            room = float(share * (at.seats[row.intake] - row.number))
            elsewhere = sum(
                people
                for (intake, payer), people in sent.items()
                if intake == row.intake and payer != row.fund
            )
            about = {"fund": row.fund, "intake": row.intake, "sent": elsewhere, "paid": room}
            require(elsewhere <= room + TOLERANCE, "S2", "others_only", **about)
