"""Verbs of planning: draft, fix, propose, approve exactly what was seen."""

from sheber.planning.operations.approving import approve, propose, reopen, supersede
from sheber.planning.operations.drafting import (
    Given,
    allocate,
    draft_by_hand,
    lift,
    override,
)
from sheber.planning.operations.solving import draft_solved, prepare, recheck, solve_again

__all__ = [
    "Given",
    "allocate",
    "approve",
    "draft_by_hand",
    "draft_solved",
    "lift",
    "override",
    "prepare",
    "propose",
    "recheck",
    "reopen",
    "solve_again",
    "supersede",
]
