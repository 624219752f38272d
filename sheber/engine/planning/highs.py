"""One minimisation with HiGHS: single-threaded, fixed seed, every status read.

Each call makes its own solver, so that no call depends on the one before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import highspy
import numpy as np

# `highspy.Highs` prints a line on the program's output, where `sheber` writes a plan.
from highspy._core import _Highs as Solver

from sheber.engine.planning.model import Model
from sheber.engine.planning.rows import Floats

EXACT = 1e-6
"""A distance up to this, or this share of the value if larger, is called optimal."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop a search: a relative gap, and optionally nodes or seconds.

    Nodes stop the search at the same point on every machine; seconds do not.
    """

    gap: float
    nodes: int | None = None
    seconds: float | None = None

    def within(self, share: float) -> "Limits":
        """The same with a share of the gap."""
        return replace(self, gap=self.gap * share)

    def part(self, share: float) -> "Limits":
        """The same with a share of the seconds, if they are limited."""
        return self if self.seconds is None else replace(self, seconds=self.seconds * share)

    def left_after(self, seconds: float) -> "Limits":
        """What is left after so many seconds."""
        if self.seconds is None:
            return self
        return replace(self, seconds=max(0.0, self.seconds - seconds))


@dataclass(frozen=True, slots=True)
class Keep:
    """A value reached by an earlier stage: ``costs . columns <= upper``."""

    costs: Mapping[int, float]
    upper: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a minimisation gave.

    ``status`` is ``optimal``, ``feasible`` (a plan is in hand and ``bound`` is proven),
    ``infeasible`` or ``nothing`` (stopped without a plan); ``columns`` is empty for the last two.
    ``duals`` are of all rows, and only of a relaxation. ``seconds`` is what the search took.
    """

    status: str
    value: float
    bound: float
    columns: Floats
    duals: Floats = field(default_factory=lambda: np.empty(0))
    seconds: float = 0.0


def relative_gap(value: float, bound: float) -> float:
    """How far a value may be from the best, relative to the value; 0 when it is proven best."""
    distance = value - bound
    if distance <= EXACT * max(1.0, abs(value)):
        return 0.0
    return distance / abs(value) if value else np.inf


class SolverFailed(RuntimeError):
    """HiGHS refused the model or an option, or ended in a state that has no meaning here."""


def minimise(
    model: Model,
    costs: Mapping[int, float],
    limits: Limits,
    *,
    keeps: Sequence[Keep] = (),
    start: Mapping[int, float] | None = None,
    fixed: Mapping[int, float] | None = None,
    between: Mapping[int, tuple[float, float]] | None = None,
    lower: Floats | None = None,
    upper: Floats | None = None,
    whole: bool = True,
    least: float = 0.0,
) -> Answer:
    """Minimise ``costs . columns`` over a model.

    ``fixed`` pins columns and ``between`` gives others a least and a most; ``lower`` and ``upper``
    replace the bounds of the rows; ``whole=False`` solves the relaxation; ``start`` gives the
    whole-number columns of a plan to begin from; ``least`` is what the value cannot be below.
    """
    solver = _solver(limits)
    _expect(solver.passModel(_linear_programme(model, costs, fixed, lower, upper, whole)))
    for column, (low, high) in (between or {}).items():
        _expect(solver.changeColBounds(column, low, high))
    for keep in keeps:
        _add_keep(solver, keep)
    if start:
        _begin_from(solver, start)
    _expect(solver.run())
    return _read(solver, least)


def relaxed_duals(model: Model, costs: Mapping[int, float]) -> Floats:
    """Duals of all rows of the linear relaxation, in row order."""
    solver = _solver(Limits(gap=0.0))
    _expect(solver.passModel(_linear_programme(model, costs, None, None, None, False)))
    _expect(solver.run())
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolverFailed(solver.modelStatusToString(solver.getModelStatus()))
    return np.array(solver.getSolution().row_dual, dtype=np.float64)


def solver_version() -> str:
    """Name and version of the solver, for the plan's record."""
    solver = Solver()
    return f"HiGHS {solver.version()}"


def _solver(limits: Limits) -> Solver:
    solver = Solver()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 0,
        "mip_rel_gap": limits.gap,
        "mip_lp_solver": "simplex",
        # Measured at pilot size: restarts tripled the time of the later stages for no better plan.
        "mip_allow_restart": False,
    }
    if limits.nodes is not None:
        options["mip_max_nodes"] = limits.nodes
    if limits.seconds is not None:
        options["time_limit"] = limits.seconds
    for name, value in options.items():
        _expect(solver.setOptionValue(name, value))
    return solver


def relaxation(
    model: Model,
    costs: Mapping[int, float],
    keeps: Sequence[Keep],
    seconds: float | None = None,
) -> Answer:
    """The relaxation of a large model by the interior point, then brought to a corner: at pilot
    size it takes a third of the time of the simplex."""
    solver = _solver(Limits(0.0, seconds=seconds))
    _expect(solver.setOptionValue("solver", "ipm"))
    _expect(solver.passModel(_linear_programme(model, costs, None, None, None, False)))
    for keep in keeps:
        _add_keep(solver, keep)
    _expect(solver.run())
    return _read(solver)


def _linear_programme(
    model: Model,
    costs: Mapping[int, float],
    fixed: Mapping[int, float] | None,
    lower: Floats | None,
    upper: Floats | None,
    whole: bool,
) -> highspy.HighsLp:
    at, rows = model.columns, model.rows
    lp = highspy.HighsLp()
    lp.num_col_ = at.count
    lp.num_row_ = len(rows.names)
    low, high, cost = np.zeros(at.count), at.upper.copy(), np.zeros(at.count)
    for column, value in (fixed or {}).items():
        low[column] = high[column] = value
    for column, value in costs.items():
        cost[column] = value
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, low, high
    lp.row_lower_ = rows.lower if lower is None else lower
    lp.row_upper_ = rows.upper if upper is None else upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = rows.starts
    lp.a_matrix_.index_ = rows.index
    lp.a_matrix_.value_ = rows.value
    if whole and at.whole.size:
        kinds = [highspy.HighsVarType.kContinuous] * at.count
        for column in at.whole:
            kinds[column] = highspy.HighsVarType.kInteger
        lp.integrality_ = kinds
    return lp


def _add_keep(solver: Solver, keep: Keep) -> None:
    index = np.array(list(keep.costs), dtype=np.int32)
    value = np.array(list(keep.costs.values()), dtype=np.float64)
    _expect(solver.addRow(-highspy.kHighsInf, keep.upper, len(index), index, value))


def _begin_from(solver: Solver, start: Mapping[int, float]) -> None:
    index = np.array(list(start), dtype=np.int32)
    value = np.array(list(start.values()), dtype=np.float64)
    _expect(solver.setSolution(len(index), index, value))


def _expect(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverFailed("HiGHS refused a model, an option or a start")


def _read(solver: Solver, least: float = 0.0) -> Answer:
    kinds = highspy.HighsModelStatus
    status = solver.getModelStatus()
    none = np.empty(0)
    spent = solver.getRunTime()
    if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
        # Every objective here is bounded: a sum of amounts of at least 0, or of limited ones.
        return Answer("infeasible", np.inf, np.inf, none, seconds=spent)
    info = solver.getInfo()
    in_hand = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    is_mip = bool(solver.getLp().integrality_)
    is_stopped = status in (kinds.kTimeLimit, kinds.kSolutionLimit, kinds.kInterrupt)
    # A relaxation that is stopped proves nothing.
    if is_stopped and not (in_hand and is_mip):
        return Answer("nothing", np.inf, -np.inf, none, seconds=spent)
    if not is_stopped and status != kinds.kOptimal:
        raise SolverFailed(solver.modelStatusToString(status))
    solution = solver.getSolution()
    columns = np.array(solution.col_value, dtype=np.float64)
    # The value that HiGHS 1.16 states is at times not that of the plan it gives.
    value = float(np.array(solver.getLp().col_cost_) @ columns)
    # An optimum found before any bound is reported with a bound of minus infinity.
    bound = min(value, max(least, float(info.mip_dual_bound))) if is_mip else value
    return Answer(
        status="optimal" if relative_gap(value, bound) == 0 else "feasible",
        value=value,
        bound=bound,
        columns=columns,
        duals=none if is_mip else np.array(solution.row_dual, dtype=np.float64),
        seconds=spent,
    )
