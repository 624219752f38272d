"""A solved plan priced: stored texts in, the text of its prices out."""

from collections.abc import Callable
from dataclasses import dataclass

import rfc8785

from sheber.doors.planning.prices import PricesFile, prices_document, read_prices
from sheber.engine.planning.highs import SolverFailed
from sheber.engine.planning.prices import prices
from sheber.kernel.refusals import Refused
from sheber.planning.engine_io.problems import problem_digest
from sheber.planning.engine_io.solutions import files
from sheber.planning.models import Plan, Pricing

Told = Callable[[int, int], None]
"""Told how many prices are found, and of how many."""


@dataclass(frozen=True)
class Care:
    """How hard prices are searched for: up to `most`, each within `gap` unless `nodes` stop it.

    `seconds`, of all together, end it sooner; then the same plan may get other prices elsewhere.
    """

    most: int = 10
    gap: float = 0.002
    nodes: int = 20
    seconds: float | None = None


@dataclass(frozen=True)
class Priced:
    """The text of prices, how many they are, and the hash of the problem that they speak of."""

    problem_sha256: str
    content: str
    number: int


def price(plan: Plan, care: Care, told: Told | None = None) -> Priced:
    """What would help most: each limit raised by a step and the problem searched again.

    What `told` raises ends the work and reaches the caller.
    """
    file, stated = files(plan)
    try:
        found = prices(
            file.problem,
            stated.plan,
            most=care.most,
            gap=care.gap,
            nodes=care.nodes,
            seconds=care.seconds,
            told=told,
        )
    except SolverFailed as error:
        raise Refused("solver_failed", solver=str(error)) from error
    text = rfc8785.dumps(prices_document(file, found)).decode()
    return Priced(file.sha256, text, len(found))


def stored_prices(row: Pricing) -> PricesFile:
    """What the stored text of prices says."""
    return read_prices(row.content.encode())


def prices_of(plan: Plan) -> Pricing | None:
    """The last prices of the plan's problem as it stands, if there are any."""
    if plan.made_by_hand:
        return None
    return Pricing.objects.filter(plan=plan, problem_digest=problem_digest(plan)).first()
