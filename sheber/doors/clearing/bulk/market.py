"""A market folder: `market.json` (offerings, funds, regions, lottery) and `claims.parquet`.

For markets too large for one JSON text. It is read to the same frozen arrays as
`sheber.market/1`; ids stay in columns.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from sheber.doors.clearing.bulk.claims import Sorted, contract_numbers, rows_aside, sort_out
from sheber.doors.clearing.bulk.columns import Columns, read_columns
from sheber.doors.clearing.bulk.names import ColumnNames
from sheber.doors.clearing.market import MarketFile, canonical_sha256
from sheber.doors.clearing.market_reading import FORMAT as WHOLE
from sheber.doors.clearing.market_reading import Reading
from sheber.doors.faults import Faults, shown
from sheber.doors.fields import Fields, load
from sheber.engine.clearing.assemble import assemble
from sheber.engine.clearing.keys import Ranking, with_keys
from sheber.engine.clearing.lottery import lottery_ranks
from sheber.engine.clearing.market import Integers, Market, frozen
from sheber.engine.errors import Fault, InvalidMarket

FORMAT = "sheber.market-folder/1"
SEATS, CLAIMS = "market.json", "claims.parquet"


@dataclass(frozen=True)
class Folder:
    """A market folder that was read.

    file: arrays, names and hash, as of any market file; the hash is of `market.json` in
    canonical form and of the columns, rows kept aside included. applicants (A): ids.
    position (K): place of each contract in its applicant's list. aside: rows kept aside, as in
    the file, with `row` and `reason`; None if there are none.
    """

    file: MarketFile
    applicants: pa.Array
    position: Integers
    aside: pa.Table | None

    @property
    def market(self) -> Market:
        return self.file.market

    @property
    def pools(self) -> pa.Array:
        """(P) ids."""
        return pa.array(self.file.names.pools, pa.string())


def read_folder(path: Path) -> Folder:
    """The market of a folder. Raises InvalidMarket with every fault of its form; rows that are
    wrong by themselves are no fault: they are in `aside`, and the caller says what becomes of
    the run."""
    faults = Faults()
    document, reading = _seats(path / SEATS, faults)
    seats, _ = assemble(reading.draft)
    columns = read_columns(path / CLAIMS, reading.names.pools, faults)
    faults.refuse()
    found = sort_out(columns, seats.pool_offering)
    numbers, applicants = _applicants(columns, found)
    market, rows = _market(seats, columns, found.rows, numbers)
    lottery = None
    if reading.seed is not None:
        lottery = lottery_ranks(reading.seed, applicants.to_pylist())
    ranking = Ranking(columns.score[found.rows], columns.ties[found.rows], lottery)
    try:
        keyed = with_keys(market, ranking)
    except InvalidMarket as error:
        raise _by_row(error, found.rows) from error
    position = frozen(columns.position[rows])
    names = ColumnNames(reading.names, applicants, position, keyed, _terms(columns, rows))
    return Folder(
        file=MarketFile(
            keyed,
            ranking,
            names,
            _sha256(document, columns.digest),
            reading.seed,
            frozenset(reading.protected),
            frozen(reading.minimum if any(reading.minimum) else []),
        ),
        applicants=applicants,
        position=position,
        aside=rows_aside(path / CLAIMS, found) if len(found.wrong) else None,
    )


def _seats(path: Path, faults: Faults) -> tuple[Fields, Reading]:
    """The side of the seats, read as `sheber.market/1` reads it."""
    reading = Reading(faults)
    try:
        document = load(path.read_bytes(), FORMAT, faults)
    except OSError as error:
        faults.add("unreadable", path.name, why=error.strerror)
        document = None
    faults.refuse()
    if not isinstance(document, dict):
        faults.add("not_object", "", value=shown(document))
    elif document.get("format") != FORMAT:
        faults.add("wrong_format", "format", value=shown(document.get("format")), format=FORMAT)
    elif "applicants" in document:
        faults.add("claims_stand_apart", "applicants", file=CLAIMS)
    faults.refuse()
    assert isinstance(document, dict)  # noqa: S101  (otherwise there is a fault)
    reading.document({**document, "format": WHOLE, "applicants": []})
    faults.refuse()
    return document, reading


def _applicants(columns: Columns, found: Sorted) -> tuple[Integers, pa.Array]:
    """(runs) the number of each run's applicant, and ids by number. Whoever has only rows that
    were kept aside stays in the market with an empty list, unless the id itself is wrong."""
    real = np.ones(len(columns.applicants), dtype=np.bool_)
    nameless = np.isin(found.reason, (0, 1))
    real[columns.run[found.wrong[nameless]]] = False
    numbers: Integers = np.cumsum(real, dtype=np.int64) - 1
    return numbers, columns.applicants.filter(pa.array(real))


def _market(
    seats: Market, columns: Columns, rows: Integers, numbers: Integers
) -> tuple[Market, Integers]:
    """The market without keys, and the row of each contract's first claim."""
    contract = contract_numbers(columns, rows)
    first = np.flatnonzero(np.diff(contract, prepend=-1))
    owner = numbers[columns.run[rows[first]]]
    people = int(numbers[-1]) + 1 if len(numbers) else 0
    market = replace(
        seats,
        applicant_start=np.searchsorted(owner, np.arange(people + 1)),
        contract_start=np.append(first, len(rows)),
        claim_pool=columns.pool[rows],
        claim_key=np.zeros(len(rows), dtype=np.int64),
    )
    return market, rows[first]


def _terms(columns: Columns, rows: Integers) -> pa.Array:
    return None if columns.terms is None else columns.terms.take(pa.array(rows))


def _by_row(error: InvalidMarket, rows: Integers) -> InvalidMarket:
    """Ties that the rules do not settle, named by the rows of the file."""
    faults = []
    for fault in error.faults:
        claim, other = (rows[int(str(fault.facts[which]))] + 1 for which in ("claim", "other"))
        facts = {"contract": f"row {other}", "other_contract": f"row {claim}"}
        faults.append(Fault(fault.code, facts, f"{CLAIMS} row {claim}"))
    return InvalidMarket(faults)


def _sha256(document: Fields, digest: str) -> str:
    return hashlib.sha256(f"{canonical_sha256(document)}\n{digest}".encode()).hexdigest()
