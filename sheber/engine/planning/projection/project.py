"""A problem and a plan of it → who will be where: cohorts move through the years, stocks follow."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from sheber.engine.errors import Fault, InvalidProblem
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Line, Problem, Workforce
from sheber.engine.planning.projection.check import check
from sheber.engine.planning.projection.cohorts import Cohort, cohorts
from sheber.engine.planning.projection.rows import Key, Move, Projection, Row, Stock

MOST_YEARS = 60
"""No working life is longer: years further apart are a slip of the pen."""

NOBODY = Fraction(0)


def project(problem: Problem, plan: Plan) -> Projection:
    """Who will be where if the plan is done.

    The problem is sound and the plan one of it that holds Q1 to Q9. Raises InvalidProblem if its
    years lie too far apart, and PropertyViolated if the result fails its own check (F1 to F7).
    """
    groups = tuple(cohorts(problem, plan))
    years = _years(problem)
    tally = _tally(groups, {line.id: line for line in problem.lines})
    projection = Projection(
        rows=tuple(_rows(problem, years, tally)),
        moves=tuple(Move(*key, people) for key, people in sorted(tally.moves.items())),
    )
    check(problem, plan, projection)
    return projection


@dataclass(slots=True)
class _Tally:
    """People by region, occupation and year, added up cohort by cohort.

    ``training`` is by years still to go; ``moves`` by region of study, of work, occupation, year.
    """

    training: dict[Key, dict[int, Fraction]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Fraction))
    )
    graduates: dict[Key, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    stayed: dict[Key, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    moved: dict[Key, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    arrived: dict[Key, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    moves: dict[tuple[str, str, str, int], Fraction] = field(
        default_factory=lambda: defaultdict(Fraction)
    )
    longest: int = 0


def _years(problem: Problem) -> range:
    """Every year that the problem speaks of, from the first intake, line or count to the last."""
    spoken = [
        *(one.year for table in (problem.lines, problem.pipeline) for one in table),
        *(one.year for one in problem.workforce),
        *(year for one in problem.intakes for year in (one.year, one.year + one.duration)),
    ]
    if not spoken:
        return range(0)
    first, last = min(spoken), max(spoken)
    if last - first >= MOST_YEARS:
        facts = {"first": first, "last": last, "most": MOST_YEARS}
        raise InvalidProblem("problem_has_faults", {"faults": (Fault("years_apart", facts),)})
    return range(first, last + 1)


def _tally(groups: Iterable[Cohort], lines: Mapping[str, Line]) -> _Tally:
    tally = _Tally()
    for cohort in groups:
        for occupation, graduates in cohort.shares.items():
            tally.graduates[cohort.region, occupation, cohort.ends] += graduates
            people = cohort.in_training(occupation)
            for year in range(cohort.begins, cohort.ends):
                to_go = cohort.ends - year
                tally.training[cohort.region, occupation, year][to_go] += people
                tally.longest = max(tally.longest, to_go)
        for line, number in cohort.placed.items():
            _place(tally, cohort.region, lines[line], number)
    return tally


def _place(tally: _Tally, study: str, line: Line, number: Fraction) -> None:
    """Graduates of a region fill a line: one of their own region, or they move to it."""
    here: Key = study, line.occupation, line.year
    there: Key = line.region, line.occupation, line.year
    if study == line.region:
        tally.stayed[here] += number
        return
    tally.moved[here] += number
    tally.arrived[there] += number
    tally.moves[study, line.region, line.occupation, line.year] += number


def _rows(problem: Problem, years: range, tally: _Tally) -> Iterator[Row]:
    asked: dict[Key, int] = defaultdict(int)
    for line in problem.lines:
        asked[line.region, line.occupation, line.year] += line.number
    counted: dict[tuple[str, str | None], Workforce] = {
        (one.region, one.occupation): one for one in problem.workforce
    }
    taught = [key for key, people in tally.graduates.items() if people]
    taught += [key for key, people in tally.training.items() if any(people.values())]
    pairs = {(region, occupation) for region, occupation, _ in (*asked, *taught)} | counted.keys()
    for pair in sorted(pairs, key=lambda one: (one[0], one[1] is None, one[1] or "")):
        rows = [_row((*pair, year), tally, asked) for year in years]
        yield from _with_stock(rows, counted[pair]) if pair in counted else rows


def _row(key: Key, tally: _Tally, asked: Mapping[Key, int]) -> Row:
    graduates, stayed = tally.graduates.get(key, NOBODY), tally.stayed.get(key, NOBODY)
    moved, arrived = tally.moved.get(key, NOBODY), tally.arrived.get(key, NOBODY)
    training = tally.training.get(key, {})
    return Row(
        *key,
        in_training=tuple(training.get(to_go, NOBODY) for to_go in range(1, tally.longest + 1)),
        graduates=graduates,
        stayed=stayed,
        moved=moved,
        not_placed=graduates - stayed - moved,
        arrived=arrived,
        asked=asked.get(key, 0),
        short=asked.get(key, 0) - stayed - arrived,
    )


def _with_stock(rows: Iterable[Row], counted: Workforce) -> Iterator[Row]:
    """The same rows with who is at work, from the year of the count on."""
    start = needed = Fraction(counted.people)
    leave = counted.leave.share if counted.leave else NOBODY
    for row in rows:
        if row.year < counted.year:
            yield row
            continue
        retired, left, joined = start * counted.retire.share, start * leave, Fraction(counted.join)
        end = start + row.stayed + row.arrived + joined - left - retired
        needed += joined + row.asked - needed * (counted.retire.share + leave)
        yield replace(row, stock=Stock(start, joined, left, retired, end, needed))
        start = end
