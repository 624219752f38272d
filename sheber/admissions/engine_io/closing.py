"""What a cap or a minimum closed in a round, read from the texts that are kept of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sheber.admissions.models import Clearing

# Before every seat.
FIRST = (-1, 0)


@dataclass(frozen=True)
class Closed:
    """An offering that was closed for want of a minimum group: its code, and the numbers."""

    offering: str
    held: int
    minimum: int


def closings(clearing: Clearing) -> list[Closed]:
    """Offerings that a first round closed, in order."""
    stated = json.loads(clearing.result).get("closings", [])
    return [Closed(one["offering"], one["held"], one["minimum"]) for one in stated]


def closed_by_region(clearing: Clearing) -> set[str]:
    """Pools in which a seat stands empty that the region's cap does not let be given: all of the
    region's seats are given, and the offering's next would come after all of them."""
    market = json.loads(clearing.market)
    stated = {pool["id"]: pool for pool in json.loads(clearing.result)["pools"]}
    caps = {one["id"]: one for one in market.get("regions", [])}
    return {
        pool["id"]
        for code, cap in caps.items()
        for offering in _closed(cap, _members(market, code), stated)
        for pool in offering["pools"]
        if _has_room(stated[pool["id"]])
    }


def _members(market: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [one for one in market["offerings"] if one.get("region") == code]


def _closed(
    cap: dict[str, Any], members: list[dict[str, Any]], stated: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    turn = {name: place for place, name in enumerate(cap["order"])}
    held = {
        one["id"]: sum(stated[pool["id"]]["occupancy"] for pool in one["pools"]) for one in members
    }
    if sum(held.values()) < cap["cap"]:
        return
    ranks = [(one, turn[one["id"]], held[one["id"]]) for one in members]
    last = max((_rank(one, place, seats) for one, place, seats in ranks if seats), default=FIRST)
    yield from (one for one, place, seats in ranks if _rank(one, place, seats + 1) > last)


def _rank(offering: dict[str, Any], turn: int, seats: int) -> tuple[int, int]:
    """When an offering's seat of this number is given: up to the target at once, then in turn."""
    return max(0, seats - offering["target"]), turn


def _has_room(pool: dict[str, Any]) -> bool:
    return bool(pool["occupancy"] < pool["capacity"] + pool["inflow"])
