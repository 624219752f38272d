"""A solved plan's stored texts → who will be where by it."""

from sheber.doors.planning.projection import projection_of
from sheber.engine.errors import InvalidProblem, PropertyViolated
from sheber.engine.planning.problem import Workforce as Counted
from sheber.engine.planning.projection.rows import Move, Projection, Row, Stock
from sheber.kernel.refusals import Refused
from sheber.planning.engine_io.solutions import faulty, files
from sheber.planning.models import Plan

__all__ = ["Counted", "Move", "Projection", "Row", "Stock", "projected"]


def projected(plan: Plan) -> tuple[Projection, tuple[Counted, ...]]:
    """Who is in training, graduates, moves and retires if the plan is done, checked (F1 to F7);
    and who was counted at work when the plan was made."""
    if plan.made_by_hand:
        raise Refused("plan_is_by_hand", plan=plan.code)
    try:
        file, stated = files(plan)
        return projection_of(file, stated), file.problem.workforce
    except InvalidProblem as error:
        raise faulty(error) from error
    except PropertyViolated as error:
        raise Refused("projection_check_failed", property=error.code) from error
