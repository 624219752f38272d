"""Rows to days and sums, and back: the only importer of the engine in this room."""

from sheber.outcomes.engine_io.counting import Standing, served, standing, standings
from sheber.outcomes.engine_io.pricing import (
    medical_amount,
    months_in_proportion,
    quota_amount,
)

__all__ = [
    "Standing",
    "medical_amount",
    "months_in_proportion",
    "quota_amount",
    "served",
    "standing",
    "standings",
]
