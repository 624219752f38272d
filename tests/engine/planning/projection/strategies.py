"""Hypothesis draws plans without a solver: any seats, any graduates sent where they would go.

Such plans hold Q4 and Q5, all that a projection rests on, and differ more than the best ones do.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from sheber.engine.planning import plan as a
from sheber.engine.planning import problem as p
from sheber.engine.planning.supply import Supply, Willingness, arcs, supplies
from tests.engine.planning.build import rate
from tests.engine.planning.strategies import REGIONS, problems

PAIRS = tuple(product([region.id for region in REGIONS], ["O1", "O2", "O3"]))
tenths = st.integers(0, 10).map(lambda number: Fraction(number, 10))
thirds = st.integers(0, 1).map(lambda number: Fraction(number, 3))


@st.composite
def counts(draw: st.DrawFn, region: str, occupation: str) -> p.Workforce:
    return p.Workforce(
        region,
        occupation,
        draw(st.integers(2026, 2029)),
        draw(st.integers(0, 50)),
        "counted for a test",
        date(2026, 1, 1),
        retire=rate(draw(thirds)),
        leave=draw(st.none() | thirds.map(rate)),
        join=draw(st.integers(0, 2)),
    )


@st.composite
def counted_problems(draw: st.DrawFn) -> p.Problem:
    pairs = draw(st.sets(st.sampled_from(PAIRS)))
    workforce = tuple(draw(counts(*pair)) for pair in sorted(pairs))
    return replace(draw(problems()), workforce=workforce)


@st.composite
def planned(draw: st.DrawFn) -> tuple[p.Problem, a.Plan]:
    """A problem and a plan of it, not a good one."""
    problem = draw(counted_problems())
    seats = {intake.id: draw(st.integers(0, 9)) for intake in problem.intakes}
    met: dict[str, float] = defaultdict(float)
    flows = []
    sources = supplies(problem)
    left = {source.id: _expected(source, seats) for source in sources}
    willing = Willingness(problem)
    for s, position in arcs(problem, sources):
        source, line = sources[s], problem.lines[position]
        most = willing.share(source.region, line.region) * _expected(source, seats)
        room = min(most, left[source.id], Fraction(line.number) - Fraction(met[line.id]))
        sent = round(float(draw(tenths) * max(room, Fraction(0))), 9)
        if sent:
            flows.append(a.Flow(source.kind, source.id, line.id, sent))
            left[source.id] -= Fraction(sent)
            met[line.id] += sent
    return problem, a.Plan(
        engine="a test",
        solver="none",
        status="feasible",
        stages=(),
        groups=(),
        seats=tuple(a.Seats(id, "F1", number) for id, number in seats.items() if number),
        flows=tuple(flows),
        unmet=tuple(a.Unmet(one.id, max(0.0, one.number - met[one.id])) for one in problem.lines),
        spending=(),
    )


def _expected(source: Supply, seats: dict[str, int]) -> Fraction:
    return source.fixed if source.kind == "pipeline" else source.completion * seats[source.id]
