"""Arrays that are not a market at all: what a connector that makes them would have got wrong.

A file door names these by path before anything is assembled. Five million claims are looked
through in a second or two; of each kind of fault the first fifty are named.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sheber.engine.clearing.market import Flags, Integers, Market, owners
from sheber.engine.errors import Fault

NAMED = 50
"""How many faults of one kind are named."""


def named(wrong: Flags) -> list[int]:
    """Where the first faults of a kind stand."""
    places: list[int] = np.flatnonzero(wrong)[:NAMED].tolist()
    return places


def shape_faults(market: Market) -> Iterator[Fault]:
    """Every array that does not fit the others; the later checks only if the earlier pass."""
    for stage in (_offset_faults, _range_faults, _part_faults, _key_faults):
        faults = list(stage(market))
        yield from faults
        if faults:
            return


def _offset_faults(market: Market) -> Iterator[Fault]:
    for name, children in (
        ("offering_start", market.pools),
        ("fund_start", len(market.fund_pools)),
        ("region_start", len(market.region_offerings)),
        ("applicant_start", market.contracts),
        ("contract_start", market.claims),
    ):
        start = getattr(market, name)
        lawful = len(start) and start[0] == 0 and start[-1] == children
        if not lawful or np.any(np.diff(start) < 0):
            yield Fault("broken_offsets", {"array": name})
    for name, found, needed in (
        ("pool_spill", len(market.pool_spill), market.pools),
        ("claim_key", len(market.claim_key), market.claims),
        ("fund_start", len(market.fund_start), market.funds + 1),
        ("region_start", len(market.region_start), market.regions + 1),
        ("offering_target", len(market.offering_target), market.offerings),
    ):
        if found != needed:
            yield Fault("wrong_length", {"array": name, "length": found, "needed": needed})


def _range_faults(market: Market) -> Iterator[Fault]:
    for name, low, high in (
        ("claim_pool", 0, market.pools),
        ("pool_spill", -1, market.pools),
        ("fund_pools", 0, market.pools),
        ("region_offerings", 0, market.offerings),
    ):
        values = getattr(market, name)
        for index in named((values < low) | (values >= high)):
            facts = {"array": name, "index": index, "value": int(values[index])}
            yield Fault("unknown_index", facts)
    for name in ("pool_capacity", "fund_cap", "region_cap", "offering_target"):
        for index in named(getattr(market, name) < 0):
            yield Fault("negative_seats", {"array": name, "index": index})


def _part_faults(market: Market) -> Iterator[Fault]:
    """Parts that do not belong together: claims of one contract stand on pools of one offering,
    in order, each pool once; a fund and a region name each of theirs once."""
    contract, pool = market.claim_contract, market.claim_pool
    same = contract[1:] == contract[:-1]
    for claim in named(same & (pool[1:] <= pool[:-1])):
        yield Fault("claims_out_of_order", {"contract": int(contract[claim])})
    offering = market.pool_offering[pool]
    for claim in named(same & (offering[1:] != offering[:-1])):
        yield Fault("two_offerings", {"contract": int(contract[claim])})
    for entry in named(_repeated(market.fund_start, market.fund_pools, market.pools)):
        yield Fault("repeated_pool", {"pool": int(market.fund_pools[entry])})
    for entry in named(_repeated(market.region_start, market.region_offerings, market.offerings)):
        yield Fault("repeated_offering", {"offering": int(market.region_offerings[entry])})
    for one in named((market.offering_target > 0) & (market.offering_region < 0)):
        yield Fault("target_without_region", {"offering": one})


def _repeated(start: Integers, members: Integers, size: int) -> Flags:
    """Which members stand earlier in the same list already."""
    pair = owners(start) * max(size, 1) + members
    repeated = np.ones(len(pair), dtype=np.bool_)
    repeated[np.unique(pair, return_index=True)[1]] = False
    return repeated


def _key_faults(market: Market) -> Iterator[Fault]:
    """Keys are 0 … claims − 1, and no two claims of one fund or one pool have the same."""
    key = market.claim_key
    outside = named((key < 0) | (key >= market.claims))
    for claim in outside:
        yield Fault("key_out_of_range", {"claim": claim, "key": int(key[claim])})
    place = market.pool_chooser[market.claim_pool] * market.claims + key
    ordered = np.sort(place)
    if outside or not np.any(ordered[1:] == ordered[:-1]):
        return
    order = np.argsort(place, kind="stable")
    for claim in named(place[order[1:]] == place[order[:-1]]):
        yield Fault("equal_keys", {"claim": int(order[claim + 1]), "other": int(order[claim])})
