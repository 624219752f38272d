"""Rows → market → rows: the only part of admissions that knows the engine and its doors."""

from sheber.admissions.engine_io.market import market_document
from sheber.admissions.engine_io.packs import Anew, Standing, under
from sheber.admissions.engine_io.pools import CODES, PoolDraft, PoolRules, pools_for, rules_from
from sheber.admissions.engine_io.refill import Seats, free_capacities
from sheber.admissions.engine_io.rows import Holder, Rows, read
from sheber.admissions.engine_io.runs import (
    Rank,
    Recheck,
    Run,
    Told,
    WishTold,
    digest,
    explain,
    explain_latest,
    held_rows,
    is_of,
    recheck,
    run,
)
from sheber.admissions.engine_io.what_if import market_now, market_of, seats_of, what_if

__all__ = [
    "CODES",
    "Anew",
    "Holder",
    "PoolDraft",
    "PoolRules",
    "Rank",
    "Recheck",
    "Rows",
    "Run",
    "Seats",
    "Standing",
    "Told",
    "WishTold",
    "digest",
    "explain",
    "explain_latest",
    "free_capacities",
    "held_rows",
    "is_of",
    "market_document",
    "market_now",
    "market_of",
    "pools_for",
    "read",
    "recheck",
    "rules_from",
    "run",
    "seats_of",
    "under",
    "what_if",
]
