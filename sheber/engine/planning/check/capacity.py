"""Q1 to Q3: whole groups, money, and what institutions have."""

from sheber.engine.planning.check.facts import Facts, once, require
from sheber.engine.planning.problem import Intake, Use


def whole_groups(at: Facts) -> None:
    once("Q1", "groups", [row.intake for row in at.plan.groups])
    once("Q1", "seats", [(row.intake, row.fund) for row in at.plan.seats])
    require(set(at.groups) == set(at.intakes), "Q1", "every_intake_stands_in_groups")
    for row in at.plan.seats:
        about = {"intake": row.intake, "fund": row.fund, "number": row.number}
        require(row.intake in at.intakes and row.fund in at.funds, "Q1", "known", **about)
        require(type(row.number) is int and row.number >= 0, "Q1", "whole", **about)
        require(at.cost(at.intakes[row.intake], row.fund) is not None, "Q1", "can_pay", **about)
    for intake in at.problem.intakes:
        groups, seats = at.groups[intake.id], at.seats[intake.id]
        about = {"intake": intake.id, "groups": groups, "seats": seats}
        require(type(groups) is int, "Q1", "whole", **about)
        require(0 <= groups <= intake.maximum_groups, "Q1", "maximum_groups", **about)
        require(seats <= intake.group_size * groups, "Q1", "group_size", **about)
        require(seats >= intake.minimum_group * groups, "Q1", "minimum_group", **about)


def budgets(at: Facts) -> None:
    once("Q2", "spending", [(row.fund, row.year) for row in at.plan.spending])
    reported = {(row.fund, row.year): row for row in at.plan.spending}
    require(set(reported) == set(at.budget), "Q2", "every_budget_stands_in_spending")
    for (fund, year), budget in at.budget.items():
        spent, row = at.spent(fund, year), reported[fund, year]
        about = {"fund": fund, "year": year, "spent": spent, "budget": budget}
        require(spent <= budget, "Q2", "within_budget", **about)
        require((row.spent, row.budget) == (spent, budget), "Q2", "adds_up", **about)


def _takes(intake: Intake, use: Use, year: int) -> bool:
    last = intake.year + max(1, intake.duration) - 1
    return year == last if use.when == "last" else intake.year <= year <= last


def resources(at: Facts) -> None:
    for resource in at.problem.resources:
        taken = sum(
            use.amount * (at.groups if use.per == "group" else at.seats)[intake.id]
            for intake in at.problem.intakes
            for use in intake.uses
            if use.resource == resource.kind
            and (use.owner or intake.institution) == resource.institution
            and _takes(intake, use, resource.year)
        )
        about = {"kind": resource.kind, "institution": resource.institution}
        require(
            taken <= resource.amount,
            "Q3",
            "within_resource",
            **about,
            year=resource.year,
            taken=str(taken),
            amount=resource.amount,
        )
