"""Columns of the database in bulk: a query's rows as arrays, without an object for each row.

PostgreSQL copies them out as text through Django's own connection, so inside its transaction;
SQLite hands them over in batches. Both give equal arrays, which a test holds. Keys of new rows
are reserved at once, and the rows are copied in, or inserted by one prepared statement.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from typing import Any

import numpy as np
import numpy.typing as npt
from django.core.exceptions import EmptyResultSet
from django.db import connection, models

Column = npt.NDArray[Any]
# What a column holds: whole numbers, or texts. A text keeps the width of its longest.
WHOLE, TEXT = "int64", "str"
BATCH = 50_000


def read(rows: "models.QuerySet[Any, Any]", kinds: Mapping[str, str]) -> dict[str, Column]:
    """One array for each name in `kinds`, in the order of the query: fields, paths, annotations.

    A column holds no NULL: let the query say, with `Coalesce`, what stands for nothing.
    """
    try:
        sql, given = rows.values_list(*kinds).query.sql_with_params()
    except EmptyResultSet:
        return {name: np.empty(0, kind) for name, kind in kinds.items()}
    fetch = _copied_out if connection.vendor == "postgresql" else _fetched
    return fetch(sql, given, kinds)


def append(
    model: type[models.Model], values: Mapping[str, Any], count: int
) -> npt.NDArray[np.int64]:
    """Append `count` rows to the table of a model with a whole-number key; their keys, in order.

    `values` by field: a list or an array has a value for each row, anything else is the same in
    all of them; a field that is left out has its default. Listed values are as the database
    writes them: keys for relations, JSON as text. Constraints hold as ever. Call it inside a
    transaction.
    """
    keys = _reserved(model, count)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns: dict[str, Any] = {_key(model): keys}
    for field in fields:
        value = values.get(field.attname)
        if not isinstance(value, list | np.ndarray):
            value = _written(field, values.get(field.attname, field.get_default()))
        columns[str(field.column)] = value
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    if connection.vendor == "postgresql":
        _copy_in(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)", columns, count)
    else:
        marks = ", ".join(["%s"] * len(columns))
        _insert(f"INSERT INTO {table} ({names}) VALUES ({marks})", columns, count)  # noqa: S608 - names of our own tables
    return keys


def _copied_out(sql: str, given: Sequence[Any], kinds: Mapping[str, str]) -> dict[str, Column]:
    import pyarrow as pa  # 0.1 s to start, for those alone who read in bulk
    from pyarrow import csv

    sink = pa.BufferOutputStream()
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", given) as copy,
    ):
        for block in copy:
            sink.write(block)
    text = sink.getvalue()
    if not text.size:
        return {name: np.empty(0, kind) for name, kind in kinds.items()}
    types = {name: pa.string() if kind == TEXT else pa.int64() for name, kind in kinds.items()}
    table = csv.read_csv(
        pa.BufferReader(text),
        read_options=csv.ReadOptions(column_names=list(kinds)),
        parse_options=csv.ParseOptions(newlines_in_values=TEXT in kinds.values()),
        convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=False),
    )
    return {name: _array(table[name].to_numpy(), kind) for name, kind in kinds.items()}


def _fetched(sql: str, given: Sequence[Any], kinds: Mapping[str, str]) -> dict[str, Column]:
    parts: dict[str, list[Column]] = {name: [] for name in kinds}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        while batch := cursor.fetchmany(BATCH):
            columns = zip(*batch, strict=True)
            for (name, kind), values in zip(kinds.items(), columns, strict=True):
                parts[name].append(_array(values, kind))
    return {
        name: np.concatenate(found) if found else np.empty(0, kinds[name])
        for name, found in parts.items()
    }


def _array(values: Any, kind: str) -> Column:
    return np.asarray(values, dtype=np.int64 if kind == WHOLE else np.str_)


def _reserved(model: type[models.Model], count: int) -> npt.NDArray[np.int64]:
    """Keys that nobody else is given: from the sequence, or, where one writes at a time, next."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            quoted = connection.ops.quote_name(table)
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [quoted, _key(model), count],
            )
            return np.fromiter((row[0] for row in cursor.fetchall()), np.int64, count)
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return np.arange(first, first + count, dtype=np.int64)


def _key(model: type[models.Model]) -> str:
    key = model._meta.pk
    assert key is not None  # noqa: S101  (every model has one)
    return str(key.column)


def _written(field: "models.Field[Any, Any]", value: Any) -> Any:
    """A value that is the same in all rows, as the driver takes it; for a copy as text."""
    if connection.vendor != "postgresql" or value is None:
        return field.get_db_prep_save(value, connection)
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


def _copy_in(sql: str, columns: Mapping[str, Any], count: int) -> None:
    import pyarrow as pa
    from pyarrow import csv

    arrays = [
        pa.array(value) if isinstance(value, list | np.ndarray) else _same(value, count)
        for value in columns.values()
    ]
    table = pa.table(arrays, names=list(columns))
    options = csv.WriteOptions(include_header=False)
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(sql) as copy,
    ):
        for part in table.to_batches(max_chunksize=BATCH):
            sink = pa.BufferOutputStream()
            csv.write_csv(part, sink, options)
            copy.write(memoryview(sink.getvalue()))


def _same(value: Any, count: int) -> Any:
    import pyarrow as pa

    return pa.nulls(count, pa.string()) if value is None else pa.repeat(pa.scalar(value), count)


def _insert(sql: str, columns: Mapping[str, Any], count: int) -> None:
    rows = zip(*(_each(value, count) for value in columns.values()), strict=True)
    with connection.cursor() as cursor:
        for batch in _batches(rows):
            cursor.executemany(sql, batch)


def _each(value: Any, count: int) -> Iterator[Any]:
    if isinstance(value, np.ndarray):
        return iter(value.tolist())
    return iter(value) if isinstance(value, list) else repeat(value, count)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    for first in rows:
        yield list(chain([first], islice(rows, BATCH - 1)))
