"""What may come differently: declared shocks, each with its distribution, source and date.

A factor multiplies numbers of the problem; an opening is something that happens to an intake or
does not. ``by`` says what shares one draw: by ``sector`` all lines of a sector move together and
two sectors apart. A number under two factors is multiplied by both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sheber.engine.planning.problem import Problem

LATER, CLOSED = "later", "closed"

SECTOR_SIGNS = 2
"""A sector is a sub-major group of occupations: the first two digits of a code (ISCO-08)."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor between ``low`` and ``high``.

    With ``likely`` the distribution is triangular, without it every value is as likely as another.
    ``of`` is one of ``FACTORS``. ``only`` names the groups that are meant; empty means all.
    """

    id: str
    of: str
    by: str
    low: Fraction
    high: Fraction
    source: str
    as_of: date
    likely: Fraction | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """An intake that does not open as planned, with this chance.

    ``later``: its seats are paid for as planned, and everybody graduates one year later; until
    then the places are held. ``closed``: it takes nobody, and a least number that an office has
    fixed for it is void.
    """

    id: str
    of: str
    by: str
    chance: Fraction
    source: str
    as_of: date
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shocks:
    """All that may come differently; ``seed`` decides every draw."""

    seed: int
    factors: tuple[Factor, ...] = ()
    openings: tuple[Opening, ...] = ()


Key = Callable[[Any, Mapping[str, str]], str]
"""The group of a row, given the country of each region."""

FACTORS: dict[str, dict[str, Key]] = {
    "demand": {
        "all": lambda row, country: "all",
        "sector": lambda row, country: row.occupation[:SECTOR_SIGNS],
        "occupation": lambda row, country: row.occupation,
        "region": lambda row, country: row.region,
        "country": lambda row, country: country[row.region],
        "line": lambda row, country: row.id,
    },
    "completion": {
        "all": lambda row, country: "all",
        "programme": lambda row, country: row.programme,
        "region": lambda row, country: row.region,
        "country": lambda row, country: country[row.region],
    },
    "migration": {
        "all": lambda row, country: "all",
        "study": lambda row, country: row.study,
        "work": lambda row, country: row.work,
    },
    "budget": {
        "all": lambda row, country: "all",
        "fund": lambda row, country: row.fund,
        "year": lambda row, country: str(row.year),
    },
}
"""What a factor may be of, and by what its draws may differ.

``migration`` is of the shares of graduates who would work in another region.
"""

OPENINGS: dict[str, Key] = {
    "intake": lambda row, country: row.id,
    "institution": lambda row, country: row.institution,
    "programme": lambda row, country: row.programme,
    "region": lambda row, country: row.region,
    "country": lambda row, country: country[row.region],
}
"""By what the openings of intakes may differ."""


def countries(problem: Problem) -> dict[str, str]:
    """Region → country."""
    return {region.id: region.country for region in problem.regions}


def touched(problem: Problem, of: str) -> tuple[Any, ...]:
    """The rows that a factor of this kind is about."""
    if of == "demand":
        return problem.lines
    if of == "completion":
        return (*problem.intakes, *problem.pipeline)
    if of == "migration":
        return tuple(row for row in problem.propensity if row.study != row.work)
    return problem.budgets


def groups(problem: Problem, shock: Factor | Opening) -> tuple[str, ...]:
    """The groups of a shock that the problem has, each with a draw of its own."""
    country = countries(problem)
    if isinstance(shock, Factor):
        rows, key = touched(problem, shock.of), FACTORS[shock.of][shock.by]
    else:
        rows, key = problem.intakes, OPENINGS[shock.by]
    found = {key(row, country) for row in rows}
    return tuple(sorted(found & set(shock.only) if shock.only else found))
