"""One plan for several scenarios at once: the sample-average two-stage plan.

Groups and seats are decided once and keep every row of the problem as given; each scenario of the
sample sends its own graduates, and the mean of unmet demand is smallest. Where a scenario takes
seats back (money, closed intakes), this search may choose which, and even parts of a seat: so its
bound holds for every rule of taking back, the stated one (``cut``) included, and its value is a
promise that is tried afterwards like that of any other plan.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.planning.columns import columns
from sheber.engine.planning.halves import Task
from sheber.engine.planning.highs import Answer, Limits
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.rows import Row, Rows, Table, table
from sheber.engine.planning.scenarios.fixed import people_model
from sheber.engine.planning.scenarios.tables import renumbered, stacked
from sheber.engine.planning.search import search
from sheber.engine.planning.stages import unmet
from sheber.engine.planning.supply import payable

MOST_COLUMNS = 30_000
"""A sample is made no larger than this: beyond, one search would take longer than all the rest."""


def largest_sample(problem: Problem) -> int:
    """How many scenarios a plan can be made for at once; 0 where it would be fewer than two."""
    size = MOST_COLUMNS // max(1, columns(problem).count) - 1
    return size if size > 1 else 0


@dataclass(frozen=True, slots=True)
class Average:
    """The model of the problem as given, with the people of every scenario beside it.

    ``costs`` is the mean of unmet demand over the scenarios.
    """

    model: Model
    costs: dict[int, float]


def average_model(problem: Problem, futures: Sequence[Problem]) -> Average:
    """Build the model; ``futures`` are what the scenarios of the sample make of ``problem``.

    All problems are canonical, with the same intakes, funds and lines in the same order.
    """
    base = build(replace(problem, previous=()))
    tables, upper = [base.rows], [base.columns.upper]
    costs: dict[int, float] = {}
    count = base.columns.count
    for future in futures:
        block = _Block(base, future, count)
        tables += block.rows
        upper.append(block.upper)
        for column, weight in block.costs.items():
            costs[column] = weight / len(futures)
        count += len(block.upper)
    wide = replace(base.columns, count=count, upper=np.concatenate(upper))
    return Average(Model(base.problem, wide, stacked(tables)), costs)


def average_plan(problem: Problem, futures: Sequence[Problem], limits: Limits) -> Answer:
    """Search the seats with the smallest mean of unmet demand over these futures."""
    average = average_model(problem, futures)
    return search(average.model, Task(average.costs, limits))


class _Block:
    """One scenario's columns and rows, behind ``first`` columns that stand before it.

    Its flows are columns of its own. Its seats are those of the base where nothing is taken back,
    and otherwise columns of their own that are at most as many.
    """

    def __init__(self, base: Model, future: Problem, first: int) -> None:
        model = people_model(future)
        at, back = model.columns, _takes_back(base.problem, future)
        own = np.ones(at.count, dtype=bool)
        own[list(at.groups.values())] = False
        own[list(at.seats.values())] = back
        place = np.full(at.count, -1, dtype=np.int32)
        place[own] = first + np.arange(int(own.sum()), dtype=np.int32)
        kept = {} if back else base.columns.seats
        for key, column in kept.items():
            place[at.seats[key]] = column
        self.costs = {int(place[column]): cost for column, cost in unmet(model).costs.items()}
        self.upper = at.upper[own]
        self.rows = [renumbered(model.rows, place)]
        if back:
            seats = {key: int(place[column]) for key, column in at.seats.items()}
            self.rows.append(_taken_back(base, future, seats))


def _takes_back(problem: Problem, future: Problem) -> bool:
    """Whether seats of a plan for the problem may have to be cut back in this future."""
    return any(
        after.amount < before.amount
        for before, after in zip(problem.budgets, future.budgets, strict=True)
    ) or any(
        after.maximum_groups < before.maximum_groups
        for before, after in zip(problem.intakes, future.intakes, strict=True)
    )


def _taken_back(base: Model, future: Problem, kept: dict[tuple[int, str], int]) -> Table:
    """Rows: no seat is added, none stands in a closed intake, and money suffices."""
    rows = Rows()
    paid: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for i, intake in enumerate(future.intakes):
        most = float(intake.maximum_groups * intake.group_size)
        for fund, cost in payable(future, intake):
            column = kept[i, fund.id]
            paid[fund.id, intake.year].append((column, cost))
            decided = (base.columns.seats[i, fund.id], -1.0)
            rows.add(Row("kept", (intake.id, fund.id)), [(column, 1.0), decided], upper=0)
            if most == 0:
                rows.add(Row("closed", (intake.id, fund.id)), [(column, 1.0)], upper=0)
    for budget in future.budgets:
        terms = paid[budget.fund, budget.year]
        dearest = float(max((cost for _, cost in terms), default=0) or 1)
        rows.add(
            Row("money", (budget.fund, budget.year)),
            [(column, cost / dearest) for column, cost in terms],
            upper=budget.amount / dearest,
        )
    return table(rows)
