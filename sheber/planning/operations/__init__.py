"""Verbs of planning: draft, fix, propose, approve exactly what was seen."""

from sheber.planning.operations.approving import approve, propose, reopen, supersede
from sheber.planning.operations.drafting import (
    Given,
    allocate,
    draft_by_hand,
    lift,
    override,
)

__all__ = [
    "Given",
    "allocate",
    "approve",
    "draft_by_hand",
    "lift",
    "override",
    "propose",
    "reopen",
    "supersede",
]
