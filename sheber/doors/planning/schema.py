"""JSON Schemas of `sheber.problem/1` and `sheber.plan/1`, from what reads and checks them."""

from typing import get_args

from sheber.doors.planning.plan import PLAN, PROBLEM, PlanFile
from sheber.doors.schema import Narrowed, Schema, schema_of
from sheber.doors.typed import hints
from sheber.engine.planning.plan import Plan
from sheber.engine.planning.problem import Problem
from sheber.engine.planning.validate import CHOICES, EARLIEST, LATEST, RANGES


def problem_schema() -> Schema:
    """The form of a problem, with the bounds and choices that its checks know."""
    return schema_of(Problem, PROBLEM, beside={}, narrowed=_narrowed())


def plan_schema() -> Schema:
    """The form of a plan with its prices and reasons; nothing is said of what may stand in it."""
    beside = {name: hint for name, hint in hints(PlanFile).items() if name != "plan"}
    return schema_of(Plan, PLAN, beside=beside, narrowed={})


def _narrowed() -> Narrowed:
    tables = {name: get_args(hint)[0] for name, hint in hints(Problem).items()}
    years = {"minimum": EARLIEST, "maximum": LATEST}
    return {
        **{(row, "year"): years for row in tables.values() if "year" in _hints_of(row)},
        **{
            (tables[table], field): {"minimum": low, "maximum": high}
            for table, field, low, high in RANGES
        },
        **{(row, field): {"enum": list(allowed)} for (row, field), allowed in CHOICES.items()},
    }


def _hints_of(row: type) -> dict[str, object]:
    """Annotations of a row; a text, like the code of a currency, has none."""
    return hints(row) if hasattr(row, "__slots__") else {}
