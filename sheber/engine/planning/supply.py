"""Where graduates come from and which lines of demand they can serve.

Used to build the model and to give reasons. The checker has its own reading of the same rules.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from sheber.engine.planning.problem import Fund, Intake, Pipeline, Problem, Use


@dataclass(frozen=True, slots=True)
class Supply:
    """A source of graduates of one year: ``kind`` is ``intake`` or ``pipeline``.

    ``fixed`` is the expected number of graduates of a pipeline row, and 0 for an intake.
    """

    kind: str
    id: str
    programme: str
    region: str
    year: int
    completion: Fraction
    fixed: Fraction


def supplies(problem: Problem) -> tuple[Supply, ...]:
    """All sources of graduates: the intakes in order, then the pipeline."""
    return tuple(map(_of_intake, problem.intakes)) + tuple(map(_of_pipeline, problem.pipeline))


def _of_intake(intake: Intake) -> Supply:
    return Supply(
        kind="intake",
        id=intake.id,
        programme=intake.programme,
        region=intake.region,
        year=intake.year + intake.duration,
        completion=intake.completion.share,
        fixed=Fraction(0),
    )


def _of_pipeline(row: Pipeline) -> Supply:
    share = row.completion.share
    return Supply(
        "pipeline", row.id, row.programme, row.region, row.year, share, share * row.number
    )


class Willingness:
    """Share of graduates of a region of study who would work in a region."""

    def __init__(self, problem: Problem) -> None:
        self._given = {(p.study, p.work): p.rate.share for p in problem.propensity}

    def share(self, study: str, work: str) -> Fraction:
        """Return the given share; unknown pairs are 1 inside one region and 0 between two."""
        return self._given.get((study, work), Fraction(int(study == work)))


def arcs(problem: Problem, sources: tuple[Supply, ...]) -> list[tuple[int, int]]:
    """Pairs (source, line) by position in which graduates of the source may fill the line."""
    willing = Willingness(problem)
    wanted: dict[tuple[int, str], list[int]] = defaultdict(list)
    for position, line in enumerate(problem.lines):
        wanted[line.year, line.occupation].append(position)
    fills = {programme.id: set(programme.occupations) for programme in problem.programmes}
    return [
        (s, position)
        for s, source in enumerate(sources)
        for position in sorted(
            place
            for occupation in fills[source.programme]
            for place in wanted.get((source.year, occupation), ())
        )
        if willing.share(source.region, problem.lines[position].region) > 0
    ]


def payable(problem: Problem, intake: Intake) -> list[tuple[Fund, int]]:
    """Funds that may pay for a seat of the intake, each with the cost of a seat in its currency."""
    stated = {(b.fund, b.year) for b in problem.budgets}
    cost = {c.currency: c.amount for c in intake.costs}
    countries = {None, *(r.country for r in problem.regions if r.id == intake.region)}
    return [
        (fund, cost[fund.currency])
        for fund in problem.funds
        if fund.currency in cost and fund.country in countries and (fund.id, intake.year) in stated
    ]


def years_of_use(intake: Intake, use: Use) -> range:
    """Calendar years in which the intake takes this resource; a short programme counts one."""
    end = intake.year + max(intake.duration, 1)
    return range(end - 1 if use.when == "last" else intake.year, end)


def owner_of(intake: Intake, use: Use) -> str:
    """Whose resource it is."""
    return intake.institution if use.owner is None else use.owner


def users(problem: Problem) -> dict[tuple[str, str, int], list[tuple[int, Use]]]:
    """For each resource (kind, institution, year): who takes it, by position, and how."""
    found: dict[tuple[str, str, int], list[tuple[int, Use]]] = defaultdict(list)
    for position, intake in enumerate(problem.intakes):
        for use in intake.uses:
            for year in years_of_use(intake, use):
                found[use.resource, owner_of(intake, use), year].append((position, use))
    return found


def common_denominator(values: list[Fraction]) -> int:
    """Smallest multiplier that makes all the fractions whole."""
    return lcm(*(value.denominator for value in values))
