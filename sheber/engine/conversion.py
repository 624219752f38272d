"""Grades and credits from one system to another, by tables given as arguments.

Nothing is converted without a table, a converted grade is never converted again, and every result
keeps the original beside it. Points are whole hundredths (3.67 is 367).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sheber.engine.errors import CodedError
from sheber.engine.rounding import rounded


class NoConversion(CodedError):
    """No table, or no row of it, covers what was asked."""


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One row of a grade table: a letter, its points, and the percentages it covers."""

    letter: str
    points_hundredths: int
    percent_from: int
    percent_to: int


@dataclass(frozen=True, slots=True)
class Gpa:
    """A grade point average: ``numerator`` = sum of hundredths x credits, rounded half up."""

    numerator: int
    credits: int
    hundredths: int

    def __str__(self) -> str:
        return f"{self.hundredths // 100}.{self.hundredths % 100:02}"


def band_of(percent: int, bands: Sequence[GradeBand]) -> GradeBand:
    """The band that covers a percentage. Raises NoConversion if not exactly one does."""
    found = [band for band in bands if band.percent_from <= percent <= band.percent_to]
    if len(found) != 1:
        letters = [band.letter for band in found]
        raise NoConversion("not_one_band", {"percent": percent, "bands": letters})
    return found[0]


def gaps(bands: Sequence[GradeBand]) -> tuple[int, ...]:
    """Percentages from 0 to 100 that no band, or more than one, covers; empty for a sound table."""
    return tuple(
        percent
        for percent in range(101)
        if sum(band.percent_from <= percent <= band.percent_to for band in bands) != 1
    )


def gpa(rows: Iterable[tuple[str, int]], bands: Sequence[GradeBand]) -> Gpa:
    """Average of (letter, credits) rows, weighted by credits, in hundredths, rounded half up.

    Raises NoConversion for a letter that the table does not know, or without any credits.
    """
    points = {band.letter: band.points_hundredths for band in bands}
    marks = list(rows)
    unknown = sorted({letter for letter, _ in marks if letter not in points})
    if unknown:
        raise NoConversion("unknown_letter", {"letters": unknown})
    credits = sum(number for _, number in marks)
    if credits <= 0:
        raise NoConversion("no_credits", {"rows": len(marks)})
    numerator = sum(points[letter] * number for letter, number in marks)
    hundredths = rounded(Fraction(numerator, credits), "half_up")
    return Gpa(numerator, credits, hundredths or 0)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade in a scale; ``original`` is set on a converted one and is what was awarded."""

    scale: str
    value: str
    table: str = ""
    original: Grade | None = None


@dataclass(frozen=True, slots=True)
class GradeTable:
    """A conversion between two scales that two partners have approved (or not yet)."""

    id: str
    source: str
    target: str
    rows: Mapping[str, str]
    approved_by: tuple[str, ...] = ()


def convert_grade(grade: Grade, table: GradeTable, *, approvals: int = 2) -> Grade:
    """The grade in the table's target scale, with the original kept.

    Raises NoConversion for a table with fewer than ``approvals`` approvals, of another scale, or
    without the row, and for a grade that was converted before: there and back is not the same.
    """
    facts = {"table": table.id, "scale": grade.scale, "value": grade.value}
    if grade.original is not None:
        raise NoConversion("converted_before", facts | {"by": grade.table})
    if len(set(table.approved_by)) < approvals:
        raise NoConversion("table_not_approved", facts | {"approved_by": list(table.approved_by)})
    if table.source != grade.scale:
        raise NoConversion("other_scale", facts | {"source": table.source})
    if grade.value not in table.rows:
        raise NoConversion("no_row", facts)
    return Grade(table.target, table.rows[grade.value], table.id, grade)


@dataclass(frozen=True, slots=True)
class CreditRate:
    """One credit of the source in credits of the target: a range where the source gives one.

    Systems counted in hours are systems, too (a credit of ``hours`` is an hour).
    """

    source: str
    target: str
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Credits:
    """Converted credits, between ``least`` and ``most``, with the original kept."""

    system: str
    least: Fraction
    most: Fraction
    original_system: str
    original: Fraction

    @property
    def exact(self) -> Fraction | None:
        """The number of credits, or None where the rate is a range and people must decide."""
        return self.least if self.least == self.most else None


def convert_credits(
    amount: Fraction, source: str, target: str, rates: Iterable[CreditRate]
) -> Credits:
    """Credits of one system in another, by the one rate given for this direction.

    Raises NoConversion if there is none, or more than one: rates are not chained or turned round.
    """
    if source == target:
        return Credits(target, amount, amount, source, amount)
    found = [rate for rate in rates if (rate.source, rate.target) == (source, target)]
    if len(found) != 1:
        facts = {"source": source, "target": target, "rates": len(found)}
        raise NoConversion("not_one_rate", facts)
    (rate,) = found
    return Credits(target, amount * rate.least, amount * rate.most, source, amount)
