"""`sheber.result/1`: who holds what, in names; written from an outcome, read back to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sheber.doors.clearing.closings import read_closings
from sheber.doors.clearing.market import MarketFile
from sheber.doors.faults import Faults
from sheber.doors.fields import Fields, Reader, join, load
from sheber.engine.clearing.checker import (
    PROPERTIES,
    check,
    check_ranking,
    check_stated,
    lawful_claims,
    not_stated,
)
from sheber.engine.clearing.keys import MISSING
from sheber.engine.clearing.market import NOBODY, Held, Integers
from sheber.engine.clearing.solve import ENGINE, Outcome, as_violations, check_best
from sheber.engine.clearing.viability import Closing, check_closings
from sheber.engine.errors import PropertyViolated

FORMAT = "sheber.result/1"


@dataclass(frozen=True)
class ResultFile:
    """A result as its file states it; nothing of it is believed yet.

    `rows` are (applicant, contract, pool) ids and `held` the same as numbers, −1 for a name
    that the market does not know. `pools`: the stated numbers of each pool, by its id.
    `closings`: offerings closed for want of a minimum group, in order.
    """

    market_sha256: str
    held: Held
    rows: list[tuple[str, str, str]]
    pools: dict[str, Fields]
    properties: dict[str, object]
    closings: tuple[Closing, ...] = ()


def result_document(file: MarketFile, outcome: Outcome) -> Fields:
    """The result of a clearing, ready to be written as JSON."""
    stated = result_by_pool(file, outcome)
    return {**stated, "held": list(held_documents(file, outcome.held_claim))}


def held_documents(file: MarketFile, held_claim: Integers) -> Iterator[Fields]:
    """A row for each held contract, in names, in the order of applicants."""
    names, market = file.names, file.market
    for applicant in np.flatnonzero(held_claim != NOBODY).tolist():
        claim = held_claim[applicant]
        yield {
            "applicant": names.applicants[applicant],
            "contract": names.contracts[market.claim_contract[claim]],
            "pool": names.pools[market.claim_pool[claim]],
        }


def result_by_pool(file: MarketFile, outcome: Outcome) -> Fields:
    """The result without a row for anybody: what it is of, its pools and its properties."""
    market, certificate = file.market, outcome.certificate
    pools = [
        {
            "id": name,
            "capacity": int(market.pool_capacity[pool]),
            "inflow": int(certificate.pool_inflow[pool]),
            "occupancy": int(certificate.pool_occupancy[pool]),
            "cutoff": ranking_of(file, int(certificate.pool_last[pool])),
        }
        for pool, name in enumerate(file.names.pools)
    ]
    return {
        "format": FORMAT,
        "market_sha256": file.sha256,
        "engine": ENGINE,
        "held": [],
        "pools": pools,
        "properties": dict(outcome.properties),
    }


def ranking_of(file: MarketFile, claim: int) -> Fields | None:
    """Score, tie-breaks and lottery rank of a claim, or None where there is no claim."""
    if claim == NOBODY:
        return None
    ranking = file.ranking
    ties = [tie for tie in ranking.ties[claim].tolist() if tie != MISSING]
    owner = file.market.claim_applicant[claim]
    return {
        "score": plain(float(ranking.score[claim])),
        "ties": [plain(tie) for tie in ties],
        "lottery": None if ranking.lottery is None else int(ranking.lottery[owner]),
    }


def plain(number: float) -> float:
    """231 rather than 231.0."""
    return int(number) if number.is_integer() else number


def read_result(text: bytes, file: MarketFile) -> ResultFile:
    """A result file as it stands. Raises InvalidMarket if its form is wrong; whether it is
    true is for `violations`."""
    faults = Faults()
    document = load(text, FORMAT, faults)
    faults.refuse()
    reader = Reader(faults)
    required = ("market_sha256", "held", "pools", "properties")
    top = reader.document(document, FORMAT, required, ("engine", "closings"))
    faults.refuse()
    assert top is not None  # noqa: S101  (otherwise there is a fault)
    rows = [_row(reader, item, path) for path, item in reader.items(top, "held", "")]
    seen: dict[str, str] = {}
    pools = dict(_pool(reader, item, path, seen) for path, item in reader.items(top, "pools", ""))
    sha256 = reader.text(top["market_sha256"], "market_sha256")
    properties = reader.fields(top["properties"], "properties", (), (*PROPERTIES, "C7"))
    closings = tuple(read_closings(reader, top, file.names.offerings))
    faults.refuse()
    held = _numbers(file, rows)
    return ResultFile(sha256 or "", held, rows, pools, properties or {}, closings)


def _row(reader: Reader, item: object, path: str) -> tuple[str, str, str]:
    row = reader.fields(item, path, ("applicant", "contract", "pool")) or {}
    applicant, contract, pool = (
        reader.text(row[name], join(path, name)) if name in row else None
        for name in ("applicant", "contract", "pool")
    )
    return applicant or "", contract or "", pool or ""


def _pool(reader: Reader, item: object, path: str, seen: dict[str, str]) -> tuple[str, Fields]:
    names = ("id", "capacity", "inflow", "occupancy", "cutoff")
    pool = reader.fields(item, path, names) or {}
    for name in ("capacity", "inflow", "occupancy"):
        reader.seats(pool, name, path)
    return reader.id(pool, path, "pool", seen) or "", pool


def _numbers(file: MarketFile, rows: list[tuple[str, str, str]]) -> Held:
    tables = [
        {name: number for number, name in enumerate(names)}
        for names in (file.names.applicants, file.names.contracts, file.names.pools)
    ]
    columns = [
        np.array([table.get(row[place], NOBODY) for row in rows], dtype=np.int64)
        for place, table in enumerate(tables)
    ]
    return Held(*columns)


def violations(
    file: MarketFile, result: ResultFile, *, prove_best: bool = False
) -> list[PropertyViolated]:
    """Every property that does not hold for a result file, and every stated number that is wrong.

    The market is the final one, without closed offerings. Codes: C1–C6 (C7 on demand), V1,
    "market" if the result names another market, "ranking" if keys do not follow the scores,
    "certificate" if a cut-off is not what the held contracts give.
    """
    found = []
    if result.market_sha256 != file.sha256:
        facts = {"stated": result.market_sha256, "found": file.sha256}
        found.append(PropertyViolated("market", facts))
    found += as_violations(check_ranking(file.market, file.ranking))
    found += as_violations(check(file.market, result.held))
    broken = {violation.code for violation in found}
    found += as_violations(not_stated(result.properties, broken))
    claims = lawful_claims(file.market, result.held)
    pools = {name: number for number, name in enumerate(file.names.pools)}
    stated = check_stated(file.market, file.ranking, pools, claims, result.pools)
    found += as_violations(stated)
    found += check_closings(file.market, file.minimum, result.closings, claims)
    if prove_best and not found:
        found += check_best(file.market, claims)
    return sorted(found, key=lambda violation: (violation.code != "market", violation.code))
