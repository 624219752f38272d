"""For each line of demand that lacks people: what limits it, as codes and facts.

A line has one code. ``limited`` lists, for every intake whose graduates could fill the line, the
rows that leave no room for one more step there: one more seat in an open group, or else the fewest
seats that open one more group. Room is read with all else as the plan has it, and each row that is
named is in the way by itself; purses are in the way together. The other codes need no list:

- ``no_programme``: nothing that is taught leads to the occupation;
- ``no_intake``: what leads to it gives no graduates in that year;
- ``nobody_moves``: it does, but nobody there would work in the region;
- ``pipeline_only``: only people already in training could come;
- ``within_gap``: one more step would fit somewhere: the plan is as good as its proven gap says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sheber.engine.planning.futures import Futures
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Fund, Intake, Line, Override, Problem, canonical
from sheber.engine.planning.rows import Row
from sheber.engine.planning.supply import (
    Supply,
    Willingness,
    owner_of,
    payable,
    supplies,
    years_of_use,
)

NOTICED = 1e-6
"""A line that lacks at most this many people is met."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A row that leaves no room for one more step of an intake: needed is more than room."""

    intake: str
    code: str
    row: str
    room: float
    needed: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line lacks people; ``facts`` are plain values."""

    line: str
    people: float
    code: str
    facts: Mapping[str, object]
    limits: tuple[Limit, ...] = ()


def reasons(problem: Problem, plan: Plan) -> tuple[Reason, ...]:
    """Explain every line with a shortfall, in the order of lines."""
    problem = canonical(problem)
    state = _State(problem, plan)
    lacking = {row.line: row.people for row in plan.unmet if row.people > NOTICED}
    return tuple(
        _reason(state, line, lacking[line.id]) for line in problem.lines if line.id in lacking
    )


class _State:
    """What the plan has taken, so that room can be read."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.sources = supplies(problem)
        self.willing = Willingness(problem)
        self.intakes = {intake.id: intake for intake in problem.intakes}
        self.country = {region.id: region.country for region in problem.regions}
        self.groups = {row.intake: row.number for row in plan.groups}
        self.paid = {(row.intake, row.fund): row.number for row in plan.seats}
        self.seats: Counter[str] = Counter()
        for row in plan.seats:
            self.seats[row.intake] += row.number
        self.left = {(row.fund, row.year): row.budget - row.spent for row in plan.spending}
        self.taken = self._taken()
        self.futures = Futures(problem, plan)

    def _taken(self) -> dict[tuple[str, str, int], Fraction]:
        taken: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
        for intake in self.problem.intakes:
            for use in intake.uses:
                by = self.groups if use.per == "group" else self.seats
                for year in years_of_use(intake, use):
                    key = use.resource, owner_of(intake, use), year
                    taken[key] += use.amount * by[intake.id]
        return taken

    def in_country(self, year: int) -> Counter[str]:
        """Seats of an intake year by country."""
        count: Counter[str] = Counter()
        for intake in self.problem.intakes:
            if intake.year == year:
                count[self.country[intake.region]] += self.seats[intake.id]
        return count


def _reason(state: _State, line: Line, people: float) -> Reason:
    taught = {p.id for p in state.problem.programmes if line.occupation in p.occupations}
    if not taught:
        return Reason(line.id, people, "no_programme", {"occupation": line.occupation})
    in_time = [
        s
        for s in state.sources
        if s.programme in taught and s.year == line.year and _has_graduates(s)
    ]
    if not in_time:
        return Reason(line.id, people, "no_intake", {"year": line.year})
    useful = [s for s in in_time if _comes(state, s, line)]
    if not useful:
        regions = sorted({source.region for source in in_time})
        return Reason(line.id, people, "nobody_moves", {"study": regions, "work": line.region})
    intakes = [state.intakes[s.id] for s in useful if s.kind == "intake"]
    if not intakes:
        rows = [source.id for source in useful]
        return Reason(line.id, people, "pipeline_only", {"pipeline": rows})
    return _limited(state, line, people, intakes)


def _has_graduates(source: Supply) -> bool:
    return source.completion > 0 if source.kind == "intake" else source.fixed > 0


def _comes(state: _State, source: Supply, line: Line) -> bool:
    return state.willing.share(source.region, line.region) > 0


def _limited(state: _State, line: Line, people: float, intakes: list[Intake]) -> Reason:
    limits = {intake.id: tuple(_limits(state, line, intake)) for intake in intakes}
    free = [intake for intake, found in limits.items() if not found]
    if free:
        return Reason(line.id, people, "within_gap", {"room_in": free})
    every = tuple(limit for found in limits.values() for limit in found)
    count = Counter(limit.code for limit in every)
    return Reason(line.id, people, "limited", {"by": dict(sorted(count.items()))}, every)


def _limits(state: _State, line: Line, intake: Intake) -> Iterator[Limit]:
    """Rows in which one more step of an intake, for this line, finds no room."""
    has_room = state.seats[intake.id] < intake.group_size * state.groups[intake.id]
    groups, seats = (0, 1) if has_room else (1, _seats_of_one_more_group(state, intake))
    for code, row, room, needed in (
        *_of_groups(state, intake, groups),
        *_of_resources(state, intake, groups, seats),
        *_of_money(state, line, intake, seats),
        *_of_countries(state, intake, seats),
        *_of_movement(state, line, intake, seats),
        *_of_overrides(state, intake, seats),
    ):
        if needed > room:
            yield Limit(intake.id, code, str(row), float(room), float(needed))


def _seats_of_one_more_group(state: _State, intake: Intake) -> int:
    """People above the minimum in the open groups may move to the new one."""
    due = intake.minimum_group * (state.groups[intake.id] + 1)
    return max(1, due - state.seats[intake.id])


Found = tuple[str, Row, float | Fraction, float | Fraction]


def _of_groups(state: _State, intake: Intake, groups: int) -> Iterator[Found]:
    room = intake.maximum_groups - state.groups[intake.id]
    yield "groups", Row("groups", (intake.id,)), room, groups


def _of_resources(state: _State, intake: Intake, groups: int, seats: int) -> Iterator[Found]:
    needed: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
    for use in intake.uses:
        for year in years_of_use(intake, use):
            step = groups if use.per == "group" else seats
            needed[use.resource, owner_of(intake, use), year] += use.amount * step
    for resource in state.problem.resources:
        key = (resource.kind, resource.institution, resource.year)
        if key in needed:
            room = resource.amount - state.taken[key]
            yield resource.kind, Row("resource", key), room, needed[key]


def _of_money(state: _State, line: Line, intake: Intake, seats: int) -> Iterator[Found]:
    """Purses only limit when all together cannot pay; then all that binds each of them is named."""
    purses = [
        (fund, cost) for fund, cost in payable(state.problem, intake) if _pays_for(fund, line)
    ]
    if not purses:
        yield "no_fund", Row("intake", (intake.id,)), 0, seats
    bounds = [tuple(_of_purse(state, intake, fund, cost, seats)) for fund, cost in purses]
    if sum(min(allowed for allowed, _ in bound) for bound in bounds) < seats:
        yield from (found for bound in bounds for _, found in bound)


def _of_purse(
    state: _State, intake: Intake, fund: Fund, cost: int, seats: int
) -> Iterator[tuple[int, Found]]:
    """What bounds the seats that a fund may add, each with the number that it allows."""
    money = state.left[fund.id, intake.year]
    row = Row("budget", (fund.id, intake.year))
    yield money // cost if cost else seats, ("budget", row, money, cost * seats)
    paid = state.paid.get((intake.id, fund.id), 0)
    for override in _at_most(state, intake, fund.id):
        room = override.seats - paid
        yield room, ("override", Row("override", (override.id,)), room, seats)
    if fund.own_lines:
        own = state.futures.own_seats(intake, fund.id, state.seats[intake.id] + seats)
        room = max(0, own - paid)
        yield room, ("own_lines", Row("own_lines", (fund.id, intake.id)), room, seats)


def _at_most(state: _State, intake: Intake, fund: str | None) -> list[Override]:
    """What an office has fixed for the intake that forbids more seats of the fund."""
    return [
        override
        for override in state.problem.overrides
        if (override.intake, override.fund) == (intake.id, fund) and override.rule != "at_least"
    ]


def _pays_for(fund: Fund, line: Line) -> bool:
    return not fund.own_lines or line.payer == fund.id


def _of_countries(state: _State, intake: Intake, seats: int) -> Iterator[Found]:
    count = state.in_country(intake.year)
    total, here = count.total(), state.country[intake.region]
    for share in state.problem.shares:
        if share.year != intake.year:
            continue
        key = (share.country, share.year)
        if share.country == here and share.at_most is not None and share.at_most < 1:
            # here + n <= at_most * (total + n)  <=>  n <= (at_most * total - here) / (1 - at_most)
            room = (share.at_most * total - count[here]) / (1 - share.at_most)
            yield "country_share", Row("share_at_most", key), room, seats
        if share.country != here and share.at_least:
            room = Fraction(count[share.country]) / share.at_least - total
            yield "country_share", Row("share_at_least", key), room, seats
    yield from _of_balances(state, intake, seats, count)


def _of_balances(
    state: _State, intake: Intake, seats: int, count: Mapping[str, int]
) -> Iterator[Found]:
    here = state.country[intake.region]
    for balance in state.problem.balances:
        pair = (balance.first, balance.second)
        if balance.of == "seats" and balance.year == intake.year and here in pair:
            there = pair[1] if here == pair[0] else pair[0]
            room = balance.tolerance - (count[here] - count[there])
            yield "balance", Row("balance", ("seats", *pair, balance.year)), room, seats


def _of_movement(state: _State, line: Line, intake: Intake, seats: int) -> Iterator[Found]:
    """A balance of graduates leaves no room when nobody more may go that way."""
    study, work = state.country[intake.region], state.country[line.region]
    for balance in state.problem.balances:
        pair = (balance.first, balance.second)
        if (balance.of, balance.year) != ("movement", line.year) or {study, work} != set(pair):
            continue
        room = balance.tolerance - state.futures.moved(study, work, line.year)
        if room <= NOTICED:
            share = state.willing.share(intake.region, line.region)
            coming = float(share * intake.completion.share * seats)
            yield "balance", Row("balance", ("movement", *pair, line.year)), min(room, 0.0), coming


def _of_overrides(state: _State, intake: Intake, seats: int) -> Iterator[Found]:
    for override in _at_most(state, intake, None):
        room = override.seats - state.seats[intake.id]
        yield "override", Row("override", (override.id,)), room, seats
