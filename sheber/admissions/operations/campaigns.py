"""A campaign is prepared, opens, closes and ends; its seats name their official channels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.admissions import rules
from sheber.admissions.models import Campaign, Clearing, SeatSource
from sheber.admissions.states import CAMPAIGN
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.models import RulePack

HEXADECIMAL = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class NewCampaign:
    """One admission year; its moments come from the rule packs, as plain values.

    `names` are English, Russian, Kazakh. `contracts_maximum` is the longest list of wishes.
    """

    code: str
    names: tuple[str, str, str]
    year: int
    opens_at: datetime
    closes_at: datetime
    consent_by: datetime
    ends_at: datetime
    contracts_maximum: int
    rule_packs: tuple[RulePack, ...]


@dataclass(frozen=True)
class NewSource:
    """Where seats of a kind in a country are officially applied for."""

    country: str
    pool_kind: str
    channel: str
    deadline: datetime | None = None
    number: str = ""


def prepare(new: NewCampaign, *, actor: Actor, now: datetime) -> Campaign:
    """Prepare a campaign under the rule packs of its year."""
    require(rules.can_prepare(actor), "admissions.campaign.begin")
    if not new.opens_at < new.closes_at < new.consent_by < new.ends_at:
        raise Refused("campaign_dates_out_of_order")
    if new.contracts_maximum < 1:
        raise Refused("campaign_without_wishes")
    name_en, name_ru, name_kk = new.names
    campaign = Campaign(
        code=new.code,
        name_en=name_en,
        name_ru=name_ru,
        name_kk=name_kk,
        year=new.year,
        opens_at=new.opens_at,
        closes_at=new.closes_at,
        consent_by=new.consent_by,
        ends_at=new.ends_at,
        contracts_maximum=new.contracts_maximum,
    )
    facts = {"year": new.year, "packs": [pack.code for pack in new.rule_packs]}
    with transaction.atomic():
        states.begin(CAMPAIGN, campaign, actor=actor, now=now, facts=facts)
        campaign.rule_packs.set(new.rule_packs)
    return campaign


def set_seat_sources(
    campaign: Campaign, sources: Sequence[NewSource], *, actor: Actor, now: datetime
) -> list[SeatSource]:
    """Say at which official channel each kind of seat is applied for; replaces what was said.

    A kind that is not named, or named with the programme itself, is cleared here. Any other
    kind stays out of the market, and its outcome is imported.
    """
    require(rules.can_prepare(actor), "admissions.campaign.set_seat_sources")
    refuse_unless_prepared(campaign, "set_seat_sources")
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
        _record(campaign, "set_seat_sources", {"sources": len(rows)}, actor, now)
    return rows


def draw_lottery(campaign: Campaign, *, seed: str, actor: Actor, now: datetime) -> Campaign:
    """Set the public seed of the lottery, hexadecimal, once applications are closed.

    It settles ties of equal score, and does not change once something was cleared with it.
    """
    require(rules.can_prepare(actor), "admissions.campaign.draw_lottery")
    if campaign.state != "closed":
        raise Refused(
            "wrong_state", subject=CAMPAIGN.subject, state=campaign.state, act="draw_lottery"
        )
    if not seed or len(seed) % 2 or set(seed) - HEXADECIMAL:
        raise Refused("lottery_seed_malformed")
    with transaction.atomic():
        if Clearing.objects.filter(campaign=campaign).exists():
            raise Refused("lottery_used_already")
        campaign.lottery_seed = seed
        campaign.save(update_fields=("lottery_seed",))
        _record(campaign, "draw_lottery", {"seed": seed}, actor, now)
    return campaign


def open_campaign(campaign: Campaign, *, actor: Actor, now: datetime) -> Campaign:
    """Open a campaign on its day: people may draft, rank and submit."""
    return _move_on_its_day(campaign, "open", campaign.opens_at, actor, now)


def close_campaign(campaign: Campaign, *, actor: Actor, now: datetime) -> Campaign:
    """Close a campaign on its day: no list changes any more."""
    return _move_on_its_day(campaign, "close", campaign.closes_at, actor, now)


def end_campaign(campaign: Campaign, *, actor: Actor, now: datetime) -> Campaign:
    """End a campaign on its day: no seat is given any more."""
    return _move_on_its_day(campaign, "end", campaign.ends_at, actor, now)


def refuse_unless_prepared(campaign: Campaign, act: str) -> None:
    """Seats and their channels are settled before anybody applies."""
    if campaign.state != CAMPAIGN.start:
        raise Refused("wrong_state", subject=CAMPAIGN.subject, state=campaign.state, act=act)


def refuse_unless_open(campaign: Campaign, now: datetime) -> None:
    """Applications are written while the campaign is open, to the minute."""
    if campaign.state != "open" or not campaign.opens_at <= now < campaign.closes_at:
        raise Refused("campaign_not_open", campaign=campaign.code)


def _move_on_its_day(
    campaign: Campaign, name: str, day: datetime, actor: Actor, now: datetime
) -> Campaign:
    require(rules.can_move_campaign(actor, name), f"admissions.campaign.{name}")
    if now < day:
        raise Refused("campaign_too_early", campaign=campaign.code, day=day.isoformat())
    return states.move(CAMPAIGN, campaign, name, actor=actor, now=now)


def _record(
    campaign: Campaign, act: str, facts: dict[str, object], actor: Actor, now: datetime
) -> None:
    entry = events.Entry(f"{CAMPAIGN.subject}.{act}", (CAMPAIGN.subject, campaign.pk), facts=facts)
    events.record(entry, actor=actor, now=now)
