"""The smallest unmet demand by trying every number of seats: slow, plain, and not the model.

Seats are enumerated; what graduates can then do is a small linear programme written apart, solved
with SciPy. Only for problems whose lines and intakes can be counted on one hand.
"""

from collections.abc import Iterator
from itertools import product
from math import ceil

import numpy as np
from scipy.optimize import linprog

from sheber.engine.planning.problem import Intake, Problem


def least_unmet(problem: Problem) -> float | None:
    """The smallest weighted unmet demand, or None if no plan exists."""
    results = [_unmet(problem, seats) for seats in _plans(problem)]
    return min((value for value in results if value is not None), default=None)


def _pairs(problem: Problem) -> list[tuple[Intake, str, int]]:
    budget = {(b.fund, b.year) for b in problem.budgets}
    return [
        (intake, fund.id, cost.amount)
        for intake in problem.intakes
        for fund in problem.funds
        for cost in intake.costs
        if cost.currency == fund.currency and (fund.id, intake.year) in budget
    ]


def _plans(problem: Problem) -> Iterator[dict[tuple[str, str], int]]:
    pairs = _pairs(problem)
    most = [intake.group_size * intake.maximum_groups for intake, _, _ in pairs]
    for numbers in product(*(range(n + 1) for n in most)):
        seats = {(intake.id, fund): n for (intake, fund, _), n in zip(pairs, numbers, strict=True)}
        if _money(problem, pairs, numbers) and _places(problem, seats):
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


def _places(problem: Problem, seats: dict[tuple[str, str], int]) -> bool:
    """Groups, resources, countries and overrides; the fewest groups are always best."""
    people = {i.id: sum(n for (k, _), n in seats.items() if k == i.id) for i in problem.intakes}
    groups = {i.id: ceil(people[i.id] / i.group_size) for i in problem.intakes}
    country = {r.id: r.country for r in problem.regions}
    for i in problem.intakes:
        if groups[i.id] > i.maximum_groups or people[i.id] < groups[i.id] * i.minimum_group:
            return False
    for resource in problem.resources:
        taken = 0
        for i in problem.intakes:
            for use in i.uses:
                years = list(range(i.year, i.year + i.duration))
                in_use = years[-1:] if use.when == "last" else years
                if (use.resource, i.institution) == (resource.kind, resource.institution):
                    each = people[i.id] if use.per == "person" else groups[i.id]
                    taken += use.amount * each * (resource.year in in_use)
        if taken > resource.amount:
            return False
    by_country = {
        c: sum(people[i.id] for i in problem.intakes if country[i.region] == c)
        for c in set(country.values())
    }
    total = sum(by_country.values())
    if any(
        s.at_least is not None and by_country[s.country] < s.at_least * total
        for s in problem.shares
    ):
        return False
    for balance in problem.balances:
        difference = by_country[balance.first] - by_country[balance.second]
        if balance.of == "seats" and abs(difference) > balance.tolerance:
            return False
    meets = {"exactly": int.__eq__, "at_least": int.__ge__, "at_most": int.__le__}
    return all(meets[o.rule](people[o.intake], o.seats) for o in problem.overrides)


def _unmet(problem: Problem, seats: dict[tuple[str, str], int]) -> float | None:
    country = {r.id: r.country for r in problem.regions}
    fills = {p.id: p.occupations for p in problem.programmes}
    given = {(p.study, p.work): float(p.rate.share) for p in problem.propensity}
    sources = [
        (i.programme, i.region, i.year + i.duration, float(i.completion.share), i.id)
        for i in problem.intakes
    ]
    people = [sum(n for (k, _), n in seats.items() if k == s[4]) for s in sources]
    sources += [
        (t.programme, t.region, t.year, float(t.completion.share), "") for t in problem.pipeline
    ]
    people += [t.number for t in problem.pipeline]
    arcs = [
        (s, to)
        for s, source in enumerate(sources)
        for to, line in enumerate(problem.lines)
        if line.year == source[2] and line.occupation in fills[source[0]]
    ]
    rows: list[list[float]] = []
    limits: list[float] = []

    def at_most(limit: float, terms: dict[int, float]) -> None:
        rows.append([terms.get(k, 0.0) for k in range(len(arcs))])
        limits.append(limit)

    for s, source in enumerate(sources):
        graduates = people[s] * source[3]
        at_most(graduates, {k: 1.0 for k, arc in enumerate(arcs) if arc[0] == s})
        for region in country:
            share = given.get((source[1], region), float(source[1] == region))
            here = {
                k: 1.0
                for k, (t, to) in enumerate(arcs)
                if t == s and problem.lines[to].region == region
            }
            at_most(share * graduates, here)
        for fund in problem.funds:
            if fund.own_lines and source[4]:
                own = {
                    k: -1.0
                    for k, (t, to) in enumerate(arcs)
                    if t == s and problem.lines[to].payer == fund.id
                }
                at_most(-source[3] * seats.get((source[4], fund.id), 0), own)
    for to, line in enumerate(problem.lines):
        at_most(line.number, {k: 1.0 for k, arc in enumerate(arcs) if arc[1] == to})
    for balance in problem.balances:
        if balance.of == "movement":
            sign = {(balance.first, balance.second): 1.0, (balance.second, balance.first): -1.0}
            terms = {
                k: sign.get((country[sources[s][1]], country[problem.lines[to].region]), 0.0)
                for k, (s, to) in enumerate(arcs)
                if problem.lines[to].year == balance.year
            }
            at_most(balance.tolerance, terms)
            at_most(balance.tolerance, {k: -v for k, v in terms.items()})
    asked = sum(line.number * line.weight for line in problem.lines)
    if not arcs:
        return float(asked) if all(limit >= 0 for limit in limits) else None
    gain = [-float(problem.lines[to].weight) for _, to in arcs]
    answer = linprog(gain, A_ub=np.array(rows), b_ub=np.array(limits))
    return asked + answer.fun if answer.status == 0 else None
