"""Verbs of accords: keep the register of what was said and agreed, always with evidence."""

from sheber.accords.operations.disputes import resolve_party, settle
from sheber.accords.operations.evidence import (
    Proof,
    Step,
    advance,
    advance_many,
    attribute,
    confirm,
)
from sheber.accords.operations.gaps import fill_gap
from sheber.accords.operations.load import Loaded, load
from sheber.accords.operations.projects import (
    NewProject,
    announce,
    announce_many,
    cancel,
    delay,
    enter_project,
    enter_projects,
    open_project,
    start,
)
from sheber.accords.operations.register import (
    NewCommitment,
    NewStatement,
    enter_commitment,
    enter_commitments,
    enter_statement,
    enter_statements,
)

__all__ = [
    "Loaded",
    "NewCommitment",
    "NewProject",
    "NewStatement",
    "Proof",
    "Step",
    "advance",
    "advance_many",
    "announce",
    "announce_many",
    "attribute",
    "cancel",
    "confirm",
    "delay",
    "enter_commitment",
    "enter_commitments",
    "enter_project",
    "enter_projects",
    "enter_statement",
    "enter_statements",
    "fill_gap",
    "load",
    "open_project",
    "resolve_party",
    "settle",
    "start",
]
