"""Rows to days and sums, and back: the only importer of the engine in this room."""

from sheber.outcomes.engine_io.counting import Standing, served, standing, standings
from sheber.outcomes.engine_io.pricing import (
    FORMULAS,
    SUPPORT,
    formula,
    medical_amount,
    months_in_proportion,
    quota_amount,
    support_amount,
)

__all__ = [
    "FORMULAS",
    "SUPPORT",
    "Standing",
    "formula",
    "medical_amount",
    "months_in_proportion",
    "quota_amount",
    "served",
    "standing",
    "standings",
    "support_amount",
]
