"""How decided seats fare in a scenario: a linear programme over flows of graduates alone.

Rows that bind seats were kept when the plan was made, and what stands of them was cut back before
(``cut``), so only rows about people are left: graduates, willingness to move, demand, the balance
of movement, and whom a fund pays for. A fund that pays only for its own lines may find fewer of
them than it paid seats for: those graduates then fill no line of anybody else.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from sheber.engine.planning.highs import Limits, SolverFailed, minimise
from sheber.engine.planning.model import Model, build
from sheber.engine.planning.plan import ENGINE, Flow, Plan, Spending, Unmet
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.rows import Floats, Row, Rows, Table, table
from sheber.engine.planning.scenarios.check import require_kept
from sheber.engine.planning.scenarios.cut import Decision, cut_back
from sheber.engine.planning.scenarios.tables import chosen, stacked
from sheber.engine.planning.stages import unmet

DIGITS = 9
"""People are reported to this many decimal places."""

UNMET_FIRST = 1000.0
"""Weight of an unmet person against the order of a flow (at most 1): it breaks ties only."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of decided seats in a scenario.

    ``value`` is unmet demand, weighted; ``unmet`` people by line, in the order of the problem;
    ``lost`` the seats that were cut back.
    """

    value: float
    unmet: Floats
    lost: int


class Future:
    """The problem of a scenario, ready to try plans in."""

    def __init__(self, problem: Problem) -> None:
        """``problem`` is canonical and is that of the scenario."""
        self._problem = problem
        self._model = people_model(problem)
        self._weights = np.array([float(line.weight) for line in problem.lines])

    def outcome(self, decided: Decision) -> Outcome:
        """Cut back what cannot stand, send graduates where they help most, check, report."""
        kept = cut_back(self._problem, decided)
        columns = self._flows(kept)
        require_kept(self._problem, decided.seats, self._plan(kept, columns))
        people = self._unmet(columns)
        lost = sum(row.number for row in decided.seats) - sum(row.number for row in kept.seats)
        return Outcome(round(float(self._weights @ people), DIGITS), people, lost)

    def _flows(self, kept: Decision) -> Floats:
        at = self._model.columns
        order = {
            column: (1.0 + rank) / len(at.flow) for rank, column in enumerate(at.flow.values())
        }
        first = {
            column: UNMET_FIRST * weight for column, weight in unmet(self._model).costs.items()
        }
        answer = minimise(
            self._model, order | first, Limits(0.0), fixed=self._columns(kept), whole=False
        )
        if answer.status != "optimal":
            raise SolverFailed("no flow of graduates fits the seats of a scenario")
        return answer.columns

    def _columns(self, kept: Decision) -> dict[int, float]:
        at = self._model.columns
        place = {intake.id: i for i, intake in enumerate(self._problem.intakes)}
        fixed = {int(column): 0.0 for column in at.whole}
        fixed |= {at.groups[place[row.intake]]: float(row.number) for row in kept.groups}
        return fixed | {
            at.seats[place[row.intake], row.fund]: float(row.number) for row in kept.seats
        }

    def _unmet(self, columns: Floats) -> Floats:
        at = self._model.columns
        people = np.array([columns[at.unmet[i]] for i in range(len(self._problem.lines))])
        return np.maximum(0.0, np.round(people, DIGITS)) + 0.0

    def _plan(self, kept: Decision, columns: Floats) -> Plan:
        """What the scenario makes of the plan, as a plan that the checks of plans can read."""
        at, lines = self._model.columns, self._problem.lines
        flows = (
            Flow(at.sources[s].kind, at.sources[s].id, lines[line].id, float(columns[column]))
            for (s, line), column in at.flow.items()
            if columns[column] > 0
        )
        people = self._unmet(columns)
        return Plan(
            engine=ENGINE,
            solver="",
            status="",
            stages=(),
            groups=kept.groups,
            seats=kept.seats,
            flows=tuple(flows),
            unmet=tuple(Unmet(line.id, float(people[i])) for i, line in enumerate(lines)),
            spending=_spending(self._problem, kept),
        )


def _spending(problem: Problem, kept: Decision) -> tuple[Spending, ...]:
    intakes = {intake.id: intake for intake in problem.intakes}
    currency = {fund.id: fund.currency for fund in problem.funds}
    spent = {(row.fund, row.year): 0 for row in problem.budgets}
    for row in kept.seats:
        intake = intakes[row.intake]
        cost = next(c.amount for c in intake.costs if c.currency == currency[row.fund])
        spent[row.fund, intake.year] += cost * row.number
    return tuple(Spending(b.fund, b.year, spent[b.fund, b.year], b.amount) for b in problem.budgets)


PEOPLE = frozenset({"graduates", "moves", "demand", "others"})
"""Families of rows that hold once seats are decided; of balances only that of movement."""


def about_people(name: Row) -> bool:
    """Whether a row still binds when seats are decided."""
    return name.family in PEOPLE or (name.family == "balance" and name.key[0] == "movement")


def people_model(problem: Problem) -> Model:
    """The model of a problem with only the rows about people, and ``others`` beside them."""
    free = tuple(replace(fund, own_lines=False) for fund in problem.funds)
    light = replace(problem, funds=free, resources=(), shares=(), overrides=(), previous=())
    model = build(light)
    binds = np.array([about_people(name) for name in model.rows.names], dtype=bool)
    model = replace(model, problem=problem)
    return replace(model, rows=stacked([chosen(model.rows, binds), _for_others(model)]))


def _for_others(model: Model) -> Table:
    """Rows: those who fill a line that a fund does not pay for are not the fund's own graduates."""
    at, rows = model.columns, Rows()
    flows: dict[int, list[tuple[str | None, int]]] = defaultdict(list)
    for (s, line), column in at.flow.items():
        flows[s].append((model.problem.lines[line].payer, column))
    seats: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for (i, fund), column in at.seats.items():
        seats[i].append((fund, column))
    own = {fund.id for fund in model.problem.funds if fund.own_lines}
    for i, fund in at.seats:
        if fund in own:
            intake = model.problem.intakes[i]
            share = -float(intake.completion.share)
            others = [(column, 1.0) for payer, column in flows[i] if payer != fund]
            paid = [(column, share) for payer, column in seats[i] if payer != fund]
            rows.add(Row("others", (fund, intake.id)), [*others, *paid], upper=0)
    return table(rows)
