"""`sheber.prices/1`: what one step more of something would add to a plan, found after the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sheber.doors.faults import Faults, shown
from sheber.doors.fields import load
from sheber.doors.planning.plan import ProblemFile
from sheber.doors.typed import Typed, plain
from sheber.engine.errors import InvalidProblem
from sheber.engine.planning.prices import Price

PRICES = "sheber.prices/1"


@dataclass(frozen=True, slots=True)
class PricesFile:
    """Prices of the problem with this hash, the largest gain first."""

    problem_sha256: str
    prices: tuple[Price, ...]


def prices_document(file: ProblemFile, prices: tuple[Price, ...]) -> dict[str, Any]:
    """Prices ready to be written as JSON."""
    return {"format": PRICES, "problem_sha256": file.sha256, "prices": plain(prices)}


def read_prices(text: bytes) -> PricesFile:
    """The prices in a file's bytes. Raises InvalidProblem: ``faults`` in its facts, up to 50."""
    faults = Faults()
    document: Any = load(text, PRICES, faults)
    _refuse(faults)
    if isinstance(document, dict) and document.get("format", PRICES) != PRICES:
        faults.add("wrong_format", "format", value=shown(document["format"]), format=PRICES)
        _refuse(faults)
    found: PricesFile = Typed(faults).row(PricesFile, document, "", ("format",))
    _refuse(faults)
    return found


def _refuse(faults: Faults) -> None:
    if faults.kept:
        raise InvalidProblem("problem_has_faults", {"faults": tuple(faults.kept)})
