"""The one way to a result: lint, solve, check. An unverified result cannot be returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sheber.engine.clearing.market import Integers
from sheber.engine.exchange.check import PROPERTIES, check, claimed
from sheber.engine.exchange.check_largest import check_largest
from sheber.engine.exchange.cycles import trading_cycles
from sheber.engine.exchange.largest import largest
from sheber.engine.exchange.lint import Coverage, lint
from sheber.engine.exchange.market import LARGEST, Round, stays_of
from sheber.engine.exchange.tally import Tally, count


@dataclass(frozen=True, eq=False)
class Outcome:
    """An exchange that has been checked. host (P): where each person goes, or HOME.

    `properties`: True for each that was claimed and checked, None for one that is not claimed.
    """

    host: Integers
    tally: Tally
    coverage: Coverage
    properties: Mapping[str, bool | None]


def solve(round_: Round, *, seconds: float | None = None) -> Outcome:
    """The exchange of a round by its procedure.

    `seconds` limits each search of the largest exchange, where it needs any. Raises InvalidMarket
    if no theorem covers the round, Infeasible if opening balances cannot be brought within the
    tolerance, or a search reaches its limit, PropertyViolated if the result fails its check,
    which would be an error of this engine.
    """
    coverage = lint(round_)
    host = largest(round_, seconds) if round_.procedure == LARGEST else trading_cycles(round_)
    verify(round_, host)
    properties = {code: True if code in claimed(round_) else None for code in PROPERTIES}
    return Outcome(host, count(round_, stays_of(host)), coverage, properties)


def verify(round_: Round, host: Integers) -> None:
    """Raise the first property that does not hold for these hosts."""
    stays = stays_of(host)
    violations = check(round_, stays) or check_largest(round_, stays)
    if violations:
        raise violations[0]
