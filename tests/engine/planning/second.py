"""A second formulation of planning, read from the rules alone and solved by SciPy's own door.

It shares no code with the engine and differs where it can: every group is a decision of its own,
shares stay fractions, money stays money, and a stage is bound by the value of the one before.
Slow: for problems of a few intakes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from sheber.engine.planning.problem import Intake, Problem, Use

SLACK = 1e-6
"""What a later stage may give back of the value of an earlier one."""

Terms = Mapping[int, float]


class Sheet:
    """Decisions and limits as they are written down, one after the other."""

    def __init__(self) -> None:
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[Terms, float, float]] = []

    def decision(self, upper: float = np.inf, *, whole: bool = False) -> int:
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.upper) - 1

    def limit(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        added: dict[int, float] = defaultdict(float)
        for decision, factor in terms:
            added[decision] += factor
        self.rows.append((added, low, high))

    def least(self, costs: Terms) -> float | None:
        """The least cost, which then binds; None if the limits clash."""
        cost = np.zeros(len(self.upper))
        for decision, factor in costs.items():
            cost[decision] = factor
        cells = [(k, d, f) for k, (terms, *_) in enumerate(self.rows) for d, f in terms.items()]
        places = ([k for k, *_ in cells], [d for _, d, _ in cells])
        shape = (len(self.rows), len(self.upper))
        matrix = csr_array(([f for *_, f in cells], places), shape=shape)
        answer = milp(
            cost,
            integrality=np.array(self.whole, dtype=int),
            bounds=Bounds(0, np.array(self.upper)),
            constraints=LinearConstraint(
                matrix, [low for _, low, _ in self.rows], [high for *_, high in self.rows]
            ),
            options={"mip_rel_gap": 0.0},
        )
        if answer.status == 2:
            return None
        assert answer.status == 0, answer.message
        self.limit(costs.items(), -np.inf, answer.fun + SLACK * max(1.0, abs(answer.fun)))
        return float(answer.fun)


def best_stages(problem: Problem) -> list[float] | None:
    """The best value of every stage in its order, or None if there is no plan."""
    sheet = Sheet()
    seats, groups = _opened(sheet, problem)
    _resources(sheet, problem, seats, groups)
    share = _money(sheet, problem, seats)
    flows = _flows(sheet, problem, seats)
    missing, worst = _demand(sheet, problem, flows)
    _countries(sheet, problem, seats, flows)
    _fixed(sheet, problem, seats)
    values = []
    for costs in _stages(sheet, problem, seats, missing, worst, share):
        value = sheet.least(costs)
        if value is None:
            return None
        values.append(value)
    return values


Seats = dict[tuple[str, str], int]
Flows = dict[tuple[str, str, str], int]


def _opened(sheet: Sheet, problem: Problem) -> tuple[Seats, dict[str, list[int]]]:
    """Seats by intake and fund; each group open or not, with people between its two sizes."""
    seats: Seats = {}
    groups: dict[str, list[int]] = {}
    budgets = {(row.fund, row.year) for row in problem.budgets}
    for intake in problem.intakes:
        currencies = {cost.currency for cost in intake.costs}
        (country,) = {row.country for row in problem.regions if row.id == intake.region}
        for fund in problem.funds:
            if fund.country not in (None, country):
                continue
            if fund.currency in currencies and (fund.id, intake.year) in budgets:
                seats[intake.id, fund.id] = sheet.decision(whole=True)
        groups[intake.id] = [sheet.decision(1, whole=True) for _ in range(intake.maximum_groups)]
        people = [sheet.decision() for _ in range(intake.maximum_groups)]
        for group, inside in zip(groups[intake.id], people, strict=True):
            sheet.limit([(inside, 1), (group, -intake.group_size)], -np.inf, 0)
            sheet.limit([(inside, 1), (group, -intake.minimum_group)], 0, np.inf)
        paid = [(column, 1.0) for column in _of(seats, intake)]
        sheet.limit([*paid, *((inside, -1.0) for inside in people)], 0, 0)
    return seats, groups


def _of(seats: Seats, intake: Intake) -> list[int]:
    return [column for (owner, _), column in seats.items() if owner == intake.id]


def _resources(sheet: Sheet, problem: Problem, seats: Seats, groups: dict[str, list[int]]) -> None:
    for resource in problem.resources:
        taken = [
            (column, float(use.amount))
            for intake in problem.intakes
            for use in intake.uses
            if use.resource == resource.kind
            and resource.institution == (use.owner or intake.institution)
            and _in_use(intake, use, resource.year)
            for column in (_of(seats, intake) if use.per == "person" else groups[intake.id])
        ]
        sheet.limit(taken, -np.inf, resource.amount)


def _in_use(intake: Intake, use: Use, year: int) -> bool:
    last = intake.year + max(intake.duration, 1) - 1
    return year == last if use.when == "last" else intake.year <= year <= last


def _money(sheet: Sheet, problem: Problem, seats: Seats) -> int:
    share = sheet.decision()
    for budget in problem.budgets:
        paid = [
            (column, float(cost))
            for (intake, fund), column in seats.items()
            if fund == budget.fund and _intake(problem, intake).year == budget.year
            for cost in [_cost(problem, intake, fund)]
        ]
        sheet.limit(paid, -np.inf, budget.amount)
        if budget.amount:
            sheet.limit(
                [*((d, cost / budget.amount) for d, cost in paid), (share, -1.0)], -np.inf, 0
            )
    return share


def _intake(problem: Problem, id: str) -> Intake:
    return next(intake for intake in problem.intakes if intake.id == id)


def _cost(problem: Problem, intake: str, fund: str) -> int:
    currency = next(row.currency for row in problem.funds if row.id == fund)
    costs = _intake(problem, intake).costs
    return next(cost.amount for cost in costs if cost.currency == currency)


def _flows(sheet: Sheet, problem: Problem, seats: Seats) -> Flows:
    """Graduates from a source to a line; expected, so they may be fractions."""
    flows: Flows = {}
    fills = {row.id: row.occupations for row in problem.programmes}
    willing = {(row.study, row.work): float(row.rate.share) for row in problem.propensity}
    own = {fund.id for fund in problem.funds if fund.own_lines}
    sources = [
        ("intake", i.id, i.programme, i.region, i.year + i.duration, i.completion.share)
        for i in problem.intakes
    ] + [
        ("pipeline", t.id, t.programme, t.region, t.year, t.completion.share)
        for t in problem.pipeline
    ]
    learners = {row.id: row.number for row in problem.pipeline}
    for kind, source, programme, region, year, completion in sources:
        to = {
            line: sheet.decision()
            for line in problem.lines
            if line.year == year and line.occupation in fills[programme]
        }
        flows |= {(kind, source, line.id): column for line, column in to.items()}
        out = [(c, -float(completion)) for (i, _), c in seats.items() if i == source]
        if kind == "pipeline":
            out, ready = [], float(completion * learners[source])
        else:
            ready = 0.0
        sheet.limit([*((column, 1.0) for column in to.values()), *out], -np.inf, ready)
        for place in problem.regions:
            part = willing.get((region, place.id), float(region == place.id))
            there = [(column, 1.0) for line, column in to.items() if line.region == place.id]
            sheet.limit([*there, *((c, f * part) for c, f in out)], -np.inf, ready * part)
        for (intake, fund), column in seats.items():
            if kind == "intake" and intake == source and fund in own:
                meant = [(c, -1.0) for line, c in to.items() if line.payer == fund]
                sheet.limit([(column, float(completion)), *meant], -np.inf, 0)
    return flows


def _demand(sheet: Sheet, problem: Problem, flows: Flows) -> tuple[dict[int, float], int]:
    """What is missing, weighted; and the largest share that any region goes without."""
    missing: dict[int, float] = {}
    worst = sheet.decision()
    short: dict[str, list[int]] = defaultdict(list)
    asked: dict[str, int] = defaultdict(int)
    for line in problem.lines:
        lacking = sheet.decision()
        missing[lacking] = float(line.weight)
        short[line.region].append(lacking)
        asked[line.region] += line.number
        come = [(column, 1.0) for (_, _, to), column in flows.items() if to == line.id]
        sheet.limit([*come, (lacking, 1.0)], line.number, line.number)
    for region, lacking_there in short.items():
        sheet.limit([*((d, 1.0) for d in lacking_there), (worst, -asked[region])], -np.inf, 0)
    return missing, worst


def _countries(sheet: Sheet, problem: Problem, seats: Seats, flows: Flows) -> None:
    country = {row.id: row.country for row in problem.regions}
    intakes = {row.id: row for row in problem.intakes}
    at = {(i, f): (country[intakes[i].region], intakes[i].year) for i, f in seats}
    for share in problem.shares:
        year = [(c, at[key][0]) for key, c in seats.items() if at[key][1] == share.year]
        for bound, low, high in ((share.at_least, 0, np.inf), (share.at_most, -np.inf, 0)):
            if bound is not None:
                terms = [(c, float(where == share.country) - float(bound)) for c, where in year]
                sheet.limit(terms, low, high)
    study = {("intake", i.id): country[i.region] for i in problem.intakes}
    study |= {("pipeline", t.id): country[t.region] for t in problem.pipeline}
    lines = {line.id: line for line in problem.lines}
    for balance in problem.balances:
        sign = {balance.first: 1.0, balance.second: -1.0}
        if balance.of == "seats":
            terms = [(c, sign.get(at[key][0], 0.0)) for key, c in seats.items()]
            terms = [t for t, key in zip(terms, seats, strict=True) if at[key][1] == balance.year]
        else:
            terms = [
                (column, sign[study[kind, source]])
                for (kind, source, line), column in flows.items()
                if lines[line].year == balance.year
                and {study[kind, source], country[lines[line].region]} == set(sign)
            ]
        sheet.limit(terms, -balance.tolerance, balance.tolerance)


def _fixed(sheet: Sheet, problem: Problem, seats: Seats) -> None:
    for override in problem.overrides:
        terms = [
            (column, 1.0)
            for (intake, fund), column in seats.items()
            if intake == override.intake and override.fund in (None, fund)
        ]
        low = -np.inf if override.rule == "at_most" else override.seats
        high = np.inf if override.rule == "at_least" else override.seats
        sheet.limit(terms, low, high)


def _stages(
    sheet: Sheet, problem: Problem, seats: Seats, missing: Terms, worst: int, share: int
) -> Iterable[Terms]:
    yield missing
    yield {worst: 1.0}
    yield {share: 1.0}
    for currency in problem.currencies:
        yield {
            column: float(_cost(problem, intake, fund))
            for (intake, fund), column in seats.items()
            if next(row.currency for row in problem.funds if row.id == fund) == currency
        }
    if problem.previous:
        before = {(row.intake, row.fund): row.seats for row in problem.previous}
        change = {}
        for key, column in seats.items():
            change[sheet.decision()] = 1.0
            moved = max(change)
            sheet.limit([(column, 1), (moved, -1)], -np.inf, before.get(key, 0))
            sheet.limit([(column, 1), (moved, 1)], before.get(key, 0), np.inf)
        yield change
