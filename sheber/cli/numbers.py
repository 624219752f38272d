"""Numbers that are typed after an option, refused in a sentence."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable

MOST = 2**31 - 1
"""The solver counts its steps no further than this, and nobody needs more of anything else."""


def whole(least: int) -> Callable[[str], int]:
    """Reads a whole number of at least so much."""

    def read(text: str) -> int:
        value = int(text) if text.isdecimal() and len(text) <= len(str(MOST)) else -1
        if not least <= value <= MOST:
            raise argparse.ArgumentTypeError(
                f"a whole number of at least {least} is needed, and of at most {MOST}"
            )
        return value

    return read


def gap(text: str) -> float:
    """Reads how near the best something must be."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no number: write one like 0.01") from None
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError("a gap is at least 0 and less than 1")
    return value


def seconds(text: str) -> float:
    """Reads a time."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is no time: write seconds above 0, like 60")
    return value
