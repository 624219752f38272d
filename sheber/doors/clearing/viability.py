"""Minimum groups in files: offerings that are too small are closed before the result stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sheber.doors.clearing.market import MarketFile
from sheber.doors.fields import Fields
from sheber.engine.clearing.lint import Coverage, lint
from sheber.engine.clearing.market import Integers, Market, frozen
from sheber.engine.clearing.solve import Outcome, cleared, solve
from sheber.engine.clearing.viability import Closing, check_closings, close_short, closed


@dataclass(frozen=True)
class Cleared:
    """The final market, in which closed offerings have no seat, its outcome, and what was closed,
    in order; None where no offering states a minimum."""

    file: MarketFile
    outcome: Outcome
    closings: tuple[Closing, ...] | None = None


def clear_viable(file: MarketFile, *, prove_best: bool = False) -> Cleared:
    """Clear a market, with its rounds of closing if any offering states a minimum.

    Raises InvalidMarket and PropertyViolated as `solve` does.
    """
    if not len(file.minimum):
        return Cleared(file, solve(file.market, prove_best=prove_best))
    coverage = lint(file.market, may_close=True)
    market, closings = close_short(file.market, file.minimum, _order(file.names.offerings))
    outcome = solve(market, prove_best=prove_best)
    broken = check_closings(market, file.minimum, closings, outcome.held_claim)
    if broken:
        raise broken[0]
    return Cleared(replace(file, market=market), replace(outcome, coverage=coverage), closings)


def held_viable(
    file: MarketFile, market: Market, *, prove_best: bool = False
) -> tuple[Integers, Coverage]:
    """What `clear_viable` would hold in a market of the file's offerings, checked alike, without
    a certificate."""
    closings: tuple[Closing, ...] = ()
    if len(file.minimum):
        lint(market)
        market, closings = close_short(market, file.minimum, _order(file.names.offerings))
    held_claim, coverage = cleared(market, prove_best=prove_best)
    broken = closings and check_closings(market, file.minimum, closings, held_claim)
    if broken:
        raise broken[0]
    return held_claim, coverage


def final(file: MarketFile, closings: Sequence[Closing]) -> MarketFile:
    """The market that a result with these closings is of."""
    if not closings:
        return file
    return replace(file, market=closed(file.market, [one.offering for one in closings]))


def closing_documents(cleared: Cleared) -> Fields:
    """The field of a result that says what was closed, in order; none without minimum groups."""
    if cleared.closings is None:
        return {}
    names = cleared.file.names.offerings
    return {
        "closings": [
            {"offering": names[one.offering], "held": one.held, "minimum": one.minimum}
            for one in cleared.closings
        ]
    }


def closings_in_words(cleared: Cleared) -> str:
    """What was closed, and what is not claimed of it; nothing if nothing was."""
    names = cleared.file.names.offerings
    told = [
        f"{names[one.offering]} ({one.held} of {one.minimum})" for one in cleared.closings or ()
    ]
    if not told:
        return ""
    return (
        f"Closed for want of a minimum group, in this order: {', '.join(told)}. All else holds for "
        "the market without them; nothing is claimed about which were closed.\n"
    )


def _order(names: Sequence[str]) -> Integers:
    """(O) ranks of ids, in the order of their UTF-8 bytes."""
    by_name = sorted(range(len(names)), key=lambda one: names[one].encode())
    return frozen(np.argsort(by_name))
