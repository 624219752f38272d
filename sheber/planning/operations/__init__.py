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
from sheber.planning.operations.queueing import (
    DRAFT,
    SOLVE,
    ask_draft,
    ask_solve,
    end_search,
    searches,
    solve_for,
    telling,
)
from sheber.planning.operations.solving import (
    Found,
    draft_solved,
    find_again,
    find_draft,
    keep_again,
    keep_draft,
    prepare,
    recheck,
    solve_again,
)

__all__ = [
    "DRAFT",
    "FORESEE",
    "MOST_SCENARIOS",
    "OPINION",
    "SOLVE",
    "Count",
    "Fixed",
    "Found",
    "Given",
    "allocate",
    "answer_opinion",
    "approve",
    "ask_draft",
    "ask_scenarios",
    "ask_solve",
    "check_capacity",
    "check_fixed",
    "count",
    "draft_by_hand",
    "draft_solved",
    "end_search",
    "find_again",
    "find_draft",
    "foresee",
    "give_opinion",
    "groups_of",
    "keep_again",
    "keep_draft",
    "keep_ensemble",
    "lift",
    "override",
    "override_many",
    "prepare",
    "propose",
    "recheck",
    "reopen",
    "scenarios_asked",
    "searches",
    "solve_again",
    "solve_for",
    "supersede",
    "telling",
    "withdraw_opinion",
]
