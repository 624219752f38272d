"""Rows of a campaign → one market, the same for the same rows: its seats, and who wants them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sheber.admissions.engine_io.lists import lists_of
from sheber.admissions.engine_io.refill import Seats, free_capacities
from sheber.admissions.engine_io.rows import Rows
from sheber.admissions.enums import PROTECTED_POOLS
from sheber.admissions.models import Pool
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.market_lists import Lists, market_of
from sheber.engine.clearing.market import Integers
from sheber.engine.errors import InvalidMarket
from sheber.kernel.refusals import Refused

FORMAT = "sheber.market/1"


@dataclass(frozen=True)
class Drafted:
    """A market made from rows, with the keys of the rows behind its numbers.

    seats: its document without applicants. contract_keys (K), pool_keys (P).
    """

    file: MarketFile
    seats: str
    lists: Lists
    contract_keys: Integers
    pool_keys: Integers


def draft(rows: Rows, lottery_seed: str) -> Drafted:
    """The market of these rows.

    Refuses a ranking in which scores of two scales would meet, and what no theorem covers.
    """
    _refuse_mixed_scales(rows)
    seats = seats_document(rows, lottery_seed)
    text = json.dumps(seats, ensure_ascii=False, separators=(",", ":"))
    lists, contract_keys = lists_of(rows)
    try:
        file = market_of(text, lists)
    except InvalidMarket as error:
        raise refused(error) from error
    pool_keys = np.array([pool.pk for pool in rows.pools], dtype=np.int64)
    return Drafted(file, text, lists, contract_keys, pool_keys)


def refused(error: InvalidMarket) -> Refused:
    """The engine's refusal of a market, as a refusal of the house."""
    return Refused("market_refused", fault=error.faults[0].code, count=len(error.faults))


def seats_document(rows: Rows, lottery_seed: str) -> dict[str, Any]:
    """A `sheber.market/1` document of the seats alone: nobody has applied in it."""
    capacities = _capacities(rows)
    own = {pool.pk: pool for pool in rows.pools}
    by_offering: dict[int, list[Pool]] = defaultdict(list)
    for pool in rows.pools:
        by_offering[pool.offering_id].append(pool)
    return {
        "format": FORMAT,
        **rows.comment,
        "offerings": [
            {
                "id": pools[0].offering.code,
                "pools": [_pool(pool, capacities[pool.pk], own) for pool in pools],
                **_terms_of_opening(rows, pools[0].offering_id),
            }
            for pools in by_offering.values()
        ],
        "funds": list(_funds(rows)),
        "regions": list(_regions(rows)),
        "applicants": [],
        "lists_limited": rows.lists_limited,
        "lottery": {"seed": lottery_seed},
    }


def _terms_of_opening(rows: Rows, offering: int) -> dict[str, Any]:
    """The smallest group of an offering, and the regional cap under which it stands."""
    found: dict[str, Any] = {}
    if rows.minimum.get(offering):
        found["minimum"] = rows.minimum[offering]
    for region in rows.regions:
        for one, target in region.targets:
            if one == offering:
                found |= {"region": region.code, "target": target}
    return found


def _regions(rows: Rows) -> Iterator[dict[str, Any]]:
    """Regional caps over offerings that have seats in this market."""
    codes = {pool.offering_id: pool.offering.code for pool in rows.pools}
    for region in rows.regions:
        order = [codes[offering] for offering, _ in region.targets if offering in codes]
        yield {"id": region.code, "cap": region.cap, "order": order}


def _refuse_mixed_scales(rows: Rows) -> None:
    """A claim's score is on the scale of its pool, so scores of two scales could meet only in
    the one ranking of a fund. There is no conversion between countries' scales."""
    for fund in rows.funds:
        scales = {pool.scale for pool in rows.pools if pool.fund_id == fund.pk}
        if len(scales) > 1:
            raise Refused("two_scales", fund=fund.code, scales=", ".join(sorted(scales)))


def _pool(pool: Pool, capacity: int, own: dict[int, Pool]) -> dict[str, Any]:
    stated: dict[str, Any] = {"id": pool.code, "capacity": capacity}
    target = own.get(pool.spill_to_id) if pool.spill_to_id else None
    stated |= {"spill_to": target.code} if target else {}
    return stated | ({"protected": True} if pool.kind in PROTECTED_POOLS else {})


def _capacities(rows: Rows) -> dict[int, int]:
    """Seats that may still be given, pool by pool."""
    kept: dict[int, int] = defaultdict(int)
    staying: dict[int, int] = defaultdict(int)
    for holder in rows.holders.values():
        staying[holder.pool] += 1
        kept[holder.pool] += holder.keeps
    free = free_capacities(
        [
            Seats(pool.pk, pool.capacity, pool.spill_to_id, kept[pool.pk], staying[pool.pk])
            for pool in rows.pools
        ]
    )
    shut = {pool.pk: 0 for pool in rows.pools if pool.offering_id in rows.closed}
    return free | shut


def _funds(rows: Rows) -> Iterator[dict[str, Any]]:
    """Funds with what is left of their caps."""
    kept: dict[int, int] = defaultdict(int)
    for holder in rows.holders.values():
        kept[holder.pool] += holder.keeps
    for fund in rows.funds:
        pools = [pool for pool in rows.pools if pool.fund_id == fund.pk]
        cap = max(0, fund.cap - sum(kept[pool.pk] for pool in pools))
        yield {"id": fund.code, "cap": cap, "pools": [pool.code for pool in pools]}
