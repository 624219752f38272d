"""`sheber.projection/1`: who will be where, as JSON with exact fractions or as rows of a table."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sheber.doors.planning.plan import PlanFile, ProblemFile
from sheber.doors.typed import plain
from sheber.engine.planning.projection.check import check
from sheber.engine.planning.projection.project import project
from sheber.engine.planning.projection.rows import Projection, Row

PROJECTION = "sheber.projection/1"

DECIMALS = 6
"""A table for people holds decimal numbers; the exact fractions stand in the JSON."""

PEOPLE = ("graduates", "stayed", "moved", "not_placed", "arrived", "asked", "short")
STOCK = ("start", "joined", "left", "retired", "end", "needed")


def projection_of(file: ProblemFile, stated: PlanFile) -> Projection:
    """The checked projection of a plan that belongs to the problem and holds.

    Raises InvalidProblem if the years lie too far apart, PropertyViolated if an account does not
    add up.
    """
    return project(file.problem, stated.plan)


def projection_document(
    file: ProblemFile, stated: PlanFile, projection: Projection
) -> dict[str, Any]:
    """A projection with what was checked, ready to be written as JSON."""
    return {
        "format": PROJECTION,
        "problem_sha256": file.sha256,
        **plain(projection),
        "properties": check(file.problem, stated.plan, projection),
    }


def projection_table(projection: Projection) -> list[list[str | int | float | None]]:
    """A head, and a line for each region, occupation and year; what is not known is empty."""
    to_go = len(projection.rows[0].in_training) if projection.rows else 0
    head = ["region", "occupation", "year"]
    head += [f"in_training_{years}_to_go" for years in range(1, to_go + 1)]
    head += [*PEOPLE, *(f"stock_{name}" for name in STOCK)]
    return [[*head], *map(_line, projection.rows)]


def _line(row: Row) -> list[str | int | float | None]:
    stock = row.stock
    return [
        *row.key,
        *map(_decimal, row.in_training),
        *(_decimal(getattr(row, name)) for name in PEOPLE),
        *(None if stock is None else _decimal(getattr(stock, name)) for name in STOCK),
    ]


def _decimal(people: Fraction | int) -> int | float:
    """Whole people as whole numbers."""
    rounded = round(Fraction(people), DECIMALS)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)
