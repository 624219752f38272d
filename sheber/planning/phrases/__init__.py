"""Sentences of planning: its refusals, and what the engine says in codes."""

from sheber.planning.phrases.engine import (
    Clash,
    Faults,
    Property,
    Stage,
    limit_in_words,
    row_in_words,
    spoken,
)
from sheber.planning.phrases.refusals import REFUSALS

__all__ = [
    "REFUSALS",
    "Clash",
    "Faults",
    "Property",
    "Stage",
    "limit_in_words",
    "row_in_words",
    "spoken",
]
