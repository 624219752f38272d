"""`claims.parquet` of a market folder, a block of rows at a time: texts in, numbers out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sheber.doors.faults import Faults
from sheber.engine.clearing.keys import MISSING
from sheber.engine.clearing.market import Flags, Integers, Numbers

ROWS_AT_ONCE = 1 << 20
NEEDED = ("applicant", "position", "pool", "score")
KNOWN = (*NEEDED, "ties", "terms")


@dataclass
class Columns:
    """All rows of a file as numbers, wrong ones included.

    applicants: the id of each run of rows with one applicant, null or empty where it is missing.
    run, position, pool (rows): run of the row, place in the list (0 if missing), number of the
    pool (−1 if unknown). score (rows), ties (rows × T): NaN where missing, ties padded with −inf.
    terms: texts, if the file has them. digest: SHA-256 of it all, whatever blocks it came in.
    """

    applicants: pa.Array
    run: Integers
    position: Integers
    pool: Integers
    score: Numbers
    ties: Numbers
    terms: pa.Array | None
    digest: str


def blocks(path: Path, faults: Faults) -> Iterator[pa.RecordBatch]:
    """The rows of a file in blocks; a fault and nothing where the file is not of this form."""
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        faults.add("not_parquet", path.name, why=str(error).splitlines()[0])
        return
    with file:
        if _is_of_the_form(file.schema_arrow, path.name, faults):
            yield from (one for one in file.iter_batches(ROWS_AT_ONCE) if one.num_rows)


def _is_of_the_form(schema: pa.Schema, name: str, faults: Faults) -> bool:
    before = faults.count
    for column in NEEDED:
        if column not in schema.names:
            faults.add("missing_column", name, column=column)
    for column in schema:
        if column.name not in KNOWN:
            faults.add("unknown_column", name, column=column.name, known=", ".join(KNOWN))
        elif not _fits(column.name, column.type):
            faults.add("wrong_column", name, column=column.name, kind=str(column.type))
    return faults.count == before


def _fits(name: str, kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if name == "ties":
        return bool(pa.types.is_list(kind)) and _fits("score", kind.value_type)
    if name == "position":
        return bool(pa.types.is_integer(kind))
    if name == "score":
        return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def read_columns(path: Path, pools: list[str], faults: Faults) -> Columns:
    """A whole file as numbers. `faults` gets what is wrong with the file as a whole."""
    reading = _Reading(pa.array(pools, pa.string()))
    for block in blocks(path, faults):
        reading.add(block)
    return reading.columns()


@dataclass
class _Reading:
    """What was read so far; each column is hashed as it comes."""

    pool_ids: pa.Array
    ids: list[pa.Array] = field(default_factory=list)
    terms: list[pa.Array] = field(default_factory=list)
    parts: dict[str, list[np.ndarray[Any, Any]]] = field(default_factory=dict)
    hashes: dict[str, Any] = field(default_factory=dict)
    last: pa.Scalar | None = None
    runs: int = 0

    def add(self, block: pa.RecordBatch) -> None:
        ids = _text(block["applicant"])
        new = self._starts(ids)
        run = self.runs - 1 + np.cumsum(new, dtype=np.int64)
        self.runs, self.last = int(run[-1]) + 1, ids[-1]
        self.ids.append(ids.filter(pa.array(new)))
        self._hash_texts("applicant", self.ids[-1])
        pool = pc.fill_null(pc.index_in(_text(block["pool"]), self.pool_ids), -1)
        self._keep("run", run)
        self._keep("position", _numbers(block["position"], np.int64, 0))
        self._keep("pool", pool.to_numpy().astype(np.int64))
        self._keep("score", _numbers(block["score"], np.float64, np.nan))
        if "ties" in block.schema.names:
            ties = block["ties"]
            self._keep("tie_count", _numbers(pc.list_value_length(ties), np.int64, 0))
            self._keep("tie", _numbers(pc.list_flatten(ties), np.float64, np.nan))
        if "terms" in block.schema.names:
            self.terms.append(_text(block["terms"]).dictionary_encode())
            self._hash_texts("terms", _text(block["terms"]))

    def _starts(self, ids: pa.Array) -> Flags:
        """Whether each row begins another applicant than the row before."""
        new = np.ones(len(ids), dtype=np.bool_)
        differs = pc.fill_null(pc.not_equal(ids[1:], ids[:-1]), True)
        new[1:] = differs.to_numpy(zero_copy_only=False)
        new[0] = self.last is None or not self.last.is_valid or not ids[0].equals(self.last)
        return new

    def _keep(self, name: str, values: np.ndarray[Any, Any]) -> None:
        self.parts.setdefault(name, []).append(values)
        self._hash(name, np.ascontiguousarray(values).data)

    def _hash_texts(self, name: str, texts: pa.Array) -> None:
        """Texts and, apart, their lengths: together they are this list and no other."""
        lengths = _numbers(pc.binary_length(texts), np.int64, -1)
        self._hash(f"{name} lengths", lengths.data)
        self._hash(name, "".join(texts.drop_null().to_pylist()).encode())

    def _hash(self, name: str, content: Any) -> None:
        self.hashes.setdefault(name, hashlib.sha256()).update(content)

    def columns(self) -> Columns:
        lines = "\n".join(f"{name} {found.hexdigest()}" for name, found in self.hashes.items())
        run = self._joined("run", np.int64)
        return Columns(
            applicants=pa.concat_arrays(self.ids) if self.ids else pa.array([], pa.string()),
            run=run,
            position=self._joined("position", np.int64),
            pool=self._joined("pool", np.int64),
            score=self._joined("score", np.float64),
            ties=self._ties(len(run)),
            terms=pa.chunked_array(self.terms).combine_chunks() if self.terms else None,
            digest=hashlib.sha256(lines.encode()).hexdigest(),
        )

    def _joined(self, name: str, kind: type) -> Any:
        """A column whole; its parts are let go."""
        return np.concatenate([*self.parts.pop(name, []), np.zeros(0, kind)])

    def _ties(self, rows: int) -> Numbers:
        """(rows × T) as wide as the longest list; no column at all in a file without ties."""
        count, values = self._joined("tie_count", np.int64), self._joined("tie", np.float64)
        table = np.full((rows, int(count.max(initial=0))), MISSING)
        if table.size:
            table[np.arange(table.shape[1]) < count[:, None]] = values
        return table


def _text(column: pa.Array) -> pa.Array:
    return pc.cast(column, pa.string())


def _numbers(column: pa.Array, kind: type, missing: float) -> Any:
    """A column as NumPy numbers, with `missing` where there is none."""
    cast = pc.cast(column, pa.from_numpy_dtype(kind), safe=False)
    return pc.fill_null(cast, missing).to_numpy(zero_copy_only=False)
