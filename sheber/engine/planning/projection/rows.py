"""What a projection says, row by row. All numbers of people are exact fractions."""

from dataclasses import dataclass
from fractions import Fraction

Key = tuple[str, str | None, int]
"""Region, occupation (None: not known), calendar year."""


@dataclass(frozen=True, slots=True)
class Stock:
    """People at work, from the start of a year to its end.

    ``end = start + stayed + arrived + joined - left - retired``, where ``stayed`` and ``arrived``
    stand in the row. ``retired`` and ``left`` are shares of ``start``: who begins in a year neither
    retires nor leaves in it. ``needed`` is what ``end`` would be if every line of demand since the
    count had been filled.
    """

    start: Fraction
    joined: Fraction
    left: Fraction
    retired: Fraction
    end: Fraction
    needed: Fraction


@dataclass(frozen=True, slots=True)
class Row:
    """One region, occupation and year.

    ``in_training`` counts in autumn, after the intake: first those with one more year to go, then
    two, and so on. Of the ``graduates`` of the year, who finish in this region, some ``stayed``
    to fill a line here, some ``moved`` to a line in another region, and the others are
    ``not_placed``: gone elsewhere or without a line. ``arrived`` finished in another region and
    fill a line here. ``asked`` is the demand of the year, ``short`` what of it nobody fills.
    ``stock`` is None where nobody has counted who is at work, and before the year of the count.
    """

    region: str
    occupation: str | None
    year: int
    in_training: tuple[Fraction, ...]
    graduates: Fraction
    stayed: Fraction
    moved: Fraction
    not_placed: Fraction
    arrived: Fraction
    asked: int
    short: Fraction
    stock: Stock | None = None

    @property
    def key(self) -> Key:
        return self.region, self.occupation, self.year


@dataclass(frozen=True, slots=True)
class Move:
    """Graduates of one region who fill lines of another."""

    study: str
    work: str
    occupation: str
    year: int
    people: Fraction


@dataclass(frozen=True, slots=True)
class Projection:
    """Every region and occupation of a problem in every year, and who moves between regions.

    Rows are in the order of region, occupation (the unknown one last) and year, without a year
    left out.
    """

    rows: tuple[Row, ...]
    moves: tuple[Move, ...]


def exact(number: float) -> Fraction:
    """The decimal number that a file shows for this float: 0.1 is one tenth."""
    return Fraction(repr(float(number)))
