"""A campaign is prepared, opens, closes and ends."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.admissions import queries, rules
from sheber.admissions.models import Campaign
from sheber.admissions.states import CAMPAIGN
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.models import RulePack


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


def open_campaign(campaign: Campaign, *, actor: Actor, now: datetime) -> Campaign:
    """Open a campaign on its day: people may draft, rank and submit.

    Refused while a kind of its seats has no official channel: nobody would know where to file.
    """
    require(rules.can_move_campaign(actor, "open"), "admissions.campaign.open")
    missing = queries.kinds_without_channel(campaign)
    if missing and campaign.state == CAMPAIGN.start:
        kinds = [f"{country}:{kind}" for country, kind in missing]
        raise Refused("seats_without_channel", number=len(kinds), kinds=kinds)
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


def record(
    campaign: Campaign, act: str, facts: dict[str, object], actor: Actor, now: datetime
) -> None:
    """One event of a campaign that moves no state."""
    entry = events.Entry(f"{CAMPAIGN.subject}.{act}", (CAMPAIGN.subject, campaign.pk), facts=facts)
    events.record(entry, actor=actor, now=now)
