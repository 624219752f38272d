"""A result folder: `result.json` and columns of who holds what, of pools, and of unmet wishes.

`result.json` is written last: a folder without it is not a result.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sheber.doors.clearing.bulk.market import Folder
from sheber.doors.clearing.closings import read_closings
from sheber.doors.clearing.viability import final
from sheber.doors.faults import Faults, shown
from sheber.doors.fields import Fields, Reader, load
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import (
    check,
    check_certificate,
    check_ranking,
    lawful_claims,
)
from sheber.engine.clearing.keys import MISSING
from sheber.engine.clearing.market import NOBODY, Flags, Held, Integers, Numbers
from sheber.engine.clearing.solve import ENGINE, Outcome, as_violations, check_best
from sheber.engine.clearing.viability import Closing, check_closings
from sheber.engine.errors import PropertyViolated

FORMAT = "sheber.result-folder/1"
RESULT, HELD, POOLS, WISHES, ASIDE = (
    "result.json",
    "held.parquet",
    "pools.parquet",
    "wishes.parquet",
    "aside.parquet",
)
WHOLE = pa.int64()
RANK = {"score": pa.float64(), "ties": pa.list_(pa.float64()), "lottery": WHOLE}
COLUMNS = {
    HELD: {"applicant": pa.string(), "position": WHOLE, "pool": pa.string()},
    POOLS: {"id": pa.string(), "capacity": WHOLE, "inflow": WHOLE, "occupancy": WHOLE, **RANK},
    WISHES: {
        "applicant": pa.string(),
        "position": WHOLE,
        "pool": pa.string(),
        **RANK,
        "places_short_at_most": WHOLE,
    },
}
"""Columns of each file. The rank of a pool is its cut-off, of a wish the applicant's own."""


def write_result(
    folder: Folder, outcome: Outcome, target: Path, closings: Fields | None = None
) -> None:
    """Everything that `sheber clear` says of a market folder, but for rows kept aside; `closings`
    is the field of what was closed, if there are minimum groups. Raises OSError."""
    target.mkdir(parents=True, exist_ok=True)
    (target / RESULT).unlink(missing_ok=True)
    certificate = outcome.certificate
    write_columns(held_table(folder, outcome.held_claim), target / HELD)
    write_columns(pool_table(folder, certificate), target / POOLS)
    write_columns(wish_table(folder, certificate), target / WISHES)
    document = {
        "format": FORMAT,
        "market_sha256": folder.file.sha256,
        "engine": ENGINE,
        "applicants": folder.market.applicants,
        "held": int(np.count_nonzero(outcome.held_claim >= 0)),
        "rows_kept_aside": 0 if folder.aside is None else folder.aside.num_rows,
        "properties": dict(outcome.properties),
        **(closings or {}),
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    (target / RESULT).write_text(text + "\n", encoding="utf-8")


def write_aside(folder: Folder, target: Path) -> None:
    """Rows that are not in the market, with their reasons. Raises OSError."""
    target.mkdir(parents=True, exist_ok=True)
    (target / RESULT).unlink(missing_ok=True)
    write_columns(folder.aside, target / ASIDE)


def write_columns(table: pa.Table, path: Path) -> None:
    """A Parquet file, whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        pq.write_table(table, draft, compression="zstd")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def held_table(folder: Folder, held_claim: Integers) -> pa.Table:
    """One row for everybody who holds a contract."""
    market = folder.market
    claims = held_claim[held_claim >= 0]
    people = market.claim_applicant[claims]
    return pa.table(
        {
            "applicant": folder.applicants.take(pa.array(people)),
            "position": folder.position[market.claim_contract[claims]],
            "pool": _pools(folder, market.claim_pool[claims]),
        }
    )


def pool_table(folder: Folder, certificate: Certificate) -> pa.Table:
    """One row a pool, with the rank of the last admitted where it is full."""
    return pa.table(
        {
            "id": folder.pools,
            "capacity": folder.market.pool_capacity,
            "inflow": certificate.pool_inflow,
            "occupancy": certificate.pool_occupancy,
            **ranks(folder, certificate.pool_last),
        }
    )


def wish_table(folder: Folder, certificate: Certificate) -> pa.Table:
    """One row for each contract ranked above the held one."""
    market, claims = folder.market, certificate.wish_claim
    return pa.table(
        {
            "applicant": folder.applicants.take(pa.array(market.claim_applicant[claims])),
            "position": folder.position[certificate.wish_contract],
            "pool": _pools(folder, market.claim_pool[claims]),
            **ranks(folder, claims),
            "places_short_at_most": certificate.wish_short,
        }
    )


def ranks(folder: Folder, claims: Integers) -> dict[str, pa.Array]:
    """Score, tie-breaks and lottery of claims, nothing where there is none (−1)."""
    absent = claims < 0
    ranking = folder.file.ranking
    at = np.where(absent, 0, claims)
    if not folder.market.claims:
        return {name: pa.nulls(len(claims), kind) for name, kind in RANK.items()}
    score = pa.array(ranking.score[at], mask=absent)
    lottery = pa.nulls(len(claims), WHOLE)
    if ranking.lottery is not None:
        lottery = pa.array(ranking.lottery[folder.market.claim_applicant[at]], mask=absent)
    return {"score": score, "ties": _ties(ranking.ties[at], absent), "lottery": lottery}


def _ties(ties: Numbers, absent: Flags) -> pa.Array:
    stated = (ties != MISSING) & ~absent[:, None]
    starts = np.concatenate([[0], np.cumsum(stated.sum(axis=1))])
    values = pa.array(ties[stated])
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), values, mask=pa.array(absent))


def _pools(folder: Folder, pools: Integers) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(pools), folder.pools)


@dataclass(frozen=True)
class ResultFolder:
    """A result folder as it stands; nothing of it is believed yet. `held`: −1 stands for a
    contract or a pool that the market does not know. `pools`, `wishes`: as stated. `closings`:
    offerings closed for want of a minimum group, in order."""

    document: Fields
    held: Held
    pools: pa.Table
    wishes: pa.Table
    closings: tuple[Closing, ...] = ()


def read_result(path: Path, folder: Folder) -> ResultFolder:
    """A result folder's own words. Raises InvalidMarket if its form is wrong."""
    faults = Faults()
    document = _document(path / RESULT, faults)
    held, pools, wishes = (_table(path / name, faults) for name in (HELD, POOLS, WISHES))
    closings = tuple(read_closings(Reader(faults), document, folder.file.names.offerings))
    faults.refuse()
    return ResultFolder(document, _held(held, folder), pools, wishes, closings)


def _document(path: Path, faults: Faults) -> Fields:
    try:
        document = load(path.read_bytes(), FORMAT, faults)
    except OSError as error:
        faults.add("unreadable", path.name, why=error.strerror)
        return {}
    if isinstance(document, dict) and document.get("format") == FORMAT:
        return document
    stated = document.get("format") if isinstance(document, dict) else document
    faults.add("wrong_format", f"{path.name}: format", value=shown(stated), format=FORMAT)
    return {}


def _table(path: Path, faults: Faults) -> pa.Table:
    columns = COLUMNS[path.name]
    try:
        table = pq.read_table(path)
        return table.select(list(columns)).cast(pa.schema(list(columns.items())))
    except (OSError, pa.ArrowException, KeyError) as error:
        faults.add("not_parquet", path.name, why=str(error).splitlines()[0])
        return pa.table({})


def _held(rows: pa.Table, folder: Folder) -> Held:
    applicant = _numbers(rows["applicant"], folder.applicants)
    position = _whole(rows["position"], 0)
    contract = _contracts(folder, applicant, position)
    return Held(applicant, contract, _numbers(rows["pool"], folder.pools))


def _contracts(folder: Folder, applicant: Integers, position: Integers) -> Integers:
    """The contract at a position of an applicant's list, or −1. Positions rise in each list, so
    (applicant, position) is one rising number."""
    positions = folder.position
    if not len(positions):
        return np.full(len(applicant), NOBODY, dtype=np.int64)
    step = int(positions.max()) + 1
    lawful = (position > 0) & (position < step) & (applicant >= 0)
    wanted = np.where(lawful, applicant * step + position, NOBODY)
    table = folder.market.contract_applicant * step + positions
    place = np.minimum(np.searchsorted(table, wanted), len(table) - 1)
    found: Integers = np.where(table[place] == wanted, place, NOBODY)
    return found


def _numbers(texts: pa.ChunkedArray, ids: pa.Array) -> Integers:
    return _whole(pc.index_in(texts, ids), NOBODY)


def _whole(column: pa.ChunkedArray, missing: int) -> Integers:
    found: Integers = column.fill_null(missing).to_numpy().astype(np.int64)
    return found


def result_violations(
    folder: Folder, result: ResultFolder, *, prove_best: bool = False
) -> list[PropertyViolated]:
    """Every property that does not hold, and the first stated number that is wrong."""
    folder = replace(folder, file=final(folder.file, result.closings))
    market = folder.market
    found = []
    if result.document.get("market_sha256") != folder.file.sha256:
        facts = {"stated": result.document.get("market_sha256"), "found": folder.file.sha256}
        found.append(PropertyViolated("market", facts))
    found += as_violations(check_ranking(market, folder.file.ranking))
    found += as_violations(check(market, result.held))
    if not found:
        claims = lawful_claims(market, result.held)
        certificate = certify(market, claims)
        found += as_violations(check_certificate(market, certificate))
        found += _stated(POOLS, result.pools, pool_table(folder, certificate))
        found += _stated(WISHES, result.wishes, wish_table(folder, certificate))
        found += check_closings(market, folder.file.minimum, result.closings, claims)
        found += check_best(market, claims) if prove_best else []
    return found


def _stated(name: str, stated: pa.Table, true: pa.Table) -> list[PropertyViolated]:
    """The first row of a table that is not what the held contracts give."""
    true = true.cast(stated.schema)
    if stated.equals(true):
        return []
    rows = zip_longest(_rows(stated), _rows(true))
    row, said, found = next((n, *pair) for n, pair in enumerate(rows, 1) if pair[0] != pair[1])
    facts = {"number": f"{name} row {row}", "stated": said, "found": found}
    return [PropertyViolated("certificate", facts)]


def _rows(table: pa.Table) -> Iterator[Fields]:
    return (row for block in table.to_batches() for row in block.to_pylist())
