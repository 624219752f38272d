"""The stages of the objective, in order, as costs of decisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from sheber.engine.planning.model import Model
from sheber.engine.planning.supply import payable


@dataclass(frozen=True, slots=True)
class Goal:
    """One stage: the cost of each decision, counted in ``unit`` (1 unless the sums are money)."""

    name: str
    costs: dict[int, float]
    unit: int = 1


UNMET = "unmet"


def goals(model: Model) -> tuple[Goal, ...]:
    """All stages: unmet demand, worst region, costs, change from before."""
    return tuple(_goals(model))


def _goals(model: Model) -> Iterator[Goal]:
    at = model.columns
    yield unmet(model)
    yield Goal("region", {at.worst: 1.0})
    yield Goal("share", {at.share: 1.0})
    for currency in model.problem.currencies:
        yield _total(model, currency)
    if model.problem.previous:
        yield Goal("change", dict.fromkeys(at.change.values(), 1.0))


def unmet(model: Model) -> Goal:
    """Unmet people, each counted with the weight of the line."""
    lines = model.problem.lines
    return Goal(
        UNMET, {column: float(lines[i].weight) for i, column in model.columns.unmet.items()}
    )


def _total(model: Model, currency: str) -> Goal:
    costs = {
        model.columns.seats[i, fund.id]: cost
        for i, intake in enumerate(model.problem.intakes)
        for fund, cost in payable(model.problem, intake)
        if fund.currency == currency
    }
    unit = max(costs.values(), default=1) or 1
    scaled = {column: cost / unit for column, cost in costs.items()}
    return Goal(f"total[{currency}]", scaled, unit)
