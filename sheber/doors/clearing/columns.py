"""`sheber.columns/1`: a market, its result and its certificate as NumPy files, for the checker that
stands alone. What stands in the folder, `sheber.engine.clearing.checker.FOLDER` says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from sheber.doors.clearing.market import MarketFile
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.checker import CERTIFICATE, COLUMNS, DESCRIPTION, FOLDER


def write_columns(folder: Path, file: MarketFile, certificate: Certificate) -> None:
    """Write the folder; its description comes last, so that a folder cut short is none. Raises
    OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DESCRIPTION).unlink(missing_ok=True)
    columns = {name: getattr(file.market, name) for name in COLUMNS}
    columns |= {name: getattr(certificate, name) for name in CERTIFICATE}
    columns |= {"claim_score": file.ranking.score, "claim_ties": file.ranking.ties}
    if file.ranking.lottery is not None:
        columns["applicant_lottery"] = file.ranking.lottery
    for name, values in columns.items():
        np.save(folder / f"{name}.npy", values)
    for name, ids in (("applicant_id", file.names.applicants), ("pool_id", file.names.pools)):
        np.save(folder / f"{name}.npy", np.array([one.encode() for one in ids], dtype=np.bytes_))
    seed = None if file.seed is None else file.seed.hex()
    described = {"format": FOLDER, "market_sha256": file.sha256, "lottery_seed": seed}
    (folder / DESCRIPTION).write_text(json.dumps(described) + "\n", encoding="utf-8")
