"""Which rows of `claims.parquet` make the market; wrong ones are named and kept aside.

One row a claim. `applicant`: text, rows of one applicant together. `position`: the place of the
contract in the applicant's own order, 1 is best, never falling within an applicant; rows of one
position are the claims of one contract. `pool`: an id of `market.json`. `score`: a number.
`ties` (optional): a list of numbers, the higher the better. `terms` (optional): text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sheber.doors.clearing.bulk.columns import Columns, blocks
from sheber.doors.faults import Faults
from sheber.doors.fields import LARGEST_NUMBER
from sheber.engine.clearing.market import Flags, Integers

REASONS = {
    "no_applicant": "the applicant is missing: give an id",
    "applicant_again": "rows of this applicant stand further up, too: put them together",
    "no_position": "the position is missing or below 1: the best contract has position 1",
    "position_falls": "the position is lower than in the row before: order the applicant's rows by "
    "position",
    "unknown_pool": "the pool is not declared in market.json: correct the id",
    "no_score": "the score is missing or not a number: give one",
    "no_tie": "a tie-break is not a number: give one",
    "number_too_large": f"a number is beyond {LARGEST_NUMBER}, where whole numbers are not exact",
    "two_offerings": "the first claim of this contract is on another offering: make it a contract "
    "of its own",
    "repeated_pool": "this contract has a claim on this pool already: keep one",
}
"""Why a row is kept aside, and what to do; the first that applies is named."""

CODES = tuple(REASONS)


@dataclass(frozen=True)
class Sorted:
    """Rows (0 is the first) of a file in the order of claims of a market, and those kept aside:
    `wrong` rows with `reason`, an index into CODES."""

    rows: Integers
    wrong: Integers
    reason: Integers


def sort_out(columns: Columns, offering: Integers) -> Sorted:
    """Wrong rows apart; the others by applicant, contract and precedence of pools. `offering`
    (P): the offering of each pool."""
    reason = np.full(len(columns.run), -1, dtype=np.int64)
    for code, wrong in _alone(columns):
        reason[wrong & (reason < 0)] = CODES.index(code)
    good = np.flatnonzero(reason < 0)
    contract = contract_numbers(columns, good)
    first = np.flatnonzero(np.diff(contract, prepend=-1))
    home = offering[columns.pool[good]]
    strays = home != home[first][contract] if len(good) else np.zeros(0, dtype=np.bool_)
    reason[good[strays]] = CODES.index("two_offerings")
    good, contract = good[~strays], contract[~strays]
    pool = columns.pool[good]
    if np.any((np.diff(contract) == 0) & (np.diff(pool) <= 0)):
        order = np.lexsort([pool, contract])
        good, contract, pool = good[order], contract[order], pool[order]
    again = np.zeros(len(good), dtype=np.bool_)
    again[1:] = (np.diff(contract) == 0) & (np.diff(pool) == 0)
    reason[good[again]] = CODES.index("repeated_pool")
    aside = np.flatnonzero(reason >= 0)
    return Sorted(good[~again], aside, reason[aside])


def contract_numbers(columns: Columns, rows: Integers) -> Integers:
    """The contract of each row, counted from 0 as they come."""
    run, position = columns.run[rows], columns.position[rows]
    new = (np.diff(run, prepend=-1) != 0) | (np.diff(position, prepend=-1) != 0)
    numbers: Integers = np.cumsum(new, dtype=np.int64) - 1
    return numbers


def _alone(columns: Columns) -> Iterator[tuple[str, Flags]]:
    """What is wrong with a row whatever stands in the others of its contract."""
    absent, again = _runs(columns.applicants)
    yield "no_applicant", absent[columns.run]
    yield "applicant_again", again[columns.run]
    yield "no_position", columns.position < 1
    falls = np.zeros(len(columns.run), dtype=np.bool_)
    falls[1:] = (np.diff(columns.run) == 0) & (np.diff(columns.position) < 0)
    yield "position_falls", falls
    yield "unknown_pool", columns.pool < 0
    yield "no_score", ~np.isfinite(columns.score)
    ties = columns.ties
    yield "no_tie", np.any(np.isnan(ties) | np.isposinf(ties), axis=1)
    large = np.abs(columns.score) > LARGEST_NUMBER
    yield "number_too_large", large | np.any(np.isfinite(ties) & (np.abs(ties) > LARGEST_NUMBER), 1)


def _runs(applicants: pa.Array) -> tuple[Flags, Flags]:
    """Of each run of rows: whether its applicant is missing, and whether it came before."""
    number = applicants.dictionary_encode().indices.fill_null(-1).to_numpy().astype(np.int64)
    absent = number < 0
    empty = pc.equal(applicants, "").fill_null(False).to_numpy(zero_copy_only=False)
    seen = np.maximum.accumulate(np.concatenate([[-1], number]))[:-1]
    return absent | empty, ~absent & (number <= seen)


def rows_aside(path: Path, found: Sorted) -> pa.Table:
    """The wrong rows as they stand in the file, each with its number from 1 and its reason."""
    kept: list[pa.RecordBatch] = []
    first = 0
    for block in blocks(path, Faults()):
        inside = (found.wrong >= first) & (found.wrong < first + block.num_rows)
        kept.append(block.take(pa.array(found.wrong[inside] - first)))
        first += block.num_rows
    table = pa.Table.from_batches(kept)
    reasons: Any = [CODES[code] for code in found.reason.tolist()]
    table = table.append_column("row", pa.array(found.wrong + 1))
    return table.append_column("reason", pa.array(reasons, pa.string()))


def reasons(aside: pa.Table) -> list[tuple[str, int, int]]:
    """For each reason, in order of CODES: its words, how many rows, and the first of them."""
    rows = aside["row"].to_numpy()
    code = pc.index_in(aside["reason"], pa.array(CODES)).to_numpy()
    return [
        (REASONS[name], int(np.count_nonzero(code == number)), int(rows[code == number][0]))
        for number, name in enumerate(CODES)
        if np.any(code == number)
    ]
