"""What other rules would give: a market cleared once more, of which only the question is kept."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sheber.admissions import engine_io, queries, rules
from sheber.admissions.engine_io import Standing
from sheber.admissions.models import Campaign, Clearing, Offering, Pool
from sheber.admissions.operations.campaigns import record
from sheber.admissions.operations.offerings import NewOffering, pack_values
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.models import RulePack

RESERVE_LEVEL = NewOffering.reserve_level


@dataclass(frozen=True)
class Asked:
    """Which market, and what differs from it.

    `clearing` is a round; without one the market as it stands today. `pack` stands in for the
    campaign's pack of its country. `seats` are what pools would have in all, by code, above the
    pack. `change` are the parts of `sheber.change/1`, above both: its capacities are those of the
    market, which are fewer where people keep seats. `draws`: over how many lotteries odds are
    taken, none for 0.
    """

    clearing: Clearing | None = None
    pack: RulePack | None = None
    seats: Mapping[str, int] = field(default_factory=dict)
    change: Mapping[str, Any] = field(default_factory=dict)
    draws: int = 0


def what_if(campaign: Campaign, asked: Asked, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """The difference that a change makes, as `sheber.difference/1`; rows of people are in it.

    Nothing is stored but that somebody asked, by the hashes of market and change.
    """
    require(rules.can_ask_what_if(actor), "admissions.campaign.what_if")
    if asked.clearing is not None and asked.clearing.campaign_id != campaign.pk:
        raise Refused("round_of_another_campaign", round=asked.clearing.round)
    if asked.clearing is None:
        if queries.is_large(campaign):
            raise Refused("ask_about_a_round", campaign=campaign.code)
        file = engine_io.market_now(campaign)
    else:
        file = engine_io.market_of(asked.clearing)
    free = engine_io.seats_of(file)
    change = _under(campaign, asked.pack, free) if asked.pack is not None else {}
    change = _over(change, {"capacities": _free(campaign, asked.seats, free)})
    change = _over(change, _with_organisations(campaign, asked.change))
    found = engine_io.what_if(campaign, file, change, asked.draws)
    facts = {
        "market": found["market_sha256"],
        "change": found["change_sha256"],
        "pack": asked.pack.code if asked.pack else None,
        "round": asked.clearing.round if asked.clearing else None,
        "draws": asked.draws,
    }
    record(campaign, "what_if", facts, actor, now)
    return found


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """One change over another: what the upper one names stands."""
    joined = {
        part: {**below[part], **above[part]}
        for part in ("capacities", "spill")
        if isinstance(below.get(part), Mapping) and isinstance(above.get(part), Mapping)
    }
    return {**below, **above, **joined}


def _free(campaign: Campaign, seats: Mapping[str, int], free: Mapping[str, int]) -> dict[str, int]:
    """Seats that a market would have where its pools had these in all: whoever keeps one stays."""
    pools = Pool.objects.filter(offering__campaign=campaign, code__in=seats)
    return {
        code: max(0, free[code] + seats[code] - capacity)
        for code, capacity in pools.values_list("code", "capacity")
        if code in free
    }


def _with_organisations(campaign: Campaign, change: Mapping[str, Any]) -> Mapping[str, Any]:
    """A limit on organisations needs the provider of each offering: the campaign knows it."""
    lists = change.get("lists")
    if not isinstance(lists, Mapping) or "organisations" not in lists:
        return change
    rows = Offering.objects.filter(campaign=campaign).order_by("code")
    providers = dict(rows.values_list("code", "capacity__provider__code"))
    return {"organisation_of": providers, **change}


def _under(campaign: Campaign, pack: RulePack, seats: Mapping[str, int]) -> dict[str, Any]:
    """Seats and spill of a market's pools under another pack of their country.

    Seats that people keep for good are out of a market: what a pack adds or takes is added to or
    taken from the seats that the market has.
    """
    now, new = pack_values(campaign), pack_values(campaign, [pack])
    if pack.country_id not in now:
        raise Refused("pack_of_another_country", pack=pack.code)
    before, after = (
        engine_io.rules_from(
            {code: one.value for code, one in values[pack.country_id].items()}, RESERVE_LEVEL
        )
        for values in (now, new)
    )
    capacities: dict[str, int] = {}
    spill: dict[str, str | None] = {}
    for pools in _by_offering(campaign, pack.country_id):
        standing = [Standing(one.code, one.kind, one.capacity, one.offer_id) for one in pools]
        anew = engine_io.under(after, before, standing)
        funded = {one.code for one in pools if one.fund_id is not None}
        for code, one in anew.items():
            if code in seats:
                capacities[code] = max(0, seats[code] + one.more)
                joined = one.spill_to in seats and not funded & {code, one.spill_to}
                spill[code] = one.spill_to if joined else None
    return {"capacities": capacities, "spill": spill}


def _by_offering(campaign: Campaign, country: str) -> list[list[Pool]]:
    """The pools of a country's offerings, offering by offering, in order of precedence."""
    found: dict[int, list[Pool]] = defaultdict(list)
    pools = Pool.objects.filter(
        offering__campaign=campaign, offering__capacity__provider__country=country
    )
    for one in pools.order_by("offering__code", "order"):
        found[one.offering_id].append(one)
    return list(found.values())
