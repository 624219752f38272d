"""A campaign's market, cleared once more under other rules; nothing of it is kept."""

import json
from collections.abc import Mapping
from typing import Any

from sheber.admissions.engine_io.market import draft
from sheber.admissions.engine_io.rows import read
from sheber.admissions.engine_io.runs import kept_of
from sheber.admissions.models import Application, Campaign, Clearing, Pool
from sheber.doors.clearing.change import FORMAT, ChangeFile, change_market, read_change
from sheber.doors.clearing.difference import Labels, difference, difference_document, labels_of
from sheber.doors.clearing.market import MarketFile, canonical_sha256
from sheber.doors.clearing.odds import odds_document
from sheber.engine.errors import Fault, InvalidMarket
from sheber.kernel.refusals import Refused
from sheber.registry.models import Person

MOST_DRAWN_CLAIMS = 20_000_000
"""Draws × claims that are done while somebody waits; more is for the command line."""
FAULTS_NAMED = 5


def market_now(campaign: Campaign) -> MarketFile:
    """The market as it would be cleared today. Before a lottery is drawn its place is taken by a
    trial seed that follows from the campaign's code, the same each time."""
    seed = campaign.lottery_seed or canonical_sha256(campaign.code)
    return draft(read(campaign), seed).file


def market_of(clearing: Clearing) -> MarketFile:
    """The market that a round cleared."""
    return kept_of(clearing).file


def seats_of(file: MarketFile) -> dict[str, int]:
    """Seats of each pool of a market, by code."""
    return dict(zip(file.names.pools, file.market.pool_capacity.tolist(), strict=True))


def what_if(
    campaign: Campaign, file: MarketFile, change: Mapping[str, Any], draws: int
) -> dict[str, Any]:
    """`sheber.difference/1` of a market and a change, with odds over `draws` lotteries if any.

    Counted by offering, fund, region of the provider, kind of seats, terms, and citizenship.
    Refuses a change that cannot be read, and a market that no theorem covers.
    """
    _refuse_long(file, draws)
    text = json.dumps({"format": FORMAT, **change}, ensure_ascii=False).encode()
    try:
        changed = read_change(text, file)
        document = difference_document(difference(file, changed), _labels(campaign, file))
        if draws:
            document["odds"] = _odds(file, changed, draws)
    except InvalidMarket as error:
        raise _refused("change_refused", error) from error
    return document


def _odds(file: MarketFile, change: ChangeFile, draws: int) -> dict[str, Any]:
    return odds_document(file, change_market(file, change), draws)


def _refuse_long(file: MarketFile, draws: int) -> None:
    most = MOST_DRAWN_CLAIMS // max(1, file.market.claims)
    if draws > most:
        raise Refused("too_many_draws", draws=draws, most=most)


def _labels(campaign: Campaign, file: MarketFile) -> Labels:
    """Groupings that the file does not know: regions of providers, kinds, citizenship."""
    plain = labels_of(file)
    pools = Pool.objects.filter(offering__campaign=campaign)
    known = {
        code: (kind, region or "")
        for code, kind, region in pools.values_list(
            "code", "kind", "offering__capacity__provider__region_id"
        )
    }
    own = [known[code] for code in file.names.pools]
    applied = Application.objects.filter(campaign=campaign).values("person")
    people = Person.objects.filter(pk__in=applied).values_list("pk", "citizenship_id")
    citizens = dict(people.iterator(5000))
    return Labels(
        {**plain.pools, "region": [region for _, region in own], "kind": [kind for kind, _ in own]},
        plain.contracts,
        {"group": [citizens[name] for name in file.names.applicants]},
    )


def _refused(code: str, error: InvalidMarket) -> Refused:
    """The engine's refusal: its first fault for a sentence, the first few for a program."""
    first: Fault = error.faults[0]
    named = [{"code": one.code, "path": one.path} for one in error.faults[:FAULTS_NAMED]]
    facts = {"fault": first.code, "path": first.path, "count": len(error.faults)}
    return Refused(code, **facts, faults=named)
