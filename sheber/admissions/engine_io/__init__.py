"""Rows → market → rows: the only part of admissions that knows the engine and its doors."""

from sheber.admissions.engine_io.closing import Closed, closed_by_region, closings
from sheber.admissions.engine_io.difference import market_now, market_of, seats_of, what_if
from sheber.admissions.engine_io.editions import Edition, checker_text, edition, receipt
from sheber.admissions.engine_io.keeping import Kept, save
from sheber.admissions.engine_io.keeping import digest as digest_of
from sheber.admissions.engine_io.lab import policy_study
from sheber.admissions.engine_io.lottery import (
    commitment_of,
    draw_faults,
    drawn_seed,
    ids_text,
    list_sha256,
    lottery_document,
    own_number,
)
from sheber.admissions.engine_io.market import Drafted, draft
from sheber.admissions.engine_io.packs import Anew, Standing, under
from sheber.admissions.engine_io.pools import CODES, PoolDraft, PoolRules, pools_for, rules_from
from sheber.admissions.engine_io.refill import Seats, free_capacities
from sheber.admissions.engine_io.rows import Holder, Rows, read
from sheber.admissions.engine_io.runs import (
    FILES,
    Given,
    Rank,
    Recheck,
    Run,
    Told,
    WishTold,
    digest,
    explain,
    explain_latest,
    given_by,
    is_of,
    kept,
    recheck,
    run,
)
from sheber.admissions.engine_io.vacancies import ANSWERS, CLAIMED, Empty, empty_pools, why_empty
from sheber.doors.clearing.market_lists import person_and_position

__all__ = [
    "ANSWERS",
    "CLAIMED",
    "CODES",
    "FILES",
    "Anew",
    "Closed",
    "Drafted",
    "Edition",
    "Empty",
    "Given",
    "Holder",
    "Kept",
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
    "checker_text",
    "closed_by_region",
    "closings",
    "commitment_of",
    "digest",
    "digest_of",
    "draft",
    "draw_faults",
    "drawn_seed",
    "edition",
    "empty_pools",
    "explain",
    "explain_latest",
    "free_capacities",
    "given_by",
    "ids_text",
    "is_of",
    "kept",
    "list_sha256",
    "lottery_document",
    "market_now",
    "market_of",
    "own_number",
    "person_and_position",
    "policy_study",
    "pools_for",
    "read",
    "receipt",
    "recheck",
    "rules_from",
    "run",
    "save",
    "seats_of",
    "under",
    "what_if",
    "why_empty",
]
