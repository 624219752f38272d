"""Named rows of a linear model, collected one by one and handed over as arrays."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

FREE = float("inf")


@dataclass(frozen=True, slots=True)
class Row:
    """The name of one constraint: its family and what it is about."""

    family: str
    key: tuple[str | int, ...]

    def __str__(self) -> str:
        return f"{self.family}[{','.join(map(str, self.key))}]"


@dataclass(slots=True)
class Rows:
    """Constraints ``lower <= coefficients . columns <= upper``, one name each."""

    names: list[Row] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    scale: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(
        self,
        name: Row,
        terms: list[tuple[int, float]],
        *,
        lower: float = -FREE,
        upper: float = FREE,
        scale: float = 1.0,
    ) -> None:
        """Add a constraint; ``terms`` are (column, coefficient), each column at most once.

        ``scale`` is what one unit of the stated limit is in this row.
        """
        self.names.append(name)
        self.lower.append(lower)
        self.upper.append(upper)
        self.scale.append(scale)
        self.index.extend(column for column, _ in terms)
        self.value.extend(coefficient for _, coefficient in terms)
        self.starts.append(len(self.index))


@dataclass(frozen=True, slots=True)
class Table:
    """The same rows as arrays (compressed by row), ready for a solver."""

    names: tuple[Row, ...]
    lower: Floats
    upper: Floats
    scale: Floats
    starts: Ints
    index: Ints
    value: Floats


def table(rows: Rows) -> Table:
    """Freeze the collected rows."""
    return Table(
        names=tuple(rows.names),
        lower=np.array(rows.lower, dtype=np.float64),
        upper=np.array(rows.upper, dtype=np.float64),
        scale=np.array(rows.scale, dtype=np.float64),
        starts=np.array(rows.starts, dtype=np.int32),
        index=np.array(rows.index, dtype=np.int32),
        value=np.array(rows.value, dtype=np.float64),
    )
