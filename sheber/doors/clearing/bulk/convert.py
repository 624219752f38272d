"""`sheber.market/1` → a market folder: for trying one, and for growing out of JSON."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa

from sheber.doors.clearing.bulk.market import CLAIMS, FORMAT, SEATS
from sheber.doors.clearing.bulk.result import write_columns
from sheber.doors.clearing.market import MarketFile
from sheber.doors.fields import Fields
from sheber.engine.clearing.keys import MISSING


def write_market(document: Fields, file: MarketFile, target: Path) -> None:
    """The same market as a folder. Ids of contracts give way to places in the list; whoever
    ranks nothing has no row and is not in the folder. Raises OSError."""
    target.mkdir(parents=True, exist_ok=True)
    write_columns(claims_table(file), target / CLAIMS)
    seats = {**document, "format": FORMAT}
    del seats["applicants"]
    text = json.dumps(seats, ensure_ascii=False, indent=1)
    (target / SEATS).write_text(text + "\n", encoding="utf-8")


def claims_table(file: MarketFile) -> pa.Table:
    """One row a claim, as a market folder has them."""
    market, ranking = file.market, file.ranking
    contract = market.claim_contract
    first = market.applicant_start[market.contract_applicant]
    position = np.arange(market.contracts) - first + 1
    stated = ranking.ties != MISSING
    starts = np.concatenate([[0], np.cumsum(stated.sum(axis=1))])
    return pa.table(
        {
            "applicant": pa.array(file.names.applicants, pa.string()).take(
                pa.array(market.claim_applicant)
            ),
            "position": position[contract],
            "pool": pa.array(file.names.pools, pa.string()).take(pa.array(market.claim_pool)),
            "score": ranking.score,
            "ties": pa.ListArray.from_arrays(
                pa.array(starts, pa.int32()), pa.array(ranking.ties[stated])
            ),
            "terms": pa.array(file.names.terms, pa.string()).take(pa.array(contract)),
        }
    )
