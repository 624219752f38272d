"""A problem → a checked plan → what its rows will say; and the check again from stored texts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import rfc8785

from sheber.doors.planning.plan import PlanFile, ProblemFile, plan_document, read_plan, violations
from sheber.doors.typed import plain
from sheber.engine.errors import Infeasible, InvalidProblem, PropertyViolated
from sheber.engine.planning import plan as answer
from sheber.engine.planning import problem as sheet
from sheber.engine.planning.highs import SolverFailed
from sheber.engine.planning.progress import Progress
from sheber.engine.planning.reasons import Reason, reasons
from sheber.engine.planning.solve import solve
from sheber.kernel.refusals import Refused
from sheber.planning.engine_io.inputs import Search
from sheber.planning.engine_io.problems import file_of, text_of
from sheber.planning.engine_io.rows import intake_name
from sheber.planning.engine_io.seating import Meant, seated
from sheber.planning.models import Allocation, Plan
from sheber.planning.phrases import Clash, Faults, Property, Stage

LIMITED = "limited"
REASONS = "reasons"

Tell = Callable[[str, int, Mapping[str, Any]], None]
"""Told of a stage by its name, how many hundredths of the search lie behind, and its numbers."""

SEARCHED = 90
"""Hundredths of the whole that the search takes; reasons and writing take the rest."""


@dataclass(frozen=True)
class Outlook:
    """What a plan expects for a line, and the code of what limits it (empty if it is met)."""

    line: str
    expected: float
    limited_by: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Solved:
    """A checked plan: its two texts, how near the best it is proven, and what its rows say.

    `groups` is by the name of an intake and `seats` by (intake, fund).
    """

    problem: str
    solution: str
    engine: str
    status: str
    gap: float
    groups: Mapping[str, int]
    seats: Mapping[tuple[str, str], int]
    meant: tuple[Meant, ...]
    outlooks: tuple[Outlook, ...]


@dataclass(frozen=True)
class Recheck:
    """What a check of the stored texts says: empty `violations` mean that all holds.

    Each is a code (Q1 to Q9, `problem` for a plan of another problem, `rows` for seats in the
    database that differ) with facts.
    """

    violations: tuple[tuple[str, Mapping[str, Any]], ...]

    @property
    def holds(self) -> bool:
        return not self.violations


def solve_problem(problem: sheet.Problem, search: Search, tell: Tell | None = None) -> Solved:
    """Solve, check and explain; every answer that is no plan is a refusal in words.

    `tell` hears of every step; what it raises ends the work and reaches the caller.
    """
    try:
        # Through the text, so that what is stored is what was solved.
        text = text_of(problem)
        file = file_of(text)
        plan = solve(file.problem, gap=search.gap, nodes=search.nodes, watch=_watch(tell))
        if tell is not None:
            tell(REASONS, SEARCHED, {})
        why = reasons(file.problem, plan)
        document = plan_document(file, plan, reasons=why)
    except InvalidProblem as error:
        raise faulty(error) from error
    except Infeasible as error:
        raise _clash(error) from error
    except PropertyViolated as error:
        raise Refused("plan_check_failed", property=Property(error.code)) from error
    except SolverFailed as error:
        raise Refused("solver_failed", solver=str(error)) from error
    return Solved(
        problem=text,
        solution=rfc8785.dumps(document).decode(),
        engine=f"{plan.engine} {plan.solver}"[:60],
        status=plan.status,
        gap=max(stage.gap for stage in plan.stages),
        groups={row.intake: row.number for row in plan.groups},
        seats={(row.intake, row.fund): row.number for row in plan.seats},
        meant=tuple(seated(file.problem, plan)),
        outlooks=tuple(_outlooks(file.problem, plan, why)),
    )


def recheck(plan: Plan) -> Recheck:
    """Check a plan again from its stored texts alone, and its seats against them."""
    if plan.made_by_hand:
        raise Refused("plan_is_by_hand", plan=plan.code)
    file, stated = files(plan)
    found = [(one.code, dict(one.facts)) for one in violations(file, stated)]
    differ = sorted(_rows(plan) ^ {(r.intake, r.fund, r.number) for r in stated.plan.seats})
    if differ:
        found.append(("rows", {"seats": [list(one) for one in differ]}))
    return Recheck(tuple(found))


def stored_solution(plan: Plan) -> PlanFile:
    """What the stored text of a solved plan says: stages, spending, flows, reasons."""
    if plan.made_by_hand:
        raise Refused("plan_is_by_hand", plan=plan.code)
    return read_plan(plan.solution.encode())


def _watch(tell: Tell | None) -> Callable[[Progress], None] | None:
    if tell is None:
        return None

    def watch(seen: Progress) -> None:
        numbers = {"value": seen.value, "bound": _finite(seen.bound)}
        tell(seen.stage, SEARCHED * seen.number // seen.of, numbers)

    return watch


def _finite(bound: float) -> float:
    """A bound that is not known yet is 0: no stage can have less."""
    return bound if isfinite(bound) else 0.0


def files(plan: Plan) -> tuple[ProblemFile, PlanFile]:
    """A solved plan's problem and solution, read again from its stored texts."""
    try:
        return file_of(plan.problem), stored_solution(plan)
    except InvalidProblem as error:
        raise faulty(error) from error


def _rows(plan: Plan) -> set[tuple[str, str, int]]:
    rows = Allocation.objects.filter(plan=plan).select_related(
        "capacity__programme", "capacity__provider"
    )
    return {(intake_name(row.capacity), row.fund, row.seats) for row in rows}


def _outlooks(
    problem: sheet.Problem, plan: answer.Plan, why: Iterable[Reason]
) -> Iterator[Outlook]:
    lacking = {row.line: row.people for row in plan.unmet}
    by_line = {reason.line: reason for reason in why}
    for line in problem.lines:
        expected = round(line.number - lacking[line.id], 6)
        reason = by_line.get(line.id)
        if reason is None:
            yield Outlook(line.id, expected, "", {})
            continue
        facts = {"reason": reason.code, "people": reason.people, **plain(reason.facts)}
        if reason.limits:
            facts["limits"] = plain(reason.limits)
        yield Outlook(line.id, expected, _first_limit(reason), facts)


def _first_limit(reason: Reason) -> str:
    """What limits most of the intakes that could help; of equals, the first by name."""
    if reason.code != LIMITED:
        return reason.code
    count = Counter(limit.code for limit in reason.limits)
    return min(count, key=lambda code: (-count[code], code))


def faulty(error: InvalidProblem) -> Refused:
    """What is wrong with a problem or plan, as a refusal in words."""
    faults: Any = error.facts["faults"]
    rows = [{"path": one.path, "code": one.code, **plain(one.facts)} for one in faults]
    return Refused("planning_input_faulty", faults=Faults(rows))


def _clash(error: Infeasible) -> Refused:
    if error.code != "rows_clash":
        return Refused("no_plan_within_limits", stage=Stage(error.facts.get("stage", "")))
    sets: Any = (error.facts["rows"], *error.facts.get("others", ()))  # type: ignore[misc]
    return Refused("rows_clash", rows=Clash(_clashing(sets)))


def _clashing(sets: Iterable[Iterable[Mapping[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Rows of every clash; `set` tells which of them belong together."""
    for number, rows in enumerate(sets):
        for row in rows:
            key = [str(part) for part in row["key"]]
            stated = None if row["stated"] is None else str(row["stated"])
            yield {"set": number, "family": row["family"], "key": key, "stated": stated}
