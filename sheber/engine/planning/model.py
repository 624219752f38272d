"""The planning problem as a mixed-integer linear programme with named rows.

Every constraint is one named row, so that prices, reasons and clashes can speak of it. Rows about
whole numbers are brought to whole coefficients, so that the solver's tolerance cannot bend them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from sheber.engine.planning.columns import Columns, columns
from sheber.engine.planning.problem import Balance, CountryShare, Problem
from sheber.engine.planning.rows import Row, Rows, Table, table
from sheber.engine.planning.supply import Willingness, common_denominator, payable, users

FINEST_BUDGET = 10**9
"""A budget is read to at least a thousand-millionth of itself, seats' costs rounded up to that."""

SMALLEST_SHARE = 1e-6
"""A share of a budget up to this counts as none, as in the value of any stage."""

HARD = frozenset(
    {
        *("groups", "seats_at_most", "seats_at_least", "resource", "budget", "own_lines"),
        *("share_at_least", "share_at_most", "balance", "override"),
    }
)
"""Families that somebody may relax; the rest only say what the words mean."""


@dataclass(frozen=True, slots=True)
class Model:
    """A problem with its columns and rows."""

    problem: Problem
    columns: Columns
    rows: Table


@dataclass(slots=True)
class _Draft:
    """What the row builders below need at hand."""

    problem: Problem
    at: Columns
    rows: Rows
    seats_of: dict[int, list[int]]

    def seats(self, positions: list[int]) -> list[int]:
        return [column for position in positions for column in self.seats_of[position]]


def build(problem: Problem) -> Model:
    """Build the model of a problem that has no faults."""
    at = columns(problem)
    seats_of: dict[int, list[int]] = defaultdict(list)
    for (position, _), column in at.seats.items():
        seats_of[position].append(column)
    draft = _Draft(problem, at, Rows(), seats_of)
    for add in _BUILDERS:
        add(draft)
    return Model(problem, at, table(draft.rows))


def _groups(draft: _Draft) -> None:
    for i, intake in enumerate(draft.problem.intakes):
        group = draft.at.groups[i]
        seats = [(column, 1.0) for column in draft.seats_of[i]]
        key = (intake.id,)
        draft.rows.add(Row("groups", key), [(group, 1.0)], upper=intake.maximum_groups)
        draft.rows.add(
            Row("seats_at_most", key), [*seats, (group, -float(intake.group_size))], upper=0
        )
        draft.rows.add(
            Row("seats_at_least", key), [*seats, (group, -float(intake.minimum_group))], lower=0
        )


def _resources(draft: _Draft) -> None:
    taking = users(draft.problem)
    for resource in draft.problem.resources:
        taken: dict[int, Fraction] = defaultdict(Fraction)
        for position, use in taking.get((resource.kind, resource.institution, resource.year), ()):
            per_group = [draft.at.groups[position]]
            for column in per_group if use.per == "group" else draft.seats_of[position]:
                taken[column] += use.amount
        scale = common_denominator(list(taken.values()))
        draft.rows.add(
            Row("resource", (resource.kind, resource.institution, resource.year)),
            [(column, float(amount * scale)) for column, amount in taken.items()],
            upper=_whole_takes(resource.amount * scale, draft, taken, scale),
            scale=scale,
        )


def _whole_takes(most: int, draft: _Draft, taken: Mapping[int, Fraction], scale: int) -> int:
    """What can be taken when all that take are whole and take alike: without this, the relaxation
    opens parts of groups, and nothing is proven for a long time."""
    alike = {int(amount * scale) for amount in taken.values()}
    if len(alike) != 1 or 0 in alike or max(taken) >= len(draft.at.whole):
        return most
    return most - most % alike.pop()


def budget_unit(amount: int, costs: list[int]) -> int:
    """Unit in which a budget row is counted: no seat's cost is cut, and numbers stay small."""
    exact = gcd(*costs) or 1
    return exact if amount // exact <= FINEST_BUDGET else max(1, amount // FINEST_BUDGET)


def _budgets(draft: _Draft) -> None:
    costs: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    most: dict[tuple[str, int], int] = defaultdict(int)
    for i, intake in enumerate(draft.problem.intakes):
        for fund, cost in payable(draft.problem, intake):
            costs[fund.id, intake.year].append((draft.at.seats[i, fund.id], cost))
            most[fund.id, intake.year] += cost * intake.group_size * intake.maximum_groups
    for budget in draft.problem.budgets:
        paid = costs[budget.fund, budget.year]
        unit = budget_unit(budget.amount, [cost for _, cost in paid])
        terms = [(column, float(-(-cost // unit))) for column, cost in paid]
        ceiling = budget.amount // unit
        key = (budget.fund, budget.year)
        draft.rows.add(Row("budget", key), terms, upper=ceiling, scale=1 / unit)
        # What all seats together take less of would stand in one row with coefficients so far
        # apart that the solver takes the share for a whole number.
        if most[key] > budget.amount * SMALLEST_SHARE > 0:
            largest = float(max(ceiling, 1))
            share = [(column, cost / budget.amount * largest) for column, cost in paid]
            draft.rows.add(Row("budget_share", key), [*share, (draft.at.share, -largest)], upper=0)


def _graduates(draft: _Draft) -> None:
    willing = Willingness(draft.problem)
    leaving: dict[int, list[int]] = defaultdict(list)
    moving: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (s, line), column in draft.at.flow.items():
        leaving[s].append(column)
        moving[s, draft.problem.lines[line].region].append(column)
    for s, flows in leaving.items():
        _limit_flow(draft, Row("graduates", _name(draft, s)), s, flows, Fraction(1))
    for (s, region), flows in moving.items():
        share = willing.share(draft.at.sources[s].region, region)
        if share < 1:
            _limit_flow(draft, Row("moves", (*_name(draft, s), region)), s, flows, share)


def _name(draft: _Draft, source: int) -> tuple[str, str]:
    return draft.at.sources[source].kind, draft.at.sources[source].id


def _limit_flow(draft: _Draft, name: Row, s: int, flows: list[int], share: Fraction) -> None:
    source = draft.at.sources[s]
    terms = [(column, 1.0) for column in flows]
    if source.kind == "pipeline":
        draft.rows.add(name, terms, upper=float(share * source.fixed))
        return
    rate = -float(share * source.completion)
    terms += [(column, rate) for column in draft.seats_of[s]]
    draft.rows.add(name, terms, upper=0)


def _own_lines(draft: _Draft) -> None:
    own = {fund.id for fund in draft.problem.funds if fund.own_lines}
    flows: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (s, line), column in draft.at.flow.items():
        payer = draft.problem.lines[line].payer
        if payer is not None:
            flows[s, payer].append(column)
    for (i, fund), column in draft.at.seats.items():
        if fund in own:
            intake = draft.problem.intakes[i]
            terms = [(flow, -1.0) for flow in flows[i, fund]]
            draft.rows.add(
                Row("own_lines", (fund, intake.id)),
                [(column, float(intake.completion.share)), *terms],
                upper=0,
            )


def _demand(draft: _Draft) -> None:
    arriving: dict[int, list[int]] = defaultdict(list)
    for (_, place), column in draft.at.flow.items():
        arriving[place].append(column)
    asked: dict[str, int] = defaultdict(int)
    short: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, line in enumerate(draft.problem.lines):
        terms = [(column, 1.0) for column in [*arriving[position], draft.at.unmet[position]]]
        draft.rows.add(Row("demand", (line.id,)), terms, lower=line.number, upper=line.number)
        asked[line.region] += line.number
        short[line.region].append((draft.at.unmet[position], 1.0))
    for region, terms in short.items():
        worst = (draft.at.worst, -float(asked[region]))
        draft.rows.add(Row("region", (region,)), [*terms, worst], upper=0)


def _shares(draft: _Draft) -> None:
    for share in draft.problem.shares:
        for family, bound, sign in (
            ("share_at_least", share.at_least, 1),
            ("share_at_most", share.at_most, -1),
        ):
            if bound is not None:
                name = Row(family, (share.country, share.year))
                draft.rows.add(name, _share_terms(draft, share, bound, sign), lower=0)


def _share_terms(
    draft: _Draft, share: CountryShare, bound: Fraction, sign: int
) -> list[tuple[int, float]]:
    country = {region.id: region.country for region in draft.problem.regions}
    terms = []
    for i, intake in enumerate(draft.problem.intakes):
        if intake.year == share.year:
            inside = int(country[intake.region] == share.country)
            weight = sign * (inside * bound.denominator - bound.numerator)
            terms += [(column, float(weight)) for column in draft.seats_of[i]]
    return terms


def _balances(draft: _Draft) -> None:
    for balance in draft.problem.balances:
        terms = _seat_balance if balance.of == "seats" else _movement_balance
        draft.rows.add(
            Row("balance", (balance.of, balance.first, balance.second, balance.year)),
            terms(draft, balance),
            lower=-balance.tolerance,
            upper=balance.tolerance,
        )


def _seat_balance(draft: _Draft, balance: Balance) -> list[tuple[int, float]]:
    country = {region.id: region.country for region in draft.problem.regions}
    sign = {balance.first: 1.0, balance.second: -1.0}
    return [
        (column, sign[country[intake.region]])
        for i, intake in enumerate(draft.problem.intakes)
        if intake.year == balance.year and country[intake.region] in sign
        for column in draft.seats_of[i]
    ]


def _movement_balance(draft: _Draft, balance: Balance) -> list[tuple[int, float]]:
    country = {region.id: region.country for region in draft.problem.regions}
    sign = {(balance.first, balance.second): 1.0, (balance.second, balance.first): -1.0}
    terms = []
    for (s, line), column in draft.at.flow.items():
        wanted = draft.problem.lines[line]
        way = country[draft.at.sources[s].region], country[wanted.region]
        if wanted.year == balance.year and way in sign:
            terms.append((column, sign[way]))
    return terms


def _overrides(draft: _Draft) -> None:
    places = {intake.id: i for i, intake in enumerate(draft.problem.intakes)}
    for override in draft.problem.overrides:
        i = places[override.intake]
        chosen = draft.seats_of[i] if override.fund is None else [draft.at.seats[i, override.fund]]
        draft.rows.add(
            Row("override", (override.id,)),
            [(column, 1.0) for column in chosen],
            lower=-np.inf if override.rule == "at_most" else override.seats,
            upper=np.inf if override.rule == "at_least" else override.seats,
        )


def _change(draft: _Draft) -> None:
    before = {(row.intake, row.fund): row.seats for row in draft.problem.previous}
    for (i, fund), column in draft.at.change.items():
        intake = draft.problem.intakes[i].id
        seats, was = draft.at.seats[i, fund], before.get((intake, fund), 0)
        key = (intake, fund)
        draft.rows.add(Row("more_than_before", key), [(seats, 1), (column, -1)], upper=was)
        draft.rows.add(Row("less_than_before", key), [(seats, 1), (column, 1)], lower=was)


_BUILDERS: tuple[Callable[[_Draft], None], ...] = (
    *(_groups, _resources, _budgets, _graduates, _own_lines),
    *(_demand, _shares, _balances, _overrides, _change),
)
