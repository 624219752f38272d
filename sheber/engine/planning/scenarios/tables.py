"""Rows of models taken apart and put together."""

import numpy as np
from numpy.typing import NDArray

from sheber.engine.planning.rows import Ints, Table


def chosen(rows: Table, wanted: NDArray[np.bool_]) -> Table:
    """The rows of a table that are wanted (one truth a row)."""
    lengths = np.diff(rows.starts)
    entries = np.repeat(wanted, lengths)
    return Table(
        names=tuple(name for name, keep in zip(rows.names, wanted, strict=True) if keep),
        lower=rows.lower[wanted],
        upper=rows.upper[wanted],
        scale=rows.scale[wanted],
        starts=np.concatenate(([0], np.cumsum(lengths[wanted]))).astype(np.int32),
        index=rows.index[entries],
        value=rows.value[entries],
    )


def renumbered(rows: Table, place: Ints) -> Table:
    """The rows over other columns: column ``c`` is now ``place[c]``."""
    return Table(
        names=rows.names,
        lower=rows.lower,
        upper=rows.upper,
        scale=rows.scale,
        starts=rows.starts,
        index=place[rows.index],
        value=rows.value,
    )


def stacked(tables: list[Table]) -> Table:
    """Tables over the same columns, one below the other."""
    lengths = np.concatenate([np.diff(one.starts) for one in tables])
    return Table(
        names=tuple(name for one in tables for name in one.names),
        lower=np.concatenate([one.lower for one in tables]),
        upper=np.concatenate([one.upper for one in tables]),
        scale=np.concatenate([one.scale for one in tables]),
        starts=np.concatenate(([0], np.cumsum(lengths))).astype(np.int32),
        index=np.concatenate([one.index for one in tables]),
        value=np.concatenate([one.value for one in tables]),
    )
