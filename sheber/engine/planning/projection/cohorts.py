"""Cohorts: everybody who enters training by a plan or is in it already, by occupation.

**For which occupation does somebody count whose programme leads to several?** For the one of the
line to which the plan sends them. Whom the plan sends to no line counts for the occupation of the
programme if there is only one, and else for none that is known. While in training a cohort is
split as its graduates will be, since nobody can say today who of it will finish.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.projection.rows import exact
from sheber.engine.planning.supply import Supply, supplies

WHOLE = Fraction(1, 100_000)
"""The tolerance of a plan's flows: a rest up to this is nobody, only what a solver rounds."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """People who graduate together: ``people`` are in training from ``begins`` until ``ends``.

    All of them stay until the end, and who does not complete is no graduate: that is also how a
    plan counts beds and teachers. ``placed`` is by line, ``shares`` is by occupation how many of
    the graduates count for it; they add up to ``graduates``.
    """

    region: str
    begins: int
    ends: int
    people: int
    graduates: Fraction
    placed: Mapping[str, Fraction]
    shares: Mapping[str | None, Fraction]

    def in_training(self, occupation: str | None) -> Fraction:
        """How many of the people count for an occupation; all of them for one if nobody ends."""
        if self.graduates:
            return self.people * self.shares[occupation] / self.graduates
        return Fraction(self.people, len(self.shares))


def cohorts(problem: Problem, plan: Plan) -> Iterator[Cohort]:
    """The intakes of a plan in order, then those who are in training already.

    The latter are in training from the first year in which the problem has an intake.
    """
    placed: dict[tuple[str, str], dict[str, Fraction]] = defaultdict(dict)
    for flow in plan.flows:
        placed[flow.kind, flow.source][flow.line] = exact(flow.graduates)
    occupations = {one.id: one.occupations for one in problem.programmes}
    of_line = {line.id: line.occupation for line in problem.lines}
    first = min((one.year for one in problem.intakes), default=None)
    people, begins = _entrants(problem, plan)
    for source in supplies(problem):
        key = source.kind, source.id
        graduates = source.fixed if source.kind == "pipeline" else people[key] * source.completion
        yield Cohort(
            region=source.region,
            begins=begins.get(key, min(source.year, first or source.year)),
            ends=source.year,
            people=people[key],
            graduates=graduates,
            placed=placed[key],
            shares=_shares(source, graduates, placed[key], of_line, occupations),
        )


def _entrants(
    problem: Problem, plan: Plan
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """People of every source, and the year in which those of an intake begin."""
    people: dict[tuple[str, str], int] = defaultdict(int)
    for row in plan.seats:
        people["intake", row.intake] += row.number
    for known in problem.pipeline:
        people["pipeline", known.id] = known.number
    return people, {("intake", intake.id): intake.year for intake in problem.intakes}


def _shares(
    source: Supply,
    graduates: Fraction,
    placed: Mapping[str, Fraction],
    of_line: Mapping[str, str],
    occupations: Mapping[str, tuple[str, ...]],
) -> dict[str | None, Fraction]:
    """Graduates by occupation: those sent to lines by the line, the rest as the module says."""
    shares: dict[str | None, Fraction] = defaultdict(Fraction)
    for line, number in placed.items():
        shares[of_line[line]] += number
    rest = graduates - sum(shares.values())
    taught = set(occupations[source.programme])
    if len(taught) == 1:
        shares[taught.pop()] += rest
    elif shares and abs(rest) <= WHOLE:
        shares[max(shares, key=lambda one: (shares[one], str(one)))] += rest
    else:
        shares[None] += rest
    return dict(shares)
