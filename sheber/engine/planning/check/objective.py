"""Q9: the stages of the objective, counted again from the plan."""

from sheber.engine.planning.check.facts import Facts, require
from sheber.engine.planning.plan import Stage

EXACT = 1e-6
"""A distance from the bound up to this, or this share of the value if larger, is no gap."""


def stages(at: Facts) -> None:
    reached = _values(at)
    names = [stage.name for stage in at.plan.stages]
    require(names == list(reached), "Q9", "stages_in_order", stages=names, due=list(reached))
    for stage in at.plan.stages:
        value = reached[stage.name]
        about = {"stage": stage.name, "stated": stage.value, "found": value}
        slack = stage.kept_within + EXACT * max(1.0, abs(stage.value))
        require(value <= stage.value + slack, "Q9", "stage_kept", **about)
        require(value >= stage.bound - slack, "Q9", "above_bound", **about, bound=stage.bound)
        gap = _gap(stage)
        require(abs(gap - stage.gap) <= EXACT, "Q9", "gap", **about, gap=stage.gap, due=gap)
        due = "feasible" if gap else "optimal"
        require(stage.status == due, "Q9", "status", **about, status=stage.status)
    every = all(stage.status == "optimal" for stage in at.plan.stages)
    stated = at.plan.status
    require(stated == ("optimal" if every else "feasible"), "Q9", "status", stated=stated)


def _gap(stage: Stage) -> float:
    distance = stage.value - stage.bound
    return distance / stage.value if distance > EXACT * max(1.0, stage.value) else 0.0


def _values(at: Facts) -> dict[str, float]:
    """Every stage's value, counted again from the plan."""
    shares = [at.spent(*key) / amount for key, amount in at.budget.items() if amount]
    values = {
        "unmet": sum(at.unmet[line.id] * line.weight for line in at.problem.lines),
        "region": max((_shortfall(at, region.id) for region in at.problem.regions), default=0.0),
        "share": max(shares, default=0.0),
    }
    for currency in at.problem.currencies:
        values[f"total[{currency}]"] = float(
            sum(at.spent(f, y) for f, y in at.budget if at.funds[f].currency == currency)
        )
    if at.problem.previous:
        values["change"] = float(_changed(at))
    return values


def _shortfall(at: Facts, region: str) -> float:
    here = [line for line in at.problem.lines if line.region == region]
    asked = sum(line.number for line in here)
    return sum(at.unmet[line.id] for line in here) / asked if asked else 0.0


def _changed(at: Facts) -> int:
    now = {(row.intake, row.fund): row.number for row in at.plan.seats}
    before = {(row.intake, row.fund): row.seats for row in at.problem.previous}
    possible = {
        (intake.id, fund)
        for intake in at.problem.intakes
        for fund in at.funds
        if at.cost(intake, fund) is not None
    }
    return sum(abs(now.get(key, 0) - before.get(key, 0)) for key in possible)
