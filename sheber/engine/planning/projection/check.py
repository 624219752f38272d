"""Check a projection against its problem and plan, property by property.

This shares nothing with the code that projects: it reads the plan as the checks of plans do, and
adds up again. Everything is exact but F5, where the plan's own people are found by a solver.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import groupby
from typing import Any

from sheber.engine.planning.check.facts import TOLERANCE, Facts, once, require
from sheber.engine.planning.plan import Flow, Plan
from sheber.engine.planning.problem import Problem, Workforce
from sheber.engine.planning.projection.rows import Key, Projection, Row, Stock, exact

Look = Callable[[Facts, Projection], None]
Pair = tuple[str, str | None]


def check(problem: Problem, plan: Plan, projection: Projection) -> dict[str, bool]:
    """Return ``{"F1": True, …}`` or raise PropertyViolated with the first property that fails."""
    at = Facts(problem, plan)
    for look in CHECKS.values():
        look(at, projection)
    return dict.fromkeys(CHECKS, True)


def stocks(at: Facts, projection: Projection) -> None:
    """F1: what ends a year is what began it, with who came and without who went."""
    once("F1", "rows", [row.key for row in projection.rows])
    counted = _counted(at)
    rows: dict[Pair, list[Row]] = defaultdict(list)
    for row in projection.rows:
        rows[row.region, row.occupation].append(row)
    require(counted.keys() <= rows.keys(), "F1", "every_count_has_rows")
    for pair, own in rows.items():
        known = counted.get(pair)
        with_stock = [(row, row.stock) for row in own if row.stock is not None]
        due = [row.year for row in own if known and row.year >= known.year]
        found = [row.year for row, _ in with_stock]
        require(found == due, "F1", "stock_where_counted", region=pair[0], occupation=pair[1])
        if known:
            _one_stock(known, with_stock)


def _one_stock(known: Workforce, rows: Iterable[tuple[Row, Stock]]) -> None:
    before, year = Fraction(known.people), known.year
    for row, stock in rows:
        about = _about(row)
        require(row.year == year, "F1", "no_year_left_out", **about)
        require(stock.start == before, "F1", "starts_as_the_year_before_ends", **about)
        came = row.stayed + row.arrived + stock.joined
        went = stock.left + stock.retired
        require(stock.end == stock.start + came - went, "F1", "adds_up", **about)
        before, year = stock.end, year + 1


def graduates(at: Facts, projection: Projection) -> None:
    """F2: who graduates stays, moves or is not placed; and all who should graduate do."""
    expected: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for kind, source in _sources(at):
        _, region, year, number = at.graduates(kind, source)
        expected[region, year] += number
    found: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for row in projection.rows:
        parts = row.stayed + row.moved + row.not_placed
        require(row.graduates == parts, "F2", "adds_up", **_about(row))
        require(min(row.stayed, row.moved, row.arrived) >= 0, "F2", "not_negative", **_about(row))
        require(row.not_placed >= -_few(at), "F2", "not_negative", **_about(row))
        found[row.region, row.year] += row.graduates
    _same("F2", "all_who_graduate", expected, found)


def movement(at: Facts, projection: Projection) -> None:
    """F3: who leaves a region arrives in another one, in the same occupation and year."""
    away: dict[Key, Fraction] = defaultdict(Fraction)
    into: dict[Key, Fraction] = defaultdict(Fraction)
    once("F3", "moves", [(m.study, m.work, m.occupation, m.year) for m in projection.moves])
    for move in projection.moves:
        require(move.study != move.work, "F3", "two_regions", study=move.study)
        away[move.study, move.occupation, move.year] += move.people
        into[move.work, move.occupation, move.year] += move.people
    _same("F3", "moved", away, {row.key: row.moved for row in projection.rows})
    _same("F3", "arrived", into, {row.key: row.arrived for row in projection.rows})


def arrivals(at: Facts, projection: Projection) -> None:
    """F4: whom the plan sends to lines arrives where and when the line is, from where it says."""
    here: dict[Key, Fraction] = defaultdict(Fraction)
    across: dict[Key, Fraction] = defaultdict(Fraction)
    for flow in at.plan.flows:
        line = at.lines[flow.line]
        side = here if _study(at, flow) == line.region else across
        side[line.region, line.occupation, line.year] += exact(flow.graduates)
    _same("F4", "stayed", here, {row.key: row.stayed for row in projection.rows})
    _same("F4", "arrived", across, {row.key: row.arrived for row in projection.rows})


def shortfall(at: Facts, projection: Projection) -> None:
    """F5: demand less arrivals is what is short, and that is what the plan says is unmet."""
    asked: dict[Key, Fraction] = defaultdict(Fraction)
    unmet: dict[Key, float] = defaultdict(float)
    for line in at.problem.lines:
        asked[line.region, line.occupation, line.year] += line.number
        unmet[line.region, line.occupation, line.year] += at.unmet[line.id]
    _same("F5", "asked", asked, {row.key: Fraction(row.asked) for row in projection.rows})
    for row in projection.rows:
        about = {**_about(row), "short": str(row.short)}
        require(row.short == row.asked - row.stayed - row.arrived, "F5", "adds_up", **about)
        lines = TOLERANCE * (1 + len(at.lines))
        difference = abs(float(row.short) - unmet.get(row.key, 0.0))
        require(difference <= lines, "F5", "as_the_plan_says", **about, unmet=unmet.get(row.key))


def training(at: Facts, projection: Projection) -> None:
    """F6: everybody who was given a seat, or has one, is in training until the year of graduation.

    By region and year, and by how many years are still to go.
    """
    due: dict[tuple[str, int, int], Fraction] = defaultdict(Fraction)
    first = min((intake.year for intake in at.problem.intakes), default=None)
    for kind, source in _sources(at):
        _, region, end, _ = at.graduates(kind, source)
        if kind == "intake":
            begin, people = at.intakes[source].year, at.seats[source]
        else:
            begin, people = first if first is not None else end, at.pipeline[source].number
        for year in range(begin, end):
            due[region, year, end - year] += people
    found: dict[tuple[str, int, int], Fraction] = defaultdict(Fraction)
    for row in projection.rows:
        for to_go, people_here in enumerate(row.in_training, start=1):
            found[row.region, row.year, to_go] += people_here
    _same("F6", "in_training", due, found)


def shares(at: Facts, projection: Projection) -> None:
    """F7: who retires, leaves and joins is what the count of the workforce states."""
    counted = _counted(at)
    stocked = [(row, row.stock) for row in projection.rows if row.stock is not None]
    for pair, rows in groupby(stocked, key=lambda one: (one[0].region, one[0].occupation)):
        known = counted[pair]
        leave = known.leave.share if known.leave else Fraction(0)
        needed = Fraction(known.people)
        for row, stock in rows:
            about = _about(row)
            require(stock.retired == stock.start * known.retire.share, "F7", "retired", **about)
            require(stock.left == stock.start * leave, "F7", "left", **about)
            require(stock.joined == known.join, "F7", "joined", **about)
            needed = needed * (1 - known.retire.share - leave) + known.join + row.asked
            require(stock.needed == needed, "F7", "needed", **about)


CHECKS: dict[str, Look] = {
    "F1": stocks,
    "F2": graduates,
    "F3": movement,
    "F4": arrivals,
    "F5": shortfall,
    "F6": training,
    "F7": shares,
}
"""The numbered properties, in order."""


def _counted(at: Facts) -> dict[Pair, Workforce]:
    return {(one.region, one.occupation): one for one in at.problem.workforce}


def _sources(at: Facts) -> Iterable[tuple[str, str]]:
    yield from (("intake", id) for id in at.intakes)
    yield from (("pipeline", id) for id in at.pipeline)


def _study(at: Facts, flow: Flow) -> str:
    return at.graduates(flow.kind, flow.source)[1]


def _few(at: Facts) -> Fraction:
    """What flows may exceed the expected graduates by, all sources together."""
    return exact(TOLERANCE) * (len(at.intakes) + len(at.pipeline))


def _about(row: Row) -> dict[str, object]:
    return {"region": row.region, "occupation": row.occupation, "year": row.year}


def _same(code: str, says: str, due: Mapping[Any, Fraction], found: Mapping[Any, Fraction]) -> None:
    """Two tables of people agree; a key that one of them lacks counts as nobody."""
    for key in (*due, *found):
        one, other = due.get(key, Fraction(0)), found.get(key, Fraction(0))
        require(one == other, code, says, key=key, due=str(one), found=str(other))
