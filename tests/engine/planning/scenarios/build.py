"""Shocks for tests: by hand, and whole sets drawn by Hypothesis."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sheber.engine.planning.scenarios.shocks import Factor, Opening, Shocks

SOURCE = {"source": "assumed for a test", "as_of": date(2026, 9, 1)}


def factor(of: str, by: str = "all", low: Any = 1, high: Any = 1, **more: Any) -> Factor:
    given = {"id": f"{of} by {by}", "low": Fraction(low), "high": Fraction(high)}
    return Factor(**{**given, "of": of, "by": by, **SOURCE, **more})


def opening(of: str, by: str = "intake", chance: Any = 1, **more: Any) -> Opening:
    given = {"id": f"{of} by {by}", "of": of, "by": by, "chance": Fraction(chance)}
    return Opening(**{**given, **SOURCE, **more})


def shocks(*rows: Factor | Opening, seed: int = 1) -> Shocks:
    return Shocks(
        seed,
        tuple(row for row in rows if isinstance(row, Factor)),
        tuple(row for row in rows if isinstance(row, Opening)),
    )


EVERYTHING = shocks(
    factor("demand", "sector", "1/2", "3/2", likely=Fraction(1)),
    factor("completion", "programme", "3/4", "5/4"),
    factor("migration", "study", "1/2", "3/2"),
    factor("budget", "fund", "1/2", "5/4"),
    opening("later", "institution", "1/4"),
    opening("closed", "intake", "1/4"),
)

FACTORS_ONLY = shocks(
    factor("demand", "line", 0, 2),
    factor("completion", "region", "1/2", "3/2"),
    factor("budget", "fund", 1, "3/2"),
)

seeds = st.integers(0, 10**6)
