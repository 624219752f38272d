"""A solved plan's problem tried in scenarios: stored texts in, the text of an ensemble out."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import rfc8785
from django.conf import settings

from sheber.doors.planning.ensemble import (
    EnsembleFile,
    ensemble_document,
    read_ensemble,
    read_shocks,
    shocks_document,
)
from sheber.doors.planning.plan import ProblemFile, read_plan
from sheber.doors.typed import plain
from sheber.engine.errors import Infeasible, InvalidProblem, PropertyViolated
from sheber.engine.planning.highs import SolverFailed
from sheber.engine.planning.scenarios.cut import decision_of
from sheber.engine.planning.scenarios.ensemble import Asked, Spread, ensemble, in_turn
from sheber.engine.planning.scenarios.shocks import LATER, Factor, Opening, Shocks, touched
from sheber.engine.planning.scenarios.trial import Effort
from sheber.kernel.refusals import Refused
from sheber.kernel.workers import Certificates, NoWorkers, Where, workers
from sheber.planning.engine_io.inputs import Share
from sheber.planning.engine_io.problems import file_of
from sheber.planning.models import Ensemble, Plan
from sheber.planning.phrases import Faults, Property

SPREAD_FROM = 20_000
"""Intakes times scenarios from which starting other processes costs less than it saves."""

CERTIFICATES = ("authority", "certificate", "key")
"""Names of the files in the folder of certificates, each with the ending `.pem`."""

Told = Callable[[str, int, int], None]
"""Told of a stage (``planning`` or ``trying``), how many pieces are done and of how many."""


@dataclass(frozen=True)
class Wish:
    """How many scenarios, and what may come differently: a document of `sheber.shocks/1`."""

    scenarios: int
    shocks: Mapping[str, Any]


@dataclass(frozen=True)
class Foreseen:
    """The text of an ensemble and the hash of the problem that it speaks of."""

    problem_sha256: str
    content: str


SPREADS = {"demand": "sector", "completion": "programme", "migration": "study", "budget": "fund"}
"""What may spread around what is stated, and by what the draws differ."""

HUNDRED = 100


def wish_of(
    plan: Plan, *, scenarios: int, seed: int, spreads: Mapping[str, int], late: int, source: Share
) -> Wish:
    """A wish in percent: each kind of ``SPREADS`` by so much up and down, what is stated likeliest.

    ``late`` of a hundred institutions open a year later. What is 0, or what the plan's problem has
    nothing of, is left out. Of ``source`` the words and the day are kept.
    """
    problem = file_of(plan.problem).problem
    said: dict[str, Any] = {"source": source.source, "as_of": source.as_of}
    factors = tuple(
        Factor(
            id=of,
            of=of,
            by=by,
            low=Fraction(HUNDRED - spreads[of], HUNDRED),
            high=Fraction(HUNDRED + spreads[of], HUNDRED),
            likely=Fraction(1),
            **said,
        )
        for of, by in SPREADS.items()
        if spreads.get(of) and touched(problem, of)
    )
    opening = Opening("late", LATER, "institution", Fraction(late, HUNDRED), **said)
    shocks = Shocks(seed, factors, (opening,) if late else ())
    return Wish(scenarios, shocks_document(shocks))


def check_wish(plan: Plan, wish: Wish) -> None:
    """Refuse shocks that do not fit the plan's problem, before anybody waits for them."""
    _read(plan, wish)


def foresee(plan: Plan, wish: Wish, told: Told) -> Foreseen:
    """Try the plan, the plan of the means and others in scenarios; every outcome is checked."""
    file, shocks = _read(plan, wish)
    asked = Asked(wish.scenarios, effort=Effort(sample=6))
    decided = decision_of(read_plan(plan.solution.encode()).plan)
    try:
        with _spread(len(file.problem.intakes) * wish.scenarios) as spread:
            found = ensemble(file.problem, shocks, asked, plan=decided, spread=spread, told=told)
    except Infeasible as error:
        raise Refused("no_plan_for_the_means") from error
    except PropertyViolated as error:
        raise Refused("plan_check_failed", property=Property(error.code)) from error
    except SolverFailed as error:
        raise Refused("solver_failed", solver=str(error)) from error
    except NoWorkers as error:
        raise Refused(error.code, **error.facts) from error
    document = ensemble_document(file, shocks, asked, found)
    return Foreseen(file.sha256, rfc8785.dumps(document).decode())


def stored_ensemble(row: Ensemble) -> EnsembleFile:
    """What the stored text of an ensemble says."""
    return read_ensemble(row.content.encode())


def speaks_of(row: Ensemble, plan: Plan) -> bool:
    """Whether an ensemble is of the plan's problem as it stands."""
    return file_of(plan.problem).sha256 == row.problem_digest


def _read(plan: Plan, wish: Wish) -> tuple[ProblemFile, Shocks]:
    file = file_of(plan.problem)
    try:
        return file, read_shocks(rfc8785.dumps(dict(wish.shocks)), file)
    except InvalidProblem as error:
        faults: Any = error.facts["faults"]
        rows = [{"path": one.path, "code": one.code, **plain(one.facts)} for one in faults]
        raise Refused("planning_input_faulty", faults=Faults(rows)) from error


@contextmanager
def _spread(size: int) -> Iterator[Spread]:
    """The cluster that the settings name; without one this process where little is asked, otherwise
    one for each core."""
    if size < SPREAD_FROM and not settings.SCHEDULER:
        yield in_turn
        return
    with workers(_where()) as found:
        yield found.spread


def _where() -> Where:
    folder = settings.SCHEDULER_CERTIFICATES
    files = [Path(folder) / f"{name}.pem" for name in CERTIFICATES] if folder else []
    for path in files:
        if not path.is_file():
            raise Refused("no_certificate_file", file=str(path))
    given = Certificates(*files) if files else None
    return Where(os.cpu_count() or 1, settings.SCHEDULER, given)
