"""The offerings of a region may give so many seats together: a cap, targets, and turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.admissions import rules
from sheber.admissions.models import Campaign, Offering, Pool, RegionalCap, RegionalTarget
from sheber.admissions.operations.campaigns import refuse_unless_prepared
from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.registry.models import Region

SUBJECT = "admissions.regional_cap"


@dataclass(frozen=True)
class NewRegionalCap:
    """A cap over offerings of one region. `targets`: offerings with the seats that each fills
    first, in the order in which they take further seats, one at a time."""

    code: str
    region: Region
    cap: int
    targets: tuple[tuple[Offering, int], ...]


def set_regional_cap(
    campaign: Campaign, new: NewRegionalCap, *, actor: Actor, now: datetime
) -> RegionalCap:
    """Set a cap while the campaign is prepared; one of the same code is replaced."""
    require(rules.can_prepare(actor), "admissions.regional_cap.set")
    refuse_unless_prepared(campaign, "set_regional_cap")
    _check(campaign, new)
    with transaction.atomic():
        row, _ = RegionalCap.objects.update_or_create(
            campaign=campaign, code=new.code, defaults={"region": new.region, "cap": new.cap}
        )
        RegionalTarget.objects.filter(under=row).delete()
        RegionalTarget.objects.bulk_create(
            [
                RegionalTarget(under=row, offering=offering, target=target, turn=turn)
                for turn, (offering, target) in enumerate(new.targets, start=1)
            ]
        )
        facts = {"cap": new.cap, "offerings": [offering.pk for offering, _ in new.targets]}
        facts["targets"] = [target for _, target in new.targets]
        _record(row, "set", facts, actor, now)
    return row


def lift_regional_cap(row: RegionalCap, *, actor: Actor, now: datetime) -> None:
    """Take a cap away while the campaign is prepared."""
    require(rules.can_prepare(actor), "admissions.regional_cap.lift")
    refuse_unless_prepared(row.campaign, "lift_regional_cap")
    with transaction.atomic():
        _record(row, "lift", {"cap": row.cap}, actor, now)
        row.delete()


def _check(campaign: Campaign, new: NewRegionalCap) -> None:
    offerings = [offering for offering, _ in new.targets]
    if not offerings or len({one.pk for one in offerings}) < len(offerings):
        raise Refused("region_needs_offerings", cap=new.code)
    prefetch(offerings, "capacity__provider")
    for one in offerings:
        if one.campaign_id != campaign.pk:
            raise Refused("offering_of_another_campaign", offering=one.code)
        if one.capacity.provider.region_id != new.region.pk:
            raise Refused("offering_outside_region", offering=one.code, region=new.region.pk)
    asked = sum(target for _, target in new.targets)
    if asked > new.cap:
        raise Refused("targets_over_cap", cap=new.cap, targets=asked)
    _refuse_crossing(campaign, new.code, offerings)


def _refuse_crossing(campaign: Campaign, code: str, offerings: Sequence[Offering]) -> None:
    """Caps that cross are covered by no theorem: a stable result need not exist."""
    other = RegionalTarget.objects.filter(offering__in=offerings).exclude(
        under__campaign=campaign, under__code=code
    )
    taken = other.select_related("offering", "under").first()
    if taken is not None:
        raise Refused("offering_in_two_regions", offering=taken.offering.code, cap=taken.under.code)
    funded = Pool.objects.filter(offering__in=offerings, fund__isnull=False)
    pool = funded.select_related("fund").first()
    if pool is not None and pool.fund is not None:
        raise Refused("fund_in_region", pool=pool.code, fund=pool.fund.code)


def _record(
    row: RegionalCap, act: str, facts: dict[str, object], actor: Actor, now: datetime
) -> None:
    entry = events.Entry(f"{SUBJECT}.{act}", (SUBJECT, row.pk), facts=facts)
    events.record(entry, actor=actor, now=now)
