"""Verbs of planning: draft, fix, propose, approve exactly what was seen."""

from sheber.planning.operations.approving import approve, propose, reopen, supersede
from sheber.planning.operations.counting import Count, count
from sheber.planning.operations.drafting import (
    Given,
    allocate,
    check_capacity,
    draft_by_hand,
    groups_of,
)
from sheber.planning.operations.fixing import (
    Fixed,
    check_fixed,
    lift,
    override,
    override_many,
)
from sheber.planning.operations.foreseeing import (
    FORESEE,
    MOST_SCENARIOS,
    ask_scenarios,
    foresee,
    keep_ensemble,
    scenarios_asked,
)
from sheber.planning.operations.opining import (
    OPINION,
    answer_opinion,
    give_opinion,
    withdraw_opinion,
)
from sheber.planning.operations.solving import draft_solved, prepare, recheck, solve_again

__all__ = [
    "FORESEE",
    "MOST_SCENARIOS",
    "OPINION",
    "Count",
    "Fixed",
    "Given",
    "allocate",
    "answer_opinion",
    "approve",
    "ask_scenarios",
    "check_capacity",
    "check_fixed",
    "count",
    "draft_by_hand",
    "draft_solved",
    "foresee",
    "give_opinion",
    "groups_of",
    "keep_ensemble",
    "lift",
    "override",
    "override_many",
    "prepare",
    "propose",
    "recheck",
    "reopen",
    "scenarios_asked",
    "solve_again",
    "supersede",
    "withdraw_opinion",
]
