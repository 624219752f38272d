"""The linter of markets: refuses what no theorem covers, and says what covers the rest.

Refused, and why:
- backward spill: a seat that flows to an earlier pool makes choice depend on itself;
- spill out of or into a fund's pool: when a fund's pool loses an inflow seat, its last holder
  goes and the fund's cap lets in a claim that was refused before, so a refusal is not final;
- pools under two funds: crossing caps are neither substitutable nor monotone ({b, c, d} chooses
  {b, c}, and adding a gives {a, d}); a fund inside a fund would be a third level;
- an offering in two regions, or a region with a pool under a fund: caps that cross again;
- targets of a region that sum to more than its cap: some target could not be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import Integers, Market, owners
from sheber.engine.errors import Fault, InvalidMarket

PLAIN = "Gale & Shapley 1962; Hatfield & Milgrom 2005"
PRECEDENCE = "Kominers & Sönmez 2016 (slot-specific priorities)"
SPILL = "Westkamp 2013; Aygün & Turhan 2020 (transfers of unfilled seats)"
REGIONS = "Kamada & Kojima 2015 (regional caps with targets)"
FUNDS = "Abraham, Irving & Manlove 2007 (two-level caps)"
SEVERAL_TERMS = "Hatfield & Kojima 2010; Sönmez & Switzer 2013 (contracts of one person)"


@dataclass(frozen=True)
class Coverage:
    """What may be claimed for a market, and on whose proof.

    `applicants_best` holds among outcomes that satisfy C1–C6. `truthful`: "yes" if lists were
    not limited, "truncated" if they were, "only if lists were not limited" if nobody said.
    """

    theorems: tuple[str, ...]
    stable: bool = True
    applicants_best: bool = True
    truthful: str = "only if lists were not limited"


def lint(market: Market) -> Coverage:
    """What covers this market; raises InvalidMarket with every reason if nothing does."""
    faults = list(shape_faults(market)) or list(rule_faults(market))
    if faults:
        raise InvalidMarket(faults)
    return Coverage(theorems=tuple(_theorems(market)), truthful=_truthful(market))


def rule_faults(market: Market) -> Iterator[Fault]:
    """Markets that are well formed but that no theorem covers. Pools may be drawn before claims."""
    offering = owners(market.offering_start).tolist()
    funded = set(market.fund_pools.tolist())
    for pool, target in enumerate(market.pool_spill.tolist()):
        if target < 0:
            continue
        facts = {"pool": pool, "spill_to": target}
        if target == pool or (offering[target] == offering[pool] and target < pool):
            yield Fault("backward_spill", facts)
        elif offering[target] != offering[pool]:
            yield Fault("spill_leaves_offering", facts)
        if pool in funded:
            yield Fault("spill_out_of_fund", facts)
        elif target in funded:
            yield Fault("spill_into_fund", facts)
    first_fund: dict[int, int] = {}
    fund_of_entry = owners(market.fund_start).tolist()
    for pool, fund in zip(market.fund_pools.tolist(), fund_of_entry, strict=True):
        other = first_fund.setdefault(pool, fund)
        if other != fund:
            yield Fault("crossing_caps", {"pool": pool, "fund": fund, "other_fund": other})

    yield from _region_faults(market)


def _region_faults(market: Market) -> Iterator[Fault]:
    region_of: dict[int, int] = {}
    region_of_entry = owners(market.region_start).tolist()
    for offering, region in zip(market.region_offerings.tolist(), region_of_entry, strict=True):
        other = region_of.setdefault(offering, region)
        if other != region:
            facts = {"offering": offering, "region": region, "other_region": other}
            yield Fault("crossing_regions", facts)
    targets = [0] * market.regions
    for offering, region in region_of.items():
        targets[region] += int(market.offering_target[offering])
    for region, cap in enumerate(market.region_cap.tolist()):
        if targets[region] > cap:
            facts = {"region": region, "targets": targets[region], "cap": cap}
            yield Fault("targets_over_cap", facts)
    fund_of_entry = owners(market.fund_start).tolist()
    for pool, fund in zip(market.fund_pools.tolist(), fund_of_entry, strict=True):
        within = region_of.get(int(market.pool_offering[pool]))
        if within is not None:
            yield Fault("fund_in_region", {"pool": pool, "fund": fund, "region": within})


def shape_faults(market: Market) -> Iterator[Fault]:
    """Arrays that are not a market at all. A file door names these by path before; a connector
    that makes one has an error in itself."""
    yield from _offset_faults(market)
    if any(True for _ in _offset_faults(market)):
        return
    yield from _range_faults("claim_pool", market.claim_pool, 0, market.pools)
    yield from _range_faults("pool_spill", market.pool_spill, -1, market.pools)
    yield from _range_faults("fund_pools", market.fund_pools, 0, market.pools)
    yield from _range_faults("region_offerings", market.region_offerings, 0, market.offerings)
    for name in ("pool_capacity", "fund_cap", "region_cap", "offering_target"):
        for index in np.flatnonzero(getattr(market, name) < 0).tolist():
            yield Fault("negative_seats", {"array": name, "index": index})
    if not np.all((market.claim_pool >= 0) & (market.claim_pool < market.pools)):
        return
    yield from _contract_faults(market)
    if np.all((market.fund_pools >= 0) & (market.fund_pools < market.pools)):
        yield from _key_faults(market)


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
    if len(market.pool_spill) != market.pools or len(market.claim_key) != market.claims:
        yield Fault("broken_offsets", {"array": "pool_spill or claim_key"})
    if len(market.fund_start) != market.funds + 1:
        yield Fault("broken_offsets", {"array": "fund_cap"})
    if len(market.region_start) != market.regions + 1:
        yield Fault("broken_offsets", {"array": "region_cap"})
    if len(market.offering_target) != market.offerings:
        yield Fault("broken_offsets", {"array": "offering_target"})


def _range_faults(name: str, values: Integers, low: int, high: int) -> Iterator[Fault]:
    for index in np.flatnonzero((values < low) | (values >= high)).tolist():
        yield Fault("unknown_index", {"array": name, "index": index, "value": int(values[index])})


def _contract_faults(market: Market) -> Iterator[Fault]:
    """Claims of one contract stand on pools of one offering, in order, each pool once."""
    contract, pool = market.claim_contract, market.claim_pool
    same = contract[1:] == contract[:-1]
    for index in np.flatnonzero(same & (pool[1:] <= pool[:-1])).tolist():
        yield Fault("claims_out_of_order", {"contract": int(contract[index])})
    offering = market.pool_offering[pool]
    for index in np.flatnonzero(same & (offering[1:] != offering[:-1])).tolist():
        yield Fault("two_offerings", {"contract": int(contract[index])})


def _key_faults(market: Market) -> Iterator[Fault]:
    """No two claims of one chooser have one key, and no key is negative."""
    chooser = market.pool_chooser[market.claim_pool]
    order = np.lexsort([market.claim_key, chooser])
    above, below = order[1:], order[:-1]
    equal = (chooser[above] == chooser[below]) & (
        market.claim_key[above] == market.claim_key[below]
    )
    for one, other in zip(above[equal].tolist(), below[equal].tolist(), strict=True):
        yield Fault("equal_keys", {"claim": one, "other": other})
    for index in np.flatnonzero(market.claim_key < 0).tolist():
        yield Fault("negative_key", {"claim": index})


def _theorems(market: Market) -> Iterator[str]:
    yield PLAIN
    if np.any(np.diff(market.offering_start) > 1):
        yield PRECEDENCE
    if np.any(market.pool_spill >= 0):
        yield SPILL
    if market.funds:
        yield FUNDS
    if market.regions:
        yield REGIONS
    if has_several_terms(market):
        yield SEVERAL_TERMS


def has_several_terms(market: Market) -> bool:
    """Whether somebody ranks one offering more than once."""
    filled = np.flatnonzero(np.diff(market.contract_start))
    offering = market.pool_offering[market.claim_pool[market.contract_start[filled]]]
    pairs = market.contract_applicant[filled] * max(market.offerings, 1) + offering
    return len(np.unique(pairs)) < len(pairs)


def _truthful(market: Market) -> str:
    if market.lists_limited is None:
        return Coverage.truthful
    return "truncated" if market.lists_limited else "yes"
