"""Viability: before the first publication, offerings that would be too small are closed.

One a round: the offering with the smallest share of its minimum held, ties by id; then everything
is cleared anew with its seats at 0, until no open offering is short. Closing one can only move
people to others, so a small offering may yet be saved; closing all that are short at once could
close some for nothing.

Nothing is claimed about the order or the choice of what is closed: another order may keep more
offerings open, and somebody may gain by ranking an offering that they would rather see open. The
certificate proves C1–C6 for the final market, in which closed offerings have no seat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sheber.engine.clearing.checker import VIABLE, check_viable, without_seats
from sheber.engine.clearing.market import Integers, Market
from sheber.engine.clearing.solve import as_violations
from sheber.engine.clearing.solver import held_claims
from sheber.engine.errors import PropertyViolated

PROPERTIES = VIABLE


@dataclass(frozen=True)
class Closing:
    """An offering that was closed, with what it held then and the minimum that it missed."""

    offering: int
    held: int
    minimum: int


def close_short(
    market: Market, minimum: Integers, order: Integers
) -> tuple[Market, tuple[Closing, ...]]:
    """The final market, and what was closed, in order.

    minimum (O): people that an offering needs, 0 for none. order (O): ranks of the offerings'
    ids, which settle ties. Lint the market first.
    """
    closings: list[Closing] = []
    while (short := _shortest(market, minimum, order, closings)) is not None:
        closings.append(short)
        market = closed(market, [short.offering])
    return market, tuple(closings)


def closed(market: Market, offerings: list[int]) -> Market:
    """The market in which these offerings have no seat."""
    return replace(market, pool_capacity=without_seats(market, offerings))


def check_closings(
    market: Market, minimum: Integers, closings: Sequence[Closing], held_claim: Integers
) -> list[PropertyViolated]:
    """V1 for a final market, and that each closing states an offering that was short."""
    stated = [(one.offering, one.held, one.minimum) for one in closings]
    return as_violations(check_viable(market, minimum, stated, held_claim))


def _shortest(
    market: Market, minimum: Integers, order: Integers, closings: list[Closing]
) -> Closing | None:
    held = _held(market, held_claims(market))
    short = set(np.flatnonzero(held < minimum).tolist()) - {one.offering for one in closings}
    if not short:
        return None
    first = min(short, key=lambda one: (Fraction(int(held[one]), int(minimum[one])), order[one]))
    return Closing(first, int(held[first]), int(minimum[first]))


def _held(market: Market, held_claim: Integers) -> Integers:
    """(O) people who hold a contract of each offering."""
    pools = market.claim_pool[held_claim[held_claim >= 0]]
    return np.bincount(market.pool_offering[pools], minlength=market.offerings)
