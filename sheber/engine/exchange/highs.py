"""Linear programmes and searches over whole numbers with HiGHS: one thread, a fixed seed, every
status read."""

from __future__ import annotations

from dataclasses import dataclass, replace

import highspy
import numpy as np

# `highspy.Highs` prints a line on the program's output, where `sheber` writes a plan.
from highspy._core import _Highs as Solver
from scipy.sparse import csr_matrix, vstack

from sheber.engine.clearing.market import Integers, Numbers
from sheber.engine.exchange.rows import Rows


class SolverFailed(RuntimeError):
    """HiGHS refused a programme, or ended in a state that has no meaning here."""


class OutOfTime(RuntimeError):
    """A search reached its limit without a proof."""


@dataclass(frozen=True)
class Answer:
    """The best columns, and the duals of columns and rows that prove it."""

    columns: Numbers
    column_dual: Numbers
    row_dual: Numbers


@dataclass(frozen=True)
class Programme:
    """Columns between bounds, 0 and 1 at first, and rows between bounds.

    `stays` is how many columns come first that stand for a stay; costs are theirs.
    """

    stays: int
    matrix: csr_matrix
    row_lower: Numbers
    row_upper: Numbers
    lower: Numbers
    upper: Numbers

    @staticmethod
    def of(rows: Rows, stays: int) -> Programme:
        width = stays + rows.extra_columns
        entries = (np.concatenate(rows.value), (_joined(rows.row), _joined(rows.column)))
        return Programme(
            stays=stays,
            matrix=csr_matrix(entries, shape=(rows.count, width)),
            row_lower=np.concatenate(rows.lower),
            row_upper=np.concatenate(rows.upper),
            lower=np.zeros(width),
            upper=np.ones(width),
        )

    def among_the_best(self, answer: Answer, exact: float) -> Programme:
        """The same programme, on the solutions that are as good as the answer: columns and rows
        with a price stay where they are (complementary slackness)."""
        held = np.abs(answer.column_dual) > exact
        priced = np.abs(answer.row_dual) > exact
        activity = np.rint(self.matrix @ answer.columns)
        fixed = np.rint(answer.columns)
        return replace(
            self,
            lower=np.where(held, fixed, self.lower),
            upper=np.where(held, fixed, self.upper),
            row_lower=np.where(priced, activity, self.row_lower),
            row_upper=np.where(priced, activity, self.row_upper),
        )

    def keeping(self, costs: Numbers, value: float) -> Programme:
        """The same programme, with one more row: costs · columns ≤ value."""
        row = csr_matrix(_padded(costs, self.matrix.shape[1]))
        return replace(
            self,
            matrix=csr_matrix(vstack([self.matrix, row])),
            row_lower=np.append(self.row_lower, -np.inf),
            row_upper=np.append(self.row_upper, value),
        )


def minimise(programme: Programme, costs: Numbers) -> Answer | None:
    """The best corner (simplex), or None if the rows cannot all hold."""
    solver = _run(programme, costs, whole=False)
    if solver is None:
        return None
    solution = solver.getSolution()
    return Answer(
        columns=np.array(solution.col_value, dtype=np.float64),
        column_dual=np.array(solution.col_dual, dtype=np.float64),
        row_dual=np.array(solution.row_dual, dtype=np.float64),
    )


def minimise_whole(
    programme: Programme,
    costs: Numbers,
    *,
    start: Numbers | None = None,
    seconds: float | None = None,
) -> Numbers | None:
    """The best whole columns, proven: costs are whole, so a gap below 1 is none. `start` are
    columns that keep every row, to begin from. Raises OutOfTime after so many seconds."""
    solver = _run(programme, costs, whole=True, start=start, seconds=seconds)
    return None if solver is None else np.array(solver.getSolution().col_value, dtype=np.float64)


def _run(
    programme: Programme,
    costs: Numbers,
    *,
    whole: bool,
    start: Numbers | None = None,
    seconds: float | None = None,
) -> Solver | None:
    solver = Solver()
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 0,
        "solver": "choose" if whole else "simplex",
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.99,
        "time_limit": highspy.kHighsInf if seconds is None else seconds,
    }
    for name, value in options.items():
        _expect(solver.setOptionValue(name, value))
    _expect(solver.passModel(_linear_programme(programme, costs, whole)))
    if start is not None:
        index = np.arange(len(start), dtype=np.int32)
        _expect(solver.setSolution(len(start), index, start))
    _expect(solver.run())
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status == highspy.HighsModelStatus.kModelEmpty:
        return solver
    if status == highspy.HighsModelStatus.kTimeLimit:
        raise OutOfTime
    if status != highspy.HighsModelStatus.kOptimal:
        raise SolverFailed(solver.modelStatusToString(status))
    return solver


def _linear_programme(programme: Programme, costs: Numbers, whole: bool) -> highspy.HighsLp:
    lp, matrix = highspy.HighsLp(), programme.matrix
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = _padded(costs, lp.num_col_)
    lp.col_lower_, lp.col_upper_ = programme.lower, programme.upper
    lp.row_lower_, lp.row_upper_ = programme.row_lower, programme.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = matrix.indptr
    lp.a_matrix_.index_ = matrix.indices
    lp.a_matrix_.value_ = matrix.data
    if whole:  # marks of X4 follow from the stays
        kinds = [highspy.HighsVarType.kInteger] * programme.stays
        marks = [highspy.HighsVarType.kContinuous] * (lp.num_col_ - programme.stays)
        lp.integrality_ = kinds + marks
    return lp


def _expect(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverFailed("HiGHS refused a programme or an option")


def _padded(costs: Numbers, width: int) -> Numbers:
    return np.concatenate([costs, np.zeros(width - len(costs))])


def _joined(parts: list[Integers]) -> Integers:
    return np.concatenate(parts)
