"""Whole numbers from exact fractions, by a rounding that a rule names."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

ROUNDINGS = ("exact", "up", "down", "half_up")


def rounded(value: Fraction, rounding: str) -> int | None:
    """The whole number, or None where ``exact`` meets a fraction.

    ``up`` and ``down`` go to the next whole number above and below; ``half_up`` to the nearest,
    and from the middle up. Raises ValueError for any other rounding.
    """
    if rounding == "exact":
        return value.numerator if value.denominator == 1 else None
    if rounding == "up":
        return ceil(value)
    if rounding == "down":
        return floor(value)
    if rounding == "half_up":
        return floor(value + Fraction(1, 2))
    raise ValueError(f"{rounding} is not one of {', '.join(ROUNDINGS)}")
