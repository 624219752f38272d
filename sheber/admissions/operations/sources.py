"""Each kind of a campaign's seats names the official channel at which it is applied for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.admissions import rules
from sheber.admissions.enums import Channel
from sheber.admissions.models import Campaign, SeatSource
from sheber.admissions.operations.campaigns import record, refuse_unless_prepared
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused


@dataclass(frozen=True)
class NewSource:
    """Where seats of a kind in a country are officially applied for.

    At another channel than the programme itself there is a deadline, and the number under which
    the seats stand there.
    """

    country: str
    pool_kind: str
    channel: str
    deadline: datetime | None = None
    number: str = ""


def set_seat_sources(
    campaign: Campaign, sources: Sequence[NewSource], *, actor: Actor, now: datetime
) -> list[SeatSource]:
    """Say at which official channel each kind of seat is applied for; replaces what was said.

    A kind named with the programme itself is cleared here. Any other stays out of the market,
    and its outcome is imported.
    """
    require(rules.can_prepare(actor), "admissions.campaign.set_seat_sources")
    refuse_unless_prepared(campaign, "set_seat_sources")
    for one in sources:
        elsewhere = one.channel != Channel.PROGRAMME
        if elsewhere and not (one.deadline and one.number):
            raise Refused("channel_incomplete", country=one.country, kind=one.pool_kind)
    with transaction.atomic():
        SeatSource.objects.filter(campaign=campaign).delete()
        rows = SeatSource.objects.bulk_create(
            [
                SeatSource(
                    campaign=campaign,
                    country_id=one.country,
                    pool_kind=one.pool_kind,
                    channel=one.channel,
                    deadline=one.deadline,
                    number=one.number,
                )
                for one in sources
            ]
        )
        record(campaign, "set_seat_sources", {"sources": len(rows)}, actor, now)
    return rows
