"""The office's own campaign as the ground of a study: nothing invented, the lottery drawn anew.

The market is the one that was cleared first and published; before that, the one of today's rows.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sheber.admissions.engine_io.difference import market_now, market_of
from sheber.admissions.models import Campaign, Pool
from sheber.admissions.queries import published_clearings
from sheber.doors.clearing.market import MarketFile
from sheber.doors.lab.study import Sensitivity, Study
from sheber.engine.clearing import ENGINE
from sheber.engine.clearing.keys import with_keys
from sheber.engine.clearing.lottery import lottery_ranks
from sheber.engine.clearing.market import Flags, Integers, Market, Numbers
from sheber.engine.lab.policy import (
    BOTH,
    KINDS,
    NOWHERE,
    ONE,
    SEVERAL,
    TARGET,
    Ground,
    Policy,
    spill_by_kind,
)
from sheber.engine.lab.study import ASSUMED, HIGH, Swing, compare, counts, every_policy, gains
from sheber.kernel.refusals import Refused
from sheber.registry.models import Person, Rule

AS_SET = "as_set"
"""The spill that the campaign's own pools have."""

SPILL = "admission.spill"


@dataclass(frozen=True, eq=False)
class Own:
    """A campaign's market file with what the rows say of it: kind and country of each pool,
    country of each applicant, and tables of spill by the rule pack's code, each with the country
    whose offerings it is for."""

    file: MarketFile
    pool_kind: Integers
    pool_country: tuple[str, ...]
    citizenship: tuple[str, ...]
    tables: Mapping[str, tuple[str, Mapping[str, str]]]


def policy_study(campaign: Campaign, seeds: Sequence[int], command: str) -> Study:
    """Every policy on the campaign's market, the lottery drawn once for each seed.

    The one thing assumed is which offer a person would name if only one might be named: the
    first of the own list. The sensitivity names the least crowded of the own list instead.
    Refuses a campaign of which nobody has ranked a target contract.
    """
    own = _own(campaign)
    policies = every_policy([NOWHERE, AS_SET, *own.tables])
    base = Policy(SEVERAL, BOTH, AS_SET)
    plain = (counts(one, policies) for one in _grounds(own, seeds, cautious=False))
    scenarios = compare(plain, policies)
    alone = [base, *(one for one in policies if one.offers == ONE)]
    wary = (counts(one, alone) for one in _grounds(own, seeds, cautious=True))
    sincere = [one for one in scenarios if one.policy in alone]
    return Study(
        subject="campaign",
        code=campaign.code,
        engine=ENGINE,
        command=command,
        assumptions_sha256="",
        market_sha256=own.file.sha256,
        scale=1.0,
        seeds=tuple(seeds),
        base=base,
        calibration=None,
        scenarios=scenarios,
        sensitivity=Sensitivity(
            scale=1.0,
            seeds=tuple(seeds),
            swings=(
                Swing("", ASSUMED, 0.0, None, gains(sincere, base)),
                Swing("cautious", HIGH, 1.0, None, gains(compare(wary, alone), base)),
            ),
        ),
    )


def _own(campaign: Campaign) -> Own:
    first = published_clearings(campaign).order_by("round").defer(None).first()
    file = market_of(first) if first else market_now(campaign)
    names = file.names
    rows = {
        code: (kind, country)
        for code, kind, country in Pool.objects.filter(offering__campaign=campaign).values_list(
            "code", "kind", "offering__capacity__provider__country_id"
        )
    }
    citizens = dict(Person.objects.values_list("pseudonym", "citizenship_id").iterator(5000))
    own = Own(
        file=file,
        pool_kind=np.array([KINDS.index(rows[one][0]) for one in names.pools], dtype=np.int64),
        pool_country=tuple(rows[one][1] for one in names.pools),
        citizenship=tuple(citizens[one] for one in names.applicants),
        tables=_tables(),
    )
    if not _target_contracts(own).any():
        raise Refused("lab_without_wishes", campaign=campaign.code)
    return own


def _tables() -> dict[str, tuple[str, Mapping[str, str]]]:
    """The tables of spill that the rule packs know."""
    rows = Rule.objects.filter(code=SPILL, value__isnull=False).order_by("pack__code")
    return {
        code: (country, {row["from"]: row["to"] for row in value or ()})
        for code, country, value in rows.values_list("pack__code", "pack__country_id", "value")
    }


def _grounds(own: Own, seeds: Sequence[int], *, cautious: bool) -> Iterator[Ground]:
    market = own.file.market
    target = _target_contracts(own)
    spills = {NOWHERE: np.full(market.pools, -1), AS_SET: market.pool_spill}
    for code, (country, table) in own.tables.items():
        here = np.array([one == country for one in own.pool_country], dtype=np.bool_)
        flows = spill_by_kind(market, own.pool_kind, table)
        spills[code] = np.where(here, flows, market.pool_spill)
    for seed in seeds:
        lot = hashlib.sha256(f"sheber lab {seed}".encode()).digest()
        ranks = lottery_ranks(lot, own.file.names.applicants)
        yield Ground(
            market=with_keys(market, replace(own.file.ranking, lottery=ranks)),
            pool_kind=own.pool_kind,
            target_contract=target,
            abroad=target & _abroad(own),
            naming=_crowd(own) if cautious else np.arange(market.contracts, dtype=np.float64),
            spills=spills,
        )


def _first_pool(market: Market) -> Integers:
    """(K) the first pool that each contract claims."""
    return np.asarray(market.claim_pool[market.contract_start[:-1]])


def _target_contracts(own: Own) -> Flags:
    return np.asarray(own.pool_kind[_first_pool(own.file.market)] == TARGET)


def _abroad(own: Own) -> Flags:
    """(K) contracts claimed by a citizen of another country than that of the seats."""
    market = own.file.market
    pool = _first_pool(market).tolist()
    person = market.contract_applicant.tolist()
    return np.array(
        [own.citizenship[a] != own.pool_country[p] for a, p in zip(person, pool, strict=True)],
        dtype=np.bool_,
    )


def _crowd(own: Own) -> Numbers:
    """(K) how many rank a contract's pool for each of its seats."""
    market = own.file.market
    ranked = np.bincount(market.claim_pool, minlength=market.pools)
    return np.asarray((ranked / np.maximum(market.pool_capacity, 1))[_first_pool(market)])
