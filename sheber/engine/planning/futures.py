"""Where the graduates of a plan go, and where more of them could: what reasons read of flows."""

from collections import defaultdict
from fractions import Fraction
from math import floor

from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Intake, Line, Problem
from sheber.engine.planning.supply import Willingness

TOLERANCE = 1e-6
"""Expected graduates are fractions found by a solver: so many may be missing for a whole seat."""


class Futures:
    """Flows of a plan by source, region, payer and pair of countries."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.willing = Willingness(problem)
        self.country = {region.id: region.country for region in problem.regions}
        self.fills = {row.id: row.occupations for row in problem.programmes}
        self.lacking = {row.line: row.people for row in plan.unmet}
        self.own: dict[tuple[str, int], list[Line]] = defaultdict(list)
        for line in problem.lines:
            if line.payer is not None:
                self.own[line.payer, line.year].append(line)
        self._read(problem, plan)

    def _read(self, problem: Problem, plan: Plan) -> None:
        lines = {line.id: line for line in problem.lines}
        study = {("intake", row.id): row.region for row in problem.intakes}
        study |= {("pipeline", row.id): row.region for row in problem.pipeline}
        self._sent: dict[str, float] = defaultdict(float)
        self._to_region: dict[tuple[str, str], float] = defaultdict(float)
        self._to_payer: dict[tuple[str, str | None], float] = defaultdict(float)
        self._between: dict[tuple[str, str, int], float] = defaultdict(float)
        for flow in plan.flows:
            line = lines[flow.line]
            here = self.country[study[flow.kind, flow.source]]
            self._between[here, self.country[line.region], line.year] += flow.graduates
            if flow.kind == "intake":
                self._sent[flow.source] += flow.graduates
                self._to_region[flow.source, line.region] += flow.graduates
                self._to_payer[flow.source, line.payer] += flow.graduates

    def moved(self, study: str, work: str, year: int) -> float:
        """How many more graduates of a year go from one country to another than back."""
        return self._between[study, work, year] - self._between[work, study, year]

    def own_seats(self, intake: Intake, fund: str, seats: int) -> int:
        """Seats of an intake, of so many in all, that a fund may pay for its own lines only.

        Counted are graduates meant for these lines, and those who could still go to what they lack.
        """
        graduates = intake.completion.share * seats
        lacking: dict[str, float] = defaultdict(float)
        for line in self.own[fund, intake.year + intake.duration]:
            if line.occupation in self.fills[intake.programme]:
                lacking[line.region] += self.lacking[line.id]
        more = sum(
            min(people, self._room(intake, region, graduates)) for region, people in lacking.items()
        )
        free = float(graduates) - self._sent[intake.id]
        meant = self._to_payer[intake.id, fund] + min(more, free)
        return floor(meant / float(intake.completion.share) + TOLERANCE)

    def _room(self, intake: Intake, region: str, graduates: Fraction) -> float:
        """How many more graduates of the intake would work in the region."""
        would = float(self.willing.share(intake.region, region) * graduates)
        return max(0.0, would - self._to_region[intake.id, region])
