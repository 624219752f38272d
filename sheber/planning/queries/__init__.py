"""Shared reads of planning."""

from sheber.planning.queries.differences import (
    CapacityChange,
    Difference,
    LineChange,
    compare,
    difference,
    difference_since,
)
from sheber.planning.queries.idle import ASKING, STOPPED, for_nobody, weighed
from sheber.planning.queries.plans import (
    approvals,
    approved,
    content,
    content_text,
    coverages,
    digest,
    digest_of,
    in_force,
    outlooks,
    proposed_content,
    seats_for_line,
    seats_for_lines,
)
from sheber.planning.queries.touching import lines_of, plans_of_employer, plans_of_region

__all__ = [
    "ASKING",
    "STOPPED",
    "CapacityChange",
    "Difference",
    "LineChange",
    "approvals",
    "approved",
    "compare",
    "content",
    "content_text",
    "coverages",
    "difference",
    "difference_since",
    "digest",
    "digest_of",
    "for_nobody",
    "in_force",
    "lines_of",
    "outlooks",
    "plans_of_employer",
    "plans_of_region",
    "proposed_content",
    "seats_for_line",
    "seats_for_lines",
    "weighed",
]
