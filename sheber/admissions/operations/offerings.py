"""What people may apply for: offerings with the pools that the rules of their country give."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.admissions import engine_io, queries, rules
from sheber.admissions.engine_io import PoolDraft
from sheber.admissions.enums import OPEN_POOLS, PROTECTED_POOLS
from sheber.admissions.models import Campaign, Fund, Offering, Pool, RuleUse
from sheber.admissions.operations.campaigns import refuse_unless_prepared
from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.offers.models import Offer
from sheber.programmes.models import Capacity
from sheber.registry import queries as registry
from sheber.registry.models import Rule, RulePack
from sheber.registry.queries import RuleValue

BATCH = 500
ON_SHOW = ("published", "frozen")


@dataclass(frozen=True)
class NewOffering:
    """A programme at an institution, and its seats.

    `seats` are those of the plan, target and quota seats included; `paid` come on top.
    `scale` names the scores that meet in its rankings. `quotas` are the protected kinds that
    apply here: none at a college. `fund` pays for the open seats; such a pool does not spill.
    """

    code: str
    capacity: Capacity
    scale: str
    seats: int
    offers: tuple[Offer, ...] = ()
    target_quota: int | None = None
    quotas: tuple[str, ...] = PROTECTED_POOLS
    paid: int = 0
    fund: Fund | None = None
    reserve_level: str = "bachelor_and_specialist"


def add_funds(
    campaign: Campaign, caps: Mapping[str, int], *, actor: Actor, now: datetime
) -> list[Fund]:
    """Add funds with their caps, by code."""
    require(rules.can_prepare(actor), "admissions.fund.begin")
    refuse_unless_prepared(campaign, "add_funds")
    with transaction.atomic():
        rows = Fund.objects.bulk_create(
            [Fund(campaign=campaign, code=code, cap=cap) for code, cap in caps.items()]
        )
        events.record_many(
            [
                events.Entry(
                    "admissions.fund.begin", ("admissions.fund", row.pk), facts={"cap": row.cap}
                )
                for row in rows
            ],
            actor=actor,
            now=now,
        )
    return rows


def add_offerings(
    campaign: Campaign, new: Sequence[NewOffering], *, actor: Actor, now: datetime
) -> list[Offering]:
    """Add offerings; their pools, order and spill come from the rule pack of their country."""
    require(rules.can_prepare(actor), "admissions.offering.begin")
    refuse_unless_prepared(campaign, "add_offerings")
    prefetch([one.capacity for one in new], "provider")
    for one in new:
        _check(campaign, one)
    values = pack_values(campaign)
    drafts = [_drafts(one, values) for one in new]
    with transaction.atomic():
        rows = Offering.objects.bulk_create(
            [Offering(campaign=campaign, capacity=one.capacity, code=one.code) for one in new],
            batch_size=BATCH,
        )
        pools = [_pools(row, one, pools) for row, one, pools in zip(rows, new, drafts, strict=True)]
        _save(pools, drafts)
        RuleUse.objects.bulk_create(_uses(rows, values), batch_size=BATCH)
        events.record_many(
            [
                events.Entry(
                    "admissions.offering.begin",
                    ("admissions.offering", row.pk),
                    facts={"seats": sum(pool.capacity for pool in group), "pools": len(group)},
                )
                for row, group in zip(rows, pools, strict=True)
            ],
            actor=actor,
            now=now,
        )
    return rows


def _check(campaign: Campaign, one: NewOffering) -> None:
    if one.capacity.intake_year != campaign.year:
        raise Refused("offering_of_another_year", offering=one.code, year=campaign.year)
    if one.seats + one.paid > one.capacity.seats_maximum:
        raise Refused(
            "offering_exceeds_capacity", offering=one.code, seats=one.capacity.seats_maximum
        )
    for offer in one.offers:
        if offer.state not in ON_SHOW:
            raise Refused("offer_not_on_show", offer=offer.code)
        if offer.allocation.capacity_id != one.capacity.pk:
            raise Refused("offer_for_another_capacity", offer=offer.code, offering=one.code)


def pack_values(
    campaign: Campaign, packs: Iterable[RulePack] | None = None
) -> dict[str, dict[str, RuleValue]]:
    """By country, the values from which pools are made, by code: of the campaign's packs, or of
    others as the campaign would read them.

    A rule that the pack does not know counts once both offices have answered it, else not.
    """
    stated = {pack.pk: pack for pack in (campaign.rule_packs.all() if packs is None else packs)}
    carried = {pack.pk for pack in queries.carried_forward(campaign)}
    found: dict[str, dict[str, RuleValue]] = {pack.country_id: {} for pack in stated.values()}
    rows = Rule.objects.filter(pack__in=stated, code__in=engine_io.CODES)
    for row in rows.order_by("pk"):
        pack = stated[row.pack_id]
        try:
            value = registry.value_of(row, pack, carried_forward=row.pack_id in carried)
        except Refused:
            continue
        found[pack.country_id][row.code] = value
    return found


def _uses(rows: Sequence[Offering], values: Mapping[str, Mapping[str, RuleValue]]) -> list[RuleUse]:
    """On which answers of the offices the pools of each offering rest."""
    return [
        RuleUse(
            offering=row,
            country_id=value.country,
            code=value.code,
            basis="assumption" if value.assumed else "document",
            pack=value.pack,
            carried_forward=value.carried_forward,
        )
        for row in rows
        for value in values[row.capacity.provider.country_id].values()
        if value.answered
    ]


def _drafts(one: NewOffering, values: Mapping[str, Mapping[str, RuleValue]]) -> list[PoolDraft]:
    country = one.capacity.provider.country_id
    if country not in values:
        raise Refused("campaign_without_pack", country=country)
    plain = {code: found.value for code, found in values[country].items()}
    drafts = engine_io.pools_for(
        engine_io.rules_from(plain, one.reserve_level),
        seats=one.seats,
        offers=[(offer.pk, offer.seats) for offer in one.offers],
        target_quota=one.target_quota,
        quotas=one.quotas,
        paid=one.paid,
    )
    if any(_spill_meets_fund(one, draft, drafts) for draft in drafts):
        raise Refused("fund_pool_cannot_spill", offering=one.code)
    return drafts


def _spill_meets_fund(one: NewOffering, draft: PoolDraft, drafts: Sequence[PoolDraft]) -> bool:
    if draft.spill_to is None:
        return False
    return _is_funded(one, draft.kind) or _is_funded(one, drafts[draft.spill_to].kind)


def _is_funded(one: NewOffering, kind: str) -> bool:
    return one.fund is not None and kind in OPEN_POOLS


def _pools(row: Offering, one: NewOffering, drafts: Sequence[PoolDraft]) -> list[Pool]:
    codes = {offer.pk: offer.code for offer in one.offers}
    return [
        Pool(
            offering=row,
            code=f"{row.code}/{_label(draft, codes)}",
            kind=draft.kind,
            order=place,
            capacity=draft.capacity,
            offer_id=draft.offer,
            fund=one.fund if _is_funded(one, draft.kind) else None,
            scale=one.scale,
        )
        for place, draft in enumerate(drafts, start=1)
    ]


def _label(draft: PoolDraft, codes: Mapping[int, str]) -> str:
    return draft.kind if draft.offer is None else f"{draft.kind}-{codes[draft.offer]}"


def _save(pools: Sequence[Sequence[Pool]], drafts: Sequence[Sequence[PoolDraft]]) -> None:
    """Save pools, then point each to the one it spills to: a key needs a row to stand on."""
    Pool.objects.bulk_create([pool for group in pools for pool in group], batch_size=BATCH)
    spilling = []
    for group, places in zip(pools, drafts, strict=True):
        for pool, draft in zip(group, places, strict=True):
            if draft.spill_to is not None:
                pool.spill_to = group[draft.spill_to]
                spilling.append(pool)
    Pool.objects.bulk_update(spilling, ("spill_to",), batch_size=BATCH)
