"""The best plan by trying every number of seats: slow, plain, and not the model.

Seats are enumerated; what graduates can then do is a small linear programme written apart, solved
with SciPy. Only for problems whose lines and intakes can be counted on one hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import ceil
from typing import Any

import numpy as np
from scipy.optimize import linprog

from sheber.engine.planning.problem import Intake, Problem

KEPT = 1e-6
"""What later stages may give back, as a share of an earlier value (or so much, if below 1)."""

Seats = dict[tuple[str, str], int]


def least_unmet(problem: Problem) -> float | None:
    """The smallest weighted unmet demand, or None if no plan exists."""
    futures = Futures(problem)
    results = [futures.unmet(seats) for seats in plans(problem)]
    return min((value for value in results if value is not None), default=None)


def best_stages(problem: Problem) -> list[float] | None:
    """The values of all stages, each the smallest that the ones before leave, or None."""
    futures = Futures(problem)
    valued = [(seats, futures.unmet(seats)) for seats in plans(problem)]
    possible = [(seats, value) for seats, value in valued if value is not None]
    if not possible:
        return None
    unmet = min(value for _, value in possible)
    left = [seats for seats, value in possible if value <= _kept(unmet)]
    found = [unmet]
    worst = [(seats, futures.worst(seats, _kept(unmet))) for seats in left]
    measured = [(seats, value) for seats, value in worst if value is not None]
    for measure in (None, *_measures(problem)):
        if measure is not None:
            measured = [(seats, measure(seats)) for seats, _ in measured]
        least = min(value for _, value in measured)
        found.append(least)
        measured = [(seats, value) for seats, value in measured if value <= _kept(least)]
    return found


def _kept(value: float) -> float:
    return value + KEPT * max(1.0, value)


def _measures(problem: Problem) -> Iterator[Any]:
    """Stages that seats alone decide: the largest share of a budget, totals, change."""
    pairs = _pairs(problem)

    def spent(seats: Seats, fund: str, year: int | None) -> int:
        return sum(
            cost * seats[intake.id, payer]
            for intake, payer, cost in pairs
            if payer == fund and year in (None, intake.year)
        )

    yield lambda seats: max(
        (spent(seats, b.fund, b.year) / b.amount for b in problem.budgets if b.amount), default=0.0
    )
    for currency in problem.currencies:
        purses = [fund.id for fund in problem.funds if fund.currency == currency]
        yield lambda seats, purses=purses: sum(spent(seats, fund, None) for fund in purses)
    if problem.previous:
        before = {(row.intake, row.fund): row.seats for row in problem.previous}
        yield lambda seats: sum(abs(n - before.get(key, 0)) for key, n in seats.items())


def _pairs(problem: Problem) -> list[tuple[Intake, str, int]]:
    budget = {(b.fund, b.year) for b in problem.budgets}
    country = {r.id: r.country for r in problem.regions}
    return [
        (intake, fund.id, cost.amount)
        for intake in problem.intakes
        for fund in problem.funds
        for cost in intake.costs
        if cost.currency == fund.currency and (fund.id, intake.year) in budget
        if not fund.country or fund.country == country[intake.region]
    ]


def plans(problem: Problem) -> Iterator[Seats]:
    """Every number of seats that keeps the rows about seats and money."""
    pairs = _pairs(problem)
    most = [intake.group_size * intake.maximum_groups for intake, _, _ in pairs]
    for numbers in product(*(range(n + 1) for n in most)):
        seats = {(intake.id, fund): n for (intake, fund, _), n in zip(pairs, numbers, strict=True)}
        if _money(problem, pairs, numbers) and _places(problem, seats) and _agreed(problem, seats):
            yield seats


def _money(
    problem: Problem, pairs: list[tuple[Intake, str, int]], numbers: tuple[int, ...]
) -> bool:
    return all(
        sum(
            cost * n
            for (intake, fund, cost), n in zip(pairs, numbers, strict=True)
            if (fund, intake.year) == (budget.fund, budget.year)
        )
        <= budget.amount
        for budget in problem.budgets
    )


def _people(problem: Problem, seats: Seats) -> dict[str, int]:
    return {i.id: sum(n for (k, _), n in seats.items() if k == i.id) for i in problem.intakes}


def _places(problem: Problem, seats: Seats) -> bool:
    """Groups and resources; the fewest groups are always best."""
    people = _people(problem, seats)
    groups = {i.id: ceil(people[i.id] / i.group_size) for i in problem.intakes}
    for i in problem.intakes:
        if groups[i.id] > i.maximum_groups or people[i.id] < groups[i.id] * i.minimum_group:
            return False
    for resource in problem.resources:
        taken = 0
        for i in problem.intakes:
            for use in i.uses:
                years = list(range(i.year, i.year + i.duration))
                in_use = years[-1:] if use.when == "last" else years
                owner = use.owner or i.institution
                if (use.resource, owner) == (resource.kind, resource.institution):
                    each = people[i.id] if use.per == "person" else groups[i.id]
                    taken += use.amount * each * (resource.year in in_use)
        if taken > resource.amount:
            return False
    return True


def _agreed(problem: Problem, seats: Seats) -> bool:
    """Countries and overrides."""
    people = _people(problem, seats)
    country = {r.id: r.country for r in problem.regions}

    def standing(place: str, year: int) -> int:
        return sum(
            people[i.id] for i in problem.intakes if (country[i.region], i.year) == (place, year)
        )

    for share in problem.shares:
        total = sum(standing(place, share.year) for place in set(country.values()))
        here = standing(share.country, share.year)
        if share.at_least is not None and here < share.at_least * total:
            return False
        if share.at_most is not None and here > share.at_most * total:
            return False
    for row in problem.balances:
        difference = standing(row.first, row.year) - standing(row.second, row.year)
        if row.of == "seats" and abs(difference) > row.tolerance:
            return False
    meets = {"exactly": int.__eq__, "at_least": int.__ge__, "at_most": int.__le__}
    return all(
        meets[o.rule](people[o.intake] if o.fund is None else seats[o.intake, o.fund], o.seats)
        for o in problem.overrides
    )


@dataclass(frozen=True)
class _Source:
    id: str
    programme: str
    region: str
    year: int
    completion: float
    people: int


class Futures:
    """What graduates of given seats can do at best: linear programmes over flows.

    Unless ``strict``, the graduates of a fund for its own lines may also fill none at all.
    """

    def __init__(self, problem: Problem, strict: bool = True) -> None:
        self.problem, self.strict = problem, strict
        self.country = {r.id: r.country for r in problem.regions}
        self.fills = {p.id: p.occupations for p in problem.programmes}
        self.given = {(p.study, p.work): float(p.rate.share) for p in problem.propensity}
        self.own = [fund.id for fund in problem.funds if fund.own_lines]
        self._cached = lru_cache(None)(self._solved)

    def unmet(self, seats: Seats) -> float | None:
        return self._cached(self._kind(seats), None)

    def worst(self, seats: Seats, unmet: float) -> float | None:
        return self._cached(self._kind(seats), unmet)

    def _kind(self, seats: Seats) -> tuple[tuple[int, ...], ...]:
        """What of the seats matters to flows: all of an intake, and those of each own fund."""
        people = _people(self.problem, seats)
        return tuple(
            (people[i.id], *(seats.get((i.id, fund), 0) for fund in self.own))
            for i in self.problem.intakes
        )

    def _solved(self, kind: tuple[tuple[int, ...], ...], unmet: float | None) -> float | None:
        """The least unmet demand; with ``unmet`` as a ceiling, the least worst shortfall."""
        problem, sources = self.problem, self._sources(kind)
        arcs = [
            (s, to)
            for s, source in enumerate(sources)
            for to, line in enumerate(problem.lines)
            if line.year == source.year and line.occupation in self.fills[source.programme]
        ]
        rows = list(self._rows(kind, sources, arcs))
        asked = float(sum(line.number * line.weight for line in problem.lines))
        served = {k: float(problem.lines[to].weight) for k, (_, to) in enumerate(arcs)}
        worst = len(arcs)
        if unmet is None:
            aim = {k: -weight for k, weight in served.items()}
        else:
            aim = {worst: 1.0}
            rows.append((unmet - asked, {k: -weight for k, weight in served.items()}))
            rows += self._shortfalls(arcs, worst)
        answer = _least(aim, rows, len(arcs) + 1)
        return answer if answer is None or unmet is not None else asked + answer

    def _sources(self, kind: tuple[tuple[int, ...], ...]) -> list[_Source]:
        intakes = [
            _Source(i.id, i.programme, i.region, i.year + i.duration, float(i.completion.share), n)
            for i, (n, *_) in zip(self.problem.intakes, kind, strict=True)
        ]
        return intakes + [
            _Source("", t.programme, t.region, t.year, float(t.completion.share), t.number)
            for t in self.problem.pipeline
        ]

    def _rows(self, kind: Any, sources: list[_Source], arcs: list[tuple[int, int]]) -> Iterator:
        lines = self.problem.lines
        for s, source in enumerate(sources):
            graduates = source.people * source.completion
            yield graduates, {k: 1.0 for k, arc in enumerate(arcs) if arc[0] == s}
            for region in self.country:
                share = self.given.get((source.region, region), float(source.region == region))
                here = [
                    k for k, (t, to) in enumerate(arcs) if t == s and lines[to].region == region
                ]
                yield share * graduates, dict.fromkeys(here, 1.0)
        for s, (_, *paid) in enumerate(kind):
            for fund, number in zip(self.own, paid, strict=True):
                own = [k for k, (t, to) in enumerate(arcs) if t == s and lines[to].payer == fund]
                others = [k for k, (t, _) in enumerate(arcs) if t == s and k not in own]
                share = sources[s].completion
                if self.strict:
                    yield -share * number, dict.fromkeys(own, -1.0)
                else:
                    yield share * (sources[s].people - number), dict.fromkeys(others, 1.0)
        for to, line in enumerate(lines):
            yield line.number, {k: 1.0 for k, arc in enumerate(arcs) if arc[1] == to}
        for balance in self.problem.balances:
            if balance.of == "movement":
                ways = {(balance.first, balance.second): 1.0, (balance.second, balance.first): -1.0}
                terms = {
                    k: ways.get(
                        (self.country[sources[s].region], self.country[lines[to].region]), 0.0
                    )
                    for k, (s, to) in enumerate(arcs)
                    if lines[to].year == balance.year
                }
                yield balance.tolerance, terms
                yield balance.tolerance, {k: -v for k, v in terms.items()}

    def _shortfalls(self, arcs: list[tuple[int, int]], worst: int) -> Iterator:
        lines = self.problem.lines
        for region in self.country:
            asked = sum(line.number for line in lines if line.region == region)
            here = [k for k, (_, to) in enumerate(arcs) if lines[to].region == region]
            yield -asked, {worst: -float(asked), **dict.fromkeys(here, -1.0)}


def _least(
    aim: dict[int, float], rows: list[tuple[float, dict[int, float]]], columns: int
) -> float | None:
    cost, table = np.zeros(columns), np.zeros((len(rows), columns))
    cost[list(aim)] = list(aim.values())
    for row, (_, terms) in enumerate(rows):
        table[row, list(terms)] = list(terms.values())
    answer = linprog(cost, A_ub=table, b_ub=np.array([limit for limit, _ in rows]))
    return float(answer.fun) if answer.status == 0 else None
