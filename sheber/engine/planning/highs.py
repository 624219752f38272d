"""One minimisation with HiGHS: single-threaded, fixed seed, every status read.

Each call makes its own solver, so that no call depends on the one before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from sheber.engine.planning.model import Model
from sheber.engine.planning.rows import Floats

EXACT = 1e-6
"""A relative gap up to this is called optimal."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop a search: a relative gap, and optionally nodes or seconds.

    Nodes stop the search at the same point on every machine; seconds do not.
    """

    gap: float
    nodes: int | None = None
    seconds: float | None = None


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
    """

    status: str
    value: float
    bound: float
    columns: Floats

    @property
    def gap(self) -> float:
        """Relative distance of the value from the proven bound."""
        return relative_gap(self.value, self.bound)


def relative_gap(value: float, bound: float) -> float:
    """How far a value may be from the best, relative to the value; 0 when it is proven best."""
    distance = value - bound
    return 0.0 if distance <= EXACT else distance / max(abs(value), EXACT)


class SolverFailed(RuntimeError):  # noqa: N818  (said in words)
    """HiGHS refused the model or an option, or ended in a state that has no meaning here."""


def minimise(
    model: Model,
    costs: Mapping[int, float],
    limits: Limits,
    *,
    keeps: Sequence[Keep] = (),
    start: Floats | None = None,
    fixed: Mapping[int, float] | None = None,
    lower: Floats | None = None,
    upper: Floats | None = None,
    whole: bool = True,
) -> Answer:
    """Minimise ``costs . columns`` over a model.

    ``fixed`` pins columns; ``lower`` and ``upper`` replace the bounds of the rows;
    ``whole=False`` solves the relaxation; ``start`` is a plan to begin from.
    """
    solver = _solver(limits)
    _expect(solver.passModel(_linear_programme(model, costs, fixed, lower, upper, whole)))
    for keep in keeps:
        _add_keep(solver, keep)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = list(start)
        _expect(solver.setSolution(solution))
    _expect(solver.run())
    return _read(solver)


def relaxed_duals(model: Model, costs: Mapping[int, float]) -> Floats:
    """Duals of all rows of the linear relaxation, in row order."""
    solver = _solver(Limits(gap=0.0))
    _expect(solver.passModel(_linear_programme(model, costs, None, None, None, False)))
    _expect(solver.run())
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolverFailed(solver.modelStatusToString(solver.getModelStatus()))
    return np.array(solver.getSolution().row_dual, dtype=np.float64)


def _solver(limits: Limits) -> highspy.Highs:
    solver = highspy.Highs()
    options: dict[str, object] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 0,
        "mip_rel_gap": limits.gap,
        "mip_lp_solver": "simplex",
    }
    if limits.nodes is not None:
        options["mip_max_nodes"] = limits.nodes
    if limits.seconds is not None:
        options["time_limit"] = limits.seconds
    for name, value in options.items():
        _expect(solver.setOptionValue(name, value))
    return solver


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
    if whole:
        kinds = [highspy.HighsVarType.kContinuous] * at.count
        for column in at.whole:
            kinds[column] = highspy.HighsVarType.kInteger
        lp.integrality_ = kinds
    return lp


def _add_keep(solver: highspy.Highs, keep: Keep) -> None:
    index = np.array(list(keep.costs), dtype=np.int32)
    value = np.array(list(keep.costs.values()), dtype=np.float64)
    _expect(solver.addRow(-highspy.kHighsInf, keep.upper, len(index), index, value))


def _expect(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverFailed("HiGHS refused a model, an option or a start")


def _read(solver: highspy.Highs) -> Answer:
    kinds = highspy.HighsModelStatus
    status = solver.getModelStatus()
    none = np.empty(0)
    if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
        # Every objective here is a sum of amounts of at least 0, so it cannot be unbounded.
        return Answer("infeasible", np.inf, np.inf, none)
    info = solver.getInfo()
    in_hand = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if status in (kinds.kTimeLimit, kinds.kSolutionLimit, kinds.kInterrupt) and not in_hand:
        return Answer("nothing", np.inf, -np.inf, none)
    if status not in (kinds.kOptimal, kinds.kTimeLimit, kinds.kSolutionLimit, kinds.kInterrupt):
        raise SolverFailed(solver.modelStatusToString(status))
    value = float(info.objective_function_value)
    is_mip = bool(solver.getLp().integrality_)
    bound = float(info.mip_dual_bound) if is_mip else value
    proven = relative_gap(value, bound) <= EXACT
    columns = np.array(solver.getSolution().col_value, dtype=np.float64)
    return Answer("optimal" if proven else "feasible", value, min(bound, value), columns)
