"""How a run is kept: its seats and its numbers by pool as texts, everybody's rows as columns.

A market of a country has millions of claims; as one text it would be hundreds of megabytes, read
whole to explain one person. A column is an array in NumPy's own format, packed. The digest that
offices approve stands over the SHA-256 of each text and of each column unpacked.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

from sheber.admissions.models import Clearing, RunColumn
from sheber.doors.clearing.closings import read_closings
from sheber.doors.clearing.market import MarketFile, canonical_sha256, read_seats
from sheber.doors.clearing.market_lists import ContractIds, Lists, names_of
from sheber.doors.clearing.viability import final
from sheber.doors.faults import Faults
from sheber.doors.fields import Reader
from sheber.engine.clearing import Certificate
from sheber.engine.clearing.keys import Ranking
from sheber.engine.clearing.market import owners
from sheber.engine.clearing.viability import Closing
from sheber.engine.errors import Fault, InvalidMarket

# Quick: a column is read more often than it is written, and the half is saved as it is.
LEVEL = 1
OF_CERTIFICATE = tuple(item.name for item in fields(Certificate))

Columns = Mapping[str, bytes]


@dataclass(frozen=True)
class Kept:
    """A run as it was kept: the final market, in which offerings that were closed have no seat,
    what everybody holds, and why."""

    file: MarketFile
    lists: Lists
    certificate: Certificate
    result: dict[str, Any]
    closings: tuple[Closing, ...] = ()


def columns_of(file: MarketFile, lists: Lists, certificate: Certificate) -> dict[str, bytes]:
    """A run's columns by name: the lists, the ranking, and the certificate."""
    return {
        **market_columns(file, lists),
        **{name: _written(getattr(certificate, name)) for name in OF_CERTIFICATE},
    }


def market_columns(file: MarketFile, lists: Lists) -> dict[str, bytes]:
    """What a market is made of besides its seats."""
    terms = json.dumps(list(lists.terms), ensure_ascii=False).encode()
    lottery = {} if file.ranking.lottery is None else {"lottery": _written(file.ranking.lottery)}
    return lottery | {
        "applicants": _written(np.char.encode(lists.applicants, "utf-8")),
        "positions": _written(lists.contracts.position),
        "terms": _written(np.frombuffer(terms, dtype=np.uint8)),
        "contract_terms": _written(lists.contract_terms),
        "applicant_start": _written(lists.applicant_start),
        "contract_start": _written(lists.contract_start),
        "claim_pool": _written(lists.claim_pool),
        "claim_key": _written(file.market.claim_key),
        "score": _written(lists.score),
        "ties": _written(lists.ties),
    }


def save(clearing: Clearing, columns: Columns) -> None:
    """Keep a run's columns beside its row."""
    RunColumn.objects.bulk_create(
        [
            RunColumn(clearing=clearing, name=name, content=zlib.compress(content, LEVEL))
            for name, content in columns.items()
        ],
        batch_size=1,
    )


def stored(clearing: Clearing) -> dict[str, bytes]:
    """The columns of a run, unpacked. Raises InvalidMarket for one that does not unpack."""
    rows = RunColumn.objects.filter(clearing=clearing).order_by("name")
    return {
        name: _unpacked(name, bytes(content))
        for name, content in rows.values_list("name", "content")
    }


def digest(clearing: Clearing, columns: Columns) -> str:
    """SHA-256 of what an approval approves: texts, columns, the engine, the rules, their marks."""
    return canonical_sha256(
        {
            "market": _sha256(clearing.market.encode()),
            "result": _sha256(clearing.result.encode()),
            "columns": {name: _sha256(content) for name, content in columns.items()},
            "engine": clearing.engine,
            "rules": clearing.rule_hashes,
            "rule_marks": clearing.rule_marks,
        }
    )


def read(clearing: Clearing, columns: Columns) -> Kept:
    """A run from its texts and columns, as they stand; nothing of it is checked.

    Raises InvalidMarket where they cannot be read.
    """
    array = {name: _array(name, content) for name, content in columns.items()}
    with legible():
        return _kept(clearing, array)


@contextmanager
def legible() -> Iterator[None]:
    """What was tampered with breaks in many ways; all of them say that it cannot be read."""
    try:
        yield
    except KeyError as missing:
        raise _unreadable(str(missing.args[0])) from missing
    except (IndexError, TypeError, ValueError) as error:
        raise _unreadable("market") from error


def _kept(clearing: Clearing, array: Mapping[str, npt.NDArray[Any]]) -> Kept:
    seats = read_seats(clearing.market.encode())
    lists = _lists(array)
    result = json.loads(clearing.result)
    file = MarketFile(
        market=replace(
            seats.market,
            applicant_start=lists.applicant_start,
            contract_start=lists.contract_start,
            claim_pool=lists.claim_pool,
            claim_key=array["claim_key"],
        ),
        ranking=Ranking(lists.score, lists.ties, array.get("lottery")),
        names=names_of(seats.names, lists),
        sha256=result["market_sha256"],
        seed=seats.seed,
        protected=seats.protected,
        minimum=seats.minimum,
    )
    certificate = Certificate(**{name: array[name] for name in OF_CERTIFICATE})
    faults = Faults()
    closings = tuple(read_closings(Reader(faults), result, seats.names.offerings))
    faults.refuse()
    return Kept(final(file, closings), lists, certificate, result, closings)


def _lists(array: Mapping[str, npt.NDArray[Any]]) -> Lists:
    applicants = np.char.decode(array["applicants"], "utf-8")
    start = array["applicant_start"].astype(np.int64)
    return Lists(
        applicants=applicants,
        contracts=ContractIds(applicants, owners(start), array["positions"]),
        terms=json.loads(array["terms"].tobytes()),
        contract_terms=array["contract_terms"],
        applicant_start=start,
        contract_start=array["contract_start"].astype(np.int64),
        claim_pool=array["claim_pool"].astype(np.int64),
        score=array["score"],
        ties=array["ties"],
    )


def _written(array: npt.NDArray[Any]) -> bytes:
    """An array in NumPy's format, whole numbers as narrow as they go."""
    buffer = BytesIO()
    np.save(buffer, _narrow(array), allow_pickle=False)
    return buffer.getvalue()


def _narrow(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if array.dtype != np.int64 or not array.size:
        return array
    low, high = int(array.min()), int(array.max())
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return array.astype(kind)
    return array


def _array(name: str, content: bytes) -> npt.NDArray[Any]:
    try:
        return np.asarray(np.load(BytesIO(content), allow_pickle=False))
    except (ValueError, EOFError) as error:
        raise _unreadable(name) from error


def _unpacked(name: str, content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> InvalidMarket:
    return InvalidMarket([Fault("column_unreadable", path=name)])


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
