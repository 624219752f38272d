"""The limit that a named row states, what moves it, and the same problem with more of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sheber.engine.planning.problem import Problem
from sheber.engine.planning.rows import Row

_TABLES: dict[str, tuple[str, str, Callable[[Any], tuple[Any, ...]]]] = {
    "groups": ("intakes", "maximum_groups", lambda row: (row.id,)),
    "seats_at_most": ("intakes", "group_size", lambda row: (row.id,)),
    "seats_at_least": ("intakes", "minimum_group", lambda row: (row.id,)),
    "resource": ("resources", "amount", lambda row: (row.kind, row.institution, row.year)),
    "budget": ("budgets", "amount", lambda row: (row.fund, row.year)),
    "share_at_least": ("shares", "at_least", lambda row: (row.country, row.year)),
    "share_at_most": ("shares", "at_most", lambda row: (row.country, row.year)),
    "balance": ("balances", "tolerance", lambda row: (row.of, row.first, row.second, row.year)),
    "override": ("overrides", "seats", lambda row: (row.id,)),
}


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that somebody can add.

    ``groups`` of an intake, money in a ``budget`` of a fund and year, or a ``resource`` of an
    institution: a bed, a workshop or a teacher is there in every year that the problem states.
    """

    family: str
    key: tuple[str | int, ...]

    def __str__(self) -> str:
        return f"{self.family}[{','.join(map(str, self.key))}]"


def lever_of(name: Row) -> Lever | None:
    """Return the lever that moves a row, or None if nobody can simply add to it."""
    if name.family in ("groups", "budget"):
        return Lever(name.family, name.key)
    if name.family == "resource":
        kind, institution, _ = name.key
        return Lever("resource", (kind, institution))
    return None


def stated(problem: Problem, name: Row) -> object:
    """Return what the problem states for a row, or None where the row has no number of its own."""
    if name.family not in _TABLES:
        return None
    table, field, key = _TABLES[name.family]
    row = next(row for row in getattr(problem, table) if key(row) == name.key)
    value = getattr(row, field)
    return value if isinstance(value, int) else str(value)


def raised(problem: Problem, lever: Lever, step: int) -> Problem:
    """Return the problem with ``step`` more of what a lever moves."""
    table, field, key = _TABLES[lever.family]
    length = len(lever.key)
    rows = tuple(
        replace(row, **{field: getattr(row, field) + step})
        if key(row)[:length] == lever.key
        else row
        for row in getattr(problem, table)
    )
    changed: dict[str, Any] = {table: rows}
    return replace(problem, **changed)
