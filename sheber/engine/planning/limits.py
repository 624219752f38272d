"""The limit that a named row states, what moves it, and the same problem with more of it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any

from sheber.engine.planning.problem import Intake, Problem
from sheber.engine.planning.rows import Row
from sheber.engine.planning.supply import owner_of, years_of_use

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


WHOLE_GROUP = "whole_group"


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that somebody can add.

    ``groups`` of an intake, money in a ``budget`` of a fund and year, or a ``resource`` of an
    institution: a bed, a workshop or a teacher is there in every year that the problem states.
    ``whole_group`` is a group of an intake with all that a full one takes of resources, in the
    years in which it takes them; money is not added.
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
    if lever.family == WHOLE_GROUP:
        return _with_groups(problem, str(lever.key[0]), step)
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


def taken(intake: Intake) -> Mapping[tuple[str, str, int], Fraction]:
    """What one full group of an intake takes of each resource (kind, owner, year)."""
    found: dict[tuple[str, str, int], Fraction] = defaultdict(Fraction)
    for use in intake.uses:
        amount = use.amount * (intake.group_size if use.per == "person" else 1)
        for year in years_of_use(intake, use):
            found[use.resource, owner_of(intake, use), year] += amount
    return found


def _with_groups(problem: Problem, id: str, step: int) -> Problem:
    chosen = next(intake for intake in problem.intakes if intake.id == id)
    needs = {key: ceil(step * amount) for key, amount in taken(chosen).items()}
    return replace(
        problem,
        intakes=tuple(
            replace(one, maximum_groups=one.maximum_groups + step) if one is chosen else one
            for one in problem.intakes
        ),
        resources=tuple(
            replace(row, amount=row.amount + needs.get((row.kind, row.institution, row.year), 0))
            for row in problem.resources
        ),
    )
