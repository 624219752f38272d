"""Which solver clears a market: the readable one, or for a large market the compiled one.

Both find the same outcome, so the choice is of time alone.
"""

from __future__ import annotations

from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.market import Integers, Market

MANY_CLAIMS = 500_000
"""In a fresh process the two take the same time somewhere above this: a second or more to start
Numba and to read the compiled code from disk, against some two microseconds a claim. A process
that clears again gains from here on (docs/benchmarks.md)."""


def held_claims(market: Market) -> Integers:
    """(A) the claim that each applicant holds in the end, or −1. Lint the market first."""
    if market.claims < MANY_CLAIMS:
        return clear(market)
    # Numba takes a second to start: whoever never clears a large market never waits for it.
    from sheber.engine.clearing.clear_compiled import clear_compiled
    from sheber.engine.clearing.pack import fits

    return clear_compiled(market) if fits(market) else clear(market)
