"""The linter of markets: refuses what no theorem covers, and says what covers the rest.

Refused, and why:
- backward spill: a seat that flows to an earlier pool makes choice depend on itself;
- spill out of or into a fund's pool: when a fund's pool loses an inflow seat, its last holder
  goes and the fund's cap lets in a claim that was refused before, so a refusal is not final;
- pools under two funds: crossing caps are neither substitutable nor monotone ({b, c, d} chooses
  {b, c}, and adding a gives {a, d}); a fund inside a fund would be a third level;
- an offering in two regions, or a region with a pool under a fund: caps that cross again;
- targets of a region that sum to more than its cap: some target could not be kept.

What is left has choosers with a substitutable and size-monotonic completion (Hatfield & Kominers
2019), which is what the words about stability, the best and misreporting rest on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.market import NOBODY, Integers, Market, owners
from sheber.engine.clearing.shape import named, shape_faults
from sheber.engine.errors import Fault, InvalidMarket

PLAIN = "Gale & Shapley 1962; Hatfield & Milgrom 2005"
PRECEDENCE = "Kominers & Sönmez 2016 (slot-specific priorities)"
SPILL = "Westkamp 2013; Aygün & Turhan 2020 (transfers of unfilled seats)"
REGIONS = "Kamada & Kojima 2015 (regional caps with targets)"
FUNDS = "Abraham, Irving & Manlove 2007 (two-level caps)"
SEVERAL_TERMS = "Hatfield & Kojima 2010; Sönmez & Switzer 2013 (contracts of one person)"

YES, TRUNCATED, UNSTATED = "yes", "truncated", "only if lists were not limited"
CLOSING = "not claimed where offerings may be closed"


@dataclass(frozen=True)
class Coverage:
    """What may be claimed for a market, and on whose proof.

    A market that has a coverage has a result that satisfies C1–C6, and that is best for every
    applicant among all that do: `stable` and `applicants_best` say so to whoever reads it.
    `truthful`, that nobody gains by misreporting: "yes" if lists were not limited, "truncated"
    if they were, "only if lists were not limited" if nobody said, and "not claimed where offerings
    may be closed" where some need a minimum group: of those nothing but C1–C6 is claimed, for the
    market in which the closed ones have no seat.
    """

    theorems: tuple[str, ...]
    stable: bool = True
    applicants_best: bool = True
    truthful: str = UNSTATED


def lint(market: Market, *, may_close: bool = False) -> Coverage:
    """What covers this market; raises InvalidMarket with every reason if nothing does.

    `may_close`: offerings may yet be closed for want of a minimum group.
    """
    faults = list(shape_faults(market)) or list(rule_faults(market))
    if faults:
        raise InvalidMarket(faults)
    truthful = CLOSING if may_close else _truthful(market)
    return Coverage(theorems=tuple(_theorems(market)), truthful=truthful)


def rule_faults(market: Market) -> Iterator[Fault]:
    """Markets that are well formed but that no theorem covers. Pools may be drawn before claims."""
    yield from _spill_faults(market)
    fund = owners(market.fund_start)
    first = _first_owner(fund, market.fund_pools, market.pools)
    for entry in named(first[market.fund_pools] != fund):
        pool = int(market.fund_pools[entry])
        facts = {"pool": pool, "fund": int(fund[entry]), "other_fund": int(first[pool])}
        yield Fault("crossing_caps", facts)
    yield from _region_faults(market)


def _spill_faults(market: Market) -> Iterator[Fault]:
    pool = np.flatnonzero(market.pool_spill >= 0)
    target = market.pool_spill[pool]
    inside = market.pool_offering[pool] == market.pool_offering[target]
    funded = np.zeros(market.pools, dtype=np.bool_)
    funded[market.fund_pools] = True
    for code, wrong in (
        ("backward_spill", inside & (target <= pool)),
        ("spill_leaves_offering", ~inside),
        ("spill_out_of_fund", funded[pool]),
        ("spill_into_fund", funded[target] & ~funded[pool]),
    ):
        for index in named(wrong):
            yield Fault(code, {"pool": int(pool[index]), "spill_to": int(target[index])})


def _region_faults(market: Market) -> Iterator[Fault]:
    region = owners(market.region_start)
    first = _first_owner(region, market.region_offerings, market.offerings)
    for entry in named(first[market.region_offerings] != region):
        offering = int(market.region_offerings[entry])
        facts = {"offering": offering, "region": int(region[entry])}
        yield Fault("crossing_regions", {**facts, "other_region": int(first[offering])})
    targets = np.zeros(market.regions, dtype=np.int64)
    np.add.at(targets, first[first >= 0], market.offering_target[first >= 0])
    for index in named(targets > market.region_cap):
        facts = {"region": index, "targets": int(targets[index])}
        yield Fault("targets_over_cap", {**facts, "cap": int(market.region_cap[index])})
    within = first[market.pool_offering[market.fund_pools]]
    fund = owners(market.fund_start)
    for entry in named(within >= 0):
        facts = {"pool": int(market.fund_pools[entry]), "fund": int(fund[entry])}
        yield Fault("fund_in_region", {**facts, "region": int(within[entry])})


def _first_owner(owner: Integers, members: Integers, size: int) -> Integers:
    """(size) the first fund or region that names each pool or offering, or −1."""
    first = np.full(size, NOBODY, dtype=np.int64)
    first[members[::-1]] = owner[::-1]  # the last written stays, which is the first named
    return first


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
    ordered = np.sort(market.contract_applicant[filled] * max(market.offerings, 1) + offering)
    return bool(np.any(ordered[1:] == ordered[:-1]))


def _truthful(market: Market) -> str:
    if market.lists_limited is None:
        return UNSTATED
    return TRUNCATED if market.lists_limited else YES
