"""Verbs of training: enrolment and its ends, leave, results, and practice day by day."""

from sheber.training.operations.enrolling import (
    NewEnrolment,
    NewResult,
    attach_contracts,
    begin_leave,
    end_leave,
    enrol,
    enrol_many,
    record_results,
)
from sheber.training.operations.leaving import (
    expel,
    expel_many,
    graduate,
    graduate_many,
    reinstate,
)
from sheber.training.operations.placing import (
    NewDay,
    NewPlacement,
    brief_many,
    cancel,
    close_many,
    confirm_days,
    confirm_many,
    plan,
    plan_many,
    start_many,
)

__all__ = [
    "NewDay",
    "NewEnrolment",
    "NewPlacement",
    "NewResult",
    "attach_contracts",
    "begin_leave",
    "brief_many",
    "cancel",
    "close_many",
    "confirm_days",
    "confirm_many",
    "end_leave",
    "enrol",
    "enrol_many",
    "expel",
    "expel_many",
    "graduate",
    "graduate_many",
    "plan",
    "plan_many",
    "record_results",
    "reinstate",
    "start_many",
]
